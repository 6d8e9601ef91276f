"""Drawing a review's page, or giving again what was drawn of the very same before."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flask import abort, current_app, render_template, request, url_for
from flask import session as flask_session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from models import Status
from moderation.accounts.staff import actor
from moderation.extensions import sessions
from moderation.privacy import KINDS
from moderation.queue import glance
from moderation.queue import unsaved as store
from moderation.web import wording
from moderation.web.addresses import base
from moderation.web.locale import LOCALES, ago, current_locale
from moderation.web.staff import card as cards
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import ahead, by_htmx, load
from moderation.web.staff.drawn import Drawn, Gaps
from moderation.web.staff.history import names
from moderation.web.staff.presence import mark

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from typing import Any
    from uuid import UUID

    from models import Review
    from moderation.queue.claims import Held
    from moderation.queue.glance import Glance
    from moderation.web.staff.kept import Shelf
    from moderation.web.staff.unsaved import Unsaved

SHELF = "balss.cards"
LANGUAGES = ("lv", "ru", "ru-Latn", "en")  # in the order of their keys, from 1
OTHER_LANGUAGES = ("et", "lt", "uk", "be", "pl", "de", "fi", "sv", "no", "fr", "es", "it")
ONWARD = "onward"  # in the session: go on to the next review after a ruling


def look(review_id: UUID) -> Glance:
    """Look at a review for whoever is signed in, or answer 404."""
    return glance.at(sessions(), review_id, current_user.id) or abort(404)


def show(seen: Glance) -> str:
    """Show a review as it stands; `seen` has been looked at before anything of it was loaded."""
    if seen.typed:
        return draw(load(seen.review_id), seen)
    drawn = _kept(seen)
    if drawn is None:
        review = load(seen.review_id)
        drawn = _drawn(review, seen)
        if review.version == seen.version:
            me = actor(current_user.id)
            whose = me if me in drawn.actors else None
            _shelf().put((*_screen(seen), whose), seen.proof, drawn)
    return _answer(drawn, seen)


def draw(
    review: Review,
    seen: Glance,
    *,
    unsaved: Unsaved | None = None,
    stale: bool = False,
    error: str | None = None,
    form: Mapping[str, str] | None = None,
) -> str:
    """Draw a review: the whole page, or its card alone for htmx.

    What the viewer typed before and did not save stands in its boxes, `unsaved` of this request
    over it; `form` reopens what was chosen.
    """
    session = sessions()
    laid = drafts.Unsaved()
    if seen.typed:
        laid = drafts.standing(review, store.typed(session, review.id, current_user.id))
    if unsaved is not None:
        laid = laid.under(unsaved)
    drawn = _drawn(review, seen, laid, stale=stale, error=error, form=form or {})
    return _answer(drawn, seen)


def _drawn(review: Review, seen: Glance, laid: Unsaved | None = None, **more: Any) -> Drawn:  # noqa: ANN401
    laid = drafts.Unsaved() if laid is None else laid
    card = cards.make(sessions(), review, current_user, laid)
    text = render_template(
        "staff/_card.html",
        card=card,
        review=review,
        seen=seen,
        gap=Gaps(),
        lost=laid.typed if more.get("stale") and not card.editable else {},
        kind_options=_kind_options(str(current_locale())),
        reasons=wording.REASONS,
        return_reasons=wording.RETURN_REASONS,
        languages=LANGUAGES,
        other_languages=OTHER_LANGUAGES,
        packs_page=_packs_page(),
        pending=Status.PENDING,
        **{"form": {}, **more},
    )
    return Drawn.cut(text, card.history.names)


def _answer(drawn: Drawn, seen: Glance) -> str:
    """Fill a card's gaps and put around it what was asked for."""
    values = {
        "token": generate_csrf(),
        "claim": _claim(seen),
        "load": "load, " if request.method == "GET" else "",
        "onward": "checked" if flask_session.get(ONWARD, False) else "",
        "next": str(seen.next),
        "previous": str(seen.previous),
    }
    card = drawn.filled(values, ago)
    if ahead():  # without the messages, which are for the review being looked at
        return card
    return render_template("staff/_answer.html" if by_htmx() else "staff/review.html", card=card)


def _kept(seen: Glance) -> Drawn | None:
    """Give a kept card that still holds; to whoever is told of on it, it says "you"."""
    shelf, screen, me = _shelf(), _screen(seen), actor(current_user.id)
    drawn = shelf.get((*screen, me), seen.proof)
    if drawn is None:
        drawn = shelf.get((*screen, None), seen.proof)
        if drawn is None or me in drawn.actors:
            return None
    renamed = drawn.actors and names(sessions(), drawn.actors) != drawn.actors
    return None if renamed else drawn


def _screen(seen: Glance) -> tuple[Hashable, ...]:
    """Give what a card depends on beside the review itself and who looks at it."""
    return (
        seen.review_id,
        str(current_locale()),
        seen.time_zones,
        current_user.is_admin,
        request.script_root,
        base(),  # the letter to the author leads to this very house
        seen.next is None,
        seen.previous is None,
    )


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions[SHELF]
    return shelf


def _claim(seen: Glance) -> Markup:
    """Draw who holds the review; mostly nobody, which looks the same on every card."""
    return _held(seen.review_id, seen.holder) if seen.holder else _unheld()


@cache
def _unheld() -> Markup:
    return _held(None, None)


def _held(review_id: UUID | None, held: Held | None) -> Markup:
    drawn = render_template(
        "staff/_claim.html",
        review_id=review_id,
        held=held,
        changed=False,
        shown=mark(held, changed=False),
    )
    return Markup(drawn)  # noqa: S704 - as the template printed it


@lru_cache(maxsize=len(LOCALES))
def _kind_options(locale: str) -> Markup:
    """Print the kinds of findings to choose from, which stand in every sentence's box."""
    del locale  # the words are its own: it is what the options are kept by
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(each, wording.kind(each)) for each in KINDS)


def _packs_page() -> str | None:
    """Give where packs are added, for who may add them."""
    return url_for("admin.packs") if current_user.is_admin else None
