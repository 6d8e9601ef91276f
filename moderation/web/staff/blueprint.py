"""The desk's blueprint: every page of it wants a signed-in member of staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_login import login_required
from sqlalchemy.orm import joinedload, selectinload

from models import Review, Segment
from moderation.extensions import SAFE_METHODS, sessions
from moderation.web import fetched

if TYPE_CHECKING:
    from uuid import UUID

# Everything of a review in few queries, however many sentences it has. A change locks the review's
# row, and PostgreSQL locks no row of an outer join, so that only looking may join.
TO_CHANGE = (
    selectinload(Review.site),
    selectinload(Review.submission),
    selectinload(Review.consent),
    selectinload(Review.flags),
    selectinload(Review.segments).options(
        selectinload(Segment.translations), selectinload(Segment.findings)
    ),
)
TO_LOOK = (
    joinedload(Review.site, innerjoin=True),
    joinedload(Review.submission, innerjoin=True),
    joinedload(Review.consent, innerjoin=True),
    selectinload(Review.flags),
    selectinload(Review.segments).options(
        joinedload(Segment.translations), selectinload(Segment.findings)
    ),
)

blueprint = Blueprint("staff", __name__)


@blueprint.before_request
@login_required  # type: ignore[untyped-decorator]
def require_sign_in() -> None:
    """Let only signed-in staff through; Flask-Login sends others to the sign-in page."""


def load(review_id: UUID) -> Review:
    """Give a review with all that its page shows, or answer 404."""
    whole = TO_LOOK if request.method in SAFE_METHODS else TO_CHANGE
    return sessions().get(Review, review_id, options=whole) or abort(404)


def by_htmx() -> bool:
    """Tell whether a fragment is wanted in place of a page."""
    return fetched.by_htmx(request)


def ahead() -> bool:
    """Tell whether the page asks for a review before anybody has opened it."""
    return fetched.ahead(request)
