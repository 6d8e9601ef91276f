"""Entries as schema.org markup in JSON-LD 1.1, for search engines. Pure: a part in, a dict out.

Stars are left out unless the site's policy says otherwise: search engines call stars that a
business shows about itself on its own pages self-serving, show none of them and may distrust
the page. The reviews themselves are welcome.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moderation.publication.items import Item, Text, item, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models import Policy
    from moderation.publication.addresses import Addresses
    from moderation.publication.entries import Published
    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part

MEDIA_TYPE = "application/ld+json"
CONTEXT = "https://schema.org"
# IPTC's words for how a text came to be, as schema.org takes them over.
SOURCES = {
    "machine": "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    "post_edited": "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
    "human": "https://schema.org/HumanEditsDigitalSource",
}
CREDITS = {
    "machine": "Machine translation",
    "post_edited": "Machine translation corrected by a person",
    "human": "Translated by a person",
}
REVIEWED = "reviewed by a person before publication"


def document(
    feed: Feed, part: Part, *, language: str | None, addresses: Addresses
) -> dict[str, Any]:
    """Write a part of a feed as the page's graph: the business and its reviews."""
    about = addresses.authenticity
    reviews = [review(feed.policy, each, language, about=about) for each in part.items]
    return graph(feed, reviews)


def graph(feed: Feed, reviews: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Join reviews, as `review` writes them, to the business they are about."""
    business: dict[str, Any] = {
        "@type": "Organization",
        "@id": feed.site_id.urn,
        "name": feed.name,
    }
    if feed.url:
        business["url"] = feed.url
    subject = {"@id": feed.site_id.urn}
    return {
        "@context": CONTEXT,
        "@graph": [business, *({**each, "itemReviewed": subject} for each in reviews)],
    }


def review(
    policy: Policy, entry: Published, language: str | None = None, *, about: str | None = None
) -> dict[str, Any]:
    """Write one entry; `about` is the address of the authenticity page, where it is public."""
    shown = item(policy, entry, language)
    written: dict[str, Any] = {"@type": "Review", "@id": shown.id, **_text(shown, shown.chosen)}
    written["datePublished"] = moment(shown.published_at)
    if shown.written_on:
        written["dateCreated"] = shown.written_on
    if shown.author:
        written["author"] = {"@type": "Person", "name": shown.author}
    if shown.rating is not None and policy.stars_in_markup:
        written["reviewRating"] = {
            "@type": "Rating",
            "ratingValue": shown.rating,
            "bestRating": 5,
            "worstRating": 1,
        }
    if about:
        written["publishingPrinciples"] = about
    others = [_in_language(shown, each) for each in shown.texts[1:]]
    sources = [each for each in others if each["inLanguage"] == shown.source_language]
    translations = [each for each in others if each["inLanguage"] != shown.source_language]
    if sources:
        written["translationOfWork"] = sources[0]
    if translations:
        written["workTranslation"] = translations
    return written


def dumps(written: dict[str, Any]) -> str:
    """Give JSON that may stand in a page's script element: no text can end the element."""
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _in_language(shown: Item, text: Text) -> dict[str, Any]:
    return {"@type": "Review", **_text(shown, text)}


def _text(shown: Item, text: Text) -> dict[str, Any]:
    written: dict[str, Any] = {"inLanguage": text.language, "reviewBody": text.text}
    if text.translation in SOURCES:
        written["digitalSourceType"] = SOURCES[text.translation]
        credit = CREDITS[text.translation]
        if text.packs:
            credit += f" ({', '.join(text.packs)})"
        if shown.reviewed_by_person:
            credit += f", {REVIEWED}"
        written["creditText"] = credit
    return written
