"""Secrets handed out once and kept only as hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


def new_token() -> str:
    """Give 256 random bits, fit for a link."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Give a token's SHA-256 in hexadecimal: enough for random secrets, not for passwords."""
    return hashlib.sha256(token.encode()).hexdigest()


def withdrawal_token(secret: str, review_id: UUID) -> str:
    """Give the token by which an author withdraws a review; always the same for one review.

    It is derived, not stored, so that a repeated submission gets the same link again.
    """
    mac = hmac.new(secret.encode(), b"withdraw:" + review_id.bytes, hashlib.sha256)
    return mac.hexdigest()
