"""The moderation desk: the queue, a review beside its English, and what has been published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import sessions
from moderation.queue import views
from moderation.web import wording
from moderation.web.staff import (  # noqa: F401 - they add their views
    actions,
    asking,
    bulk,
    desk,
    erasure,
    insight,
    keeping,
    lists,
    presence,
    renditions,
    rulings,
    saved,
    suggestions,
)
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.drawing import SHELF
from moderation.web.staff.kept import Shelf

if TYPE_CHECKING:
    from flask import Flask


MOST_COUNTED = 1_000  # the header says "1,000+" beyond


def register(app: Flask) -> None:
    """Add the pages, and what every page's header needs of the desk."""
    app.register_blueprint(blueprint)
    app.extensions[SHELF] = Shelf()
    app.jinja_env.globals.update(queue_count=queue_count, wording=wording)


def queue_count() -> views.Count | None:
    """Count the waiting reviews for the header; None where the database does not answer."""
    try:
        return views.pending(sessions(), most=MOST_COUNTED)
    except SQLAlchemyError:
        return None
