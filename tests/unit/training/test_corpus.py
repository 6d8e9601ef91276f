from __future__ import annotations

import lzma
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packs.corpus import Pair, clean, fault, load, rows, tidy
from training.packs.manifest import Language, Manifest, Source

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {
    "ru": Language("ru", "Russian", "cyrillic"),
    "lv": Language("lv", "Latvian", "latin"),
    "en": Language("en", "English", "latin"),
}


def manifest(*sources: Source) -> Manifest:
    return Manifest("en", LANGUAGES, sources)


def source(path: str, *columns: str) -> Source:
    return Source(path, "somewhere", columns, "CC0", "0" * 64, 1.0)


def test_three_columns_give_a_pair_for_each_source_language(tmp_path: Path) -> None:
    (tmp_path / "all.tsv").write_text("Спасибо\tPaldies\tThank you\n", encoding="utf-8")

    portions, dropped = load(manifest(source("all.tsv", "ru", "lv", "en")), tmp_path)

    assert [portion.pairs for portion in portions] == [
        [Pair("ru", "Спасибо", "Thank you")],
        [Pair("lv", "Paldies", "Thank you")],
    ]
    assert not dropped


def test_compressed_text_is_read_like_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "two.tsv.xz"
    path.write_bytes(lzma.compress(b"Labi\tGood\nSlikti\tBad\n"))

    assert list(rows(path)) == [["Labi", "Good"], ["Slikti", "Bad"]]


def test_a_source_without_a_file_is_drawn_from_the_grammar(tmp_path: Path) -> None:
    drawn = replace(source("grammar", "lv", "en"), made=20)

    portions, _ = load(manifest(drawn), tmp_path)

    assert 0 < len(portions[0].pairs) <= 20
    assert {pair.tag for pair in portions[0].pairs} == {"lv"}


def test_a_line_with_another_number_of_columns_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "odd.tsv").write_text("Labi\nLabi\tGood\tExtra\nJā\tYes\n", encoding="utf-8")

    (portion,), _ = load(manifest(source("odd.tsv", "lv", "en")), tmp_path)

    assert portion.pairs == [Pair("lv", "Jā", "Yes")]


def test_the_english_column_may_come_first(tmp_path: Path) -> None:
    (tmp_path / "first.tsv").write_text("Yes\tJā\n", encoding="utf-8")

    (portion,), _ = load(manifest(source("first.tsv", "en", "lv")), tmp_path)

    assert portion.pairs == [Pair("lv", "Jā", "Yes")]


@pytest.mark.parametrize(
    ("tag", "text", "english", "reason"),
    [
        ("lv", "", "Something", "empty"),
        ("lv", "Garš " * 120, "Long " * 120, "long"),
        ("lv", "Īsi.", "This English sentence is far too long for it.", "ratio"),
        ("lv", "Спасибо большое", "Thank you", "script"),
        ("ru", "Спасибо большое", "Спасибо большое", "script"),
        ("ru", "12:45", "12:45", "script"),
        ("lv", "The server is down", "The server is down", "untranslated"),
        ("lv", "Rīga", "Riga", None),
        ("lv", "Linux", "Linux", None),
        ("ru", "Врач Windows", "Windows doctor", "script"),
        ("ru", "Установите Linux сегодня", "Install Linux today", None),
        ("lv", "Jā", "Yes, of course it is", None),
    ],
)
def test_what_teaches_nothing_is_dropped_with_its_reason(
    tag: str, text: str, english: str, reason: str | None
) -> None:
    found = fault(Pair(tag, text, english), LANGUAGES[tag].script, "latin")

    assert found == reason


def test_repetitions_are_dropped_whatever_their_case() -> None:
    pairs = [Pair("lv", "Labi", "Good"), Pair("lv", "labi", "good"), Pair("lv", "Labi", "Well")]

    cleaned = clean(pairs, manifest())

    assert cleaned.pairs == [pairs[0], pairs[2]]
    assert cleaned.dropped == {"repeated": 1}


@given(st.lists(st.builds(Pair, st.sampled_from(["ru", "lv"]), st.text(), st.text())))
def test_every_pair_is_either_kept_or_counted(pairs: list[Pair]) -> None:
    cleaned = clean(pairs, manifest())

    assert len(cleaned.pairs) + cleaned.dropped.total() == len(pairs)


@given(st.text())
def test_tidy_text_stays_tidy(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert not set("\t\n\u200b\ufeff") & set(tidy(text))
