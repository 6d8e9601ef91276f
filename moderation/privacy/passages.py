"""Findings sentence by sentence, made with the whole review in view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.privacy.search import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.privacy.finding import Finding


def find_in_passages(
    text: str, tag: str, passages: Sequence[tuple[int, int, str]], *, staff: Sequence[str] = ()
) -> list[list[Finding]]:
    """Find personal data in a review and give it by passage, with offsets into each passage.

    `passages` are (start, end, tag), in order and apart. The review is searched whole, so that a
    name introduced in one sentence is known in the next; a passage in another language than
    the review's `tag` is searched once more in its own. A finding that crosses the end of a
    passage is cut there. Never raises.
    """
    whole = find(text, tag, staff=staff)
    return [
        _cut(whole, start, end)
        if passage_tag == tag
        else _merged(find(text[start:end], passage_tag, staff=staff), _cut(whole, start, end))
        for start, end, passage_tag in passages
    ]


def _cut(findings: Sequence[Finding], start: int, end: int) -> list[Finding]:
    return [
        replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
        for each in findings
        if each.start < end and start < each.end
    ]


def _merged(first: list[Finding], second: list[Finding]) -> list[Finding]:
    """Give both lists without overlaps; where two overlap the first list's stays."""
    added = [
        each
        for each in second
        if not any(each.start < other.end and other.start < each.end for other in first)
    ]
    return sorted([*first, *added], key=lambda each: each.start)
