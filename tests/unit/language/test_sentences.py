from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.language import split
from moderation.language.letters import UNSEEN
from tests.hostile import takes_time_in_proportion

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list(' \t\n\r\u2028\u00a0.!?…«»"“„()-•–1245:;abcāšАбвю🙂\u200b\u202e\ufeff\x00\x1b\x85')
        ),
        st.characters(),
    ),
    max_size=200,
)


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("Paldies!", ["Paldies!"]),
        ("Paldies! Viss labi.", ["Paldies!", "Viss labi."]),
        ("Dzīvoju 2. stāvā. Labi.", ["Dzīvoju 2. stāvā.", "Labi."]),
        ("Biju 2024. gada 11. aprīlī. Labi.", ["Biju 2024. gada 11. aprīlī.", "Labi."]),
        ("Dzimusi 1991. gada 23. maijā Rīgā.", ["Dzimusi 1991. gada 23. maijā Rīgā."]),
        ("Paldies Dr. Ozolai! Iesaku.", ["Paldies Dr. Ozolai!", "Iesaku."]),
        ("Paldies A. Bērziņam. Iesaku.", ["Paldies A. Bērziņam.", "Iesaku."]),
        ("Prof. J. K. Kalniņš palīdzēja.", ["Prof. J. K. Kalniņš palīdzēja."]),
        ("Живу на ул. Садовая, д. 5. Хорошо.", ["Живу на ул. Садовая, д. 5.", "Хорошо."]),
        ("Спасибо д-р. Озолиня! Всё хорошо.", ["Спасибо д-р. Озолиня!", "Всё хорошо."]),
        ("Был в 2019 г. и остался доволен.", ["Был в 2019 г. и остался доволен."]),
        ("Dr. Smith was great. Thanks!", ["Dr. Smith was great.", "Thanks!"]),
        ("Tīri, kluss u.c. labumi. Iesaku.", ["Tīri, kluss u.c. labumi.", "Iesaku."]),
        ("Viss labi\nViss slikti", ["Viss labi", "Viss slikti"]),
        ("Labi\r\n\r\nSlikti", ["Labi", "Slikti"]),
        ("- viens\n- divi", ["- viens", "- divi"]),
        ("• viens\n• divi", ["• viens", "• divi"]),
        ("Labi\tvai slikti", ["Labi\tvai slikti"]),
        ("Super 😊 viss 👍", ["Super 😊 viss 👍"]),
        ("\u200bPaldies\u200b", ["Paldies"]),
    ],
)
def test_a_text_is_cut_where_a_reader_would_cut_it(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@settings(deadline=None)
@given(ODD)
def test_nothing_but_blanks_stands_outside_the_sentences(text: str) -> None:
    position = 0
    for start, end in [*split(text), (len(text), len(text))]:
        assert position <= start <= end
        assert not UNSEEN.sub("", text[position:start]).strip()
        position = end


@settings(deadline=None)
@given(ODD)
def test_no_sentence_is_empty_or_begins_or_ends_with_a_blank(text: str) -> None:
    for piece in pieces(text):
        assert piece
        assert not piece[0].isspace()
        assert not piece[-1].isspace()


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, "ru", "lv", "en", "und", "ru-Latn", "?"]))
def test_any_hint_is_taken(text: str, hint: str | None) -> None:
    assert isinstance(split(text, hint), list)


@pytest.mark.parametrize(
    "unit",
    ["a. ", ".", "«“(", "Dr. ", "а", "\n", "!? ", "2. ", "<", "А. ", "\u200b", "😊", "\" ' "],
)
def test_fifty_thousand_hostile_characters_are_split_in_time_in_proportion(unit: str) -> None:
    assert takes_time_in_proportion(split, (unit * 50_000)[:50_000])
