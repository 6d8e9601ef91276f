"""Dates written with a month's name: their English, and which of them a draft has lost.

Day and month come first in Russian ("12 марта 2026 года"), the year in Latvian ("2026. gada
12. martā"); the English is "12 March 2026" in either case. A date written in figures alone is kept
as it is, see `moderation.translation.parts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
RUSSIAN = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
LATVIAN = (
    "janvār", "februār", "mart", "aprīl", "maij", "jūnij",
    "jūlij", "august", "septembr", "oktobr", "novembr", "decembr",
)  # fmt: skip
SOFTENED = {"aprīļ": LATVIAN.index("aprīl")}  # aprīlis, aprīļa
_NAMED = {
    **{name: index for names in (RUSSIAN, LATVIAN) for index, name in enumerate(names)},
    **SOFTENED,
}
DATES = {
    "ru": re.compile(
        rf"(?<![\w.,])(?P<day>[1-9]|[12]\d|3[01])(?:-?го)? (?P<month>{'|'.join(RUSSIAN)})"
        r"(?: (?P<year>(?:19|20)\d\d)(?: года| г\.|г\.)?)?(?!\w)",
        re.IGNORECASE,
    ),
    "lv": re.compile(
        r"(?<![\w.,])(?:(?P<year>(?:19|20)\d\d)\. ?(?:gada|g\.) )?(?P<day>[1-9]|[12]\d|3[01])\. ?"
        rf"(?P<month>{'|'.join((*LATVIAN, *SOFTENED))})(?:is|ī|i|im|ā|a|u|s|am|o)(?!\w)",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a source; `start` and `end` are code points, the end exclusive."""

    start: int
    end: int
    day: str
    month: str
    year: str | None

    @property
    def english(self) -> str:
        """The date as it is written in English."""
        return " ".join(filter(None, (self.day, self.month, self.year)))

    def stands_in(self, draft: str) -> bool:
        """Tell whether a draft names this day of this month, in whichever order."""
        day = rf"0?{self.day}(?:st|nd|rd|th)?"
        month = rf"(?:{self.month}|{self.month[:3]}\b\.?)"
        forms = rf"\b(?:{day} (?:of )?{month}|{month} (?:the )?{day})\b"
        return bool(re.search(forms, draft)) and (self.year is None or self.year in draft)


def dates(text: str, tag: str) -> Iterator[Date]:
    """Yield the dates of a Russian or Latvian text that name their month, in order."""
    pattern = DATES.get(tag.split("-", 1)[0])
    for found in pattern.finditer(text) if pattern else ():
        month = MONTHS[_NAMED[found["month"].lower()]]
        yield Date(found.start(), found.end(), found["day"], month, found["year"])


def lost(text: str, tag: str, draft: str) -> list[Date]:
    """List the dates of a source that its English draft does not give."""
    return [each for each in dates(text, tag) if not each.stands_in(draft)]
