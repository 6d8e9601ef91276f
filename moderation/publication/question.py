"""What a reader may ask of a feed, read strictly from the query of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.publication import cursor as cursors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.publication.entries import Place

DEFAULT_LIMIT = 50
MOST = 100
MOST_DIGITS = 18  # of a sequence; beyond it no database counts
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
DIGITS = re.compile(r"[0-9]+")


class QuestionError(ValueError):
    """A parameter that cannot be used; the message is a sentence for its sender."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Question:
    """Which part of a feed: a page (`after` None: the first) or the changes `since` a sequence.

    `language` is a BCP 47 tag in lower case, or None for English.
    """

    limit: int = DEFAULT_LIMIT
    after: Place | None = None
    since: int | None = None
    language: str | None = None


def read(query: Mapping[str, str]) -> Question:
    """Read a feed's query; parameters of other names are passed over. Raises QuestionError."""
    cursor, since = query.get("cursor"), query.get("since")
    if cursor is not None and since is not None:
        raise QuestionError("since", "cursor and since cannot be used together; leave one out.")
    return Question(
        limit=_limit(query.get("limit")),
        after=None if cursor is None else _place(cursor),
        since=None if since is None else _since(since),
        language=_language(query.get("language")),
    )


def _limit(value: str | None) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if DIGITS.fullmatch(value) and len(value) <= len(str(MOST)) and 1 <= int(value) <= MOST:
        return int(value)
    raise QuestionError("limit", f"limit must be a whole number from 1 to {MOST}.")


def _place(value: str) -> Place:
    try:
        return cursors.decode(value)
    except cursors.CursorError as error:
        message = "cursor is not one that this feed gave out; follow next_url as it stands."
        raise QuestionError("cursor", message) from error


def _since(value: str) -> int:
    if DIGITS.fullmatch(value) and len(value) <= MOST_DIGITS:
        return int(value)
    message = "since must be the _balss.sequence of an earlier answer, or 0 for everything."
    raise QuestionError("since", message)


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    if LANGUAGE.fullmatch(value):
        return value.lower()
    raise QuestionError("language", "language must be a BCP 47 tag such as en, lv or ru.")
