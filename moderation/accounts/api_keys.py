"""The keys by which websites submit reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import ApiKey, Site, now
from moderation.accounts.tokens import hashed, new_token
from moderation.audit import record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PREFIX = "balss_"  # lets secret scanners recognise a leaked key


def create_key(
    session: Session, site: Site, name: str, *, by: str = "system"
) -> tuple[ApiKey, str]:
    """Make a key; the secret is returned this once and kept only as a hash."""
    secret = PREFIX + new_token()
    key = ApiKey(site_id=site.id, name=name, secret_hash=hashed(secret))
    session.add(key)
    session.flush()
    record(session, actor=by, tag="key:create", subject=key.id)
    return key, secret


def find_key(session: Session, secret: str) -> ApiKey | None:
    """Give the unrevoked key with this secret."""
    return session.scalars(
        select(ApiKey).where(ApiKey.secret_hash == hashed(secret), ApiKey.revoked_at.is_(None))
    ).first()


def revoke_key(session: Session, key: ApiKey, *, by: str) -> None:
    """End a key at once; revoking twice changes nothing."""
    if key.revoked_at is None:
        key.revoked_at = now()
        record(session, actor=by, tag="key:revoke", subject=key.id)
