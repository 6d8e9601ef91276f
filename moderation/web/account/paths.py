"""Where to go next, never to another website."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MISREAD = re.compile(r"[\\\x00-\x20\x7f]")  # what browsers read otherwise than servers do


def own_path(target: str | None) -> str | None:
    r"""Give `target` if it is a path on this server, else None.

    Browsers read a backslash as a slash and drop control characters, so "/\evil.example" and
    "/<tab>/evil.example" lead away as surely as "//evil.example". Never raises.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if MISREAD.search(target):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target


def path_within(address: str | None, host: str) -> str | None:
    """Give the path and query of an address on `host`, such as a Referer; None for any other."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc != host:
        return None
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
