"""The threads that deliver: apart from the work on reviews, which they must not hold up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from moderation.publication.webhooks.turns import Post

THREADS = 4  # slow endpoints that can be waited for at the same time
SWEEP_SECONDS = 2.0  # the first repeat is due after five
log = structlog.get_logger()


class Messenger:
    """Delivers whenever it is woken, and every few seconds anyway.

    What is due is in the database: a lost call costs seconds, a killed process nothing.
    """

    def __init__(self, post: Post, *, threads: int = THREADS) -> None:
        self._post = post
        self._stopping = threading.Event()
        self._woken = threading.Condition()
        self._calls = 0
        self._threads = [
            threading.Thread(target=self._run, name=f"webhooks-{number}", daemon=True)
            for number in range(threads)
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that something may be due."""
        with self._woken:
            self._calls += 1
            self._woken.notify_all()

    def stop(self) -> None:
        """Let each finish the request under way, and end."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        seen = -1
        while not self._stopping.is_set():
            seen = self._calls
            try:
                self._deliver()
            except Exception as error:  # noqa: BLE001 - the next sweep tries again
                log.warning("webhooks_failed", error=type(error).__name__)
            with self._woken:
                self._woken.wait_for(lambda seen=seen: self._calls != seen, SWEEP_SECONDS)  # type: ignore[misc]

    def _deliver(self) -> None:
        while not self._stopping.is_set() and (held := self._post.claim()):
            self._post.turn(*held, stopping=self._stopping.is_set)
