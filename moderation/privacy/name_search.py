"""The words of one text that are names so far: of what kind, how surely, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon
from moderation.privacy.neighbours import PLAIN_GAPS, Neighbours
from moderation.privacy.weights import (
    CYRILLIC,
    bears_given_name,
    entry_of,
    in_known_place,
    is_place,
    usual,
)

if TYPE_CHECKING:
    from moderation.privacy.words import Word

NOT_SURNAMES = frozenset({cues.STAFF, cues.KIN, cues.POLITE})
LONGEST_NAME = 3
Reason = tuple[float, str]


class NameSearch(Neighbours):
    """One text's search: `names` maps the index of a word to its kind, score and reason."""

    def __init__(self, text: str, tag: str, read: list[Word]) -> None:
        super().__init__(text, read)
        self.tag = tag
        self.names: dict[int, tuple[str, float, str]] = {}

    def take(self, index: int, kind: str, reason: Reason, *, small: bool = False) -> int:
        """Mark the name from `index` on, with the surname, patronymic or initial after it."""
        self.names[index] = (kind, *reason)
        taken = 1
        while (
            taken < LONGEST_NAME
            and index + taken < len(self.words)
            and self._continues(index + taken, small=small)
        ):
            self.names[index + taken] = (kind, *reason)
            taken += 1
        return taken

    def _continues(self, index: int, *, small: bool) -> bool:
        """Tell whether the word goes on with the name before it."""
        word = self.words[index]
        if word.gap not in PLAIN_GAPS and not self.initial_gap(index):
            return False
        if self.is_initial(index):
            return True
        if not word.capital:
            entry = entry_of(word.low) if small else None
            return bool(entry and entry.surname and not usual(word))
        if cues.cue(word.low) in NOT_SURNAMES or in_known_place(word):
            return False
        if bears_given_name(self.words[index - 1]) and CYRILLIC.search(word.text):
            return word.low not in lexicon.stop()  # "Юрий Бык": a river, but not here
        return bool(self.weights[index]) and not is_place(word)
