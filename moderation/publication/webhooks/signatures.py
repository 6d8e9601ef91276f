"""Secrets and signatures of Standard Webhooks 1.0.0. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a secret, by the specification


def derive(house_secret: str, secret_id: UUID) -> bytes:
    """Give the 32 bytes of a secret; always the same for one id and one house.

    Derived as withdrawal tokens are, so that the database holds nothing to sign with.
    """
    label = b"webhook:" + secret_id.bytes
    return hmac.new(house_secret.encode(), label, hashlib.sha256).digest()


def written(key: bytes) -> str:
    """Give a secret as people copy it: whsec_ and base64."""
    return PREFIX + base64.b64encode(key).decode("ascii")


def read(secret: str) -> bytes:
    """Give the bytes of a written secret. Raises ValueError unless it is 24 to 64 bytes."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"a secret has {SHORTEST} to {LONGEST} bytes")
    return key


def sign(key: bytes, message_id: str, timestamp: int, payload: bytes) -> str:
    """Give one signature: v1, and the base64 of an HMAC-SHA256.

    It covers id, timestamp (seconds since 1970) and payload, joined by full stops.
    """
    content = b".".join((message_id.encode(), str(timestamp).encode(), payload))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode("ascii")


def headers(
    keys: Iterable[bytes], message_id: str, timestamp: int, payload: bytes
) -> dict[str, str]:
    """Give the three headers; a signature by each key, so that a secret can be changed in peace."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(sign(key, message_id, timestamp, payload) for key in keys),
    }
