"""Dates of birth, as against dates of visits and orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    r"(?:janv\w*|febr\w*|mart\w*|apr[īi]\w*|maij\w*|j[ūu]n\w*|j[ūu]l\w*|aug\w*|sept\w*|okt\w*|nov\w*"
    r"|dec\w*|январ\w*|феврал\w*|март\w*|апрел\w*|ма[йя]|июн\w*|июл\w*|август\w*|сентябр\w*"
    r"|октябр\w*|ноябр\w*|декабр\w*|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|august"
    r"|september|oct(?:ober)?|november|december)"
)
YEAR = r"((?:19|20)\d\d)"
DATE = re.compile(
    rf"(?<![\d.])(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{YEAR}(?!\d)"
    rf"|{YEAR}-\d\d-\d\d(?!\d)"
    rf"|{YEAR}\.?\s?(?:gada|g\.)\s?\d{{1,2}}\.?\s{MONTHS}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|-го|\.)?\s(?:of\s)?{MONTHS},?\s{YEAR}(?:\s?(?:года|г\.|gada))?"
    rf"|{MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR})",
    re.IGNORECASE,
)
SHORT = re.compile(r"(?<![\d.])\d{1,2}[./]\d{1,2}[./]\d{2}(?![\d.])")
BORN = re.compile(
    r"(?:\bdzim|\bborn\b|birth|\bd\.?o\.?b\b|рожд|родил|\bд\.\s?р\b|\bг\.\s?р\b|sünd|\bgim)",
    re.IGNORECASE,
)
DEED = re.compile(
    r"(?:pasūt|nopirk|pirk|viz[īi]t|apmekl|čeks|заказ|купил|покупк|приём|прием|визит|чек\b|order"
    r"|bought|visit|purchas|appointment|stay|операци|operāc|surgery|since|kopš|\bс\s$)",
    re.IGNORECASE,
)
CODE = re.compile(
    r"\d{6}\s?-\s?\d{5}|personas\skod|персональн\w*\sкод|personal\scode", re.IGNORECASE
)
ADULT = 2008  # nobody reviews a visit of that year today; somebody was born then
BEFORE, AFTER = 60, 40


def dates_of_birth(text: str) -> Iterator[Finding]:
    """Yield a finding for each full date that is somebody's birth.

    Offsets are code points, end exclusive. 0.95 near a word of birth, 0.8 beside a personal code,
    0.5 for an early year where nothing says visit or purchase. Never raises.
    """
    for match in DATE.finditer(text):
        before = _clause(text[max(0, match.start() - BEFORE) : match.start()])
        after = text[match.end() : match.end() + AFTER]
        year = int(next(group for group in match.groups() if group))
        if BORN.search(before) or BORN.match(after.lstrip(" ,(")):
            yield Finding("date_of_birth", *match.span(), 0.95, "born")
        elif CODE.search(after) or CODE.search(before):
            yield Finding("date_of_birth", *match.span(), 0.8, "date_beside_code")
        elif year <= ADULT and not DEED.search(before):
            yield Finding("date_of_birth", *match.span(), 0.5, "early_date")
    for match in SHORT.finditer(text):
        if BORN.search(_clause(text[max(0, match.start() - BEFORE) : match.start()])):
            yield Finding("date_of_birth", *match.span(), 0.85, "born")


def _clause(before: str) -> str:
    """Return what stands before on the same sentence; a dot in "д.р." does not end one."""
    return re.split(r"[!?\n]|\w{4,}\.\s", before)[-1]
