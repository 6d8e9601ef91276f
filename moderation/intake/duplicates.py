"""Reviews that are nearly another review: copied, re-sent with a word changed, or farmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from moderation.intake.normalise import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR = 0.9  # ratio from which two texts are one, a few words apart
_SHORTEST = 25  # characters; "Paldies par visu!" is alike without being copied
_COMPARED = 4000  # characters; the cost grows with the square of it


def near(text: str, others: Iterable[tuple[str, str]]) -> tuple[str, float] | None:
    """Find the most similar of the recent reviews: its id and ratio, if at least 0.9.

    `others` are (id, text). Case, white space and invisible characters do not count; of long
    texts the first 4,000 characters are compared. Texts under 25 characters are never near.
    Of equals the first is given. Never raises.
    """
    wanted = plain(text[:_COMPARED])
    if len(wanted) < _SHORTEST:
        return None
    choices = ((key, plain(other[:_COMPARED])) for key, other in others)
    best: tuple[str, float] | None = None
    cutoff = NEAR * 100
    for key, other in choices:
        score = fuzz.ratio(wanted, other, score_cutoff=cutoff)
        if score >= cutoff and (best is None or score > best[1]):
            best, cutoff = (key, score), score
    return (best[0], best[1] / 100) if best else None
