"""The order of learning: epochs drawn by weight, marked and noised afresh, cut into batches.

A batch follows from the seed and its position alone, so a training stopped anywhere goes on with
the very batch it would have met next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Final

from training.packs.batches import Batch, group, padded
from training.packs.marks import marked
from training.packs.noise import noisy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.packs.batches import Example
    from training.packs.corpus import Pair, Portion

START, END = 2, 3
CHUNK: Final = 50_000
LONGEST: Final = 100
# Targets no longer than this many pieces make the lessons of the first weeks, so to speak.
SHORT: Final = 14
# Of the pairs that name something alike, how many do it by a mark.
MARKED: Final = 0.35


@dataclass(frozen=True, slots=True)
class Position:
    """How far a training is: the batch to come. `short` is how its chunk was begun."""

    epoch: int = 0
    chunk: int = 0
    batch: int = 0
    short: bool = False


class Course:
    """All batches of a training, in order, without end."""

    def __init__(
        self,
        portions: Sequence[Portion],
        encode: Callable[[list[str]], list[list[int]]],
        *,
        tokens: int,
        seed: int,
        chunk: int = CHUNK,
    ) -> None:
        if not any(portion.pairs for portion in portions):
            raise ValueError("There is no pair to train on.")
        self.portions = portions
        self.encode = encode
        self.tokens = tokens
        self.seed = seed
        self.chunk = chunk

    def stream(
        self, position: Position, *, short: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Position, Batch]]:
        """Yield batches from `position` on, each with the position after it.

        `short` is asked at the start of each chunk whether only short targets are wanted. Raises
        ValueError once a whole epoch held nothing of a fit length.
        """
        while True:
            drawn = self._epoch(position.epoch)
            barren = position == Position(position.epoch)
            while position.chunk * self.chunk < len(drawn):
                if position.batch == 0:
                    position = replace(position, short=short())
                for after, batch in self._chunk(drawn, position):
                    barren = False
                    yield after, batch
                position = Position(position.epoch, position.chunk + 1)
            if barren:
                raise ValueError("No pair is short enough to train on.")
            position = Position(position.epoch + 1)

    def _epoch(self, epoch: int) -> list[Pair]:
        """Draw an epoch: each pair as often as its portion says, fractions by lot, shuffled."""
        random = Random(f"{self.seed}/{epoch}")
        drawn: list[Pair] = []
        for portion in self.portions:
            whole = int(portion.repeat)
            rest = round((portion.repeat - whole) * len(portion.pairs))
            drawn += portion.pairs * whole + random.sample(portion.pairs, rest)
        random.shuffle(drawn)
        return drawn

    def _chunk(self, drawn: Sequence[Pair], position: Position) -> Iterator[tuple[Position, Batch]]:
        start = position.chunk * self.chunk
        pairs = drawn[start : start + self.chunk]
        random = Random(f"{self.seed}/{position.epoch}/{position.chunk}")
        texts = [_text(pair, random) for pair in pairs]
        sources = self.encode([source for source, _ in texts])
        targets = self.encode([target for _, target in texts])
        examples = examples_of(sources, targets, SHORT) if position.short else []
        examples = examples or examples_of(sources, targets)
        batches = group(examples, self.tokens, random)
        for number in range(position.batch, len(batches)):
            after = replace(position, batch=number + 1)
            yield after, padded([examples[index] for index in batches[number]])


def _text(pair: Pair, random: Random) -> tuple[str, str]:
    source, target = pair.source, pair.target
    if random.random() < MARKED:
        source, target = marked(source, target, random)
    return noisy(source, pair.tag, random), target


def examples_of(
    sources: Sequence[list[int]], targets: Sequence[list[int]], longest: int = LONGEST
) -> list[Example]:
    """Frame token numbers as the network reads them; leave out what is empty or too long."""
    return [
        ([*source, END], [START, *target, END])
        for source, target in zip(sources, targets, strict=True)
        if 0 < len(source) <= LONGEST and 0 < len(target) <= longest
    ]
