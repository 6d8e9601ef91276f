"""The script and style sheets that websites load, put together once and kept as bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache

from moderation.web.widget.words import SOURCE, WORDS

SCRIPT, STYLE, PAGE_STYLE = "balss-reviews.js", "balss-reviews.css", "embed.css"
KINDS = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
_COMMENTS = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
_GAPS = re.compile(r"\s*([{};])\s*")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served; `tag` is the ETag's text, unquoted."""

    media_type: str
    body: bytes
    zipped: bytes
    tag: str


@cache
def asset(name: str) -> Asset | None:
    """Give what websites may load under this name, or None."""
    if name == SCRIPT:
        text = _script()
    elif name in {STYLE, PAGE_STYLE}:
        text = _style(name)
    else:
        return None
    body = text.encode()
    tag = hashlib.sha256(body).hexdigest()[:20]
    media_type = KINDS[name.rpartition(".")[2]]
    return Asset(media_type, body, gzip.compress(body, 9, mtime=0), tag)


def _script() -> str:
    """Put the words and the style sheet into the script: a page loads one file and no more."""
    text = (SOURCE / SCRIPT).read_text("utf-8")
    for place, content in (("words", WORDS), ("css", _style(STYLE))):
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        text = text.replace(f'"{{{place}}}"', written)
    return text


def _style(name: str) -> str:
    text = _COMMENTS.sub("", (SOURCE / name).read_text("utf-8"))
    return _GAPS.sub(r"\1", text).strip()
