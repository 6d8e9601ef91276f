"""Passport and identity card numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CUE = re.compile(
    r"(?:passport|\bpas[ei]s?\b|\bpasu\b|паспорт\w*|personas\sapliecīb\w*|\bid\s?(?:kart\w*|card)"
    r"|удостоверени\w*\sличности|pass(?:i|inumber)?\b)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\s?\d{7}|\d{2}\s?\d{2}\s?\d{6}|[A-Z]?\d{8,9})(?!\w)"
)
LATVIAN = re.compile(r"(?<![A-Za-z0-9])(?:LV|LN|LB|PA)\d{7}(?!\w)")


def passports(text: str) -> Iterator[Finding]:
    """Yield a finding for each passport number: 0.9 after a word for one, 0.7 by Latvian shape.

    Offsets are code points, end exclusive. Never raises.
    """
    named: set[int] = set()
    for cue in CUE.finditer(text):
        match = NUMBER.search(text, cue.end(), cue.end() + 40)
        if match:
            named.add(match.start())
            yield Finding("passport", *match.span(), 0.9, "passport_named")
    for match in LATVIAN.finditer(text):
        if match.start() in named:
            continue
        yield Finding("passport", *match.span(), 0.7, "passport_shape")
