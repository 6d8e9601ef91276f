from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.language import for_translation
from tests.hostile import takes_time_in_proportion


@pytest.mark.parametrize(
    ("romanised", "cyrillic"),
    [
        ("Spasibo, vse ponravilos'", "Спасибо, все понравилось"),
        ("Spasibo bolshoe!", "Спасибо большое!"),
        ("ochen horoshiy vrach", "очень хороший врач"),
        ("Ochen' horoshij vrach", "Очень хороший врач"),
        ("o4en xoroshiy vrach", "очень хороший врач"),
        ("obeshali perezvonit'", "обещали перезвонить"),
        ("obeschali perezvonit", "обещали перезвонить"),
        ("cherez nedelju opjat' skripit", "через неделю опять скрипит"),
        ("4to za uzhas", "что за ужас"),
        ("VSEM SOVETUJU", "ВСЕМ СОВЕТУЮ"),
        ("Ja dovolen, a zhena net", "Я доволен, а жена нет"),
        ("Я уже писал", "Я уже писал"),
        ("pishite na good@example.com", "пишите на good@example.com"),
    ],
)
def test_romanised_russian_comes_back_in_cyrillic(romanised: str, cyrillic: str) -> None:
    assert for_translation(romanised, "ru-Latn") == cyrillic


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("Отличный мaгaзин, цeны ниже", "ru", "Отличный магазин, цены ниже"),
        ("Пришли c мужем, a там никого", "ru", "Пришли с мужем, а там никого"),
        ("Стоит BMW и HTC", "ru", "Стоит BMW и HTC"),
        ("Lаbs sеrviss", "lv", "Labs serviss"),
        ("Док\u200bтор по\u00adсоветовал", "ru", "Доктор посоветовал"),
        ("loti laipna apkalposana", "lv", "ļoti laipna apkalpošana"),
        ("loti laipna apkalposana", "lt", "loti laipna apkalposana"),
        ("Great\tservice\n", "en", "Great\tservice\n"),
    ],
)
def test_only_what_misleads_the_translator_is_changed(text: str, tag: str, expected: str) -> None:
    assert for_translation(text, tag) == expected


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(["ru", "lv", "en", "ru-Latn", "und", "zxx", ""]))
def test_any_text_and_tag_are_taken(text: str, tag: str) -> None:
    assert isinstance(for_translation(text, tag), str)


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz' 46", max_size=60))
def test_romanised_letters_never_vanish(text: str) -> None:
    turned = for_translation(text, "ru-Latn")
    assert len(turned.split()) == len(text.split())


@pytest.mark.parametrize("unit", ["s", "shch", "ja ", "'", "<", "4", "zh zh", "ya4"])
def test_fifty_thousand_hostile_characters_are_turned_in_time_in_proportion(unit: str) -> None:
    text = (unit * 50_000)[:50_000]
    assert takes_time_in_proportion(lambda part: for_translation(part, "ru-Latn"), text)
