"""What a moderator does to a review. Each view: read the form, make one change, draw the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user

from models import Outcome, Resolution, Side, Status
from moderation import rework
from moderation.extensions import nudge, sessions
from moderation.privacy import KINDS, STYLES
from moderation.queue.decisions import (
    NotAllowedError,
    NotApprovableError,
    StaleReviewError,
    decide,
)
from moderation.queue.edits import EditError
from moderation.web import wording
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import blueprint, by_htmx, load
from moderation.web.staff.desk import LANGUAGES, OTHER_LANGUAGES, draw

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Finding, Review, Segment

    Act = Callable[[Review, int], str]

LONGEST_REASON = 900  # characters; the column holds the code too


@blueprint.post("/reviews/<uuid:review_id>")
def save(review_id: UUID) -> ResponseReturnValue:
    """Save the English as it was typed, and hide the words that were named."""
    return _change(review_id, lambda _review, _version: "")


@blueprint.post("/reviews/<uuid:review_id>/decisions")
def create_decision(review_id: UUID) -> ResponseReturnValue:
    """Approve, reject, return or unpublish."""
    word = request.form.get("outcome", "")
    outcome = next((each for each in DONE if each.value == word), None) or abort(400)

    def act(review: Review, version: int) -> str:
        reason = _reason() if outcome is Outcome.REJECTED else None
        decide(
            sessions(),
            review,
            outcome,
            seen_version=version,
            staff_id=current_user.id,
            reason=reason,
        )
        return DONE[outcome]()

    return _change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/anonymisation")
def anonymise(review_id: UUID) -> ResponseReturnValue:
    """Hide everything that is marked and open, in both texts."""

    def act(review: Review, version: int) -> str:
        count = rework.anonymise(sessions(), review, seen_version=version, staff_id=current_user.id)
        if not count:
            return str(gettext("Nothing was left to hide."))
        return str(ngettext("%(num)s mark is hidden.", "%(num)s marks are hidden.", count))

    return _change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/findings/<uuid:finding_id>")
def rule_on_finding(review_id: UUID, finding_id: UUID) -> ResponseReturnValue:
    """Hide, keep or reopen one finding with its mirror."""
    word = request.form.get("resolution", "")
    resolution = next((each for each in Resolution if each.value == word), None) or abort(400)
    style = request.form.get(f"style-{finding_id}", "label")

    def act(review: Review, version: int) -> str:
        rework.rule_on_finding(
            sessions(),
            review,
            _finding(review, finding_id),
            resolution,
            seen_version=version,
            staff_id=current_user.id,
            style=style if style in STYLES else "label",
        )
        return RULED[resolution]()

    return _change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/sentences/<int:position>/acceptance")
def accept_draft(review_id: UUID, position: int) -> ResponseReturnValue:
    """Let a sentence's doubted draft stand as it is."""

    def act(review: Review, version: int) -> str:
        rework.accept_draft(
            sessions(),
            review,
            _segment(review, position),
            seen_version=version,
            staff_id=current_user.id,
        )
        return str(gettext("The sentence stands as it is."))

    return _change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/selection")
def redact_selection(review_id: UUID) -> ResponseReturnValue:
    """Hide a stretch that the moderator selected; offsets are code points."""
    form = request.form
    position, start, end = (form.get(each, type=int) for each in ("segment", "start", "end"))
    side = next((each for each in Side if each.value == form.get("side")), None)
    kind = form.get("kind", "person")

    def act(review: Review, version: int) -> str:
        if position is None or start is None or end is None or side is None or kind not in KINDS:
            raise EditError("no_selection")
        rework.redact_selection(
            sessions(),
            review,
            _segment(review, position),
            side,
            start=start,
            end=end,
            kind=kind,
            seen_version=version,
            staff_id=current_user.id,
        )
        return str(gettext("The words are hidden."))

    return _change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/language")
