"""The queue and the list of what has been published."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, render_template, request
from flask_login import current_user
from sqlalchemy import select

from models import BulkAction, Staff, Status
from moderation.extensions import sessions
from moderation.queue import bulk, order, search, views
from moderation.queue.order import PAGE, Place
from moderation.queue.selection import Selection
from moderation.web import wording
from moderation.web.staff import queries, queue_page
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.bulk import Report, report
from moderation.web.staff.choice import (
    Choice,
    read,
    read_number,
    read_place,
    write_place,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models import Review


@blueprint.get("/")
def queue() -> str:
    """Show the chosen reviews: riskiest and oldest first, or what was searched, newest first."""
    session = sessions()
    sites = queries.sites(session)
    choice = read(request.args, sites)
    wanted = search.words(choice.question)
    reviews, links, reached = _found(choice, wanted)
    facets = None
    if choice.narrow and not choice.question:
        facets = queue_page.facets(session, choice, sites, current_user.id)
    being_read, waiting = views.counts(
        session,
        [Selection(status=Status.RECEIVED), Selection()],
        current_user.id,
    )
    return render_template(
        "staff/queue.html",
        choice=choice,
        rows=queue_page.rows(session, choice, reviews, wanted),
        lists=queue_page.lists(session, choice, sites, current_user.id),
        chosen=queue_page.chosen(choice, sites),
        facets=facets,
        links=links,
        reached=reached,
        being_read=being_read,
        waiting=waiting,
        sites=sites,
        report=_report(),
        reasons=wording.REASONS,
        colleagues=session.scalars(
            select(Staff).where(Staff.closed_at.is_(None)).order_by(Staff.name)
        ).all(),
        most=bulk.MOST,
    )


@blueprint.get("/published")
def published() -> str:
    """Show what feeds serve now, newest first."""
    after = _read_moment(request.args.get("after"))
    found = queries.published(sessions(), after=after, limit=PAGE + 1)
    rows, more = found[:PAGE], len(found) > PAGE
    return render_template(
        "staff/published.html",
        rows=rows,
        sites=queries.sites(sessions()),
        first=after is None,
        older=f"{rows[-1][0].published_at.isoformat()}_{rows[-1][0].id.hex}" if more else None,
    )


def _found(
    choice: Choice, wanted: Sequence[str]
) -> tuple[Sequence[Review], dict[str, str], str | None]:
    """Give a page's reviews, the links around it, and where a long search would go on."""
    session, viewer, args = sessions(), current_user.id, request.args
    if choice.question:
        found = search.page(
            session,
            wanted,
            choice.selection,
            viewer=viewer,
            after=read_number(args.get("after")),
            before=read_number(args.get("before")),
        )
        numbers = [str(each) for each in found.numbers]
        links = _links(choice, numbers, earlier=found.earlier, later=found.later)
        reached = choice.address(after=str(found.reached)) if found.reached else None
        if reached:
            links.pop("later", None)
        return found.reviews, links, reached
    page = order.page(
        session,
        choice.selection,
        viewer=viewer,
        after=read_place(args.get("after")),
        before=read_place(args.get("before")),
    )
    places = [write_place(Place.of(each)) for each in page.reviews]
    return page.reviews, _links(choice, places, earlier=page.earlier, later=page.later), None


def _links(choice: Choice, places: Sequence[str], *, earlier: bool, later: bool) -> dict[str, str]:
    links = {}
    if earlier:
        links["first"] = choice.address()
        if places:
            links["earlier"] = choice.address(before=places[0])
    if later and places:
        links["later"] = choice.address(after=places[-1])
    return links


def _report() -> Report | None:
    """Give what the last action over several reviews came to, to whoever pressed the button."""
    key = request.args.get("done", "")
    try:
        action = sessions().get(BulkAction, UUID(key)) if key else None
    except ValueError:
        abort(404)
    if action is None or action.staff_id != current_user.id:
        return None
    return report(sessions(), action)


def _read_moment(word: str | None) -> tuple[datetime, UUID] | None:
    """Read a place among what is published from a link; a spoilt one answers 404."""
    if not word:
        return None
    moment, _, key = word.partition("_")
    try:
        place = datetime.fromisoformat(moment), UUID(key)
    except ValueError:
        abort(404)
    return place if place[0].tzinfo is not None else abort(404)
