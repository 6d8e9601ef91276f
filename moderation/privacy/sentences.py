"""The few sentences worth the tagger's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moderation.privacy.words import Word

# The tagger takes some 20 ms a sentence, a hundred times the rest: hostile capitals get no more.
MOST_SENTENCES = 2


def sentences(text: str, read: list[Word]) -> list[tuple[int, int]]:
    """Return the spans of the sentences that hold the words, short enough for the tagger."""
    spans: list[tuple[int, int]] = []
    for word in read:
        if spans and word.end <= spans[-1][1]:
            continue
        start = (
            max(
                (text.rfind(mark, max(0, word.start - 200), word.start) for mark in ".!?\n"),
                default=-1,
            )
            + 1
        )
        start = max(start, word.start - 200, spans[-1][1] if spans else 0)
        ends = [text.find(mark, word.end, word.end + 200) for mark in ".!?\n"]
        end = min([each + 1 for each in ends if each >= 0] or [min(len(text), word.end + 200)])
        spans.append((start, end))
        if len(spans) >= MOST_SENTENCES:
            break
    return spans
