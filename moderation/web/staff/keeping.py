"""Keeping what is being typed, before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_login import current_user

from models import Status, now
from moderation.extensions import sessions
from moderation.queue import unsaved as store
from moderation.queue.unsaved import Place
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import blueprint, load
from moderation.web.staff.worddiff import Change, changes

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review, Segment


@blueprint.post("/reviews/<uuid:review_id>/unsaved")
def keep(review_id: UUID) -> ResponseReturnValue:
    """Keep what stands in the boxes without saving it; answer with how it differs from the drafts.

    409 where a colleague has changed one of these sentences since the page was drawn, or has
    ruled on the review; what was typed is kept all the same while it can be saved.
    """
    session, review, me = sessions(), load(review_id), current_user.id
    if review.status is not Status.PENDING:
        return render_template("staff/_kept.html", review=review, conflict=True, changed={}), 409
    before = store.typed(session, review.id, me)
    found = drafts.read(request.form, review, before)
    known = {Place.of(each) for each in before}
    late = {place for place in found.conflicts if place not in known and _own(review, place)}
    kept = {n: each for n, each in found.to_keep().items() if n not in late}
    store.drop(session, review.id, me, known - kept.keys())
    store.keep(session, review, me, kept)
    session.commit()
    conflict = bool(found.news - late)
    return render_template(
        "staff/_kept.html",
        review=review,
        conflict=conflict,
        changed={place: _changes(review, place, text) for place, (text, _) in kept.items()},
        box=drafts.box,
        at=now(),
    ), 409 if conflict else 200


def _own(review: Review, place: Place) -> bool:
    """Tell whether the standing text is one's own: the keeping came after the saving."""
    standing = _segment(review, place.position).translation(place.target)
    return standing is not None and standing.post_edited_by == current_user.id


def _changes(review: Review, place: Place, text: str) -> list[Change]:
    """Compare what is being typed with the machine's draft, or with what stands."""
    segment = _segment(review, place.position)
    standing = segment.translation(place.target)
    draft = standing.draft if standing else None
    return changes(draft or segment.text_in(place.target), text)


def _segment(review: Review, number: int) -> Segment:
    return next(each for each in review.segments if each.position == number)
