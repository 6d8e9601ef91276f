"""Approved reviews on other people's pages: the widget, the page to embed, the fragment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.web.widget.views import widget

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open the doors for pages of other websites."""
    app.register_blueprint(widget)
