"""Renditions of a review: its texts in the further languages of its site's feed.

A rendition is published with the review and approved with it, or not at all: where a sentence of
it is missing, or a moderator has left the language out, the entry is without that language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import Policy, Translation
from moderation import rendering
from moderation.flag import Flag
from moderation.job import Rendition
from moderation.target import ENGLISH
from moderation.translation.memory import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from models import Finding, Review, Segment


def languages(review: Review) -> list[str]:
    """Give the feed languages a review needs a rendition in: not English, not its own."""
    return rendering.wanted(Policy.of(review.site.policy).feed_languages, review.language)


def offered(review: Review) -> list[str]:
    """Give those languages in which at least one sentence has a text, left out or not."""
    return [
        tag
        for tag in languages(review)
        if any(each.translation(tag) is not None for each in review.segments)
    ]


def standing(review: Review) -> list[str]:
    """Give the languages that an approval must settle: offered, and not left out."""
    return [tag for tag in offered(review) if tag not in review.left_out]


def published(review: Review) -> list[str]:
    """Give the languages that an approval publishes: those in which no sentence is missing."""
    return [
        tag
        for tag in standing(review)
        if all(each.text_in(tag).strip() for each in review.segments)
    ]


def made_of(segment: Segment, tag: str) -> str:
    """Give the text that a sentence's rendition is made of, and read against."""
    return rendering.made_of(segment.text, segment.language, segment.text_in(ENGLISH), tag)


def outdated(segment: Segment, tag: str) -> bool:
    """Tell whether other English stands by now than a rendition was made of."""
    translation = segment.translation(tag)
    return translation is not None and translation.source_hash != digest(made_of(segment, tag))


def stale(review: Review) -> bool:
    """Tell whether there is anything for the worker to make: missing, or an outdated draft."""
    return any(
        translation is None or (translation.post_edited_at is None and outdated(segment, tag))
        for tag in languages(review)
        for segment in review.segments
        for translation in (segment.translation(tag),)
    )


def doubtful(review: Review, tag: str) -> set[UUID]:
    """Give the sentences of a rendition that want a person's look before an approval.

    Those whose draft is doubted, and those a person wrote beside other English; where the site's
    policy wants each settled.
    """
    if not Policy.of(review.site.policy).settle_doubts:
        return set()
    flagged = {
        each.segment_id
        for each in review.flags
        if each.target == tag and each.segment_id is not None
    }
    return {
        each.id
        for each in review.segments
        if each.translation(tag) is not None and (each.id in flagged or outdated(each, tag))
    }


def obstacles(review: Review) -> Iterator[Flag]:
    """Yield what of the renditions must be settled before an approval."""
    for tag in standing(review):
        if count := len(doubtful(review, tag)):
            yield Flag("open_rendition", f"{tag}:{count}")


def concerns(review: Review, finding: Finding) -> bool:
    """Tell whether a finding stands in a text that an approval may publish."""
    return finding.target in {None, ENGLISH} or finding.target in standing(review)


def passages(segment: Segment) -> dict[str, Rendition]:
    """Give a segment's standing renditions as the pipeline reads them."""
    return {
        each.target: Rendition(
            text=each.text,
            source_hash=each.source_hash,
            by_hand=each.post_edited_at is not None,
        )
        for each in segment.translations
        if each.target != ENGLISH
    }


def store(segment: Segment, tag: str, made: Rendition) -> None:
    """Put a sentence's fresh rendition into its place, or take away one that is not to be had."""
    found = segment.translation(tag)
    if made.text is None:
        if found is not None:
            segment.translations.remove(found)
        return
    if found is None:
        found = Translation(target=tag)
        segment.translations.append(found)
    draft = made.draft
    translated = draft is not None and draft.pack is not None
    found.text = made.text
    found.draft = made.text if translated else None
    found.pack = draft.pack if draft else None
    found.pack_version = draft.version if draft else None
    found.score = draft.score if draft else None
    found.source_hash = made.source_hash
    found.accepted_by = found.accepted_at = None


def provenance(review: Review, tag: str) -> dict[str, object]:
    """Give how a rendition came to be: machine, post-edited or by a person, with its packs.

    Nothing was translated where every sentence was in that language already.
    """
    made = [each for segment in review.segments if (each := segment.translation(tag)) is not None]
    packs = sorted({f"{each.pack} {each.pack_version}" for each in made if each.pack})
    edited = any(each.post_edited_at for each in made)
    way = ("post_edited" if edited else "machine") if packs else ("human" if edited else "none")
    return {"translation": way, "packs": packs}
