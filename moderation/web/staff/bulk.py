"""Several reviews at once: approve, reject, take; and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, flash, redirect, request
from flask_babel import gettext, ngettext
from flask_login import current_user
from sqlalchemy import select

from models import BulkAction, BulkKind, Review, Staff
from moderation.extensions import sessions
from moderation.flag import Flag
from moderation.queue import bulk
from moderation.queue.bulk import Chosen, TooLateError
from moderation.web import wording
from moderation.web.staff import queries
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.choice import read_back

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

LONGEST_REASON = 900  # characters; the column holds the code too
OPENING = 60  # characters of a review in the report


@dataclass(frozen=True, slots=True)
class Left:
    """A review that was left out: its first words, and why."""

    id: UUID
    opening: str
    language: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an action over several reviews came to."""

    action: BulkAction
    words: str
    left: list[Left]
    undoable: bool
    minutes: int


@blueprint.post("/bulk")
def act_on_several() -> ResponseReturnValue:
    """Approve, reject or take the ticked reviews one by one; the queue then reports."""
    session, form, me = sessions(), request.form, current_user.id
    choice = read_back(form.get("back", ""), queries.sites(session))
    chosen = [_chosen(each) for each in form.getlist("chosen")]
    kind = next((each for each in BulkKind if each.value == form.get("act")), None) or abort(400)
    refusal = _refusal(kind, chosen)
    if refusal:
        flash(refusal, "error")
        return redirect(choice.address(), 303)
    match kind:
        case BulkKind.APPROVED:
            action = bulk.approve(session, chosen, me)
        case BulkKind.REJECTED:
            action = bulk.reject(session, chosen, me, reason=_reason())
        case BulkKind.CLAIMED:
            action = bulk.assign(session, chosen, me, holder=_holder(session))
    return redirect(choice.address(done=str(action.id)), 303)


@blueprint.post("/bulk/<uuid:action_id>/undo")
def undo_several(action_id: UUID) -> ResponseReturnValue:
    """Take back what was done to several reviews."""
    session = sessions()
    choice = read_back(request.form.get("back", ""), queries.sites(session))
    action = session.get(BulkAction, action_id)
    if action is None or action.staff_id != current_user.id:
        abort(404)
    try:
        count, left = bulk.undo(session, action)
    except TooLateError:
        flash(gettext("That cannot be taken back any more. Open the reviews one by one."), "error")
        return redirect(choice.address(), 303)
    flash(ngettext("%(num)s review is as it was.", "%(num)s reviews are as they were.", count))
    if left:
        flash(
            ngettext(
                "%(num)s review was changed since, and stays as it is now.",
                "%(num)s reviews were changed since, and stay as they are now.",
                len(left),
            ),
            "error",
        )
    return redirect(choice.address(), 303)


def report(session: Session, action: BulkAction) -> Report:
    """Word what an action came to."""
    return Report(
        action=action,
        words=_done(session, action),
        left=_left(session, [(UUID(key), why) for key, why in action.left_out]),
        undoable=bulk.can_undo(action),
        minutes=int(bulk.UNDO.total_seconds() // 60),
    )


def _chosen(word: str) -> Chosen:
    """Read a ticked box: the review and the version that was on the screen."""
    key, _, version = word.partition(":")
    try:
        return Chosen(UUID(key), int(version))
    except ValueError:
        abort(400)


def _refusal(kind: BulkKind, chosen: list[Chosen]) -> str | None:
    """Say why nothing can be done yet."""
    if not chosen:
        return str(gettext("Nothing is chosen. Tick the reviews first."))
    if len(chosen) > bulk.MOST:
        return str(gettext("Choose at most %(number)s reviews at once.", number=bulk.MOST))
    if kind is BulkKind.REJECTED:
        code = request.form.get("reason", "")
        if code not in wording.REASONS:
            return wording.edit_error("no_reason")
        if code == "other" and not _details():
            return wording.edit_error("no_details")
    return None


def _reason() -> str:
    code, details = request.form["reason"], _details()
    return f"{code}: {details}" if details else code


def _details() -> str:
    return " ".join(request.form.get("reason_text", "").split())[:LONGEST_REASON]


def _holder(session: Session) -> UUID:
    """Read for whom reviews are taken: a colleague whose account is open, or oneself."""
    word = request.form.get("holder", "")
    if not word:
        return UUID(str(current_user.id))
    try:
        staff = session.get(Staff, UUID(word))
    except ValueError:
        abort(400)
    if staff is None or staff.closed_at is not None:
        abort(400)
    return staff.id


def _done(session: Session, action: BulkAction) -> str:
    count = len(action.done)
    match action.kind:
        case BulkKind.APPROVED:
            words = ngettext(
                "%(num)s review is approved and in the feed.",
                "%(num)s reviews are approved and in the feed.",
                count,
            )
        case BulkKind.REJECTED:
            words = ngettext("%(num)s review is rejected.", "%(num)s reviews are rejected.", count)
        case BulkKind.CLAIMED if action.holder_id in {None, action.staff_id}:
            words = ngettext(
                "%(num)s review is taken by you.", "%(num)s reviews are taken by you.", count
            )
        case BulkKind.CLAIMED:
            name = session.scalar(select(Staff.name).where(Staff.id == action.holder_id)) or ""
            words = ngettext(
                "%(num)s review is given to %(name)s.",
                "%(num)s reviews are given to %(name)s.",
                count,
                name=name,
            )
    return str(words)


def _left(session: Session, pairs: Iterable[tuple[UUID, str]]) -> list[Left]:
    found = []
    for key, why in pairs:
        review = session.get(Review, key)
        if review is None:
            continue
        line = " ".join(review.original[: 4 * OPENING].split())
        short = line if len(line) <= OPENING else line[:OPENING].rsplit(" ", 1)[0] + " …"
        found.append(Left(key, short, review.language, _why(why)))
    return found


def _why(code: str) -> str:
    """Say why a review was left out and what to do."""
    if code.startswith("obstacle:"):
        _, name, detail = code.split(":", 2)
        return wording.obstacle(Flag(name, detail))
    match code:
        case "marks":
            return str(gettext("It has marked words: open it and look at each."))
        case "flags":
            return str(gettext("It has flags: open it and read it."))
        case "held":
            return str(gettext("A colleague is looking at it."))
        case "status":
            return str(gettext("It was ruled on already."))
    return str(gettext("Somebody changed it after you opened this list: look at it again."))
