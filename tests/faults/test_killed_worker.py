"""A worker killed in the middle of a batch loses nothing and does nothing twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import AuditEvent, Channel, Review, Scope, Segment, Status
from moderation.audit import verify
from moderation.database import Database, connect
from moderation.intake.submit import NewReview, submit
from moderation.migrate import upgrade
from tests.conftest import KINDS, new_schema
from tests.factories import make_site

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
REVIEWS = 60
PATIENCE_SECONDS = 90


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'balss.db'}"
        return
    with new_schema() as fresh:
        yield fresh


def receive(database: Database) -> None:
    with database.writing.begin() as session:
        site = make_site(session)
        for number in range(REVIEWS):
            submit(
                session,
                site,
                NewReview(
                    text=f"Paldies par visu, jau {number}. reizi! Apkalpošana bija ļoti laba.",
                    channel=Channel.API,
                    consent_scope=Scope.FIRST_NAME,
                    consent_wording="You may publish my review.",
                ),
                secret="test",
                max_chars=20_000,
            )


def start_worker(url: str, instance: Path) -> subprocess.Popen[bytes]:
    settings = {
        "BALSS_DATABASE_URL": url,
        "BALSS_INSTANCE": str(instance),
        "BALSS_BATCH_REVIEWS": "4",
        "BALSS_LEASE_SECONDS": "2",
    }
    return subprocess.Popen(
        [sys.executable, str(ROOT / "run.py"), "worker"],
        env={**os.environ, **settings},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_until(database: Database, condition: str) -> None:
    """Wait for "held" (a batch in work, others done and waiting) or "done" (none waiting)."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with database.reading() as session:
            waiting = session.scalar(select(func.count()).where(Review.due.is_not(None))) or 0
            held = session.scalar(select(func.count()).where(Review.lease_token.is_not(None)))
        if condition == "done" and waiting == 0:
            return
        if condition == "held" and held and waiting < REVIEWS:
            return
        time.sleep(0.01)
    pytest.fail(f"the worker did not get to {condition!r} in {PATIENCE_SECONDS} seconds")


@pytest.mark.timeout(300)
def test_a_worker_killed_mid_batch_leaves_everything_to_be_processed_exactly_once(
    url: str, tmp_path: Path
) -> None:
    upgrade(url)
    database = connect(url)
    receive(database)

    first = start_worker(url, tmp_path / "instance")
    wait_until(database, "held")
    first.send_signal(signal.SIGKILL)
    first.wait()
    with database.reading() as session:
        left = session.scalar(select(func.count()).where(Review.due.is_not(None)))
    assert left, "the worker was killed too late to prove anything"

    time.sleep(2.1)  # until the killed worker's lease has run out
    second = start_worker(url, tmp_path / "instance")
    try:
        wait_until(database, "done")
    finally:
        second.kill()
        second.wait()

    with database.reading() as session:
        reviews = session.scalars(select(Review)).all()
        assert {each.status for each in reviews} == {Status.PENDING}
        processed = Counter(
            session.scalars(select(AuditEvent.subject).where(AuditEvent.tag == "review:process"))
        )
        assert processed == Counter({each.id: 1 for each in reviews})
        assert session.scalar(select(func.count()).select_from(Segment)) == 2 * REVIEWS
        assert verify(session) is None
    database.engine.dispose()
