"""The queue and the list of what has been published."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, render_template, request

from models import Status
from moderation.extensions import sessions
from moderation.queue import order
from moderation.queue.order import PAGE, Place
from moderation.web.staff import queries
from moderation.web.staff.blueprint import blueprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models import Review, Site

SHOWN = (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.WITHDRAWN)
EXCERPT = 160  # characters of a review in the queue


@blueprint.get("/")
def queue() -> str:
    """Show reviews of one status, oldest first."""
    session = sessions()
    status = _status(request.args.get("status"))
    sites = queries.sites(session)
    site = _site(request.args.get("site"), sites)
    after = read_place(request.args.get("after"))
    found = order.waiting(session, status=status, site=site, after=after, limit=PAGE + 1)
    reviews, more = found[:PAGE], len(found) > PAGE
    return render_template(
        "staff/queue.html",
        reviews=reviews,
        excerpts=queries.excerpts(session, reviews),
        shown=SHOWN,
        counts=order.counts(session),
        being_read=Status.RECEIVED,
        status=status,
        sites=sites,
        site=site,
        first=after is None,
        older=write_place(reviews[-1].received_at, reviews[-1].id) if more else None,
        opening=opening,
    )


@blueprint.get("/published")
def published() -> str:
    """Show what feeds serve now, newest first."""
    after = read_place(request.args.get("after"))
    found = queries.published(sessions(), after=after, limit=PAGE + 1)
    rows, more = found[:PAGE], len(found) > PAGE
    return render_template(
        "staff/published.html",
        rows=rows,
        sites=queries.sites(sessions()),
        first=after is None,
        older=write_place(rows[-1][0].published_at, rows[-1][0].id) if more else None,
    )


def opening(review: Review) -> str:
    """Give a review's first words in one line, cut between words."""
    line = " ".join(review.original[: 4 * EXCERPT].split())
    if len(line) <= EXCERPT:
        return line
    return line[:EXCERPT].rsplit(" ", 1)[0] + " …"


def read_place(word: str | None) -> Place | None:
    """Read a place from a link; a spoilt one answers 404."""
    if not word:
        return None
    moment, _, key = word.partition("_")
    try:
        place = Place(datetime.fromisoformat(moment), UUID(key))
    except ValueError:
        abort(404)
    if place.received_at.tzinfo is None:
        abort(404)
    return place


def write_place(moment: datetime, key: UUID) -> str:
    """Write a place for a link."""
    return f"{moment.isoformat()}_{key.hex}"


def _status(word: str | None) -> Status:
    if not word:
        return Status.PENDING
    return next((each for each in SHOWN if each.value == word), None) or abort(404)


def _site(slug: str | None, sites: Sequence[Site]) -> Site | None:
    if not slug:
        return None
    return next((each for each in sites if each.slug == slug), None) or abort(404)
