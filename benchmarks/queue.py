"""Whether the desk's pages cost the same however many reviews wait.

    python -m benchmarks.queue

The queue's first page and one from its middle, a list, a search and a review's page are asked of
the whole application, signed in, at a thousand reviews and at BALSS_BENCH_ROWS (100,000 unless
set; the measures are named for a million). On SQLite always; on PostgreSQL too, in a schema of
its own, where BALSS_BENCH_DATABASE_URL names a database.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import select

from benchmarks import data, desk_data
from evaluation.common import Measure
from models import Review, Site, Staff, new_id
from moderation.accounts.passwords import hash_password
from moderation.app import create_app
from moderation.settings import load

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from moderation.database import Database

TARGET = 1.2
PAIRS = 25
OK = 200
PASSWORD = "seven quiet rivers"  # noqa: S105 - of an account that lasts as long as the measure
MANY_LOOKED_UP = "need=language"


def measures() -> dict[str, Measure]:
    """Compare each page at many reviews with the same page at a thousand."""
    found = _measures("", None)
    if address := os.environ.get("BALSS_BENCH_DATABASE_URL"):
        found |= _measures(".postgresql", address)
    return found


def _measures(suffix: str, address: str | None) -> dict[str, Measure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        few, many = (
            _desk(stack.enter_context(data.database(address)), folder, size)
            for size in (data.FEW, data.ROWS)
        )
        return {
            f"bench.{name}{suffix}": _compared(few, many, *paths)
            for name, paths in _pages(few, many).items()
        }


def _pages(few: Desk, many: Desk) -> dict[str, tuple[str, str]]:
    both = ("/", "/")
    search = f"/?q={desk_data.COMMON}"
    two = f"{search}+{desk_data.ENGLISH_COMMON}"
    return {
        "queue.million_ratio": both,
        "queue.deep_ratio": (few.deep, many.deep),
        "queue.list_ratio": (f"/?{MANY_LOOKED_UP}", f"/?{MANY_LOOKED_UP}"),
        "queue.facets_ratio": ("/?narrow=1", "/?narrow=1"),
        "search.million_ratio": (search, search),
        "search.two_words_ratio": (two, two),
        "review.million_ratio": (few.review, many.review),
    }


class Desk:
    """A signed-in client of an application with so many waiting reviews."""

    def __init__(self, client: FlaskClient, deep: str, review: str) -> None:
        self.client = client
        self.deep = deep
        self.review = review

    def seconds(self, path: str) -> float:
        """Give how long the application takes for a page."""
        begun = time.perf_counter()
        answer = self.client.get(path)
        spent = time.perf_counter() - begun
        assert answer.status_code == OK  # noqa: S101 - a measure of the answer
        return spent


def _desk(opened: Database, folder: Path, size: int) -> Desk:
    with opened.reading() as session:
        site = session.scalars(select(Site.id)).one()
    with opened.writing.begin() as session:
        session.add(Staff(email="bench@example.com", name="Bench", password_hash=_hash()))
    begun = time.perf_counter()
    desk_data.fill(opened, site, size)
    print(
        f"{size:,} reviews on {opened.engine.dialect.name} in {time.perf_counter() - begun:,.0f} s",
        flush=True,
    )
    middle = data.START + timedelta(seconds=size // 2)
    with opened.reading() as session:
        review = session.scalars(
            select(Review.id)
            .where(Review.received_at >= middle, Review.status == "pending")
            .limit(1)
        ).one()
    app = create_app(
        load(
            database_url=opened.engine.url.render_as_string(hide_password=False),
            instance=folder,
            secret_key="bench",  # noqa: S106
            log_level="error",
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"email": "bench@example.com", "password": PASSWORD})
    return Desk(
        client,
        f"/?after=3_{middle.isoformat().replace('+', '%2B')}_{new_id().hex}",
        f"/reviews/{review}",
    )


def _hash() -> str:
    return hash_password(PASSWORD)


def _compared(few: Desk, many: Desk, few_path: str, many_path: str) -> Measure:
    """Ask both in turn, so that whatever else the machine does befalls both alike."""
    for _ in range(3):
        few.seconds(few_path), many.seconds(many_path)
    pairs = [(few.seconds(few_path), many.seconds(many_path)) for _ in range(PAIRS)]
    small, large = (median(each) for each in zip(*pairs, strict=True))
    unit = f"times: {large * 1000:.1f} ms at {data.ROWS:,}, {small * 1000:.1f} ms at {data.FEW:,}"
    return Measure(large / small, TARGET, "lower", unit)


if __name__ == "__main__":
    for name, measure in measures().items():
        print(f"{name:40} {measure.value:6.2f} {measure.unit}")
