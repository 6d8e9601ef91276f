"""The absolute addresses a written feed names; the doors know them, the formats do not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a feed and what belongs to it can be fetched.

    `feed` is its first page and `itself` the part being written, both in the format that is
    written; `following` is None on the last part, `authenticity` where the page is not public.
    """

    feed: str
    itself: str
    following: str | None
    about: str
    authenticity: str | None = None
