from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.translation.dates import DATES, LATVIAN, MONTHS, RUSSIAN, dates, lost


@pytest.mark.parametrize(
    ("tag", "text", "english"),
    [
        ("ru", "Муж оперировался здесь 12 марта 2026 года.", ["12 March 2026"]),
        ("ru", "Была у вас 3-го июня и 15 Августа.", ["3 June", "15 August"]),
        ("ru", "Справка от 1 мая 2024 г. не подошла.", ["1 May 2024"]),
        ("lv", "Operācija bija 2026. gada 12. martā.", ["12 March 2026"]),
        ("lv", "Gaidīju no 3. maija līdz 15. augustam.", ["3 May", "15 August"]),
        ("lv", "1. janvāris mums bija grūts.", ["1 January"]),
        ("lv", "Kopš 7. aprīļa, pulksten 10.", ["7 April"]),
    ],
)
def test_a_date_has_its_english(tag: str, text: str, english: list[str]) -> None:
    assert [each.english for each in dates(text, tag)] == english


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ru", "Заплатила 112 марта"),
        ("ru", "Ждали 45 мая."),
        ("ru", "В мае 2024 года."),
        ("ru", "Пять мартовских дней, дом 5 Маяковского."),
        ("lv", "Istaba 12. martiņam."),
        ("lv", "Maijā bijām 2. stāvā."),
        ("et", "12. märtsil"),
    ],
)
def test_what_only_resembles_a_date_is_none(tag: str, text: str) -> None:
    assert not list(dates(text, tag))


@pytest.mark.parametrize(
    "draft",
    [
        "He was operated on here on 12 March 2026.",
        "On March 12, 2026, he was operated on.",
        "On the 12th of March 2026 he was operated on.",
        "It was the 12th of Mar. 2026.",
    ],
)
def test_a_draft_may_word_a_date_as_it_likes(draft: str) -> None:
    assert not lost("Оперировался 12 марта 2026 года.", "ru", draft)


@pytest.mark.parametrize("draft", ["here 12 marta 2026 A year", "12 May 2026", "12 March 2025", ""])
def test_a_garbled_date_is_lost(draft: str) -> None:
    (found,) = lost("Оперировался 12 марта 2026 года.", "ru", draft)

    assert found.english == "12 March 2026"


@given(st.integers(1, 31), st.integers(0, 11), st.none() | st.integers(1900, 2099))
def test_every_day_of_every_month_is_read_in_both_languages(
    day: int, month: int, year: int | None
) -> None:
    english = f"{day} {MONTHS[month]}" + (f" {year}" if year else "")
    russian = f"{day} {RUSSIAN[month]}" + (f" {year} года" if year else "")
    latvian = (f"{year}. gada " if year else "") + f"{day}. {LATVIAN[month]}ā"

    assert [each.english for each in dates(f"Был {russian}.", "ru")] == [english]
    assert [each.english for each in dates(f"Biju {latvian}.", "lv")] == [english]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for tag in DATES:
        for each in dates(text, tag):
            assert text[each.start : each.end]
