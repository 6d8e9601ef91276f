"""National identity numbers: Latvian, Estonian, Lithuanian."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from stdnum.ee import ik
from stdnum.lt import asmens

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = re.compile(r"(?<![\d+.-])(\d(?:\s?\d){5})(\s?[-–—‑]?\s?)(\d(?:\s?\d){4})(?![\d-]|\.\d)")
DATELESS = re.compile(r"3[2-9]")
CUE = re.compile(
    r"(?:\bp\.?\s?k\b|personas\s?kod|персональн\w*\s?код|\bперс\.?\s?код|личн\w*\s?код"
    r"|personal\s(?:identity\s)?code|isikukood|asmens\skod|\bid\b|pers\.?\s?kod|personkod)",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"(?:pasūt|pasut|rēķin|rekin|čeka|līgum|ligum|заказ|счёт|счет|договор|квитанц|накладн|order|"
    r"invoice|receipt|contract|tracking|booking|брон|rezerv|№|\bnr)(?:[^.!?\n\d]|n[or]\.){0,25}$",
    re.IGNORECASE,
)


def personal_codes(text: str) -> Iterator[Finding]:
    """Yield a finding for each Latvian, Estonian or Lithuanian personal code in `text`.

    Offsets are code points, end exclusive. Hyphenated Latvian codes score 0.9 if they open with a
    ddmmyy date or, since July 2017, with 32 to 39, else 0.4; after words such as "personas kods",
    0.99. Eleven digits in a row need a date, a dateless opening or a check digit. What follows an
    order word is an order. Never raises.
    """
    for match in CODE.finditer(text):
        first = re.sub(r"\s", "", match[1])
        digits = first + re.sub(r"\s", "", match[3])
        before = text[max(0, match.start() - 45) : match.start()]
        cued = bool(CUE.search(before))
        if not cued and ORDER.search(before):
            continue
        hyphen = bool(match[2].strip())
        likely = bool(DATELESS.match(first)) or _is_date(first)
        if cued:
            yield Finding("personal_code", *match.span(), 0.99, "personal_code_named")
        elif hyphen:
            yield Finding("personal_code", *match.span(), 0.9 if likely else 0.4, "personal_code")
        elif ik.is_valid(digits) or asmens.is_valid(digits):
            yield Finding("personal_code", *match.span(), 0.85, "personal_code_checked")
        elif likely and " " not in match[1] + match[3]:
            yield Finding("personal_code", *match.span(), 0.5, "personal_code_unhyphenated")


def _is_date(ddmmyy: str) -> bool:
    """Tell whether six digits are a day, a month and a year of either century."""
    try:
        date(2000 + int(ddmmyy[4:]), int(ddmmyy[2:4]), int(ddmmyy[:2]))
    except ValueError:
        return False
    return True
