"""Personal data in reviews: finding it in a text, again in its translation, and replacing it."""

from __future__ import annotations

from moderation.privacy.finding import KINDS, Finding
from moderation.privacy.mirror import mirror
from moderation.privacy.passages import find_in_passages
from moderation.privacy.redaction import STYLES, replacement
from moderation.privacy.search import find

__all__ = ["KINDS", "STYLES", "Finding", "find", "find_in_passages", "mirror", "replacement"]
