"""Many made-up reviews and entries at once, for questions whose answer depends on size."""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, insert, make_url, text

from models import Base, Channel, Decision, Entry, Outcome, Review, Site, Status, Submission, new_id
from moderation.database import Database, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

ROWS = int(os.environ.get("BALSS_BENCH_ROWS", "100000"))
FEW = 1_000
FOLDER = os.environ.get("BALSS_BENCH_FOLDER")  # where databases are made; the system's choice
CHUNK = 10_000
SLUG = "bench"
TEXT = "Paldies visai komandai! Operācija ilga piecpadsmit minūtes, un es atkal varu lasīt."
ENGLISH = "Thanks to the whole team! The operation took fifteen minutes, and I can read again."
START = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def database(address: str | None = None) -> Iterator[Database]:
    """Give an empty database with one site, deleted at the end.

    A SQLite file of its own, or a schema of its own in the PostgreSQL database at `address`. The
    tables are made from the models.
    """
    with ExitStack() as stack:
        if address is None:
            folder = stack.enter_context(TemporaryDirectory(prefix="balss-bench-", dir=FOLDER))
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
        else:
            url = stack.enter_context(_schema(address))
        opened = connect(url)
        Base.metadata.create_all(opened.engine)
        with opened.writing.begin() as session:
            session.add(Site(slug=SLUG, name="Bench", policy={}))
        yield opened
        opened.engine.dispose()


@contextmanager
def _schema(address: str) -> Iterator[str]:
    """Make a PostgreSQL schema that lasts as long as the `with`; give the address that uses it."""
    plain = make_url(address).set(drivername="postgresql+psycopg")
    name = f"balss_bench_{new_id().hex}"
    admin = create_engine(plain, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        options = {"options": f"-csearch_path={name}"}
        yield plain.update_query_dict(options).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        admin.dispose()


def add_reviews(opened: Database, site: UUID, start: int, count: int, status: Status) -> None:
    """Add `count` reviews numbered from `start`, a second apart; approved ones with entries."""
    for low in range(start, start + count, CHUNK):
        _add_chunk(opened, site, range(low, min(low + CHUNK, start + count)), status)


def _add_chunk(opened: Database, site: UUID, numbers: range, status: Status) -> None:
    rows = [_rows(site, number, status) for number in numbers]
    kinds: tuple[type[Base], ...] = (Submission, Review)
    if status is Status.APPROVED:
        kinds = (*kinds, Decision, Entry)
    with opened.writing.begin() as session:
        for kind in kinds:
            session.execute(insert(kind), [row[kind] for row in rows])


def _rows(site: UUID, number: int, status: Status) -> dict[type[Base], dict[str, Any]]:
    review, submission, decision = new_id(), new_id(), new_id()
    at = START + timedelta(seconds=number)
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return {
        Submission: {
            "id": submission,
            "site_id": site,
            "channel": Channel.API,
            "body_hash": digest,
            "received_at": at,
        },
        Review: {
            "id": review,
            "site_id": site,
            "submission_id": submission,
            "original": TEXT,
            "fingerprint": digest,
            "author": "Anna",
            "language": "lv",
            "status": status,
            "risk": number % 10 / 10,
            "received_at": at,
            "due": None,
        },
        Decision: {
            "id": decision,
            "review_id": review,
            "outcome": Outcome.APPROVED,
            "seen_version": 1,
            "decided_at": at,
        },
        Entry: {
            "site_id": site,
            "review_id": review,
            "decision_id": decision,
            "sequence": number + 1,
            "published_at": at,
            "source_language": "lv",
            "content": {"en": ENGLISH, "lv": TEXT},
            "author": "Anna",
            "rating": 5,
            "provenance": {"translation": "machine", "reviewed_by_person": True},
        },
    }
