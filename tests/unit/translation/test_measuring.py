"""What `make evaluate` measures of public test sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.translation import measures

if TYPE_CHECKING:
    from pathlib import Path


def test_every_public_set_that_is_there_is_measured(tmp_path: Path) -> None:
    for tag, name, source, english in (
        ("ru", "ntrex", "Большое спасибо!", "Thank you very much!"),
        ("ru", "flores-dev", "Этот набор для настройки.", "This set is for tuning."),
        ("lv", "wmt17", "Liels paldies!", "Thank you very much!"),
    ):
        folder = tmp_path / tag
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.{tag}").write_text(f"{source}\n", encoding="utf-8")
        (folder / f"{name}.en").write_text(f"{english}\n", encoding="utf-8")

    found = measures([], tmp_path)

    assert set(found) == {"translation.ntrex_bleu.ru", "translation.wmt17_bleu.lv"}
    assert found["translation.ntrex_bleu.ru"].value > 50
