"""Places in a feed as short opaque words for addresses."""

from __future__ import annotations

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta
from uuid import UUID

from moderation.publication.entries import Place

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LAYOUT = struct.Struct(">Bq16s")  # version, microseconds since 1970, the entry's id
VERSION = 1


class CursorError(ValueError):
    """A cursor that no feed of this version gave out."""


def encode(place: Place) -> str:
    """Give a place as 34 characters that need no escaping in an address."""
    microseconds = (place.published_at - EPOCH) // MICROSECOND
    packed = LAYOUT.pack(VERSION, microseconds, place.id.bytes)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode(cursor: str) -> Place:
    """Give the place a cursor names. Raises CursorError for anything `encode` did not write.

    A cursor made up by hand can only name another place in the same feed, so it is not signed.
    """
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        version, microseconds, key = LAYOUT.unpack(packed)
        place = Place(EPOCH + microseconds * MICROSECOND, UUID(bytes=key))
    except (binascii.Error, ValueError, struct.error, OverflowError) as error:
        raise CursorError(cursor) from error
    if version != VERSION or encode(place) != cursor:
        raise CursorError(cursor)
    return place
