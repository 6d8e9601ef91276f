"""Distinct lines, drawn by a seed: frames weighted by how many lines they can make."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from training.packs.grammar import pattern, words
from training.packs.grammar.choose import Chooser, NoFitError
from training.packs.grammar.realise import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from training.packs.grammar.pattern import Frame

Line = tuple[str, str, str]
# A frame that can make this many lines is drawn no more often for making yet more.
ENOUGH: Final = 50_000
POWER: Final = 0.4
# So many draws in a row without a new line, and a frame, or all of them, are taken for exhausted.
# What a frame at fault raises; such a frame is left out, and named by check().
FAULTS: Final = (pattern.FrameError, words.LexiconError, ValueError, KeyError, IndexError)
PATIENCE: Final = 12
WEARY: Final = 2000


class Generator:
    """The lexicon and frames, read once."""

    def __init__(self) -> None:
        self.lexicon = words.read()
        self.sections = pattern.read()
        self._chooser = Chooser(self.lexicon, self.sections)

    def lines(self, seed: int, count: int, *, only: str = "") -> Iterator[Line]:
        """Yield up to `count` distinct lines; fewer if the frames cannot make so many."""
        random = Random(seed)
        pool = [frame for frame in self.sections["S"] if frame.where.startswith(only)]
        weights = [min(self._chooser.capacity(frame), ENOUGH) ** POWER for frame in pool]
        seen: set[Line] = set()
        broken: set[str] = set()
        failed = 0
        while len(seen) < count and failed < WEARY:
            for frame in random.choices(pool, weights, k=64):
                if frame.where in broken:
                    continue
                try:
                    line = self._new(frame, random, seen)
                except FAULTS:
                    broken.add(frame.where)
                    continue
                failed = 0 if line else failed + 1
                if line and len(seen) < count:
                    seen.add(line)
                    yield line

    def check(self) -> list[str]:
        """Fill every frame of every section some times; return what went wrong, and counts."""
        found = []
        for name, section in self.sections.items():
            for frame in section:
                try:
                    for seed in range(PATIENCE):
                        self._draw(frame, Random(seed))
                except FAULTS as error:
                    found.append(f"[{name}] {frame.where}: {error!r}")
        return [*found, *self._counts()]

    def _counts(self) -> list[str]:
        nouns = {noun.key for group in self.lexicon.nouns.values() for noun in group}
        listed = {
            (word.kind, word.lemmas["ru"], word.lemmas["lv"])
            for group in self.lexicon.words.values()
            for word in group
            if word.lemmas["ru"] != "="
        }
        kinds = {kind: sum(word[0] == kind for word in listed) for kind, _, _ in sorted(listed)}
        total = sum(len(section) for section in self.sections.values())
        whole = self.sections["S"]
        possible = sum(self._chooser.capacity(frame) for frame in whole)
        return [
            f"{len(nouns)} nouns, {kinds}, {len(self.lexicon.verbs)} Latvian verbs",
            f"{total} frames, {len(whole)} of sentences; about {possible:.2g} lines",
        ]

    def _new(self, frame: Frame, random: Random, seen: set[Line]) -> Line | None:
        for _ in range(PATIENCE):
            line = self._draw(frame, random)
            if line not in seen:
                return line
        return None

    def _draw(self, frame: Frame, random: Random) -> Line:
        for _ in range(200):
            try:
                return write(self._chooser.fill(frame, random), self.lexicon)
            except NoFitError:
                continue
        raise pattern.FrameError(f"{frame.where} cannot be filled.")
