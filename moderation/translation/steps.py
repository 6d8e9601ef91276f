"""Several pieces of work side by side in one thread, while other threads do the heavy part.

A piece of work is a generator: it yields what it waits for and is sent what came of it. While
one waits the next is prepared, so that the cores never wait for Python.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from moderation.translation.model import Translation

Key = TypeVar("Key")
Value = TypeVar("Value")
Result = TypeVar("Result")
Waiting = Callable[[], list[Translation]]
Steps = Generator[Waiting, list[Translation], Result]


def run(works: Iterable[Steps[dict[Key, Value]]], *, depth: int) -> dict[Key, Value]:
    """Run each work to its end, up to `depth` of them begun at any time; join what they return.

    What a wait raises is raised inside the work that waited.
    """
    done: dict[Key, Value] = {}
    begun: deque[tuple[Steps[dict[Key, Value]], Waiting]] = deque()

    def go_on(work: Steps[dict[Key, Value]], waiting: Waiting | None) -> None:
        try:
            begun.append((work, _resume(work, waiting)))
        except StopIteration as end:
            done.update(end.value)

    for work in works:
        go_on(work, None)
        while len(begun) >= depth:
            go_on(*begun.popleft())
    while begun:
        go_on(*begun.popleft())
    return done


def _resume(work: Steps[Result], waiting: Waiting | None) -> Waiting:
    if waiting is None:
        return next(work)
    try:
        found = waiting()
    except Exception as error:  # noqa: BLE001 handed on to the one it concerns
        return work.throw(error)
    return work.send(found)
