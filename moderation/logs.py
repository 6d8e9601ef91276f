"""Logging that carries no review text, name, token or code."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

# What a log line may say besides its event: counts, codes, ids and class names.
ALLOWED = frozenset(
    {
        "address", "attempt", "channel", "code", "count", "due", "error", "event", "exc_class",
        "job", "level", "method", "pack", "passed_over", "pid", "port", "restarts", "reviews",
        "route", "seconds", "sentences", "signal", "site", "stage", "status", "timestamp",
        "version",
    }
)  # fmt: skip


def drop_text(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep only what is on the list: a new key must be allowed before it can leak."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def configure_logging(level: str) -> None:
    """Set up structlog and quiet the libraries that log what they work on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_text,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    for name in ("argostranslate", "argostranslate.utils", "huey", "werkzeug", "waitress"):
        logging.getLogger(name).setLevel(logging.ERROR)
