"""Dates as review pages write them, in English, Latvian and Russian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Stems suffice: inflection and abbreviation both change the end of a month's name.
_STEMS = (
    ("jan", "янв", "janv"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "mai", "мая", "май", "мае"),
    ("jun", "jūn", "июн"),
    ("jul", "jūl", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "okt", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
)
_MONTHS = {stem: number for number, stems in enumerate(_STEMS, 1) for stem in stems}
_MONTH = (
    r"(?P<month>jan(?:uary|v(?:āris|ārī|āra|aris|ari|ara)?)?|feb(?:ruary|r(?:uāris|uārī|uāra)?)?"
    r"|mar(?:ch|t(?:s|ā|a)?)?|apr(?:il|īlis|īlī|īļa|ilis|ili)?|may|maij(?:s|ā|a)"
    r"|j[uū]n(?:e|ijs|ijā|ija)?|j[uū]l(?:y|ijs|ijā|ija)?|aug(?:ust|usts|ustā|usta)?"
    r"|sept?(?:ember|embris|embrī|embra)?|o[ck]t(?:ober|obris|obrī|obra)?"
    r"|nov(?:ember|embris|embrī|embra)?|dec(?:ember|embris|embrī|embra)?"
    r"|янв(?:ар[ьяе])?|фев(?:р(?:ал[ьяе])?)?|мар(?:та?|те)?|апр(?:ел[ьяе])?|ма[йяе]|июн[ьяе]?"
    r"|июл[ьяе]?|авг(?:уста?|усте)?|сент?(?:ябр[ьяе])?|окт(?:ябр[ьяе])?|ноя(?:бр[ьяе])?"
    r"|дек(?:абр[ьяе])?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_END = r"(?:\.?\s?(?:gada|gads|gadā|g\.|года|году|год|г\.?))?(?![\w/-])"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)?"
_TIME = r"(?:T[\d:.]+Z?)?"
_NUMBER = r"(?P<mark>[-/.])(?P<number>[0-3]?\d)(?P=mark)"
_FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_YEAR}\.?\s?(?:gada|g\.)\s?(?:{_DAY}\s)?{_MONTH}(?!\w)",
        rf"(?<!\w){_DAY}\s?(?:of\s)?{_MONTH},?\s{_YEAR}{_YEAR_END}",
        rf"(?<!\w){_MONTH}\s{_DAY},?\s{_YEAR}{_YEAR_END}",
        rf"(?<!\w){_MONTH},?\s{_YEAR}{_YEAR_END}",
        rf"(?<![\w.,/-]){_YEAR}(?P<mark>[-/.])(?P<number>[01]?\d)(?P=mark){_DAY}{_TIME}(?![\w/-])",
        rf"(?<![\w.,/-])(?P<day>[0-3]?\d){_NUMBER}(?P<year>(?:19|20)\d\d|\d\d){_YEAR_END}",
        rf"(?<![\w.,/-])(?P<number>[01]?\d)[/.]{_YEAR}{_YEAR_END}",
        rf"(?<![\w.,/-]){_YEAR}-(?P<number>[01]\d)(?![\w/-])",
    )
]
_YEAR_ALONE = re.compile(r"((?:19|20)\d\d)\.?(?:\s?(?:gads|gada|g\.|год|года|г\.))?")
_RELATIVE = re.compile(
    r"(?<!\w)(?:"
    r"(?:\d{1,3}|an?|one|two|three|last|few)\s(?:minute|hour|day|week|month|year)s?\sago"
    r"|last\s(?:week|month|year)|yesterday|today|just\snow"
    r"|pirms\s(?:\d{1,3}\s)?(?:minūt|stund|dien|nedēļ|mēne[šs]|gad)\w{0,6}|vakar|šodien"
    r"|(?:\d{1,3}\s)?(?:минут|час|день|дн|недел|месяц|год|лет)\w{0,4}\sназад|вчера|сегодня"
    r")(?!\w)",
    re.IGNORECASE,
)
_LONGEST = 400  # a line that holds a date and little else is shorter than this


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: code points, end exclusive; `iso` None for "two weeks ago"."""

    start: int
    end: int
    iso: str | None


def find_date(line: str) -> FoundDate | None:
    """Find the first date in a short line; day stands before month unless it cannot.

    Lines over 400 characters are prose and give None. Never raises.
    """
    if len(line) > _LONGEST:
        return None
    if year := _YEAR_ALONE.fullmatch(line.strip()):
        return FoundDate(0, len(line), year[1])
    found = min(_absolute(line), key=lambda date_: (date_.start, -date_.end), default=None)
    if found is None and (relative := _RELATIVE.search(line)):
        found = FoundDate(relative.start(), relative.end(), None)
    return found


def iso_date(value: str) -> str | None:
    """Give a cell's date in ISO form if the whole cell is one, time of day aside."""
    value = " ".join(value.split())
    found = find_date(value)
    rest = value[: found.start] + value[found.end :] if found else value
    return found.iso if found and not re.search(r"[^\W\d_]", rest.replace("T", "")) else None


def _absolute(line: str) -> Iterator[FoundDate]:
    for form in _FORMS:
        match = form.search(line)
        if match and (iso := _iso(match)):
            yield FoundDate(match.start(), match.end(), iso)


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0  # noqa: PLR2004 (a year of two digits)
    month = int(parts["number"]) if parts.get("number") else _month(parts.get("month") or "")
    day = int(parts["day"]) if parts.get("day") else None
    if day is None:
        return f"{year:04}-{month:02}" if 1 <= month <= len(_STEMS) else None
    if month > len(_STEMS) and day <= len(_STEMS) and parts.get("mark") == "/":
        day, month = month, day  # 10/23/2024 can only be American
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    lowered = name.lower()
    return _MONTHS.get(lowered[:3], 0)
