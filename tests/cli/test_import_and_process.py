from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from moderation.cli import balss

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """Menu
Home   About us   Prices

Atsauksmes

Ārste mani uzklausīja un visu izskaidroja saprotami. Esmu ļoti pateicīga par palīdzību!
Iesaku visiem.

Anna, Ogre

Очень благодарен врачам за внимание и заботу! Меня вылечили, теперь чувствую себя отлично.

Сергей

© 2024 Clinic. All rights reserved.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BALSS_INSTANCE", str(tmp_path / "instance"))
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def run(*arguments: str) -> str:
    result = CliRunner().invoke(balss, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_dry_run_proposes_and_leaves_nothing_behind(page: Path, tmp_path: Path) -> None:
    proposals = [
        json.loads(line) for line in run("import", "page", str(page), "--dry-run").splitlines()
    ]

    assert [each["language"] for each in proposals] == ["lv", "ru"]
    assert [each["author"] for each in proposals] == ["Anna", "Сергей"]
    assert not (tmp_path / "instance").exists()


def test_an_imported_page_is_processed_into_languages_english_flags_and_findings(
    page: Path,
) -> None:
    assert "2 submitted, 0 here already" in run("import", "page", str(page))

    reviews = [json.loads(line) for line in run("process", "--json").splitlines()]

    assert [each["language"] for each in reviews] == ["lv", "ru"]
    for review in reviews:
        assert review["english"]
        assert review["english"] != review["original"]
        packs = {each["pack"] for each in review["sentences"]}
        assert any(each.startswith(f"translate-{review['language']}_en ") for each in packs)


def test_importing_a_page_twice_adds_nothing(page: Path) -> None:
    run("import", "page", str(page))
    assert "0 submitted, 2 here already" in run("import", "page", str(page))


def test_a_file_in_another_encoding_is_refused_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes("Отзывы".encode("cp1251"))
    result = CliRunner().invoke(balss, ["import", "page", str(file), "--dry-run"])
    assert result.exit_code == 2
    assert "UTF-8" in result.output


def test_a_spreadsheet_is_imported_row_by_row_and_bad_rows_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BALSS_INSTANCE", str(tmp_path / "instance"))
    file = tmp_path / "reviews.csv"
    file.write_text(
        "atsauksme;vārds;vērtējums\nPaldies par visu!;Anna;5\n;Juris;4\n=1+1 ir forši!;Ieva;5\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(balss, ["import", "file", str(file)], catch_exceptions=False)
    assert "2 submitted, 0 here already" in result.output
    assert "row 3" in result.output
