from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packs.corpus import Pair, Portion
from training.packs.overlap import TestText, plain, read_tests, remove, report

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "The dentist explained every step before she began the work."


def a_set_of(*texts: str) -> TestText:
    found = TestText()
    for text in texts:
        found.add(text)
    return found


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "the DENTIST explained every step — before she began the work",
        f"It was my first visit. {SENTENCE} I felt safe!",
        "A dentist explained every step before she began the filling.",
        "The dentist éxplained every step before she began the wörk",
    ],
)
def test_a_test_sentence_is_recognised_in_training_text(line: str) -> None:
    assert a_set_of(SENTENCE).shares(line)


@pytest.mark.parametrize(
    "line",
    ["", "The dentist was kind.", "The dentist explained every step, and then we left.", "Thanks"],
)
def test_other_text_does_not_overlap(line: str) -> None:
    assert not a_set_of(SENTENCE).shares(line)


def test_what_everybody_says_is_no_overlap() -> None:
    assert not a_set_of("Thank you!", "Very good. Thank you all.").shares("Thank you!")


def test_a_sentence_inside_a_test_review_counts() -> None:
    review = f"We came on Monday. {SENTENCE} We shall come again."

    assert a_set_of(review).shares(SENTENCE)


@given(st.text())
def test_a_test_line_of_four_words_always_overlaps_with_itself(text: str) -> None:
    assert a_set_of(text).shares(text) == (len(plain(text)) >= 4)


def test_pairs_go_if_either_side_overlaps() -> None:
    clear = Pair("lv", "Viss bija labi.", "All was well.")
    portion = Portion("file", "lv", 2.0, [clear, Pair("lv", "Zobārsts", SENTENCE)])

    (kept,), lost = remove([portion], a_set_of(SENTENCE))

    assert kept == Portion("file", "lv", 2.0, [clear])
    assert lost == {"file (lv)": 1}
    assert "1  in all" in report(lost)


def test_nothing_overlaps_once_it_was_removed() -> None:
    portion = Portion("file", "lv", 1.0, [Pair("lv", "x", SENTENCE)])
    kept, _ = remove([portion], a_set_of(SENTENCE))

    assert remove(kept, a_set_of(SENTENCE))[1] == {"file (lv)": 0}


def test_reviews_are_read_out_of_json_and_without_their_marks(tmp_path: Path) -> None:
    review = {"text": "Ārste [[PERSON:Anna Ozola]] bija ļoti laipna.", "more": [{"deep": SENTENCE}]}
    (tmp_path / "set.jsonl").write_text(json.dumps(review) + "\n{broken\n", encoding="utf-8")

    found = read_tests([tmp_path])

    assert found.shares("Ārste Anna Ozola bija ļoti laipna")
    assert found.shares(SENTENCE)


def test_sentence_files_are_known_by_their_language(tmp_path: Path) -> None:
    (tmp_path / "lv").mkdir()
    (tmp_path / "lv" / "set.lv").write_text("Pirmā gara rinda šeit\n", encoding="utf-8")

    assert read_tests([tmp_path]).shares("pirmā gara rinda šeit.")


def test_a_folder_without_text_does_not_pass_for_a_clean_corpus(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no test text"):
        read_tests([tmp_path / "misspelt"])
