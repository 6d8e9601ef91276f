"""Vehicle registration plates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

CUE = re.compile(
    r"(?:mašīn|masin|auto|numura\szīm|valsts\snumur|reģ\.|transportl|машин|авто|гос\.?\s?номер"
    r"|номер\w*\sмашин|\bcar\b|\bvan\b|vehicle|plate|reg(?:istration)?\s?(?:no|number)|\bsõiduk)",
    re.IGNORECASE,
)
PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}[ -]?\d{1,4}|\d{3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{3}"
    r"|[АВЕКМНОРСТУХABEKMHOPCTYX]\s?\d{3}\s?[АВЕКМНОРСТУХABEKMHOPCTYX]{2}\s?\d{2,3})(?![\w-])"
)
# "VW 1200", "EU 4": makes, sizes and codes that look like Latvian plates.
NOT_PLATE = re.compile(r"(?:LV|EU|VW|EN|NR|EUR|USD|UK|US|TV|PS|DSG|BMW|KIA|AUD)[ -]?\d")
NEAR = 60


def plates(text: str) -> Iterator[Finding]:
    """Yield a finding for each plate (LV, LT, EE, RU) within 60 characters of a word for a car.

    Offsets are code points, end exclusive; 0.75. Never raises.
    """
    cues: list[int] | None = None
    for match in PLATE.finditer(text):
        if NOT_PLATE.match(match[0]):
            continue
        if cues is None:
            cues = [cue.start() for cue in CUE.finditer(text)]
        if _near(cues, match.start()):
            yield Finding("plate", *match.span(), 0.75, "plate_near_car")


def _near(sorted_positions: list[int], position: int) -> bool:
    from bisect import bisect_left  # noqa: PLC0415

    index = bisect_left(sorted_positions, position - NEAR)
    return index < len(sorted_positions) and sorted_positions[index] <= position + NEAR
