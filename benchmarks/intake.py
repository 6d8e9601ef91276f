"""How much of the speed of a bare INSERT is left when a review is taken in with all its checks.

    python -m benchmarks.intake

Both commit each review by itself, as a request does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from benchmarks import data
from benchmarks.clock import seconds
from evaluation.common import Measure
from models import Channel, Scope, Site, Submission, new_id
from moderation.intake.submit import NewReview, submit

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from moderation.database import Database

TARGET = 0.2
REPEATS = 200


def measures() -> dict[str, Measure]:
    """Compare reviews a second by `submit()` with rows a second by INSERT."""
    with data.database() as opened:
        with opened.reading() as session:
            site = session.scalars(select(Site.id)).one()
        bare = seconds(lambda: _insert(opened, site), repeats=REPEATS)
        ours = seconds(_submitter(opened, site), repeats=REPEATS)
    unit = f"share of {1 / bare:,.0f} rows/s"
    return {"bench.intake.of_insert": Measure(bare / ours, TARGET, "higher", unit)}


def _insert(opened: Database, site: UUID) -> None:
    with opened.writing.begin() as session:
        row = {"id": new_id(), "site_id": site, "channel": Channel.API, "body_hash": "0"}
        session.execute(insert(Submission), [row])


def _submitter(opened: Database, site: UUID) -> Callable[[], None]:
    counter = iter(range(1_000_000))

    def take() -> None:
        number = next(counter)
        new = NewReview(
            text=f"{data.TEXT} {number}",
            channel=Channel.API,
            consent_scope=Scope.FIRST_NAME,
            consent_wording="I agree.",
            author="Anna",
            idempotency_key=f"key-{number}",
        )
        with opened.writing.begin() as session:
            found = session.get_one(Site, site)
            submit(session, found, new, secret="bench", max_chars=20_000)  # noqa: S106

    return take


if __name__ == "__main__":
    print(measures())
