"""Killed again and again, a worker tells everything at least once, in order, nothing withdrawn."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import (
    DeliveryState,
    Entry,
    Outcome,
    Review,
    Site,
    Status,
    WebhookDelivery,
    WebhookEndpoint,
)
from moderation.publication.webhooks import endpoints
from moderation.queue.decisions import decide, withdraw
from tests.factories import make_review, make_site, make_staff
from tests.faults.deliver import HOUSE, LEASE_SECONDS
from tests.receiver import Receiver, receiving

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from moderation.database import Database
    from tests.receiver import Heard

ROOT = Path(__file__).resolve().parent.parent.parent
REVIEWS, ENDPOINTS, KILLS = 80, 10, 4
WITHDRAWN, REPEATED = 4, 6  # reviews, after each kill
PATIENCE_SECONDS = 120


@dataclass
class Told:
    """Who listens, and the secret it was given."""

    receiver: Receiver
    secret: str


def start(database: Database) -> subprocess.Popen[bytes]:
    url = database.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.deliver", url],
        env=dict(os.environ),
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )


def kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def wait_for(condition: Callable[[], bool], worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker did not get there"
        time.sleep(0.01)


def publish(database: Database) -> tuple[UUID, UUID, list[UUID]]:
    with database.writing.begin() as session:
        site, staff = make_site(session), make_staff(session)
        reviews = [
            make_review(session, site, text=f"Paldies {number}!", by=staff,
                        segments=[("lv", f"Paldies {number}!", "Thank you!")],
                        status=Status.APPROVED).id
            for number in range(REVIEWS)
        ]  # fmt: skip
        return site.id, staff.id, reviews


def change(
    database: Database, staff: UUID, withdrawn: list[UUID], repeated: list[UUID]
) -> set[str]:
    """Withdraw some, take back and approve again others; give the items that no longer stand."""
    with database.writing.begin() as session:
        both = (*withdrawn, *repeated)
        standing = select(Entry.id).where(Entry.review_id.in_(both), Entry.removed_at.is_(None))
        gone = {each.urn for each in session.scalars(standing)}
        for key in withdrawn:
            withdraw(session, session.get_one(Review, key))
        for key in repeated:
            review = session.get_one(Review, key)
            for outcome in (Outcome.UNPUBLISHED, Outcome.APPROVED):
                decide(session, review, outcome, seen_version=review.version, staff_id=staff)
        return gone


def verified(heard: Heard, secret: str) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    right = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    return heard.headers["webhook-signature"] == f"v1,{right}"


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("_cheap_passwords")
def test_a_thousand_deliveries_survive_kills(database: Database) -> None:
    site_id, staff, reviews = publish(database)
    with ExitStack() as stack:
        listening = [stack.enter_context(receiving()) for _ in range(ENDPOINTS)]
        told = listen(database, site_id, listening)
        gone: dict[str, list[int]] = {}  # what each endpoint had heard when an item was removed
        for number in range(KILLS):
            worker = start(database)
            goal = sum(len(each.heard) for each in listening) + 150
            wait_for(lambda goal=goal: sum(len(each.heard) for each in listening) > goal, worker)
            kill(worker)
            time.sleep(0.05)  # until what the worker had sent is noted
            heard = [len(each.heard) for each in listening]
            some = reviews[number * (WITHDRAWN + REPEATED) :]
            removed = change(
                database, staff, some[:WITHDRAWN], some[WITHDRAWN : WITHDRAWN + REPEATED]
            )
            gone |= dict.fromkeys(removed, heard)
            time.sleep(LEASE_SECONDS)
        worker = start(database)
        try:
            wait_for(lambda: settled(database), worker)
        finally:
            kill(worker)

    with database.reading() as session:
        entries = session.execute(select(Entry.id, Entry.review_id, Entry.removed_at)).all()
    standing = {row.id.urn for row in entries if row.removed_at is None}
    review_of = {row.id.urn: row.review_id for row in entries}
    order = [row.id.urn for row in sorted(entries, key=lambda row: row.id)]
    for number, each in enumerate(told):
        stories: dict[str, list[str]] = {}
        last: dict[UUID, int] = {}  # of a review: the newest of its entries that was told
        for place, heard in enumerate(each.receiver.heard):
            assert verified(heard, each.secret)
            item = heard.data["id"]
            stories.setdefault(item, []).append(heard.type)
            rank = order.index(item)
            assert rank >= last.get(review_of[item], 0), "an older entry was told after a newer"
            last[review_of[item]] = rank
            if item in gone and place >= gone[item][number]:
                assert heard.type == "entry.removed", "a removed text was sent"
        assert {item for item, story in stories.items() if story[-1] == "entry.published"} == (
            standing
        )
        assert {item for item, story in stories.items() if story[-1] == "entry.removed"} == (
            set(gone)
        )
    assert sum(len(each.heard) for each in listening) >= 1000


def listen(database: Database, site_id: UUID, listening: list[Receiver]) -> list[Told]:
    with database.writing.begin() as session:
        site = session.get_one(Site, site_id)
        told = []
        for each in listening:
            endpoint, secret = endpoints.add(
                session, site, each.url, house=HOUSE, http=True, by="system"
            )
            endpoint.reached = 0  # told of what stands already, to have much to deliver
            told.append(Told(each, secret))
        return told


def settled(database: Database) -> bool:
    """Tell whether each endpoint has reached the newest entry and nothing waits."""
    with database.reading() as session:
        waiting = select(func.count()).where(WebhookDelivery.state == DeliveryState.WAITING)
        newest = session.scalar(select(func.max(Entry.sequence)))
        reached = session.scalar(select(func.min(WebhookEndpoint.reached)))
        return session.scalar(waiting) == 0 and reached == newest
