"""E-mail addresses, plain and disguised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = re.compile(
    r"\s{0,3}(?:[@＠]|[(\[{<]\s?(?:at|et|a|@|собака|собачка)\s?[)\]}>])\s{0,3}"
    r"|\s(?:at|et|собака|собачка|эт)\s",
    re.IGNORECASE,
)
LOCAL = re.compile(r"(?:[\w+%-]{1,30}\s(?:dot|punkts|точка)\s){0,3}[\w.+%-]{1,64}\Z", re.IGNORECASE)
DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkts|точка|\.)\s?[)\]}]\s?|\s(?:dot|punkts|точка)\s|\s)"
ENDINGS = "com|net|org|info|example|lv|ru|lt|ee|eu|ua|by|de|se|uk|fi|pl|me|io|лв|ру|ком|рф"
PLAIN_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
SPACED_DOMAIN = re.compile(
    rf"[\w-]{{1,40}}(?:{DOT}[\w-]{{1,40}}){{0,2}}?{DOT}(?:{ENDINGS})\b", re.IGNORECASE
)
REACH = 96  # characters before the sign
PROVIDERS = re.compile(
    r"(?:inbox|gmail|mail|yandex|one|apollo|hotmail|outlook|yahoo|icloud|proton|rambler|tvnet)\b",
    re.IGNORECASE,
)
DOT_WORD = re.compile(r"dot|punkts|точка|\.", re.IGNORECASE)


def emails(text: str) -> Iterator[Finding]:
    """Yield a finding for each e-mail address in `text`.

    Offsets are code points, end exclusive. 0.99 for a plain address; 0.8 for one in disguise
    ("anna (at) inbox lv"): a bare word "at" counts only before a known provider or a spoken dot.
    Never raises.
    """
    for sign in AT.finditer(text):
        local = LOCAL.search(text[max(0, sign.start() - REACH) : sign.start()])
        if not local or not any(character.isalnum() for character in local[0]):
            continue
        start = sign.start() - len(local[0])
        start += len(local[0]) - len(local[0].lstrip(".-+%_"))
        if sign[0] in "@＠":
            plain = PLAIN_DOMAIN.match(text, sign.end())
            if plain:
                yield Finding("email", start, plain.end(), 0.99, "email")
                continue
        spaced = SPACED_DOMAIN.match(text, sign.end())
        if spaced and _meant(sign[0], spaced[0]):
            yield Finding("email", start, spaced.end(), 0.8, "email_disguised")


def _meant(sign: str, domain: str) -> bool:
    """Tell "anna at inbox lv" from "we were at Riga" by what follows the bare word."""
    if sign.strip().isalpha():
        return bool(PROVIDERS.match(domain) or (DOT_WORD.search(domain) and " " not in domain))
    return True
