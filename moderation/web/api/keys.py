"""Who is calling: API keys in the Authorization header (RFC 6750)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import or_, select, update
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from models import ApiKey, Site, now
from moderation.accounts.api_keys import find_key

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

REALM = "balss"
# Writing the moment of every call would make one row the busiest of the database.
USED_AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Caller:
    """A website that showed a valid key of the site it asks about."""

    key_id: UUID
    site_id: UUID


def authenticate(session: Session, slug: str) -> Caller:
    """Give the caller of this request.

    Raises Unauthorized without a valid key, and Forbidden where the key is another site's,
    whether or not there is a site of that name: a key finds out nothing about its neighbours.
    """
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        detail = "Send an API key of this site: Authorization: Bearer balss_…"
        raise Unauthorized(detail, www_authenticate=_challenge())
    key = find_key(session, given.token)
    if key is None:
        detail = "The API key is not known or was revoked."
        raise Unauthorized(detail, www_authenticate=_challenge("invalid_token"))
    if session.scalar(select(Site.slug).where(Site.id == key.site_id)) != slug:
        raise Forbidden("The API key belongs to another site.")
    return Caller(key.id, key.site_id)


def mark_used(session: Session, caller: Caller) -> None:
    """Note that a key was used, to the nearest few minutes."""
    moment = now()
    session.execute(
        update(ApiKey)
        .where(
            ApiKey.id == caller.key_id,
            or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at < moment - USED_AGAIN_AFTER),
        )
        .values(last_used_at=moment)
        .execution_options(synchronize_session=False)
    )


def rate_key() -> str:
    """Give what calls are counted by: the key's digest, or the address where there is none."""
    given = request.authorization
    if given is not None and given.token:
        return hashlib.sha256(given.token.encode()).hexdigest()
    return request.remote_addr or "nowhere"


def _challenge(error: str | None = None) -> WWWAuthenticate:
    return WWWAuthenticate("bearer", {"realm": REALM, **({"error": error} if error else {})})
