"""Who is looking at a review: a page tells the desk that it is open, and hears of colleagues.

A page posts while somebody works on it. Opening one without a script claims nothing until the
first button is pressed; whatever is fetched ahead claims nothing either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import render_template, request
from flask_login import current_user
from sqlalchemy import select

from models import AuditEvent, Staff, Status
from moderation.accounts.staff import actor
from moderation.extensions import sessions
from moderation.queue import claims
from moderation.web.staff.blueprint import blueprint, load

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from models import Review


@blueprint.post("/reviews/<uuid:review_id>/claim")
def claim(review_id: UUID) -> ResponseReturnValue:
    """Claim a review or extend the claim if somebody works on its page; say who holds it.

    204 where the page shows that already.
    """
    session, review = sessions(), load(review_id)
    if request.form.get("active") == "yes" and review.status is Status.PENDING:
        held = claims.claim(session, review, current_user.id)
        session.commit()
    else:
        held = claims.holder(session, review.id)
    seen = request.form.get("version", type=int)
    changed = seen is not None and seen != review.version and review.due is None
    shown = mark(held, changed=changed)
    if request.form.get("claim") == shown:
        return "", 204
    return render_template(
        "staff/_claim.html",
        review_id=review.id,
        held=held,
        changed=changed,
        changed_by=_changed_by(review) if changed else None,
        shown=shown,
    )


@blueprint.post("/reviews/<uuid:review_id>/claim/end")
def release_claim(review_id: UUID) -> ResponseReturnValue:
    """Let go of the review: the page is being left."""
    claims.release(sessions(), review_id, current_user.id)
    sessions().commit()
    return "", 204


def mark(held: claims.Held | None, *, changed: bool) -> str:
    """Write down what a page shows, so that it is not sent, and announced, again."""
    who = f"{held.staff_id.hex}-{held.until:%H%M}" if held else "nobody"
    return f"{who}-{'changed' if changed else 'same'}"


def _changed_by(review: Review) -> str | None:
    """Name the colleague who changed a review last, if a colleague it was."""
    last = sessions().scalars(
        select(AuditEvent.actor)
        .where(AuditEvent.subject == review.id)
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    who = last.first() or ""
    if not who.startswith("staff:") or who == actor(current_user.id):
        return None
    return sessions().scalar(select(Staff.name).where(Staff.id == UUID(who.partition(":")[2])))
