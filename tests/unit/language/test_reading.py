from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.flag import Flag
from moderation.language import Evidence, read
from tests.hostile import takes_time_in_proportion


def tags(text: str) -> list[str]:
    return [sentence.detection.tag for sentence in read(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ļoti skaista vieta! Очень красиво, тихо. We will come back!", ["lv", "ru", "en"]),
        ("Super! Ļoti laipna apkalpošana, iesaku visiem.", ["lv", "lv"]),
        ("Super! The staff were lovely and patient.", ["en", "en"]),
        ("The staff were lovely and patient. Super!", ["en", "en"]),
        ("Ļoti laba vieta. Great service! Iesaku visiem draugiem.", ["lv", "en", "lv"]),
        ("Viss bija ļoti labi. 👍👍", ["lv", "zxx"]),
        ("Дякую лікарю за турботу! Супер!", ["uk", "uk"]),
        ("", []),
    ],
)
def test_each_sentence_gets_its_own_language_or_its_neighbours(
    text: str, expected: list[str]
) -> None:
    assert tags(text) == expected


def test_a_word_that_leant_on_its_neighbours_says_so() -> None:
    first = read("Super! Ļoti laipna apkalpošana, iesaku visiem.").sentences[0]
    assert Evidence("context", "lv") in first.detection.evidence


def test_the_main_language_is_the_one_most_letters_are_in() -> None:
    assert read("Спасибо! The staff were lovely and very patient with us.").detection.tag == "en"


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Super!", Flag("unsure_language")),
        ("Väga hea teenindus, soovitan kõigile", Flag("other_language", "et")),
        ("Ļoti skaista vieta! Очень красиво.", Flag("mixed_languages", "lv,ru")),
        ("Spasibo, vse ochen ponravilos'", Flag("romanised_russian")),
        ("Loti laipna apkalposana, paldies visiem", Flag("no_diacritics")),
        ("Отличный мaгaзин", Flag("look_alikes", "магазин")),
    ],
)
def test_a_moderator_is_told_what_to_look_at(text: str, flag: Flag) -> None:
    assert flag in read(text).flags


def test_plain_reviews_carry_no_flags() -> None:
    assert read("Paldies par ļoti labu apkalpošanu. Iesaku visiem!").flags == ()


def test_nothing_but_emoji_is_no_language() -> None:
    assert read("😡😡👎🏽").detection.tag == "zxx"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_sentences_are_stretches_of_the_review(text: str) -> None:
    for sentence in read(text).sentences:
        assert sentence.text == text[sentence.start : sentence.end]


def test_an_ambiguous_word_said_many_times_is_no_surer() -> None:
    assert set(tags("Super! " * 40)) == {"und"}


@pytest.mark.parametrize("unit", ["a\n", "Super! ", "Muchas gracias por todo amigos. ", "zz zzq. "])
def test_fifty_thousand_hostile_characters_are_read_in_time_in_proportion(unit: str) -> None:
    assert takes_time_in_proportion(read, (unit * 50_000)[:50_000])
