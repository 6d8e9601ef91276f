"""What the desk has done over a while: numbers only, no review's words.

Days are days in UTC. What has to be read row by row is read for the newest decisions of the
period, DECISIONS at most, so that the page stays quick on a large desk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Levenshtein
from sqlalchemy import func, select

from models import Decision, Outcome, Review, Segment, Status, Translation, now
from moderation.target import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

DECISIONS = 20_000  # whose waiting times and reasons are read
READ = 5_000  # approvals whose sentences are compared with their drafts
COMPARED = 20_000  # edited sentences compared at most
RULED = (Outcome.APPROVED, Outcome.REJECTED)
HOUR = 3600


class Period(StrEnum):
    """How far back to look; the longer, the wider the steps."""

    MONTH = "30d"
    QUARTER = "13w"
    YEAR = "12m"


@dataclass(frozen=True, slots=True)
class PackUse:
    """How one pack's drafts fared: sentences, how many were edited, and how far on average.

    `distance` is the share of letters changed (Levenshtein, normalised) over the edited ones,
    0 to 1; None where none was edited.
    """

    pack: str
    sentences: int
    edited: int
    distance: float | None


@dataclass(frozen=True, slots=True)
class Insight:
    """Everything of one period, by step; a step is named by its first day."""

    steps: Sequence[date]
    approved: Sequence[int]
    rejected: Sequence[int]
    waiting: Sequence[float | None]  # the median hours from arrival to the ruling
    edited: Sequence[float | None]  # the share of machine drafts that a person changed
    packs: Sequence[PackUse]
    reasons: dict[str, int]  # rejections by ground, the most frequent first
    languages: dict[str, Sequence[int]]  # reviews received by language and step
    all_read: bool  # whether every decision of the period was read


def insight(
    session: Session, period: Period, *, site_id: UUID | None = None, today: date | None = None
) -> Insight:
    """Gather the numbers of a period, of one site or of all."""
    steps = list(_steps(period, today or now().date()))
    since = datetime.combine(steps[0], datetime.min.time(), UTC)
    ruled = _ruled(session, since, site_id)
    rows = session.execute(_newest(since, site_id).limit(DECISIONS + 1)).all()
    read = rows[:DECISIONS]
    sentences = _sentences(session, since, site_id)
    return Insight(
        steps=steps,
        approved=_by_step(steps, ruled[Outcome.APPROVED]),
        rejected=_by_step(steps, ruled[Outcome.REJECTED]),
        waiting=_waiting(steps, read),
        edited=_edited(steps, sentences),
        packs=_packs(sentences),
        reasons=_reasons(read),
        languages=_languages(session, steps, since, site_id),
        all_read=len(rows) <= DECISIONS,
    )


def distance(draft: str, edited: str) -> float:
    """Give the share of letters that differ between a draft and its post-edit, 0 to 1."""
    return float(Levenshtein.normalized_distance(draft, edited))


def _steps(period: Period, today: date) -> Iterator[date]:
    """Yield the first day of each step, oldest first, up to today."""
    match period:
        case Period.MONTH:
            yield from (today - timedelta(days=back) for back in range(29, -1, -1))
        case Period.QUARTER:
            monday = today - timedelta(days=today.weekday())
            yield from (monday - timedelta(weeks=back) for back in range(12, -1, -1))
        case Period.YEAR:
            month = today.year * 12 + today.month - 1
            yield from (date(each // 12, each % 12 + 1, 1) for each in range(month - 11, month + 1))


def _of_site(query: Any, site_id: UUID | None) -> Any:  # noqa: ANN401 - of any columns
    return query if site_id is None else query.where(Review.site_id == site_id)


def _ruled(
    session: Session, since: datetime, site_id: UUID | None
) -> dict[Outcome, dict[date, int]]:
    day = _day(session, Decision.decided_at.expression)
    query = (
        select(day, Decision.outcome, func.count())
        .where(Decision.decided_at >= since, Decision.outcome.in_(RULED))
        .group_by(day, Decision.outcome)
    )
    if site_id is not None:
        query = query.join(Review, Review.id == Decision.review_id)
    found: dict[Outcome, dict[date, int]] = {each: {} for each in RULED}
    for when, outcome, count in session.execute(_of_site(query, site_id)):
        found[outcome][date.fromisoformat(when)] = count
    return found


def _newest(since: datetime, site_id: UUID | None) -> Any:  # noqa: ANN401
    query = (
        select(Decision.decided_at, Review.received_at, Decision.outcome, Decision.reason)
        .join(Review, Review.id == Decision.review_id)
        .where(Decision.decided_at >= since, Decision.outcome.in_(RULED))
        .order_by(Decision.decided_at.desc())
    )
    return _of_site(query, site_id)


def _sentences(session: Session, since: datetime, site_id: UUID | None) -> Sequence[Any]:
    """Give the drafted sentences of the newest approvals; texts only of those edited."""
    approvals = (
        select(Decision.review_id, Decision.decided_at)
        .join(Review, Review.id == Decision.review_id)
        .where(
            Decision.decided_at >= since,
            Decision.outcome == Outcome.APPROVED,
            Review.status == Status.APPROVED,
        )
        .order_by(Decision.decided_at.desc())
        .limit(READ)
    )
    newest = _of_site(approvals, site_id).subquery()
    query = (
        select(
            newest.c.decided_at,
            Translation.pack,
            Translation.draft,
            Translation.text,
            Translation.post_edited_at,
        )
        .join(Segment, Segment.review_id == newest.c.review_id)
        .join(Translation, Translation.segment_id == Segment.id)
        .where(Translation.target == ENGLISH, Translation.draft.is_not(None))
    )
    found: Sequence[Any] = session.execute(query).all()
    return found


def _languages(
    session: Session, steps: Sequence[date], since: datetime, site_id: UUID | None
) -> dict[str, Sequence[int]]:
    day = _day(session, Review.received_at.expression)
    query = (
        select(day, Review.language, func.count())
        # Named one by one: the index begins with the status.
        .where(Review.status.in_(tuple(Status)), Review.received_at >= since)
        .group_by(day, Review.language)
    )
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for when, tag, count in session.execute(_of_site(query, site_id)):
        found[tag][date.fromisoformat(when)] = count
    totals = sorted(found, key=lambda tag: (-sum(found[tag].values()), tag))
    return {tag: _by_step(steps, found[tag]) for tag in totals}


def _day(session: Session, moment: ColumnElement[datetime]) -> ColumnElement[str]:
    """Give a moment's day in UTC as text."""
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%d", moment)
    return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")


