"""The author's way to take a review back: a link, one button, no account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select

from models import Consent
from moderation.accounts.tokens import hashed
from moderation.extensions import limiter, sessions
from moderation.queue.decisions import withdraw

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("withdrawal", __name__)
LIMIT = "60 per minute"  # for one address: many authors may share one


def register(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(blueprint)


@blueprint.route("/withdraw/<token>", methods=["GET", "POST"])
@limiter.limit(LIMIT)
def confirm(token: str) -> ResponseReturnValue:
    """Ask, then withdraw; asking or withdrawing twice changes nothing.

    The page names the site and the day, never the words: a link can fall into other hands.
    """
    found = select(Consent).where(Consent.withdrawal_hash == hashed(token))
    consent = sessions().scalars(found).first() or abort(404)
    if request.method == "POST":
        withdraw(sessions(), consent.review)
        sessions().commit()
        return redirect(url_for("withdrawal.confirm", token=token), code=303)
    return render_template("public/withdrawal.html", consent=consent, review=consent.review)
