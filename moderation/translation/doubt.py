"""How likely a draft is among the worst, told from what the model itself gives away.

Four signs, weighed together: the model's mean log-probability a token, how long the sentence is,
and into how many pieces the words fall before and after. A word the vocabulary must spell out is a
rare one; an English word it had to spell out is often no word at all. `training.flags.fit` fits the
weights (ADR-0014).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.translation.model import Translation

FILE = Path(__file__).with_name("doubt.json")
SIGNS = ("score", "length", "source_pieces", "draft_pieces")


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight a sign and the sum above which a draft is doubted."""

    weights: tuple[float, ...]
    limit: float

    def doubt(self, signs: Sequence[float]) -> float:
        """Weigh the signs; higher is worse."""
        return sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))


def signs(source: str, draft: str, made: Sequence[Translation]) -> tuple[float, ...]:
    """Give the signs of a draft, in the order of SIGNS; () where no model worked on it."""
    if not made:
        return ()
    read = max(1, sum(each.read for each in made))
    written = max(1, sum(each.written for each in made))
    return (
        min(each.score for each in made),
        log(read),
        read / max(1, len(source.split())),
        written / max(1, len(draft.split())),
    )


def doubted(found: Sequence[float], score: float, low_score: float | None) -> bool:
    """Tell whether to doubt a draft; by its pack's own least score where its makers set one."""
    if low_score is not None:
        return score < low_score
    standing = weights()
    return bool(found) and standing.doubt(found) > standing.limit


@cache
def weights() -> Weights:
    """Read the fitted weights."""
    fitted = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(tuple(fitted["weights"][name] for name in SIGNS), float(fitted["limit"]))
