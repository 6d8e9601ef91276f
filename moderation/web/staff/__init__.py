"""The moderation desk: the queue, a review beside its English, and what has been published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import sessions
from moderation.web import wording
from moderation.web.staff import actions, desk, lists  # noqa: F401 - they add their views
from moderation.web.staff.blueprint import blueprint
from moderation.web.staff.queries import pending

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add the pages, and what every page's header needs of the desk."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(queue_count=queue_count, wording=wording)


def queue_count() -> int | None:
    """Count the waiting reviews for the header; None where the database does not answer."""
    try:
        return pending(sessions())
    except SQLAlchemyError:
        return None
