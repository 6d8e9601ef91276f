"""Drawn cards, kept until something on them changes.

A moderator's browser asks for the next review ahead of the click, and the answer to a ruling
shows it again: drawn once, it is given twice. Nothing here knows whether a card still holds; who
takes one says what the database has just shown, and only a card drawn of the very same is given.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from moderation.web.staff.drawn import Drawn

CAPACITY = 16 * 1024 * 1024  # bytes of one process
SECONDS = 900  # an erased review must not stay in memory for want of somebody asking for it


@dataclass(frozen=True, slots=True)
class _Kept:
    drawn: Drawn
    proof: Hashable
    until: float


class Shelf:
    """Cards by what was asked, the oldest thrown out first. Thread-safe."""

    def __init__(
        self, capacity: int = CAPACITY, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._capacity = capacity
        self._clock = clock
        self._size = 0
        self._lock = Lock()
        self._cards: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, asked: Hashable, proof: Hashable) -> Drawn | None:
        """Give a card that was drawn of this very state; one of another state is thrown away."""
        with self._lock:
            self._drop_old()
            found = self._cards.get(asked)
            if found is None:
                return None
            if found.proof != proof:
                self._drop(asked)
                return None
            return found.drawn

    def put(self, asked: Hashable, proof: Hashable, drawn: Drawn) -> None:
        """Keep a card, unless it would take over a quarter of the room."""
        if drawn.size > self._capacity // 4:
            return
        with self._lock:
            self._drop(asked)
            self._cards[asked] = _Kept(drawn, proof, self._clock() + SECONDS)
            self._size += drawn.size
            self._drop_old()

    def _drop_old(self) -> None:
        """Throw out what is too old or too much; the oldest stands first."""
        moment = self._clock()
        while self._cards:
            first = next(iter(self._cards))
            if self._size <= self._capacity and self._cards[first].until > moment:
                return
            self._drop(first)

    def _drop(self, asked: Hashable) -> None:
        found = self._cards.pop(asked, None)
        if found is not None:
            self._size -= found.drawn.size
