"""Counting answers: right, unsure, wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from moderation.language import base

OURS: Final = ("ru", "lv", "en")
REGION: Final = (*OURS, "lt", "et", "uk", "be", "de", "pl", "fi", "sv")
UNSURE: Final = ("und", "zxx", "")
# Truths that are no single tag: some language from elsewhere, and words that belong to none.
OTHER: Final = "other"
OPEN: Final = "open"


@dataclass(slots=True)
class Tally:
    """What one detector made of one row of texts; `mistakes` are (text, truth, said)."""

    right: int = 0
    unsure: int = 0
    wrong: int = 0
    mistakes: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, text: str, truth: str, said: str) -> None:
        """Count one answer; an unsure one is neither right nor wrong."""
        if is_right(truth, said):
            self.right += 1
        elif said in UNSURE:
            self.unsure += 1
        else:
            self.wrong += 1
            self.mistakes.append((text[:60], truth, said))

    def __add__(self, other: Tally) -> Tally:
        """Give both tallies as one."""
        return Tally(
            self.right + other.right,
            self.unsure + other.unsure,
            self.wrong + other.wrong,
            self.mistakes + other.mistakes,
        )

    @property
    def total(self) -> int:
        """How many answers were counted."""
        return self.right + self.unsure + self.wrong

    @property
    def called_ours(self) -> float:
        """The share of answers that wrongly named a language we translate."""
        return sum(base(said) in OURS for _, _, said in self.mistakes) / max(1, self.total)

    def share(self, what: str) -> float:
        """Return the share of `right`, `unsure` or `wrong`; 0 of nothing."""
        return float(getattr(self, what)) / max(1, self.total)


def is_right(truth: str, said: str) -> bool:
    """Tell whether an answer is right.

    Of a text in some language from elsewhere (`other`) it is enough to name none of the region;
    of a word that belongs to no language (`open`), to name none at all.
    """
    if truth == OTHER:
        return said not in UNSURE and base(said) not in REGION
    if truth == OPEN:
        return said in UNSURE
    return said == truth
