"""Keeping what is being typed, before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_login import current_user

from models import Side, Status, now
from moderation.extensions import sessions
from moderation.queue import edits
from moderation.queue import unsaved as store
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
    known = {each.position for each in before}
    late = {number for number in found.conflicts if number not in known and _own(review, number)}
    kept = {n: each for n, each in found.to_keep().items() if n not in late}
    store.drop(session, review.id, me, known - kept.keys())
    store.keep(session, review, me, kept)
    session.commit()
    conflict = bool(found.news - late)
    return render_template(
        "staff/_kept.html",
        review=review,
        conflict=conflict,
        changed={number: _changes(review, number, text) for number, (text, _) in kept.items()},
        at=now(),
    ), 409 if conflict else 200


def _own(review: Review, number: int) -> bool:
    """Tell whether the standing English is one's own: the keeping came after the saving."""
    english = _segment(review, number).translation()
    return english is not None and english.post_edited_by == current_user.id


def _changes(review: Review, number: int, text: str) -> list[Change]:
    """Compare what is being typed with the machine's draft, or with what stands."""
    segment = _segment(review, number)
    english = segment.translation()
    draft = english.draft if english else None
    return changes(draft or edits.text_of(segment, Side.TRANSLATION), text)


def _segment(review: Review, number: int) -> Segment:
    return next(each for each in review.segments if each.position == number)
