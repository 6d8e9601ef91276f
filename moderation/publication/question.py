"""What a reader may ask of a feed, read strictly from the query of an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from moderation.publication import cursor as cursors
from moderation.publication.entries import ALL, Narrowing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.publication.entries import Place

DEFAULT_LIMIT = 50
MOST = 100
MOST_DIGITS = 18  # of a sequence; beyond it no database counts
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
DIGITS = re.compile(r"[0-9]+")
RATINGS = re.compile(r"([1-5])(?:-([1-5]))?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z", re.ASCII)
LATIN = "-Latn"  # romanised texts stand under a tag of their own and are found by the plain one
FILTERS = ("source_language", "rating", "published_since")
# What the question for the next part repeats of this one.
KEPT = ("limit", "language", *FILTERS)


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
    wanted: Narrowing = ALL


def read_listing(query: Mapping[str, str]) -> Question:
    """Read the query of the REST listing: a feed's, with filters, and `since` by its long name.

    A mirror is of everything, so filters and `updated_since` exclude one another. Raises
    QuestionError.
    """
    since = query.get("updated_since")
    for name in (*FILTERS, "cursor"):
        if since is not None and name in query:
            message = f"{name} and updated_since cannot be used together; leave one out."
            raise QuestionError("updated_since", message)
    cursor = query.get("cursor")
    return Question(
        limit=_limit(query.get("limit")),
        after=None if cursor is None else _place(cursor),
        since=None if since is None else _since(since, "updated_since"),
        language=_language(query.get("language")),
        wanted=_narrowing(query),
    )


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


def _since(value: str, parameter: str = "since") -> int:
    if DIGITS.fullmatch(value) and len(value) <= MOST_DIGITS:
        return int(value)
    message = f"{parameter} must be the sequence of an earlier answer, or 0 for everything."
    raise QuestionError(parameter, message)


def _narrowing(query: Mapping[str, str]) -> Narrowing:
    return Narrowing(
        source_languages=_source_languages(query.get("source_language")),
        ratings=_ratings(query.get("rating")),
        published_since=_published_since(query.get("published_since")),
    )


def _source_languages(value: str | None) -> frozenset[str] | None:
    """Give the tags as they are stored, so that the index finds them: ru, ru-Latn, pt-BR."""
    if value is None:
        return None
    if not LANGUAGE.fullmatch(value):
        message = "source_language must be a BCP 47 tag such as lv or ru."
        raise QuestionError("source_language", message)
    first, *rest = value.lower().split("-")
    cased = [each.title() if len(each) == len("Latn") else each.upper() for each in rest]
    return frozenset({"-".join([first, *cased])} if rest else {first, first + LATIN})


def _ratings(value: str | None) -> frozenset[int] | None:
    if value is None:
        return None
    found = RATINGS.fullmatch(value)
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if low > high:
        raise QuestionError("rating", "rating must be 1 to 5, or a range such as 4-5.")
    return frozenset(range(low, high + 1))


def _published_since(value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        if DAY.fullmatch(value) or MOMENT.fullmatch(value):
            return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:  # the right form, and no such day
        pass
    message = "published_since must be a day or a moment in UTC: 2026-01-31T12:00:00Z."
    raise QuestionError("published_since", message)


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    if LANGUAGE.fullmatch(value):
        return value.lower()
    raise QuestionError("language", "language must be a BCP 47 tag such as en, lv or ru.")
