"""When to try again, and when to give up. Pure; the delays are the specification's own."""

from __future__ import annotations

import random
from datetime import timedelta

# After the first attempt, the second, and so on: the last one comes 75 hours and a half after it.
DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.1  # share of a delay added at random, so that what failed together does not return so
OUTAGE = 3  # failures on end from which the endpoint is at fault, not one delivery
# How long an endpoint is left in peace after so many failures on end.
RESTS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(seconds=15),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=20),
    timedelta(hours=1),
)
MOST_PATIENCE = timedelta(hours=24)  # however much an endpoint asks for
GIVE_UP_AFTER = timedelta(days=3)  # of failing throughout; then the endpoint is switched off
SECRET_OVERLAP = timedelta(hours=24)  # how long a replaced secret still signs
LOG_KEPT = timedelta(days=30)


def delay(attempts: int) -> timedelta | None:
    """Give how long to wait after so many failed attempts, or None where it was the last."""
    if attempts > len(DELAYS):
        return None
    return DELAYS[attempts - 1] * (1 + JITTER * random.random())  # noqa: S311 - no secret


def rest(failures: int, retry_after: float | None) -> timedelta:
    """Give how long to leave an endpoint in peace after so many failures on end."""
    standing = RESTS[min(failures, len(RESTS)) - 1]
    asked = timedelta(seconds=retry_after or 0)
    return min(max(standing, asked), MOST_PATIENCE)
