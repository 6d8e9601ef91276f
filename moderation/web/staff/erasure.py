"""Erasing a review from its page, and the certificate that stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from models import Status
from moderation.accounts.staff import actor
from moderation.extensions import sessions
from moderation.queue.decisions import NotAllowedError
from moderation.queue.erasure import certificate, erase
from moderation.web import wording
from moderation.web.staff.blueprint import blueprint, by_htmx, load
from moderation.web.staff.drawing import draw, look
from moderation.web.staff.history import names

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue

BY_HAND = ("request", "unlawful")


@blueprint.post("/reviews/<uuid:review_id>/erasure")
def erase_review(review_id: UUID) -> ResponseReturnValue:
    """Destroy a review for good; an administrator says why, and that they are sure."""
    if not current_user.is_admin:
        abort(403)
    session, review, ground = sessions(), load(review_id), request.form.get("ground", "")
    if review.status is Status.ERASED:
        return to_certificate(review_id)
    if ground not in BY_HAND or request.form.get("sure") != "yes":
        error = gettext("Say why it is erased, and tick that you are sure.")
        return draw(review, look(review_id), error=error, form=request.form), 422
    try:
        erase(session, review, ground=ground, by=actor(current_user.id))
    except NotAllowedError:
        session.rollback()  # a colleague was quicker
    else:
        session.commit()
        flash(gettext("Erased. What it said is gone for good."))
    return to_certificate(review_id)


@blueprint.get("/reviews/<uuid:review_id>/certificate.json")
def erasure_certificate(review_id: UUID) -> ResponseReturnValue:
    """Give the certificate of an erasure as a file to keep."""
    review = load(review_id)
    if review.status is not Status.ERASED:
        abort(404)
    answer = jsonify(certificate(sessions(), review).as_json())
    answer.headers["Content-Disposition"] = f'attachment; filename="erasure-{review_id}.json"'
    return answer


def to_certificate(review_id: UUID) -> ResponseReturnValue:
    """Lead to the page of an erased review, whoever asks."""
    address = url_for("staff.review", review_id=review_id)
    return Response(headers={"HX-Redirect": address}) if by_htmx() else redirect(address, 303)


def show_certificate(review_id: UUID) -> str:
    """Show what stands in the place of an erased review."""
    review = load(review_id)
    paper = certificate(sessions(), review)
    return render_template(
        "staff/erased.html",
        review=review,
        paper=paper,
        ground=wording.GROUNDS[paper.ground],
        who=names(sessions(), [paper.by]).get(paper.by),
    )
