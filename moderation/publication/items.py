"""One entry as it may be seen today, whatever format it leaves in.

Every format is written from an `Item` and from nothing else, so that none can show what the
site's policy hides: an entry keeps what was approved, and a policy can only narrow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from models import Policy
    from moderation.publication.entries import Published

# What a text is when it is in the language it was written in.
NOT_TRANSLATED = "none"
UNVERIFIED = "none"


@dataclass(frozen=True, slots=True)
class Text:
    """The review in one language, and how it got there.

    `translation` is machine, post_edited (ISO 18587), human or none; `packs` are the weights
    used, each with its version.
    """

    language: str
    text: str
    translation: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown of one entry. `texts` begins with the one in the language asked for.

    `reviewed_by_person`, `texts[].translation` and `packs` answer art. 50 of the AI Act
    (2024/1689); `verification` (none, purchase or invitation) answers art. 7(6) of directive
    2005/29/EC. `channel` is the way it came: api, form, file or page; None where not recorded.
    """

    id: str
    published_at: datetime
    source_language: str
    texts: tuple[Text, ...]
    author: str | None
    rating: int | None
    written_on: str | None
    reviewed_by_person: bool
    redacted: bool
    channel: str | None
    verification: str

    @property
    def chosen(self) -> Text:
        """The text in the language asked for, or in English."""
        return self.texts[0]

    @property
    def original(self) -> Text | None:
        """The redacted original, where `chosen` is a translation and the site publishes it."""
        return next(
            (each for each in self.texts[1:] if each.language == self.source_language), None
        )


def item(policy: Policy, entry: Published, language: str | None = None) -> Item:
    """Give what may be seen of an entry, first in `language` if it was approved in it."""
    made = entry.provenance
    shown = {tag: text for tag, text in entry.content.items() if _may_show(policy, entry, tag)}
    chosen = choose(list(shown), language)
    return Item(
        id=entry.id.urn,
        published_at=entry.published_at,
        source_language=entry.source_language,
        texts=tuple(
            _text(entry, tag, shown.get(tag, ""))
            for tag in (chosen, *sorted(tag for tag in shown if tag != chosen))
        ),
        author=(entry.author or None) if policy.show_author else None,
        rating=entry.rating,
        written_on=entry.written_on,
        reviewed_by_person=bool(made.get("reviewed_by_person", False)),
        redacted=bool(made.get("redacted", False)),
        channel=made.get("channel"),
        verification=made.get("verification", UNVERIFIED),
    )


def shows(policy: Policy) -> list[str]:
    """Name what a site's policy lets items have beside the English: original, author, languages.

    A policy takes effect without any entry changing, so this is how a mirror learns of it.
    """
    parts = {"original": policy.publish_original, "author": policy.show_author}
    return [*(name for name, shown in parts.items() if shown), *policy.feed_languages]


def choose(tags: Sequence[str], language: str | None) -> str:
    """Give the tag that best fits a wish: itself, else a narrower one (ru: ru-Latn), else English.

    `language` is in lower case; `tags` are as stored.
    """
    if language is not None:
        for fits in (str.__eq__, lambda tag, wish: tag.startswith(f"{wish}-")):
            for tag in tags:
                if fits(tag.lower(), language):
                    return tag
    return ENGLISH


def moment(when: datetime) -> str:
    """Give a time as RFC 3339 writes it, in UTC."""
    return when.isoformat().replace("+00:00", "Z")


def _may_show(policy: Policy, entry: Published, tag: str) -> bool:
    if tag in (ENGLISH, entry.source_language):
        return tag == ENGLISH or policy.publish_original
    return tag in policy.feed_languages


def _text(entry: Published, tag: str, text: str) -> Text:
    made = entry.provenance.get("renditions", {}).get(tag, entry.provenance)
    # English may be the translation of a text that holds several languages, English among them.
    if tag == entry.source_language and tag != ENGLISH:
        return Text(tag, text, NOT_TRANSLATED, ())
    return Text(tag, text, made.get("translation", NOT_TRANSLATED), tuple(made.get("packs", [])))
