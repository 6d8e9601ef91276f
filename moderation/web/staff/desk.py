"""Opening one review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from models import Status
from moderation.web.staff.blueprint import blueprint, by_htmx
from moderation.web.staff.drawing import look, show
from moderation.web.staff.erasure import show_certificate

if TYPE_CHECKING:
    from uuid import UUID

    from flask.typing import ResponseReturnValue


@blueprint.get("/reviews/<uuid:review_id>")
def review(review_id: UUID) -> ResponseReturnValue:
    """Show a review beside its English; while the machine works, a poll gets 204."""
    seen = look(review_id)
    if seen.status is Status.ERASED:
        return show_certificate(review_id)
    polled = request.args.get("seen", type=int)
    if by_htmx() and seen.due is not None and seen.version == polled:
        return "", 204
    return show(seen)
