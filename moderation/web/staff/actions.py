"""What a moderator does to a review. Each view: read the form, make one change, draw the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request
from flask_babel import gettext, ngettext
from flask_login import current_user

from models import AuthorLine, Resolution, Side
from moderation import rework
from moderation.extensions import sessions
from moderation.privacy import KINDS, STYLES
from moderation.queue import claims, renditions
from moderation.queue.edits import EditError
from moderation.target import ENGLISH
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.change import change
from moderation.web.staff.drawing import LANGUAGES, OTHER_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Finding, Review, Segment

REMEMBERED = "remembered"  # dismissed, and not asked about again on the site


@blueprint.post("/reviews/<uuid:review_id>")
def save(review_id: UUID) -> ResponseReturnValue:
    """Save the English as it was typed, and hide the words that were named."""
    return change(review_id, lambda _review, _version: "")


@blueprint.post("/reviews/<uuid:review_id>/anonymisation")
def anonymise(review_id: UUID) -> ResponseReturnValue:
    """Hide everything that is marked and open, in both texts."""

    def act(review: Review, version: int) -> str:
        count = rework.anonymise(sessions(), review, seen_version=version, staff_id=current_user.id)
        if not count:
            return str(gettext("Nothing was left to hide."))
        return str(ngettext("%(num)s mark is hidden.", "%(num)s marks are hidden.", count))

    return change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/findings/<uuid:finding_id>")
def rule_on_finding(review_id: UUID, finding_id: UUID) -> ResponseReturnValue:
    """Hide, keep or reopen one finding with its mirror."""
    word = request.form.get("resolution", "")
    remember = word == REMEMBERED
    word = Resolution.DISMISSED.value if remember else word
    resolution = next((each for each in Resolution if each.value == word), None) or abort(400)
    style = request.form.get(f"style-{finding_id}")

    def act(review: Review, version: int) -> str:
        rework.rule_on_finding(
            sessions(),
            review,
            _finding(review, finding_id),
            resolution,
            seen_version=version,
            staff_id=current_user.id,
            style=style if style in STYLES else None,
            remember=remember,
        )
        if remember:
            return str(gettext("The words stay, here and on the whole site from now on."))
        return RULED[resolution]()

    return change(review_id, act)


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

    return change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/selection")
def redact_selection(review_id: UUID) -> ResponseReturnValue:
    """Hide a stretch that the moderator selected; offsets are code points."""
    form = request.form
    position, start, end = (form.get(each, type=int) for each in ("segment", "start", "end"))
    side = next((each for each in Side if each.value == form.get("side")), None)
    kind, target = form.get("kind", "person"), form.get("target") or ENGLISH

    def act(review: Review, version: int) -> str:
        if position is None or start is None or end is None or side is None or kind not in KINDS:
            raise EditError("no_selection")
        if target not in {ENGLISH, *renditions.offered(review)}:
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
            target=target,
        )
        return str(gettext("The words are hidden."))

    return change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/author")
def show_author(review_id: UUID) -> ResponseReturnValue:
    """Choose what is published as the author's name; the name as given stays as it is."""
    word = request.form.get("author_line", "")
    line = next((each for each in AuthorLine if each.value == word), None) or abort(400)

    def act(review: Review, version: int) -> str:
        rework.show_author(
            sessions(),
            review,
            line,
            request.form.get("pseudonym", ""),
            seen_version=version,
            staff_id=current_user.id,
        )
        return str(gettext("The author is shown as you chose."))

    return change(review_id, act)


@blueprint.post("/reviews/<uuid:review_id>/language")
def set_language(review_id: UUID) -> ResponseReturnValue:
    """Set the language of all sentences or of one; the worker then translates again."""
    position = request.form.get("sentence", type=int)
    return _set_language(review_id, request.form.get("tag", ""), position)


@blueprint.post("/reviews/<uuid:review_id>/sentences/<int:position>/language")
def set_sentence_language(review_id: UUID, position: int) -> ResponseReturnValue:
    """Set the language of one sentence, which is then translated again in its place."""
    return _set_language(review_id, request.form.get("as", ""), position)


@blueprint.post("/reviews/<uuid:review_id>/claim/holder")
def take_over(review_id: UUID) -> ResponseReturnValue:
    """Take the review over from the colleague who is looking at it."""

    def act(review: Review, _version: int) -> str:
        claims.take_over(sessions(), review, current_user.id)
        return str(gettext("You are looking at this review now."))

    return change(review_id, act)


def _set_language(review_id: UUID, tag: str, position: int | None) -> ResponseReturnValue:
    def act(review: Review, version: int) -> str:
        if tag not in {*LANGUAGES, *OTHER_LANGUAGES}:
            raise EditError("no_language")
        rework.set_language(
            sessions(),
            review,
            tag,
            seen_version=version,
            staff_id=current_user.id,
            positions=None if position is None else [_segment(review, position).position],
        )
        return ""

    return change(review_id, act)


def _segment(review: Review, position: int) -> Segment:
    return next((each for each in review.segments if each.position == position), None) or abort(404)


def _finding(review: Review, finding_id: UUID) -> Finding:
    """Find a finding by its id. Raises EditError if it is there no longer."""
    found = (each for segment in review.segments for each in segment.findings)
    finding = next((each for each in found if each.id == finding_id), None)
    if finding is None:  # saving an edit looks for marks afresh
        raise EditError("mark_gone")
    return finding


RULED: dict[Resolution, Callable[[], str]] = {
    Resolution.REDACTED: lambda: gettext("The words are hidden in both texts."),
    Resolution.DISMISSED: lambda: gettext("The words stay."),
    Resolution.OPEN: lambda: gettext("The mark is open again."),
}
