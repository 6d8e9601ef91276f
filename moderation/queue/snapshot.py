"""The text that an approval publishes, and what still stands in its way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models import AuthorLine, Channel, Policy, Resolution, Scope
from moderation.flag import Flag
from moderation.queue import lastcheck, renditions
from moderation.spans import Replacement, apply
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from models import Finding, Review, Segment

LETTERS = re.compile(r"[^\W\d_]+")


def content(review: Review) -> dict[str, str]:
    """Give the texts that approval would publish now, by language tag.

    Always English; the redacted original too where the site's policy says so and the review
    is not in English already; and the renditions that are whole and not left out.
    """
    texts = {ENGLISH: english(review)}
    if Policy.of(review.site.policy).publish_original and review.language != ENGLISH:
        texts[review.language] = original(review)
    return texts | {tag: in_language(review, tag) for tag in renditions.published(review)}


def english(review: Review) -> str:
    """Give the English text, every redaction applied; untranslated sentences are left out."""
    return in_language(review, ENGLISH)


def original(review: Review) -> str:
    """Give the original, every redaction applied."""
    return in_language(review, None)


def in_language(review: Review, target: str | None) -> str:
    """Give one of a review's texts, every redaction applied: the original for None.

    Sentences without a text in that language are left out.
    """
    return _join(review, {each.position: redacted(each, target) for each in review.segments})


def redacted(segment: Segment, target: str | None) -> str:
    """Give one of a segment's texts with its redactions applied: the author's own for None."""
    return apply(
        segment.text_in(target),
        (
            Replacement(each.start, each.end, each.replacement or "")
            for each in segment.marked(target)
            if each.resolution is Resolution.REDACTED
        ),
    )


def author(review: Review) -> str | None:
    """Give the author's line as it would be published: as the moderator chose, within consent."""
    permitted = permitted_author(review)
    if permitted is None:
        return None
    match review.author_line:
        case AuthorLine.HIDDEN:
            return None
        case AuthorLine.INITIALS:
            return initials(permitted, review.language)
        case AuthorLine.PSEUDONYM:
            return review.pseudonym
    return permitted


def initials(name: str, tag: str) -> str | None:
    """Give a name's initials, "A. L."; None where nothing of it is a name.

    What is no name, such as a telephone number or an address, leaves nothing behind.
    """
    left, position = [], 0
    for each in lastcheck.recognised(name, tag, ()):
        if each.kind in lastcheck.IN_AUTHOR:
            left.append(name[position : each.start])
            position = each.end
    words = LETTERS.findall(" ".join([*left, name[position:]]))
    capitals = (each[0].upper() if len(each[0].upper()) == 1 else each[0] for each in words)
    return " ".join(f"{each}." for each in capitals) or None


def permitted_author(review: Review) -> str | None:
    """Give the author's name as far as consent and policy allow."""
    if not review.author or not Policy.of(review.site.policy).show_author:
        return None
    match review.consent.scope:
        case Scope.FULL_NAME:
            return review.author
        case Scope.FIRST_NAME:
            return review.author.split()[0] if review.author.split() else None
        case Scope.ANONYMOUS:
            return None


def provenance(review: Review) -> dict[str, Any]:
    """Give how the published text came to be (AI Act, art. 50; directive 2019/2161)."""
    translations = [
        each for segment in review.segments if (each := segment.translation(ENGLISH)) is not None
    ]
    packs = {f"{each.pack} {each.pack_version}" for each in translations if each.pack}
    edited = any(each.post_edited_at for each in translations)
    redactions = any(
        each.resolution is Resolution.REDACTED
        for segment in review.segments
        for each in segment.findings
    )
    if packs:
        translated = "post_edited" if edited else "machine"
    else:
        translated = "human" if edited else "none"
    return {
        "translation": translated,
        "packs": sorted(packs),
        "redacted": redactions,
        "reviewed_by_person": True,
        "channel": review.submission.channel.value,
        "verification": verification(review),
        **_of_renditions(review),
    }


def _of_renditions(review: Review) -> dict[str, Any]:
    """Give how each text beside the English came to be, where there is any."""
    made = {tag: renditions.provenance(review, tag) for tag in renditions.published(review)}
    return {"renditions": made} if made else {}


def verification(review: Review) -> str:
    """Give how it was made sure that the author is a customer, as the site's policy says.

    It speaks of what the site's own website or form sends; what was copied from elsewhere was
    never checked in that way.
    """
    if review.submission.channel not in {Channel.API, Channel.FORM}:
        return "none"
    return Policy.of(review.site.policy).verification


def obstacles(review: Review) -> list[Flag]:
    """Give what must be settled before approval, each with a count or tag as its detail."""
    found: list[Flag] = []
    if review.due is not None:
        found.append(Flag("still_working"))
    untranslated = sum(not redacted(each, ENGLISH).strip() for each in review.segments)
    if untranslated or not review.segments:
        found.append(Flag("untranslated", str(untranslated)))
    if count := len(doubtful(review)):
        found.append(Flag("open_flags", str(count)))
    found += renditions.obstacles(review)
    if count := sum(1 for _ in open_findings(review)):
        found.append(Flag("open_findings", str(count)))
    found += lastcheck.flags(review, author(review))
    if review.consent.withdrawn_at is not None:
        found.append(Flag("consent_withdrawn"))
    return found


def doubtful(review: Review) -> set[UUID]:
    """Give the segments whose English is doubted, where the site's policy wants each settled."""
    if not Policy.of(review.site.policy).settle_doubts:
        return set()
    return {
        each.segment_id
        for each in review.flags
        if each.stage == "translation" and each.segment_id is not None
    }


def open_findings(review: Review) -> Iterator[Finding]:
    """Yield the findings that wait for a ruling, of the kinds that the site's policy says."""
    policy = Policy.of(review.site.policy)
    for segment in review.segments:
        for finding in segment.findings:
            if finding.resolution is not Resolution.OPEN or not policy.blocks(finding.kind):
                continue
            if renditions.concerns(review, finding):
                yield finding


def _join(review: Review, texts: dict[int, str]) -> str:
    """Put sentences back between the white space that stood between them in the original."""
    return "".join(_pieces(review.original, review.segments, texts)).strip()


def _pieces(text: str, segments: Iterable[Segment], texts: dict[int, str]) -> Iterator[str]:
    position = 0
    for segment in segments:
        yield text[position : segment.start]
        yield texts[segment.position]
        position = segment.end
