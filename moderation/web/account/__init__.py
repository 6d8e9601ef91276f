"""Coming in, going out, and one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add the pages."""
    # Imported here: the security module imports this package for who is signed in.
    from moderation.web.account.views import blueprint  # noqa: PLC0415

    app.register_blueprint(blueprint)
