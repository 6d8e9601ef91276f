"""One look at a review for its page: how it stands, who holds it, and what lies beside it.

A single statement, so that a page which is kept can be proved with one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from models import AuditEvent, Claim, Review, Site, Staff, UnsavedEdit
from moderation.queue import claims, order
from moderation.queue.claims import Held

if TYPE_CHECKING:
    from collections.abc import Hashable
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from models import Due, Status


@dataclass(frozen=True, slots=True)
class Glance:
    """How a review stands at one moment, for one member of staff.

    `proof` is the same for two looks between which neither the review nor its site's rules nor
    its log has changed. The rest may differ from look to look.
    """

    review_id: UUID
    version: int
    status: Status
    due: Due | None
    proof: Hashable
    holder: Held | None
    typed: bool  # the viewer has typed something that is not saved
    next: UUID | None
    previous: UUID | None
    time_zones: tuple[str | None, str | None]  # the first and the last by name, over all sites


def at(session: Session, review_id: UUID, viewer: UUID) -> Glance | None:
    """Look at a review as it now stands in the database; None where there is none."""
    asked = {"review": review_id, "viewer": viewer}
    row = session.connection().execute(_statement(), asked).one_or_none()
    if row is None:
        return None
    held = Held(row.holder, row.holder_name, row.until) if row.holder else None
    return Glance(
        review_id=review_id,
        version=row.version,
        status=row.status,
        due=row.due,
        proof=(row.version, row.status, row.due, row.site_id, row.changed_at, row.last_event),
        holder=held,
        typed=row.typed,
        next=row.next or order.first_but(session, review_id, viewer=viewer),
        previous=row.previous,
        time_zones=(row.first_zone, row.last_zone),
    )


@cache
def _statement() -> Select[Any]:
    """Put the statement together once: doing so takes longer than asking."""
    here = aliased(Review, name="here")
    viewer = bindparam("viewer", type_=Staff.id.type)
    last_event = select(func.max(AuditEvent.id)).where(AuditEvent.subject == here.id)
    typed = exists().where(UnsavedEdit.review_id == here.id, UnsavedEdit.staff_id == viewer)
    return (
        select(
            here.version,
            here.status,
            here.due,
            here.site_id,
            Site.changed_at,
            last_event.scalar_subquery().label("last_event"),
            Claim.staff_id.label("holder"),
            Staff.name.label("holder_name"),
            Claim.until,
            typed.label("typed"),
            order.following(here, viewer).label("next"),
            order.preceding(here).label("previous"),
            select(func.min(Site.time_zone)).scalar_subquery().label("first_zone"),
            select(func.max(Site.time_zone)).scalar_subquery().label("last_zone"),
        )
        .join(Site, Site.id == here.site_id)
        .outerjoin(Claim, (Claim.review_id == here.id) & claims.standing())
        .outerjoin(Staff, Staff.id == Claim.staff_id)
        .where(here.id == bindparam("review"))
    )
