"""What the queue's address asks for, read from a link and written into one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import abort, url_for
from werkzeug.datastructures import MultiDict

from models import Status
from moderation.queue.order import Place
from moderation.queue.selection import Need, Selection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models import Site

SHOWN = (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.WITHDRAWN)
ANY = "any"  # every status, in a search
# What narrows a list; a saved one holds nothing else.
FILTERS = ("q", "status", "site", "language", "need", "flag", "rating", "order")
LONGEST_QUESTION = 200
LONGEST_TAG, LONGEST_FLAG = 35, 48
STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for: the choice, the words looked for, and the address's own words."""

    selection: Selection
    question: str
    given: Mapping[str, str]
    narrow: bool

    def address(self, **changed: str | None) -> str:
        """Write a link to this list with some words changed; None takes one away."""
        words = {**self.given, **({"narrow": "1"} if self.narrow else {}), **changed}
        given: dict[str, Any] = {key: each for key, each in words.items() if each}
        return url_for("staff.queue", **given)

    @property
    def filters(self) -> dict[str, str]:
        """What a saved list keeps."""
        return dict(self.given)


def read(args: Mapping[str, str], sites: Sequence[Site]) -> Choice:
    """Read what an address asks for; what it cannot mean answers 404."""
    given = {key: args[key].strip() for key in FILTERS if args.get(key, "").strip()}
    question = given.get("q", "")[:LONGEST_QUESTION]
    site = _site(given.get("site"), sites)
    language, flag = given.get("language"), given.get("flag")
    if len(language or "") > LONGEST_TAG or len(flag or "") > LONGEST_FLAG:
        abort(404)
    if given.get("order") not in {None, "oldest"}:
        abort(404)
    selection = Selection(
        status=_status(given.get("status"), searching=bool(question)),
        site_id=site.id if site else None,
        language=language,
        need=_need(given.get("need")),
        flag=flag,
        rating=_rating(given.get("rating")),
        oldest="order" in given,
    )
    return Choice(selection, question, given, narrow=bool(args.get("narrow")))


def read_back(query: str, sites: Sequence[Site]) -> Choice:
    """Read the address that a form came from."""
    return read(MultiDict(parse_qsl(query[:2000])), sites)


def plain(choice: Choice, **changed: object) -> Selection:
    """Give the choice's status alone, with something chosen."""
    return replace(Selection(status=choice.selection.status or Status.PENDING), **changed)  # type: ignore[arg-type]


def read_place(word: str | None) -> Place | None:
    """Read a place from a link; a spoilt one answers 404."""
    if not word:
        return None
    try:
        rank, moment, key = word.split("_")
        place = Place(int(rank), datetime.fromisoformat(moment), UUID(key))
    except ValueError:
        abort(404)
    if place.received_at.tzinfo is None or not 0 <= place.rank <= len(STARS):
        abort(404)
    return place


def write_place(place: Place) -> str:
    """Write a place for a link."""
    return f"{place.rank}_{place.received_at.isoformat()}_{place.id.hex}"


def read_number(word: str | None) -> int | None:
    """Read a number of the search from a link; a spoilt one answers 404."""
    if not word:
        return None
    if not word.isascii() or not word.isdecimal() or len(word) > len(str(2**62)):
        abort(404)
    return int(word)


def _status(word: str | None, *, searching: bool) -> Status | None:
    if not word:
        return None if searching else Status.PENDING
    if word == ANY and searching:
        return None
    return next((each for each in SHOWN if each.value == word), None) or abort(404)


def _site(slug: str | None, sites: Sequence[Site]) -> Site | None:
    if not slug:
        return None
    return next((each for each in sites if each.slug == slug), None) or abort(404)


def _need(word: str | None) -> Need | None:
    if not word:
        return None
    return next((each for each in Need if each.value == word), None) or abort(404)


def _rating(word: str | None) -> int | None:
    if not word:
        return None
    return int(word) if word in map(str, STARS) else abort(404)
