"""How likely a draft is among the worst: from what the model gives away, and what the words tell.

Signs of the model: its mean log-probability a token, how long the sentence is, how much longer the
draft, and into how many pieces the words fall before and after. A word the vocabulary must spell
out is a rare one; an English word it had to spell out is often no word at all. Signs of the words,
for languages with a lexicon: how well source and draft answer each other. They are weighed
together; `training.flags.fit` fits the weights (ADR-0030).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.flag import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.translation.coverage import Coverage
    from moderation.translation.model import Translation

FILE = Path(__file__).with_name("doubt.json")
SIGNS = ("score", "length", "growth", "source_pieces", "draft_pieces")
WORD_SIGNS = (*SIGNS, "carried", "told", "grounded")
# What says that a draft is doubted; every other flag tells of something that is surely amiss.
DOUBTS = frozenset({"low_score", "words_missing"})
SOFT = 3  # letters added to both texts, so that a short one does not seem to grow tenfold


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a sign and the sum above which a draft is doubted."""

    weights: tuple[float, ...]
    limit: float

    def doubt(self, signs: Sequence[float]) -> float:
        """Weigh the signs; higher is worse."""
        return sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))


def signs(
    source: str, draft: str, made: Sequence[Translation], compared: Coverage | None = None
) -> tuple[float, ...]:
    """Give the signs of a draft: WORD_SIGNS where its words were compared, else SIGNS.

    () where no model worked on it.
    """
    if not made:
        return ()
    read = max(1, sum(each.read for each in made))
    written = max(1, sum(each.written for each in made))
    found = (
        min(each.score for each in made),
        log(read),
        log((len(draft) + SOFT) / (len(source) + SOFT)),
        read / max(1, len(source.split())),
        written / max(1, len(draft.split())),
    )
    if compared is None:
        return found
    return (*found, compared.carried, compared.told, compared.grounded)


def doubted(found: Sequence[float], score: float, low_score: float | None) -> bool:
    """Tell whether to doubt a draft; by its pack's own least score where its makers set one."""
    if low_score is not None:
        return score < low_score
    if not found:
        return False
    standing = weights(len(found))
    return standing.doubt(found) > standing.limit


def reason(score: float, compared: Coverage | None) -> Flag:
    """Say why a draft is doubted: by the words it lacks where they can be named."""
    if compared is not None and compared.missing:
        return Flag("words_missing", ", ".join(compared.missing))
    return Flag("low_score", f"{score:.2f}")


@cache
def weights(count: int) -> Weights:
    """Read the weights fitted for so many signs: as many as SIGNS or as WORD_SIGNS."""
    names = WORD_SIGNS if count == len(WORD_SIGNS) else SIGNS
    fitted = json.loads(FILE.read_text(encoding="utf-8"))["by_signs"][str(len(names))]
    return Weights(tuple(fitted["weights"][name] for name in names), float(fitted["limit"]))
