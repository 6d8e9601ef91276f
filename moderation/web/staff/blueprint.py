"""The desk's blueprint: every page of it wants a signed-in member of staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_login import login_required

from models import Review
from moderation.extensions import sessions

if TYPE_CHECKING:
    from uuid import UUID

blueprint = Blueprint("staff", __name__)


@blueprint.before_request
@login_required  # type: ignore[untyped-decorator]
def require_sign_in() -> None:
    """Let only signed-in staff through; Flask-Login sends others to the sign-in page."""


def load(review_id: UUID) -> Review:
    """Give a review or answer 404."""
    return sessions().get(Review, review_id) or abort(404)


def by_htmx() -> bool:
    """Tell whether a fragment is wanted in place of a page."""
    return request.headers.get("HX-Request") == "true"
