"""The note that a moderator has asked the author about a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_login import current_user

from moderation.extensions import sessions
from moderation.queue import asking
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.change import change

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review


@blueprint.post("/reviews/<uuid:review_id>/question")
def note_question(review_id: UUID) -> ResponseReturnValue:
    """Note that the author has been asked."""

    def act(review: Review, version: int) -> str:
        asking.note(sessions(), review, seen_version=version, staff_id=current_user.id)
        return str(gettext("Noted: the author has been asked."))

    return change(review_id, act)
