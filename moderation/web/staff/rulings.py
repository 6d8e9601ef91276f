"""Rulings from the review's page: approve, reject, return, unpublish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request
from flask_babel import gettext
from flask_login import current_user

from models import Outcome
from moderation.extensions import sessions
from moderation.queue import unsaved as store
from moderation.queue.decisions import decide
from moderation.queue.edits import EditError
from moderation.web import wording
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.change import change

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review

LONGEST_REASON = 900  # characters; the column holds the code too


@blueprint.post("/reviews/<uuid:review_id>/decisions")
def create_decision(review_id: UUID) -> ResponseReturnValue:
    """Approve, reject, return or unpublish."""
    word = request.form.get("outcome", "")
    outcome = next((each for each in DONE if each.value == word), None) or abort(400)
    return _rule(review_id, outcome)


@blueprint.post("/reviews/<uuid:review_id>/decisions/alone")
def approve_alone(review_id: UUID) -> ResponseReturnValue:
    """Approve what one has changed oneself, where the site wants a second person, and say why."""
    return _rule(review_id, Outcome.APPROVED, alone=True)


def _rule(review_id: UUID, outcome: Outcome, *, alone: bool = False) -> ResponseReturnValue:
    def act(review: Review, version: int) -> str:
        if outcome is Outcome.APPROVED and _undecided(review):
            raise EditError("conflict")
        decide(
            sessions(),
            review,
            outcome,
            seen_version=version,
            staff_id=current_user.id,
            reason=_reason(outcome, alone=alone),
            alone=alone,
        )
        return DONE[outcome]()

    return change(review_id, act, onward=outcome in {Outcome.APPROVED, Outcome.REJECTED})


def _undecided(review: Review) -> bool:
    """Tell whether the moderator still has to choose between a colleague's words and theirs."""
    kept = store.typed(sessions(), review.id, current_user.id)
    return bool(drafts.standing(review, kept).conflicts)


def _reason(outcome: Outcome, *, alone: bool) -> str | None:
    """Read why a review is ruled so. Raises EditError if a ground is wanted and not given."""
    if outcome is Outcome.APPROVED:
        why = _words("alone_reason")
        if alone and not why:
            raise EditError("no_alone_reason")
        return why if alone else None
    rejected = outcome is Outcome.REJECTED
    grounds = wording.REASONS if rejected else wording.RETURN_REASONS
    code, text = request.form.get("reason", ""), _words("reason_text")
    if code not in grounds:
        if rejected:
            raise EditError("no_reason")
        raise EditError("no_return_reason")
    if code == "other" and not text:
        raise EditError("no_details")
    return f"{code}: {text}" if text else code


def _words(name: str) -> str:
    """Read a box of free words, without spare white space."""
    return " ".join(request.form.get(name, "").split())[:LONGEST_REASON]


DONE: dict[Outcome, Callable[[], str]] = {
    Outcome.APPROVED: lambda: gettext("Approved. It is in the feed now."),
    Outcome.REJECTED: lambda: gettext("Rejected. It will not be published."),
    Outcome.RETURNED: lambda: gettext("Back in the queue."),
    Outcome.UNPUBLISHED: lambda: gettext(
        "Unpublished. It is back in the queue, and out of the feed."
    ),
}
