"""What fills a frame: nouns, words and numbers drawn for its slots, so that they fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from training.packs.grammar.pattern import LANGUAGES, FrameError
from training.packs.grammar.words import Noun, Word

if TYPE_CHECKING:
    from random import Random

    from training.packs.grammar.pattern import Frame, Slot
    from training.packs.grammar.words import Lexicon

# What a cup costs, what a dish, what a night or a thing costs, and any sum.
PRICES: Final = {
    "coin": tuple(range(2, 8)),
    "fee": (*range(2, 20), *range(20, 60, 5)),
    "rate": (*range(35, 100, 5), *range(100, 320, 10)),
    "price": (*range(5, 30), *range(30, 100, 5), *range(100, 1000, 10), 1200, 1500, 2000, 3000),
}
MINUTES: Final = ("00", "15", "30", "45", "10", "20", "40", "50")
RANGE: Final = "2-12"
IN_WORDS: Final = 10


class NoFitError(Exception):
    """Nothing fits a slot with what was drawn before it; another draw may do."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `words` if it is written out."""

    value: int
    words: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    hour: int
    minute: str


Filling = Noun | Word | Number | Clock


@dataclass(slots=True)
class Filled:
    """A frame with its slots filled; `inner` are the frames of its sections."""

    frame: Frame
    drawn: dict[str, Filling] = field(default_factory=dict)
    inner: dict[str, Filled] = field(default_factory=dict)


class Chooser:
    """Draws what fills frames."""

    def __init__(self, lexicon: Lexicon, sections: dict[str, list[Frame]]) -> None:
        self._lexicon = lexicon
        self._sections = sections
        self._pools: dict[tuple[str, ...], list[Noun]] = {}
        self._sizes: dict[str, int] = {}

    def fill(self, frame: Frame, random: Random, who: Noun | None = None, depth: int = 0) -> Filled:
        """Fill a frame; raises NoFitError if a draw leaves a later slot with nothing that fits."""
        filled = Filled(frame)
        if who is not None:
            filled.drawn["who"] = who
        slots = [slot for tag in LANGUAGES for slot in frame.sides[tag].slots]
        nouns = [slot for slot in slots if slot.kind == "noun"]
        asked = {slot.target for slot in slots if slot.kind in {"verb", "word"}}
        if "who" in asked and not any(slot.name == "who" for slot in nouns) and who is None:
            filled.drawn["who"] = random.choice(self._pool(("I",)))
        for slot in sorted(nouns, key=lambda slot: slot.classes == (slot.name,)):
            if slot.name not in filled.drawn:
                filled.drawn[slot.name] = self._noun(slot, filled, random)
        for slot in slots:
            if slot.kind == "word" and _tied(slot) not in filled.drawn:
                filled.drawn[_tied(slot)] = self._word(slot, filled, random)
        inherited = filled.drawn.get("who")
        for slot in slots:
            if slot.kind == "section" and slot.name not in filled.inner:
                inner = random.choice(self._others(self._section(slot, frame), filled))
                heir = inherited if isinstance(inherited, Noun) else None
                filled.inner[slot.name] = self.fill(inner, random, heir, depth + 1)
        return filled

    def capacity(self, frame: Frame) -> int:
        """Estimate in how many ways a frame can be filled."""
        if frame.where in self._sizes:
            return self._sizes[frame.where]
        size = 1
        for slot in {(slot.kind, slot.name): slot for slot in frame.sides["ru"].slots}.values():
            if slot.kind == "section":
                size *= sum(self.capacity(one) for one in self._section(slot, frame))
            elif slot.kind == "word":
                size *= 8
            elif slot.kind == "noun":
                size *= self._breadth(slot)
        self._sizes[frame.where] = size
        return size

    def _breadth(self, slot: Slot) -> int:
        if slot.name in {*PRICES, "clock"} or (slot.name[0] == "n" and len(slot.name) < 3):  # noqa: PLR2004
            return 20
        pool = self._pool(slot.classes)
        return len(pool) or len(self._lexicon.words.get(slot.classes[0], ()))

    def _noun(self, slot: Slot, filled: Filled, random: Random) -> Filling:
        base = slot.name.rstrip("0123456789")
        if base in PRICES:
            return Number(random.choice(PRICES[base]), words=False)
        if base == "clock":
            return Clock(random.randrange(7, 23), random.choice(MINUTES))
        if slot.name == "who" and slot.classes == ("who",):
            return random.choice(self._pool(("I",)))
        pool = self._pool(slot.classes)
        if pool:
            free = [noun for noun in pool if noun not in filled.drawn.values()]
            return random.choice(free)
        phrases = self._lexicon.words.get(slot.classes[0])
        if not phrases:
            raise FrameError(f"{filled.frame.where}: nothing is called {slot.classes}.")
        return random.choice(phrases)

    def _word(self, slot: Slot, filled: Filled, random: Random) -> Filling:
        group = slot.classes[0]
        if group == "n" or slot.name.rstrip("0123456789") == "n":
            low, _, high = (RANGE if group == "n" else group).partition("-")
            value = random.randrange(int(low), int(high) + 1)
            return Number(value, words=value <= IN_WORDS and random.random() < 0.5)  # noqa: PLR2004
        target = filled.drawn.get(slot.target)
        words = self._lexicon.words.get(group)
        if not words or not isinstance(target, Noun):
            raise FrameError(f"{filled.frame.where}: {slot.name}>{slot.target} cannot be filled.")
        fitting = [
            word
            for word in words
            if word.fits & target.classes and word not in filled.drawn.values()
        ]
        if not fitting:
            raise NoFitError(f"{filled.frame.where}: no {group} for {target.key}")
        return random.choice(fitting)

    def _section(self, slot: Slot, frame: Frame) -> list[Frame]:
        try:
            return self._sections[slot.classes[0]]
        except KeyError:
            raise FrameError(f"{frame.where}: no section {slot.name}.") from None

    def _others(self, section: list[Frame], filled: Filled) -> list[Frame]:
        """List a section's frames that a sibling does not use already."""
        used = {one.frame.where for one in filled.inner.values()}
        return [frame for frame in section if frame.where not in used] or section

    def _pool(self, classes: tuple[str, ...]) -> list[Noun]:
        if classes not in self._pools:
            found = {}
            for name in classes:
                for noun in self._lexicon.nouns.get(name, ()):
                    found[noun.key] = noun
            self._pools[classes] = list(found.values())
        return self._pools[classes]


def _tied(slot: Slot) -> str:
    return f"{slot.name}>{slot.target}"
