"""What a recogniser reports: a span that may identify somebody."""

from __future__ import annotations

from dataclasses import dataclass

KINDS: tuple[str, ...] = (
    "person",
    "staff",
    "email",
    "phone",
    "url_or_handle",
    "personal_code",
    "passport",
    "iban",
    "card",
    "plate",
    "date_of_birth",
    "address",
    "place_small",
    "health",
    "age",
    "workplace",
    "rare",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that may identify somebody.

    Offsets are code points into the text searched, end exclusive; `score` runs 0 to 1. `why` is a
    stable snake_case reason which the screens word; `detail` is short and belongs to no language.
    """

    kind: str
    start: int
    end: int
    score: float
    why: str
    detail: str = ""
