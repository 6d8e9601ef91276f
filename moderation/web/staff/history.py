"""What happened to a review, told in the order it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import gettext, ngettext
from sqlalchemy import select

from models import AuditEvent, Decision, Outcome, Staff
from moderation.queue.decisions import TAGS
from moderation.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models import Review

STAFF = "staff"
RULINGS = {tag: outcome for outcome, tag in TAGS.items()}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history: what, by whom, when, and why if somebody said so."""

    words: str
    who: str | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What happened, and the names of the staff who did it, by how the log names them."""

    happenings: list[Happening]
    names: dict[str, str]


def history(session: Session, review: Review, viewer: UUID) -> History:
    """Tell what happened to a review; the same act repeated at a stretch is one line."""
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.subject == review.id).order_by(AuditEvent.id)
    ).all()
    ruled = any(each.tag in RULINGS for each in events)
    reasons = _reasons(session, review) if ruled else {}
    named = names(session, {each.actor for each in events})
    told: list[Happening] = []
    for run in _runs(events):
        last = run[-1]
        words = wording.event(last.tag, last.detail)
        if len(run) > 1:
            times = ngettext("%(num)s time", "%(num)s times", len(run))
            words = f"{words} ({times})"
        outcome = RULINGS.get(last.tag)
        reason = reasons[outcome].pop(0) if outcome and reasons.get(outcome) else ""
        told.append(Happening(words, _who(last.actor, named, viewer), last.at, reason))
    return History(told, named)


def _runs(events: Sequence[AuditEvent]) -> list[list[AuditEvent]]:
    """Gather neighbours that one person did alike; rulings stand alone."""
    runs: list[list[AuditEvent]] = []
    for event in events:
        same = runs and (runs[-1][-1].tag, runs[-1][-1].actor) == (event.tag, event.actor)
        if same and event.tag not in RULINGS and event.tag != "review:language":
            runs[-1].append(event)
        else:
            runs.append([event])
    return runs


def _reasons(session: Session, review: Review) -> dict[Outcome, list[str]]:
    """Give the reasons of a review's decisions by outcome, in order."""
    found: dict[Outcome, list[str]] = {}
    decisions = session.scalars(
        select(Decision)
        .where(Decision.review_id == review.id)
        .order_by(Decision.decided_at, Decision.id)
    )
    for each in decisions:
        found.setdefault(each.outcome, []).append(wording.reason(each.reason))
    return found


def names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Name the members of staff among actors, each by how the log names them."""
    ids = [UUID(key) for kind, _, key in (each.partition(":") for each in actors) if kind == STAFF]
    if not ids:
        return {}
    rows = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))
    return {f"{STAFF}:{key}": name for key, name in rows}


def _who(actor: str, names: dict[str, str], viewer: UUID) -> str | None:
    """Name who acted; None for the machine and the website, which need no name."""
    if actor == f"staff:{viewer}":
        return str(gettext("you"))
    if actor.startswith("staff:"):
        return names.get(actor) or str(gettext("a former member of staff"))
    return str(gettext("the author")) if actor == "author" else None
