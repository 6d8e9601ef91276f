"""Opening one review."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask import session as flask_session
from flask_login import current_user
from markupsafe import Markup

from models import Status
from moderation.extensions import sessions
from moderation.privacy import KINDS
from moderation.queue import unsaved as store
from moderation.web import wording
from moderation.web.locale import LOCALES, current_locale
from moderation.web.staff import card as cards
from moderation.web.staff import unsaved as drafts
from moderation.web.staff.blueprint import ahead, blueprint, by_htmx, load
from moderation.web.staff.presence import mark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from flask.typing import ResponseReturnValue

    from models import Review
    from moderation.web.staff.unsaved import Unsaved

LANGUAGES = ("lv", "ru", "ru-Latn", "en")  # in the order of their keys, from 1
OTHER_LANGUAGES = ("et", "lt", "uk", "be", "pl", "de", "fi", "sv", "no", "fr", "es", "it")
ONWARD = "onward"  # in the session: go on to the next review after a ruling


@blueprint.get("/reviews/<uuid:review_id>")
def review(review_id: UUID) -> ResponseReturnValue:
    """Show a review beside its English; while the machine works, a poll gets 204."""
    found = load(review_id)
    seen = request.args.get("seen", type=int)
    if by_htmx() and found.due is not None and found.version == seen:
        return "", 204
    return draw(found)


def draw(
    review: Review,
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
    laid = drafts.standing(review, store.typed(session, review.id, current_user.id))
    if unsaved is not None:
        laid = laid.under(unsaved)
    card = cards.make(session, review, current_user, laid)
    return render_template(
        _template(),
        card=card,
        review=review,
        stale=stale,
        lost=laid.typed if stale and not card.editable else {},
        error=error,
        claim_shown=mark(card.holder, changed=False),
        form=form or {},
        onward=flask_session.get(ONWARD, False),
        kind_options=_kind_options(str(current_locale())),
        reasons=wording.REASONS,
        return_reasons=wording.RETURN_REASONS,
        languages=LANGUAGES,
        other_languages=OTHER_LANGUAGES,
        packs_page=_packs_page(),
        pending=Status.PENDING,
    )


@lru_cache(maxsize=len(LOCALES))
def _kind_options(locale: str) -> Markup:
    """Print the kinds of findings to choose from, which stand in every sentence's box."""
    del locale  # the words are its own: it is what the options are kept by
    option = Markup('<option value="{}">{}</option>')
    return Markup("").join(option.format(each, wording.kind(each)) for each in KINDS)


def _template() -> str:
    if ahead():  # without the messages, which are for the review being looked at
        return "staff/_card.html"
    return "staff/_answer.html" if by_htmx() else "staff/review.html"


def _packs_page() -> str | None:
    """Give where packs are added, for who may add them."""
    return url_for("admin.packs") if current_user.is_admin else None
