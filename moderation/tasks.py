"""The worker's queue: a nudge that a review waits, and nothing else.

Tasks carry no data. What waits is in the database, so a lost task, a second one or one from an
older version does no harm.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from huey import RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

if TYPE_CHECKING:
    from collections.abc import Callable

    from huey.api import Huey

    from moderation.settings import Settings

NAME = "balss"
HOUR_SECONDS = 3600.0
log = structlog.get_logger()


def open_queue(settings: Settings) -> Huey:
    """Open the queue on Redis where one is set, else beside the database on SQLite."""
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False)
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(NAME, filename=str(settings.instance / "queue.db"), results=False)


def nudger(queue: Huey) -> Callable[[], None]:
    """Give the function by which a door tells the worker that a review waits.

    A queue that cannot be reached is logged and passed over: the sweep finds the review.
    """
    task = declare(queue, lambda: None)

    def nudge() -> None:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - whatever the queue's server did, the review is safe
            log.warning("nudge_lost", error=type(error).__name__)

    return nudge


def consume(queue: Huey, work: Callable[[], None]) -> None:
    """Run `work` at once, at each nudge and every minute, until the process is told to stop."""
    declare(queue, work)
    queue.periodic_task(crontab(minute="*"), name="sweep")(work)
    work()
    Consumer(queue, workers=1, periodic=True, initial_delay=0.05, max_delay=0.5).run()


def hourly(work: Callable[[], object]) -> Callable[[], None]:
    """Give a function that does `work` at its first call, and then once an hour however often."""
    last: float | None = None

    def perhaps() -> None:
        nonlocal last
        moment = time.monotonic()
        if last is None or moment - last >= HOUR_SECONDS:
            last = moment
            work()

    return perhaps


def declare(queue: Huey, work: Callable[[], None]) -> Callable[[], object]:
    """Name the task alike at both ends; only the worker's end has anything to do.

    The name holds this module's, so the function must be made here, not handed in.
    """

    def process_received() -> None:
        work()

    task: Callable[[], object] = queue.task()(process_received)
    return task
