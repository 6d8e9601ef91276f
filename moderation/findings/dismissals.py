"""What a site's staff have said of words once and for all: these identify nobody here.

A brand or a café named like a person comes back in every second review. A dismissal can be
remembered for its site; later findings of the same words and kind are dismissed at once, in sight
of the moderator, who can open each again. Administrators see the list and revoke.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Dismissal, Finding, Resolution, Review, Segment, Site, Status
from moderation import privacy
from moderation.audit import record

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

DECLINED = frozenset({"person", "staff", "place_small", "workplace"})  # kinds that are words
LONGEST = 200
HIDDEN = frozenset({"Cf", "Cc"})


def normalised(surface: str) -> str:
    """Return words as they are remembered: small letters, single spaces, nothing hidden."""
    plain = "".join(
        " " if each.isspace() else each
        for each in unicodedata.normalize("NFC", surface)
        if each.isspace() or unicodedata.category(each) not in HIDDEN
    )
    return " ".join(plain.casefold().split())


class Remembered:
    """What a site remembers: asked for each finding as it is made."""

    def __init__(self, session: Session, site_id: UUID) -> None:
        self.of_kind: dict[str, dict[str, UUID]] = {}
        rows = session.execute(
            select(Dismissal.kind, Dismissal.surface, Dismissal.id)
            .where(Dismissal.site_id == site_id)
            .order_by(Dismissal.id)
        )
        for kind, surface, key in rows:
            self.of_kind.setdefault(kind, {})[surface] = key

    def find(self, kind: str, surface: str) -> UUID | None:
        """Give the dismissal of these words, if they are remembered for the kind.

        Words that are declined may stand in another case; the very same form comes first.
        """
        known = self.of_kind.get(kind)
        if not known:
            return None
        words = normalised(surface)
        if words in known or kind not in DECLINED:
            return known.get(words)
        alike = (key for each, key in known.items() if privacy.same_words(each, words))
        return next(alike, None)


def remember(session: Session, finding: Finding, surface: str, *, staff_id: UUID) -> Dismissal:
    """Remember that these words identify nobody on the finding's site.

    Findings of the same words in this review are dismissed with it. Raises ValueError for words
    too long to be remembered.
    """
    words = normalised(surface)
    if not words or len(words) > LONGEST:
        raise ValueError("too long to be remembered")
    review = finding.segment.review
    standing = session.scalars(
        select(Dismissal).where(
            Dismissal.site_id == review.site_id,
            Dismissal.kind == finding.kind,
            Dismissal.surface == words,
        )
    ).first()
    if standing is None:
        standing = Dismissal(
            site_id=review.site_id, kind=finding.kind, surface=words, staff_id=staff_id
        )
        session.add(standing)
        session.flush()
        record(
            session,
            actor=f"staff:{staff_id}",
            tag="site:remember",
            subject=review.site_id,
            dismissal=str(standing.id),
            kind=finding.kind,
        )
    return standing


def revoke(session: Session, dismissal: Dismissal, *, actor: str) -> int:
    """Forget a dismissal; give how many findings of pending reviews are open again because of it.

    What was published meanwhile stays published: revoking changes what is asked from now on.
    """
    settled = session.scalars(
        select(Finding)
        .join(Segment, Finding.segment_id == Segment.id)
        .join(Review, Segment.review_id == Review.id)
        .where(Finding.dismissal_id == dismissal.id, Review.status == Status.PENDING)
    ).all()
    for review in {each.segment.review for each in settled}:
        review.version += 1
    for finding in settled:
        finding.resolution = Resolution.OPEN
        finding.dismissal_id = None
    record(
        session,
        actor=actor,
        tag="site:forget",
        subject=dismissal.site_id,
        dismissal=str(dismissal.id),
        kind=dismissal.kind,
    )
    session.flush()
    session.delete(dismissal)
    session.flush()
    return len(settled)


def listed(session: Session, site: Site) -> list[Dismissal]:
    """Give what a site remembers, in the order of the words."""
    return list(
        session.scalars(
            select(Dismissal)
            .where(Dismissal.site_id == site.id)
            .order_by(Dismissal.surface, Dismissal.kind)
        )
    )
