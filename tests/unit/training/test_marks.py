from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packs.copying import carried, cases
from training.packs.marks import marked

MARK = re.compile(r"\[\d\]")
PAIRS = [
    (
        "Спасибо доктору Ивановой за терпение.",
        "Thank you to Dr Ivanova for her patience.",
        "Спасибо доктору [1] за терпение.",
        "Thank you to Dr [1] for her patience.",
    ),
    (
        "Paldies dakterim Jurim Ozoliņam!",
        "Thank you, Dr Juris Ozoliņš!",
        "Paldies dakterim [1]!",
        "Thank you, Dr [1]!",
    ),
    (
        "Мы ехали из Юрмалы.",
        "We came from Jūrmala.",
        "Мы ехали из [1].",
        "We came from [1].",
    ),
    (
        "Сутки стоят 22,50 евро.",
        "A day costs 22.50 euros.",
        "Сутки стоят [1] евро.",
        "A day costs [1] euros.",
    ),
]


def draws(source: str, target: str, count: int = 60) -> set[tuple[str, str]]:
    return {marked(source, target, Random(f"draw {number}")) for number in range(count)}


@pytest.mark.parametrize(("source", "target", "marked_source", "marked_target"), PAIRS)
def test_what_both_sides_name_becomes_one_mark(
    source: str, target: str, marked_source: str, marked_target: str
) -> None:
    assert draws(source, target) == {(marked_source, marked_target)}


def test_marks_are_numbered_in_the_order_of_the_source() -> None:
    found = draws("Врач Андрис ждал 40 минут.", "For 40 minutes Dr Andris waited.")

    assert ("Врач [1] ждал [2] минут.", "For [2] minutes Dr [1] waited.") in found
    assert ("Врач [1] ждал 40 минут.", "For 40 minutes Dr [1] waited.") in found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Врач Анна и медсестра Анна.", "Dr Anna and the nurse Anna."),
        ("Пришёл в 9, ушёл в 9.", "Came at 9, left at 9."),
        ("Клиника хорошая.", "Clinic is good."),
        ("Спасибо всем!", "Thank you all!"),
        ("Смотри [1] и Ригу.", "See [1] and Riga."),
    ],
)
def test_what_could_be_mistaken_stays_as_it_is(source: str, target: str) -> None:
    assert draws(source, target) == {(source, target)}


@given(st.text(), st.text(), st.integers())
def test_both_sides_always_hold_the_same_marks(source: str, target: str, seed: int) -> None:
    ours, theirs = marked(source, target, Random(seed))

    if (ours, theirs) != (source, target):
        assert sorted(MARK.findall(ours)) == sorted(MARK.findall(theirs))


def test_a_mark_counts_as_carried_over_when_it_stands_once() -> None:
    sources = ["Врач [1].", "Врач [1] и [2].", "[1]!"]

    assert carried(sources, ["Dr [1].", "Dr [2] and [1].", "[1] [1]!"]) == pytest.approx(2 / 3)


def test_only_sentences_that_name_something_are_looked_at() -> None:
    reviews = [
        {"language": "ru", "text": "Спасибо Ирине!", "reference_en": "Thanks to Irina!"},
        {"language": "ru", "text": "Спасибо!", "reference_en": "Thanks!"},
        {"language": "lv", "text": "Paldies Annai!", "reference_en": "Thanks to Anna!"},
    ]

    (found,) = cases(reviews, "ru")

    assert (found.marked_source, found.marked_target) == ("Спасибо [1]!", "Thanks to [1]!")
