"""A page of reviews as complete HTML: no script runs in it, every text has its language. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from moderation.publication import json_ld
from moderation.publication.export.words import words
from moderation.publication.items import item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderation.publication.entries import Published
    from moderation.publication.feeds import Feed

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "export"
FIRST = "index.html"
STARS = 5
environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def name(number: int) -> str:
    """Give the file name of a page, the first being 1."""
    return FIRST if number == 1 else f"page-{number}.html"


def page(
    feed: Feed, entries: Sequence[Published], language: str | None, number: int, last: int
) -> str:
    """Write a page of entries, newest first, with the same as JSON-LD for search engines."""
    tag, said = words(language)
    reviews = [json_ld.review(feed.policy, each, language) for each in entries]
    markup: dict[str, Any] = {
        "title": feed.name,
        "url": feed.url if (feed.url or "").startswith(("https://", "http://")) else None,
        "language": tag,
        "words": said,
        "items": [item(feed.policy, each, language) for each in entries],
        "stars": lambda rating: "★" * rating + "☆" * (STARS - rating),
        "structured": Markup(json_ld.dumps(json_ld.graph(feed, reviews))),  # noqa: S704 - escaped there
        "newer": name(number - 1) if number > 1 else None,
        "older": name(number + 1) if number < last else None,
    }
    return environment.get_template("page.html").render(markup)


def stylesheet() -> bytes:
    """Give the pages' stylesheet."""
    return (TEMPLATES / "reviews.css").read_bytes()
