"""All doors of the application, opened in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.web import account, admin, api, errors, feed, locale, security, staff, withdrawal

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open every door of the application."""
    for door in (locale, security, errors, account, staff, admin, api, feed, withdrawal):
        door.register(app)