def _index(steps: Sequence[date], day: date) -> int:
    """Give the step a day falls into; what is later than the last falls into the last."""
    return max(sum(step <= day for step in steps) - 1, 0)


def _by_step(steps: Sequence[date], days: dict[date, int]) -> list[int]:
    counted = [0] * len(steps)
    for day, count in days.items():
        counted[_index(steps, day)] += count
    return counted


def _waiting(steps: Sequence[date], rows: Sequence[Any]) -> list[float | None]:
    hours: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        spent = (row.decided_at - row.received_at).total_seconds() / HOUR
        hours[_index(steps, row.decided_at.date())].append(max(spent, 0.0))
    return [median(hours[each]) if hours[each] else None for each in range(len(steps))]


def _edited(steps: Sequence[date], sentences: Sequence[Any]) -> list[float | None]:
    total, changed = [0] * len(steps), [0] * len(steps)
    for row in sentences:
        step = _index(steps, row.decided_at.date())
        total[step] += 1
        changed[step] += row.post_edited_at is not None
    return [part / whole if whole else None for part, whole in zip(changed, total, strict=True)]


def _packs(sentences: Sequence[Any]) -> list[PackUse]:
    used: Counter[str] = Counter(row.pack or "" for row in sentences)
    distances: dict[str, list[float]] = defaultdict(list)
    edited = [row for row in sentences if row.post_edited_at is not None]
    for row in edited[:COMPARED]:
        distances[row.pack or ""].append(distance(row.draft, row.text))
    return [
        PackUse(
            pack=pack,
            sentences=count,
            edited=len(distances[pack]),
            distance=sum(distances[pack]) / len(distances[pack]) if distances[pack] else None,
        )
        for pack, count in used.most_common()
        if pack
    ]


def _reasons(rows: Sequence[Any]) -> dict[str, int]:
    grounds = Counter(
        (row.reason or "").partition(": ")[0] for row in rows if row.outcome is Outcome.REJECTED
    )
    return dict(grounds.most_common())
