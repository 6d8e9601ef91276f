from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packs.noise import (
    add_emoji,
    double_letters,
    look_alikes,
    noisy,
    strip_diacritics,
    typos,
    without_punctuation,
)

RUSSIAN = "Ёлка стояла в холле, врач всё объяснил спокойно и подробно."
LATVIAN = "Ārste Žanete bija ļoti laipna, viss tika paskaidrots."
TAGS = ("ru", "lv", "uk", "et")


def draws(text: str, tag: str, count: int = 600) -> list[str]:
    return [noisy(text, tag, Random(f"draw {number}")) for number in range(count)]


@given(st.text(), st.sampled_from(TAGS), st.integers())
def test_any_text_can_be_made_noisy_and_none_is_emptied(text: str, tag: str, seed: int) -> None:
    changed = noisy(text, tag, Random(seed))

    assert bool(changed.strip()) or not text.strip()


@given(st.text(), st.sampled_from(TAGS), st.integers())
def test_the_same_seed_makes_the_same_noise(text: str, tag: str, seed: int) -> None:
    assert noisy(text, tag, Random(seed)) == noisy(text, tag, Random(seed))


def test_another_epoch_draws_other_noise() -> None:
    assert len(set(draws(LATVIAN, "lv"))) > 30


@pytest.mark.parametrize(("text", "tag"), [(LATVIAN, "lv"), (RUSSIAN.replace("ё", "е"), "ru")])
def test_most_texts_stay_as_they_are(text: str, tag: str) -> None:
    found = draws(text.replace("Ё", "Е"), tag)

    assert found.count(text.replace("Ё", "Е")) > len(found) / 2


def test_latvian_loses_its_diacritics_and_russian_its_yo() -> None:
    assert strip_diacritics(LATVIAN) in draws(LATVIAN, "lv")
    assert RUSSIAN.replace("Ё", "Е").replace("ё", "е") in draws(RUSSIAN, "ru")


def test_some_russian_comes_romanised_and_some_with_latin_look_alikes() -> None:
    found = draws(RUSSIAN, "ru", 1500)

    assert any("stoya" in one or "stoja" in one for one in found)
    assert any("о" in one and "o" in one for one in found)


def test_latvian_is_never_given_cyrillic_letters() -> None:
    assert not any("а" <= letter <= "я" for one in draws(LATVIAN, "lv") for letter in one.lower())


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("šķiņķis", "skinkis"),
        ("ĀĒĪŪ", "AEIU"),
        ("мой ёж", "мой ёж"),
        ("s\u030ckun\u0331is", "skunis"),
        ("", ""),
    ],
)
def test_only_latin_letters_lose_their_marks(text: str, bare: str) -> None:
    assert strip_diacritics(text) == bare


def test_doubled_letters_keep_the_case_of_the_first() -> None:
    assert double_letters("Šūt žogu") == "Shuut zhogu"


def test_the_final_mark_goes_and_the_words_stay() -> None:
    for seed in range(20):
        assert (
            without_punctuation("Labi, paldies!", Random(seed)).replace(",", "") == "Labi paldies"
        )


def test_look_alikes_look_the_same_and_are_of_the_same_length() -> None:
    changed = look_alikes("Москва хороша", Random(1))

    assert changed != "Москва хороша"
    assert len(changed) == len("Москва хороша")


@given(st.text(), st.integers())
def test_typos_spare_short_words_and_first_letters(text: str, seed: int) -> None:
    changed = typos(text, Random(seed), alphabet="abc")

    assert abs(len(changed) - len(text)) <= 1 + len(text) // 40
    assert changed[:1] == text[:1]


def test_a_text_without_long_words_has_no_typos() -> None:
    assert typos("Jā, nē, labi 12345", Random(3), alphabet="abc")[:7] == "Jā, nē,"
    assert typos("Jā, nē", Random(3), alphabet="abc") == "Jā, nē"


def test_emoji_are_added_around_the_text() -> None:
    assert all("Paldies" in add_emoji("Paldies", Random(seed)) for seed in range(30))
