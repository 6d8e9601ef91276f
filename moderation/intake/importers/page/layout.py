"""Which testimonial a signature, a date or stars belong to: the one before or the one after.

A page keeps to one habit, so all habits are tried on the whole page and the one that explains
most is taken. A single line may still break it: a dash points back, a name that the text signs
itself with points to that text, and no text has two authors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from moderation.intake.importers.page.signatures import author_at_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moderation.intake.importers.page.elements import Paragraph
    from moderation.intake.importers.page.signatures import Meta


@dataclass(slots=True)
class Record:
    """Paragraphs taken for one testimonial, and the lines about it."""

    paragraphs: list[Paragraph]
    metas: list[Meta] = field(default_factory=list)
    framed: bool = False  # stands alone between drawn rules
    acted: bool = False  # like or reply links follow
    author: str | None = None  # as the text signs itself
    sound: float = 0.0  # voice of its most telling paragraph

    def __post_init__(self) -> None:
        self.author = author_at_end(self.paragraphs[-1].text)
        self.sound = max(paragraph.voice for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The testimonial, its paragraphs parted by a blank line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(slots=True)
class Run:
    """Records with nothing but metas between them: `gaps[i]` before `records[i]`, one more last."""

    records: list[Record]
    gaps: list[list[Meta]]


@dataclass(frozen=True, slots=True)
class _Habit:
    """Whether names, and dates and stars, stand before their testimonial."""

    name_before: bool
    date_before: bool

    def before(self, meta: Meta) -> bool:
        return self.name_before if meta.signs else self.date_before


_HABITS = tuple(_Habit(*sides) for sides in product((False, True), repeat=2))
_MOST_METAS = 8  # between two testimonials; more is a list of something else
_State = tuple[bool, bool, bool]  # the record has a signature, a name, a date
_NOTHING: _State = (False, False, False)
_LEFT_OUT, _HEADING = 0.5, 0.2  # cost of a line at a run's edge that belongs to no record
_STAMPED = 1.0  # the same beside a date, stars or the text itself, where no heading stands
_DRY = 0.3  # voice under which a record is likely page copy, which nobody signs


def assign(runs: Iterable[Run]) -> None:
    """Give every meta to its record, choosing the habit that suits the whole page best."""
    runs = list(runs)
    for record in (run.records[0] for run in runs if run.records[0].framed):
        record.sound = max(record.sound, _DRY)  # its frame speaks for it
    for run in runs:
        run.gaps = [gap if len(gap) <= _MOST_METAS else [] for gap in run.gaps]
    best: tuple[float, list[list[int]]] | None = None
    for habit in _HABITS:
        solved = [_solve(run, habit) for run in runs]
        total = sum(score for score, _ in solved)
        if best is None or total > best[0]:
            best = (total, [cuts for _, cuts in solved])
    for run, cuts in zip(runs, best[1] if best else [], strict=True):
        for index, record in enumerate(run.records):
            before = run.gaps[index][cuts[index] :]
            record.metas = [*_nearest(before), *run.gaps[index + 1][: cuts[index + 1]]]


def _nearest(before: Sequence[Meta]) -> Sequence[Meta]:
    """Of two authors' lines before a record keep the nearer: the farther's words were not read."""
    named = [number for number, meta in enumerate(before) if meta.name]
    return before[named[-2] + 1 :] if len(named) > 1 else before


def _solve(run: Run, habit: _Habit) -> tuple[float, list[int]]:
    """Best score of a run under a habit, and for each gap how many metas go back."""
    records, gaps = run.records, run.gaps
    # paths: state of the record just begun -> (score so far, cuts so far as a linked list)
    first = gaps[0]
    paths: dict[_State, tuple[float, tuple[int, object] | None]] = {}
    for cut in range(1 if records[0].framed else len(first) + 1):
        score = _gain(records[0], first[cut:], True, habit) - _left_out(first, cut, records[0])
        state = _had(first[cut:])
        if state not in paths or score > paths[state][0]:
            paths[state] = (score, (cut, None))
    for index in range(1, len(records) + 1):
        gap = gaps[index]
        last = index == len(records)
        following: dict[_State, tuple[float, tuple[int, object] | None]] = {}
        for state, (score, cuts) in paths.items():
            for cut in _cuts(gap):
                back, on = gap[:cut], gap[cut:]
                total = score + _gain(records[index - 1], back, False, habit)
                total += _whole(records[index - 1], state, back)
                begun = _NOTHING if last else _had(on)
                total += -_LEFT_OUT * len(on) if last else _gain(records[index], on, True, habit)
                if begun not in following or total > following[begun][0]:
                    following[begun] = (total, (cut, cuts))
        paths = following
    score, linked = max(paths.values(), key=lambda path: path[0])
    return score, _unlinked(linked)


def _unlinked(linked: object) -> list[int]:
    cuts = []
    while isinstance(linked, tuple):
        cut, linked = linked
        cuts.append(cut)
    return cuts[::-1]


def _cuts(gap: Sequence[Meta]) -> range:
    """Where a gap may part: never before a line that certainly points back."""
    least = max((number for number, meta in enumerate(gap, 1) if meta.ends), default=0)
    return range(least, len(gap) + 1)


def _left_out(gap: Sequence[Meta], cut: int, record: Record) -> float:
    """Cost of taking the first lines before a run's first record for a heading."""
    stamped = any(meta.dated or meta.starred for meta in gap)
    touching = bool(gap) and gap[-1].line + 1 == record.paragraphs[0].line
    return cut * (_STAMPED if stamped or touching else _HEADING)


def _had(metas: Sequence[Meta]) -> _State:
    return (
        any(meta.signs for meta in metas),
        any(meta.name for meta in metas),
        any(meta.dated for meta in metas),
    )


def _gain(record: Record, metas: Sequence[Meta], before: bool, habit: _Habit) -> float:
    score = 0.0
    for meta in metas:
        score += 1.0 if habit.before(meta) == before else 0.0
        score -= 1.3 if record.sound < _DRY else 0.0
        if meta.name and record.author:
            score += 3.0 if _same(meta.name, record.author) else -3.0
        elif meta.signs and record.author:
            score -= 2.0
    return score


def _whole(record: Record, state: _State, back: Sequence[Meta]) -> float:
    """What a record loses by two dates, two names, or no signature at all."""
    signed, named, dated = state
    more_signed, more_named, more_dated = _had(back)
    score = -2.5 if dated and more_dated else 0.0
    if named and more_named:
        score -= 1.5
    if signed or more_signed or record.author or record.sound < _DRY:
        return score
    return score - 1.0


def _same(name: str, author: str) -> bool:
    return name.casefold().split()[:1] == author.casefold().split()[:1]
