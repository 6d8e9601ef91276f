"""Which of the renderings a beam ends with to keep: the one that says most of what was said.

A small network knows how English goes better than what a word means, so the rendering it thinks
likeliest may have lost a word that the third one has. The lexicon knows which English words answer
the source's; added to the model's own score it picks better than either (ADR-0036).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from moderation.translation.coverage import carried
from moderation.translation.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.translation.model import Choice, Translation

# What carrying the whole source is worth beside the model's mean log-probability a token.
WORTH: Final = 1.5


def chooser(from_code: str, to_code: str) -> Choice | None:
    """Give the choice for a pair of languages; None where no lexicon knows them."""
    book = lexicon(from_code, to_code)
    if book is None:
        return None

    def choose(source: str, found: Sequence[Translation]) -> Translation:
        if len(found) == 1:
            return found[0]
        shares = carried(source, [each.text for each in found], book)
        worth = [one.score + WORTH * share for one, share in zip(found, shares, strict=True)]
        return found[worth.index(max(worth))]

    return choose
