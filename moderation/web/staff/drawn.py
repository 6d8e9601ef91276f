"""A review's card, drawn once and given again: its text, with gaps for what moves.

What moves from one look to the next though nothing has changed: the form's token, how long ago
something was, who holds the review, what lies beside it in the queue.
"""

from __future__ import annotations

import secrets
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GAP = secrets.token_hex(16)  # of this process alone: no review can have it in its text
AGO = "ago "


class Gaps:
    """Prints gaps into a card that is being drawn."""

    def __call__(self, name: str) -> Markup:
        """Leave a gap to be filled by this name."""
        return Markup(f"{GAP}{name}{GAP}")  # noqa: S704 - a token and a name of the template's

    def ago(self, at: datetime) -> Markup:
        """Leave a gap for how long ago a moment was."""
        return self(f"{AGO}{at.isoformat()}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card cut at its gaps: text and gap in turn, beginning and ending with text.

    `actors` are the members of staff whose acts it tells, by the names that it gives them: to one
    of them, "you" stands there.
    """

    pieces: tuple[str, ...]
    gaps: tuple[str | datetime, ...]
    actors: Mapping[str, str]

    @classmethod
    def cut(cls, text: str, actors: Mapping[str, str]) -> Drawn:
        """Cut a drawn card at its gaps."""
        found = text.split(GAP)
        return cls(tuple(found[::2]), tuple(_read(each) for each in found[1::2]), actors)

    def filled(self, values: Mapping[str, str], ago: Callable[[datetime], str]) -> Markup:
        """Give the card with its gaps filled; names and the words for moments are escaped."""
        text = [self.pieces[0]]
        for gap, piece in zip(self.gaps, self.pieces[1:], strict=True):
            text.append(escape(values[gap] if isinstance(gap, str) else ago(gap)))
            text.append(piece)
        return Markup("".join(text))  # noqa: S704 - as the template printed it

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return sum(map(sys.getsizeof, self.pieces))


def _read(gap: str) -> str | datetime:
    return datetime.fromisoformat(gap.removeprefix(AGO)) if gap.startswith(AGO) else gap
