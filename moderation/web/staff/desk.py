"""Opening one review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_login import current_user

from models import Status
from moderation.extensions import sessions
from moderation.privacy import KINDS
from moderation.web import wording
from moderation.web.staff import card as cards
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import blueprint, by_htmx, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review
    from moderation.web.staff.unsaved import Unsaved

LANGUAGES = ("lv", "ru", "ru-Latn", "en")
OTHER_LANGUAGES = ("et", "lt", "uk", "be", "pl", "de", "fi", "sv", "no", "fr", "es", "it")


@blueprint.get("/reviews/<uuid:review_id>")
def review(review_id: UUID) -> ResponseReturnValue:
    """Show a review beside its English; while the machine works, a poll gets 204."""
    found = load(review_id)
    seen = request.args.get("seen", type=int)
    if by_htmx() and found.due is not None and found.version == seen:
        return "", 204
    return draw(found)


def draw(
    review: Review,
    *,
    unsaved: Unsaved | None = None,
    stale: bool = False,
    error: str | None = None,
    form: Mapping[str, str] | None = None,
) -> str:
    """Draw a review: the whole page, or its card alone for htmx.

    `unsaved` is put back into the boxes it was typed in; `form` reopens what was chosen.
    """
    card = cards.make(sessions(), review, current_user.id, unsaved or drafts.Unsaved(), stale=stale)
    template = "staff/_answer.html" if by_htmx() else "staff/review.html"
    return render_template(
        template,
        card=card,
        review=review,
        stale=stale,
        error=error,
        form=form or {},
        kinds=KINDS,
        reasons=wording.REASONS,
        languages=LANGUAGES,
        other_languages=OTHER_LANGUAGES,
        pending=Status.PENDING,
    )