def set_language(review_id: UUID) -> ResponseReturnValue:
    """Set the language of all sentences or of one; the worker then translates again."""
    tag = request.form.get("tag", "")
    position = request.form.get("sentence", type=int)

    def act(review: Review, version: int) -> str:
        if tag not in {*LANGUAGES, *OTHER_LANGUAGES}:
            raise EditError("no_language")
        rework.set_language(
            sessions(),
            review,
            tag,
            seen_version=version,
            staff_id=current_user.id,
            positions=None if position is None else [position],
        )
        return ""

    return _change(review_id, act)


def _change(review_id: UUID, act: Act) -> ResponseReturnValue:
    """Save what was typed, do one thing, and answer with the review as it then stands.

    409 when somebody else was quicker, 422 when it cannot be done: nothing typed is lost either
    way, it stands in its box again.
    """
    session, review = sessions(), load(review_id)
    version = request.form.get("version", type=int)
    if version is None:
        abort(400)
    unsaved = drafts.read(request.form, review)
    stale, error, message = False, None, ""
    try:
        version, saved = _save(review, unsaved, version)
        unsaved = drafts.Unsaved() if saved else unsaved
        message = act(review, version)
        session.commit()
    except (StaleReviewError, NotAllowedError):
        session.rollback()
        stale = True
    except NotApprovableError as refusal:
        session.rollback()
        error = " ".join(wording.obstacle(each) for each in refusal.obstacles)
    except EditError as refusal:
        session.rollback()
        error = wording.edit_error(refusal.code)
    if stale or error:
        page = draw(review, unsaved=unsaved, stale=stale, error=error, form=request.form)
        return page, 409 if stale else 422
    if review.due is not None:
        nudge()
    if message or saved:
        flash(message or gettext("Saved."))
    if by_htmx():
        return draw(review)
    return redirect(url_for("staff.review", review_id=review.id), 303)


def _save(review: Review, unsaved: drafts.Unsaved, version: int) -> tuple[int, bool]:
    """Save what was typed, in a transaction of its own; give the version after."""
    if not unsaved:
        return version, False
    if review.status is not Status.PENDING:  # ruled on since the boxes were drawn
        raise StaleReviewError
    kinds = {
        position: kind
        for position in unsaved.words
        if (kind := request.form.get(f"kind-{position}", "")) in KINDS
    }
    changed = drafts.save(
        sessions(),
        review,
        unsaved,
        kinds=kinds,
        seen_version=version,
        staff_id=current_user.id,
    )
    after = review.version
    sessions().commit()
    return after, bool(changed)


def _reason() -> str:
    """Read why a review is rejected. Raises EditError if no ground was chosen."""
    code = request.form.get("reason", "")
    text = " ".join(request.form.get("reason_text", "").split())[:LONGEST_REASON]
    if code not in wording.REASONS:
        raise EditError("no_reason")
    if code == "other" and not text:
        raise EditError("no_details")
    return f"{code}: {text}" if text else code


def _segment(review: Review, position: int) -> Segment:
    return next((each for each in review.segments if each.position == position), None) or abort(404)


def _finding(review: Review, finding_id: UUID) -> Finding:
    """Find a finding by its id. Raises EditError if it is there no longer."""
    found = (each for segment in review.segments for each in segment.findings)
    finding = next((each for each in found if each.id == finding_id), None)
    if finding is None:  # saving an edit looks for marks afresh
        raise EditError("mark_gone")
    return finding


DONE: dict[Outcome, Callable[[], str]] = {
    Outcome.APPROVED: lambda: gettext("Approved. It is in the feed now."),
    Outcome.REJECTED: lambda: gettext("Rejected. It will not be published."),
    Outcome.RETURNED: lambda: gettext("Back in the queue."),
    Outcome.UNPUBLISHED: lambda: gettext(
        "Unpublished. It is back in the queue, and out of the feed."
    ),
}
RULED: dict[Resolution, Callable[[], str]] = {
    Resolution.REDACTED: lambda: gettext("The words are hidden in both texts."),
    Resolution.DISMISSED: lambda: gettext("The words stay."),
    Resolution.OPEN: lambda: gettext("The mark is open again."),
}
