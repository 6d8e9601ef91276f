"""Whether the queue's first page costs the same however many reviews wait.

    python -m benchmarks.queue

BALSS_BENCH_ROWS sets how many wait (100,000 unless set; the name of the measure is a million's).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from benchmarks import data
from benchmarks.clock import seconds
from evaluation.common import Measure
from models import Site, Status
from moderation.queue import order

if TYPE_CHECKING:
    from moderation.database import Database

TARGET = 2.0


def measures() -> dict[str, Measure]:
    """Compare the first page at many waiting reviews with the same at a thousand."""
    with data.database() as opened:
        with opened.reading() as session:
            site = session.scalars(select(Site.id)).one()
        data.add_reviews(opened, site, 0, data.FEW, Status.PENDING)
        few = seconds(lambda: _first_page(opened))
        data.add_reviews(opened, site, data.FEW, data.ROWS - data.FEW, Status.PENDING)
        many = seconds(lambda: _first_page(opened))
    unit = f"times, {data.ROWS:,} against {data.FEW:,}"
    return {"bench.queue.million_ratio": Measure(many / few, TARGET, "lower", unit)}


def _first_page(opened: Database) -> int:
    with opened.reading() as session:
        return len(order.waiting(session))


if __name__ == "__main__":
    print(measures())
