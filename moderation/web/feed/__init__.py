"""The door for readers, and what stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.publication.shelf import Shelf
from moderation.web.feed.front import SHELF, Front
from moderation.web.feed.views import feed

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open the feeds and set the front before the application."""
    app.extensions[SHELF] = Shelf()
    app.register_blueprint(feed)
    app.wsgi_app = Front(app)  # type: ignore[method-assign]
