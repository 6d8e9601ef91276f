"""Asking every detector about every row of texts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from evaluation.language.peers import BALSS, detectors
from evaluation.language.tally import UNSURE, Tally
from evaluation.language.texts import SAMPLE, rows
from moderation.language import base, detect, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from evaluation.common import LabelledReview
    from evaluation.language.texts import Row

MIXED: Final = "mixed sentences"
# What is loaded on first use is not timed.
FIRST: Final = ("Super", "Добрый день", "Muchas gracias a todo el personal del hotel")

Tallies = dict[str, Tally]  # by detector


@dataclass(slots=True)
class Comparison:
    """Tallies by (row, where its texts are from); seconds and texts by detector.

    `sure` holds our probability beside whether we were right, for every text that got a language.
    """

    tallies: dict[tuple[str, str], Tallies]
    seconds: dict[str, float]
    texts: int
    sure: list[tuple[float, bool]]

    def row(self, name: str) -> Tallies:
        """Give a row's tallies over all its sources together."""
        parts = [each for (row, _), each in self.tallies.items() if row == name]
        return {peer: sum((each[peer] for each in parts), Tally()) for peer in self.seconds}

    def names(self) -> list[str]:
        """Give the rows' names in order."""
        return list(dict.fromkeys(name for name, _ in self.tallies))

    def speed(self, detector: str) -> float:
        """Give how many texts a second a detector decides."""
        return self.texts / self.seconds[detector]


def compare(
    reviews: Sequence[LabelledReview], public: Path | None, sample: int = SAMPLE
) -> Comparison:
    """Ask all detectors about all rows; only the asking is timed, in processor seconds."""
    asked = rows(reviews, public, sample)
    tallies: dict[tuple[str, str], Tallies] = {key: {} for key in asked}
    seconds: dict[str, float] = {}
    mixed = list(_mixed(reviews))
    tallies[MIXED, "reviews"] = {}
    for name, ask in detectors().items():
        for text in FIRST:
            ask(text)
        seconds[name] = 0.0
        for key, items in asked.items():
            tallies[key][name], spent = _ask(ask, items)
            seconds[name] += spent
        tallies[MIXED, "reviews"][name] = _sentences(mixed, None if name == BALSS else ask)
    count = sum(map(len, asked.values()))
    ours = [(detect(text), truth) for row in asked.values() for text, truth in row]
    sure = [(each.probability, each.tag == truth) for each, truth in ours if each.tag not in UNSURE]
    return Comparison(tallies, seconds, count, sure)


def _ask(ask: Callable[[str], str], items: Row) -> tuple[Tally, float]:
    begun = time.process_time()
    answers = [ask(text) for text, _ in items]
    spent = time.process_time() - begun
    tally = Tally()
    for (text, truth), said in zip(items, answers, strict=True):
        tally.add(text, truth, said)
    return tally, spent


def _mixed(reviews: Sequence[LabelledReview]) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence of mixed reviews, the language it begins in, and our tag for it."""
    for review in reviews:
        starts = [(review.text.find(s["start_text"]), s["language"]) for s in review.segments]
        for sentence in read(review.text).sentences if starts else ():
            truth = [language for start, language in starts if start <= sentence.start + 2][-1:]
            if truth and sentence.detection.tag != "zxx":
                yield sentence.text, truth[0], base(sentence.detection.tag)


def _sentences(mixed: list[tuple[str, str, str]], ask: Callable[[str], str] | None) -> Tally:
    """Count the sentences of mixed reviews: ours as read in context, a peer's one by one."""
    tally = Tally()
    for text, truth, ours in mixed:
        tally.add(text, truth, ours if ask is None else ask(text))
    return tally
