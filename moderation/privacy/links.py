"""Web addresses and account names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'«»„“”)\]]{3,300}", re.IGNORECASE)
BARE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]{2,40}\.){1,3}(?:lv|com|net|org|ru|eu|lt|ee|io|me|info)"
    r"(?:/[^\s<>\"'«»)\]]{0,200})?(?![\w@])",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,38}[A-Za-z0-9_])")
NAMED = re.compile(
    r"(?:instagram\w*|insta|инстаграм\w*|инста|telegram\w*|телеграм\w*|facebook|tiktok|тикток\w*"
    r"|skype|скайп\w*|nick|ник)\s?[:—–-]\s?([A-Za-z0-9_.]{3,40})",
    re.IGNORECASE,
)
FORMULA = re.compile(r"[A-Z]{2,8}\(")  # "@SUM(A1:A9)" is a spreadsheet's, nobody's account


def links(text: str) -> Iterator[Finding]:
    """Yield a finding for each web address or account name; offsets are code points.

    0.95 for an address with its scheme, 0.9 for "@name", 0.7 for a bare domain. Never raises.
    """
    if "/" in text or "." in text:
        for match in URL.finditer(text):
            yield Finding("url_or_handle", match.start(), _trimmed(match), 0.95, "url")
        for match in BARE.finditer(text):
            yield Finding("url_or_handle", match.start(), _trimmed(match), 0.7, "bare_domain")
    if "@" in text:
        for match in HANDLE.finditer(text):
            if not FORMULA.match(text, match.start() + 1):
                yield Finding("url_or_handle", *match.span(), 0.9, "handle")
    for match in NAMED.finditer(text):
        if not match[1].isdigit():
            yield Finding("url_or_handle", match.start(1), match.end(1), 0.8, "handle")


def _trimmed(match: re.Match[str]) -> int:
    """Return where the address ends without the sentence's own punctuation."""
    return match.end() - (len(match[0]) - len(match[0].rstrip(".,;:!?…")))
