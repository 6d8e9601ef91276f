"""What a moderator does to a review's renditions, beside typing: finds one right, leaves it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request
from flask_babel import gettext
from flask_login import current_user

from moderation import rework
from moderation.extensions import sessions
from moderation.queue import renditions
from moderation.web.locale import language_name
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.change import change

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review


@blueprint.post("/reviews/<uuid:review_id>/renditions/<tag>/sentences/<int:position>/acceptance")
def accept_rendition(review_id: UUID, tag: str, position: int) -> ResponseReturnValue:
    """Let a doubted sentence of a rendition stand as it is."""

    def act(review: Review, version: int) -> str:
        _offered(review, tag)
        found = (each for each in review.segments if each.position == position)
        rework.accept_draft(
            sessions(),
            review,
            next(found, None) or abort(404),
            seen_version=version,
            staff_id=current_user.id,
            target=tag,
        )
        return str(gettext("The sentence stands as it is."))

    return change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/renditions/<tag>")
def leave_out_rendition(review_id: UUID, tag: str) -> ResponseReturnValue:
    """Leave the review out of a feed language, or put it back."""
    out = {"yes": True, "no": False}.get(request.form.get("left_out", ""))
    if out is None:
        abort(400)

    def act(review: Review, version: int) -> str:
        _offered(review, tag)
        rework.leave_out(
            sessions(), review, tag, out=out, seen_version=version, staff_id=current_user.id
        )
        name = language_name(tag)
        if out:
            return str(gettext("Left out of this review: %(language)s.", language=name))
        return str(gettext("Put back into this review: %(language)s.", language=name))

    return change(review_id, act)


def _offered(review: Review, tag: str) -> None:
    """Answer 404 for a language that the review's page does not show."""
    if tag not in renditions.offered(review):
        abort(404)
