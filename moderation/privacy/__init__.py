"""Personal data in reviews: finding it in a text, again in its translation, and replacing it."""

from __future__ import annotations

from moderation.privacy.finding import KINDS, Finding
from moderation.privacy.forms import same_words
from moderation.privacy.mirror import mirror
from moderation.privacy.passages import find_in_passages
from moderation.privacy.redaction import STYLES, Around, replacement, styles_of
from moderation.privacy.roles import role_of
from moderation.privacy.search import find
from moderation.privacy.who import people as who_is_who

__all__ = [
    "KINDS",
    "STYLES",
    "Around",
    "Finding",
    "find",
    "find_in_passages",
    "mirror",
    "replacement",
    "role_of",
    "same_words",
    "styles_of",
    "who_is_who",
]
