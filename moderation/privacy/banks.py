"""Bank accounts and payment cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import iban as iban_number
from stdnum import luhn

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})[ -]?\d[ ]?\d(?=[ -]?[A-Za-z0-9])")
LENGTHS = {
    "LV": 21, "LT": 20, "EE": 20, "SE": 24, "FI": 18, "GB": 22, "DE": 22, "PL": 28, "UA": 29,
    "NO": 15, "DK": 18, "IE": 22, "NL": 18, "BE": 16, "FR": 27, "ES": 24, "IT": 27, "AT": 20,
    "CH": 21, "CZ": 24, "BY": 28, "MT": 31, "CY": 28, "LU": 20, "PT": 25, "BG": 22, "RO": 24,
    "HU": 28, "SK": 24, "SI": 19, "HR": 21, "GR": 27, "IS": 26, "KZ": 20, "GE": 22, "TR": 26,
}  # fmt: skip
CARD = re.compile(r"(?<![\d+])[2-6](?:[ \-–.]?\d){12,18}(?!\d)")
NOT_ALNUM = re.compile(r"[^A-Za-z0-9]")


def ibans(text: str) -> Iterator[Finding]:
    """Yield a finding for each IBAN; 0.99 with good check digits, 0.7 with the shape alone.

    Offsets are code points, end exclusive; single spaces or hyphens may stand inside. A mistyped
    account still leads to its owner, so bad check digits do not let one through. Never raises.
    """
    for match in OPENING.finditer(text):
        country = match[1].upper()
        end = _reach(text, match.start(), LENGTHS.get(country, 0))
        if end is None:
            continue
        number = NOT_ALNUM.sub("", text[match.start() : end]).upper()
        if iban_number.is_valid(number, check_country=False):
            yield Finding("iban", match.start(), end, 0.99, "iban_checked")
        elif sum(character.isdigit() for character in number) >= len(number) // 2:
            yield Finding("iban", match.start(), end, 0.7, "iban_shape")


def cards(text: str) -> Iterator[Finding]:
    """Yield a finding for each payment card number whose Luhn digit holds. Never raises."""
    for match in CARD.finditer(text):
        number = NOT_ALNUM.sub("", match[0])
        if luhn.is_valid(number) and len(set(number)) > 1:
            yield Finding("card", *match.span(), 0.98, "card_checked")


def _reach(text: str, start: int, length: int) -> int | None:
    """Return where `length` letters and digits from `start` end, or None if they do not fit."""
    count, position = 0, start
    while position < len(text) and count < length:
        character = text[position]
        if character.isascii() and character.isalnum():
            count += 1
        elif character not in " -" or text[position - 1] in " -":
            return None
        position += 1
    if not length or count < length:
        return None
    beyond = text[position : position + 1]
    return None if beyond.isalnum() else position
