"""Answers made once and given to all who ask the same before anything changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

    from moderation.publication.feeds import State

CAPACITY = 16 * 1024 * 1024  # bytes over all sites


class Kept(Protocol):
    """What a shelf holds: an answer, the state it holds under, and the memory it takes."""

    @property
    def state(self) -> State:
        """The state of the feed that this was made of."""

    @property
    def size(self) -> int:
        """Bytes of memory, about."""


Answer = TypeVar("Answer", bound=Kept)


class Shelf(Generic[Answer]):
    """Answers by what was asked, the least recently asked for thrown out first. Thread-safe.

    Nothing here knows whether an answer still holds: who takes one must compare its `state`
    with the database. Answers of an older state are thrown away as soon as one of a newer
    comes, and by `forget`: a removed text does not linger in memory.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._size = 0
        self._lock = Lock()
        self._sites: dict[str, tuple[State, set[Hashable]]] = {}  # by slug: state, questions
        self._answers: OrderedDict[Hashable, tuple[Answer, int]] = OrderedDict()

    def get(self, asked: Hashable) -> Answer | None:
        """Give the answer to this question, if one is here."""
        with self._lock:
            found = self._answers.get(asked)
            if found is None:
                return None
            self._answers.move_to_end(asked)
            return found[0]

    def put(self, asked: Hashable, answer: Answer) -> None:
        """Keep an answer, unless it takes over a quarter of the shelf or is of an older state."""
        if answer.size > self._capacity // 4:
            return
        with self._lock:
            if not self._is_newest(answer.state):
                return
            self._drop(asked)
            self._sites.setdefault(answer.state.slug, (answer.state, set()))[1].add(asked)
            self._answers[asked] = answer, answer.size
            self._size += answer.size
            while self._size > self._capacity:
                self._drop(next(iter(self._answers)))

    def forget(self, state: State) -> None:
        """Throw away a site's answers of this state: the database has another by now."""
        with self._lock:
            if state.slug in self._sites and self._sites[state.slug][0] == state:
                self._clear(state.slug)

    def _is_newest(self, state: State) -> bool:
        """Tell whether answers of a state may be kept; those of the state before it go.

        Sequences only rise, so a slow reader of an older state does not bring it back.
        """
        known = self._sites[state.slug][0] if state.slug in self._sites else state
        if known == state:
            return True
        if (state.sequence or 0) < (known.sequence or 0):
            return False
        self._clear(state.slug)
        return True

    def _clear(self, slug: str) -> None:
        for asked in tuple(self._sites[slug][1]):
            self._drop(asked)

    def _drop(self, asked: Hashable) -> None:
        if asked not in self._answers:
            return
        answer, size = self._answers.pop(asked)
        self._size -= size
        questions = self._sites[answer.state.slug][1]
        questions.discard(asked)
        if not questions:
            del self._sites[answer.state.slug]
