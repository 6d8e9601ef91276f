"""Reviews in, and where they stand."""

# flask-smorest is not typed, so neither are its decorators.
# mypy: disallow-untyped-decorators=False

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Response, g, request
from flask_limiter.util import get_remote_address
from flask_smorest import Blueprint
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import NotFound, UnsupportedMediaType

from models import Channel, Entry, Review, Site, Status
from moderation.extensions import database, limiter, nudge, sessions, settings
from moderation.intake.submit import IntakeError, KeyReusedError, NewReview, submit
from moderation.web.addresses import external
from moderation.web.api.errors import answer_errors, at_field, at_pointer, unusable
from moderation.web.api.keys import authenticate, mark_used, rate_key
from moderation.web.api.schemas import (
    IdempotencySchema,
    NewReviewSchema,
    ReceiptSchema,
    StatusSchema,
    check_date,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from moderation.web.api.keys import Caller

View = TypeVar("View", bound="Callable[..., Any]")
REPLAYED = "Idempotent-Replayed"
REFUSED_LIMIT = "60 per minute"  # calls without a valid key, of one address
RECEIPT_HEADERS = {
    "Location": {"description": "The status address.", "schema": {"type": "string"}},
    REPLAYED: {
        "description": "true where this repeats the answer to an earlier submission.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
# What intake may refuse, worded for the website's developer.
REFUSALS = {
    "empty": "The review holds no words.",
    "invisible": "The review holds only characters that cannot be seen.",
    "nul": "The review holds a NUL character, which text cannot.",
    "broken": "The review is not valid Unicode text.",
    "too_long": "The review is longer than this service takes.",
}

api = Blueprint(
    "api", __name__, url_prefix="/api/v1", description="Submit reviews and follow them."
)
answer_errors(api)
limiter.limit(lambda: settings().api_limit, key_func=rate_key)(api)
limiter.limit(
    REFUSED_LIMIT,
    key_func=get_remote_address,
    deduct_when=lambda response: response.status_code == 401,  # noqa: PLR2004
)(api)


@api.before_request
def let_in() -> None:
    """Find out who calls before anything of the body is read.

    In a session of its own: a writing one would hold SQLite's lock while a slow caller sends.
    """
    slug = (request.view_args or {}).get("slug", "")
    with database().reading() as session:
        g.caller = authenticate(session, slug)
    if request.method == "POST" and not request.is_json:
        raise UnsupportedMediaType("Send the review as application/json.")


@api.after_request
def keep_private(response: Response) -> Response:
    """Let nothing between the caller and Balss keep an answer."""
    response.headers["Cache-Control"] = "no-store"
    return response


def refuses(*statuses: int) -> Callable[[View], View]:
    """Describe the errors an operation answers."""

    def describe(view: View) -> View:
        for status in statuses:
            view = api.alt_response(status, HTTPStatus(status).name)(view)
        return view

    return describe


@api.post("/sites/<slug>/reviews")
@api.arguments(IdempotencySchema, location="headers")
@api.arguments(NewReviewSchema)
@api.response(202, ReceiptSchema, headers=RECEIPT_HEADERS)
@refuses(400, 401, 403, 413, 415, 429)
@api.doc(operationId="createReview")
def create_review(
    headers: dict[str, Any], body: dict[str, Any], slug: str
) -> Response | tuple[dict[str, Any], int, dict[str, str]]:
    """Submit a review.

    Answered once the review is committed; machine and people read it after that. A rejected or
    repeated request changes nothing.
    """
    if body["written_on"] and not check_date(body["written_on"]):
        return unusable(at_pointer("written_on", detail="There is no such day."))
    try:
        receipt, repeated = _commit(_new_review(headers["key"], body))
    except KeyReusedError:
        detail = "This key came before with another body; use a fresh key for a new review."
        return unusable(at_field("Idempotency-Key", detail=detail))
    except IntakeError as error:
        return unusable(at_pointer(error.field, detail=REFUSALS.get(error.code, error.code)))
    receipt["status_url"] = external("api.read_review", slug=slug, review_id=receipt["id"])
    answered = {"Location": receipt["status_url"]}
    if repeated:
        answered[REPLAYED] = "true"
    else:
        nudge()
    return receipt, 202, answered


@api.get("/sites/<slug>/reviews/<uuid:review_id>")
@api.response(200, StatusSchema)
@refuses(401, 403, 404, 429)
@api.doc(operationId="readReview")
def read_review(slug: str, review_id: UUID) -> dict[str, Any]:
    """Tell where a review stands; only the site that submitted it may ask."""
    del slug
    session, caller = sessions(), _caller()
    review = session.scalars(
        select(Review).where(Review.id == review_id, Review.site_id == caller.site_id)
    ).first()
    if review is None:
        raise NotFound("This site has no review of this id.")
    entry = session.scalar(
        select(Entry.id).where(Entry.review_id == review.id, Entry.removed_at.is_(None)).limit(1)
    )
    return {
        "id": review.id,
        "status": review.status,
        "received_at": review.received_at,
        "processed_at": review.processed_at,
        "language": review.language if review.processed_at else None,
        "entry": entry.urn if entry else None,
    }


def _caller() -> Caller:
    caller: Caller = g.caller
    return caller


def _new_review(key: str | None, body: dict[str, Any]) -> NewReview:
    return NewReview(
        text=body["text"],
        channel=Channel.API,
        consent_scope=body["consent"]["scope"],
        consent_wording=body["consent"]["wording"],
        contact_email=body["consent"]["contact_email"],
        author=(body["author"] or "").strip() or None,
        rating=body["rating"],
        written_on=body["written_on"],
        idempotency_key=key,
        api_key_id=_caller().key_id,
    )


def _commit(new: NewReview) -> tuple[dict[str, Any], bool]:
    """Store a review, once; give its receipt and whether an earlier call had stored it.

    Two calls with one key at the same moment both find nothing stored. The database lets one
    of them in; the other tries again and finds what the first stored.
    """
    try:
        return _store(new)
    except IntegrityError:
        if new.idempotency_key is None:
            raise
        sessions().rollback()
        return _store(new)


def _store(new: NewReview) -> tuple[dict[str, Any], bool]:
    session, caller, chosen = sessions(), _caller(), settings()
    site = session.get_one(Site, caller.site_id)
    receipt = submit(session, site, new, secret=chosen.secret(), max_chars=chosen.max_review_chars)
    answer = {
        "id": receipt.review.id,
        # What the first answer said: the status address tells what became of it since.
        "status": Status.RECEIVED,
        "withdrawal_url": external("withdrawal.confirm", token=receipt.withdrawal_token),
    }
    mark_used(session, caller)
    session.commit()
    return answer, receipt.repeated
