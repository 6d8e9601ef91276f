"""Answers written once and given to all who ask the same before anything changes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

CAPACITY = 8 * 1024 * 1024  # bytes over all sites


class Shelf:
    """Bytes by ETag, the least recently asked for thrown out first. Safe between threads.

    The ETag is computed from the database at every request, so nothing stale is ever given. A
    site's pages of an older state are thrown away as soon as its feed is asked for again: a
    removed text does not linger in memory.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._size = 0
        self._lock = Lock()
        self._states: dict[UUID, int] = {}
        self._pages: OrderedDict[tuple[UUID, str], bytes] = OrderedDict()

    def get(self, site_id: UUID, sequence: int, etag: str) -> bytes | None:
        """Give the answer with this ETag, if it is here."""
        with self._lock:
            self._forget_older(site_id, sequence)
            found = self._pages.get((site_id, etag))
            if found is not None:
                self._pages.move_to_end((site_id, etag))
            return found

    def put(self, site_id: UUID, sequence: int, etag: str, body: bytes) -> None:
        """Keep an answer, unless it is larger than a quarter of the shelf or of an older state."""
        if len(body) > self._capacity // 4:
            return
        with self._lock:
            self._forget_older(site_id, sequence)
            if self._states[site_id] != sequence:
                return
            self._size += len(body) - len(self._pages.get((site_id, etag), b""))
            self._pages[site_id, etag] = body
            while self._size > self._capacity:
                _, dropped = self._pages.popitem(last=False)
                self._size -= len(dropped)

    def _forget_older(self, site_id: UUID, sequence: int) -> None:
        if self._states.setdefault(site_id, sequence) >= sequence:
            return
        self._states[site_id] = sequence
        for key in [each for each in self._pages if each[0] == site_id]:
            self._size -= len(self._pages.pop(key))
