from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.intake.importers.dates import find_date, iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024. gada 11. aprīlī", "2024-04-11"),
        ("11. aprīlis, 2024", "2024-04-11"),
        ("2024. gada maijs", "2024-05"),
        ("17 января 2024 г.", "2024-01-17"),
        ("март 2024", "2024-03"),
        ("5.05.2024", "2024-05-05"),
        ("02/03/2024", "2024-03-02"),
        ("10/23/2024", "2024-10-23"),
        ("2023/12/09", "2023-12-09"),
        ("2024-03-02T10:22:00Z", "2024-03-02"),
        ("2024-03-02 10:22", "2024-03-02"),
        ("October 5, 2023", "2023-10-05"),
        ("5th of May 2021", "2021-05-05"),
        ("Oct 2023", "2023-10"),
        ("12.10.23", "2023-10-12"),
        ("2022", "2022"),
        ("31.02.2023", None),
        ("99.99.2023", None),
        ("2 / 4", None),
        ("soon", None),
        ("Anna 12.10.2023", None),
        ("", None),
    ],
)
def test_a_cell_that_is_a_date_is_read_as_exactly_as_it_is_written(
    written: str, iso: str | None
) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize("ago", ["2 weeks ago", "pirms 3 mēnešiem", "год назад", "vakar"])
def test_a_date_told_from_today_is_found_but_stays_unknown(ago: str) -> None:
    date = find_date(f"Anna {ago}")

    assert date is not None
    assert date.iso is None


@given(st.one_of(st.text(), st.from_regex(r"[0-9./\- ]{1,40}")))
def test_any_line_is_searched_without_raising(line: str) -> None:
    date = find_date(line)

    assert date is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", date.iso or "2024")
