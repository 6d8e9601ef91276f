"""One door for every change that a moderator makes on a review's page.

What was typed is saved first, then one thing is done, and the answer is the review as it then
stands. Whoever was slower loses nothing: their words are kept and shown beside what stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, abort, flash, redirect, request, url_for
from flask import session as flask_session
from flask_babel import gettext
from flask_login import current_user

from models import Status
from moderation.extensions import nudge, sessions
from moderation.privacy import KINDS
from moderation.queue import claims, order
from moderation.queue import unsaved as store
from moderation.queue.decisions import NotAllowedError, NotApprovableError, StaleReviewError
from moderation.queue.edits import EditError
from moderation.web import wording
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import by_htmx, load
from moderation.web.staff.drawing import ONWARD, draw, look, show
from moderation.web.staff.erasure import to_certificate

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review

    Act = Callable[[Review, int], str]


def change(review_id: UUID, act: Act, *, onward: bool = False) -> ResponseReturnValue:
    """Save what was typed, do one thing, and answer with the review as it then stands.

    409 when somebody else was quicker, 422 when it cannot be done: nothing typed is lost either
    way, it stands in its box again. After a ruling the answer may be the next review.
    """
    session, review, me = sessions(), load(review_id), current_user.id
    version = request.form.get("version", type=int)
    if version is None:
        abort(400)
    if review.status is Status.ERASED:
        return to_certificate(review_id)
    unsaved = drafts.read(request.form, review, store.typed(session, review.id, me))
    error, message = None, ""
    try:
        version, saved = _save(review, unsaved, version)
        message = act(review, version)
        if review.status is Status.PENDING:
            store.keep(session, review, me, {n: unsaved.to_keep()[n] for n in unsaved.conflicts})
            claims.claim(session, review, me)
        session.commit()
    except (StaleReviewError, NotAllowedError):
        session.rollback()
        return _keep_for_later(review, unsaved), 409
    except NotApprovableError as refusal:
        session.rollback()
        error = " ".join(wording.obstacle(each) for each in refusal.obstacles)
    except EditError as refusal:
        session.rollback()
        error = wording.edit_error(refusal.code)
    if error:
        return draw(review, look(review.id), unsaved=unsaved, error=error, form=request.form), 422
    if review.due is not None:
        nudge()
    if message or saved:
        flash(message or gettext("Saved."))
    return _onward(review) if onward else _answer(review)


def _answer(review: Review) -> ResponseReturnValue:
    """Show a review after a change: its card to htmx, its page to a browser without a script."""
    if by_htmx():
        return draw(review, look(review.id))
    return redirect(url_for("staff.review", review_id=review.id), 303)


def _onward(review: Review) -> ResponseReturnValue:
    """Answer a ruling: with the next review if the moderator wants to go on, else with this one."""
    wanted = request.form.get(ONWARD) == "yes"
    if flask_session.get(ONWARD, False) != wanted:
        flask_session[ONWARD] = wanted
    if not wanted:
        return _answer(review)
    following = order.next_after(sessions(), review, viewer=current_user.id)
    if following is not None:
        if by_htmx():
            return show(look(following))
        return redirect(url_for("staff.review", review_id=following), 303)
    address = url_for("staff.queue")
    return Response(headers={"HX-Redirect": address}) if by_htmx() else redirect(address, 303)


def _keep_for_later(review: Review, unsaved: drafts.Unsaved) -> str:
    """Keep what a stale screen had typed, and show it beside what stands now."""
    session = sessions()
    if review.status is Status.PENDING:
        store.keep(session, review, current_user.id, unsaved.to_keep())
        session.commit()
        unsaved = drafts.Unsaved(words=unsaved.words)
    return draw(review, look(review.id), unsaved=unsaved, stale=True, form=request.form)


def _save(review: Review, unsaved: drafts.Unsaved, version: int) -> tuple[int, bool]:
    """Save what was typed, in a transaction of its own; give the version after."""
    session, changed = sessions(), 0
    if unsaved.news:
        raise StaleReviewError
    if unsaved:
        if review.status is not Status.PENDING:  # ruled on since the boxes were drawn
            raise StaleReviewError
        kinds = {
            position: kind
            for position in unsaved.words
            if (kind := request.form.get(f"kind-{position}", "")) in KINDS
        }
        changed = drafts.save(
            session,
            review,
            unsaved,
            kinds=kinds,
            seen_version=version,
            staff_id=current_user.id,
        )
        version = review.version if changed else version
    store.drop(session, review.id, current_user.id, unsaved.settled)
    session.commit()
    return version, bool(changed)
