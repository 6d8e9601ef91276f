"""The settings that only administrators see: sites, policies, keys, staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.web.admin import dismissals, glossary, packs, sites, staff, webhooks
from moderation.web.admin.blueprint import blueprint

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["dismissals", "glossary", "packs", "register", "sites", "staff", "webhooks"]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blueprint)
