"""All doors of the application, opened in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.web import (
    account,
    admin,
    api,
    authenticity,
    errors,
    feed,
    locale,
    security,
    staff,
    widget,
    withdrawal,
)

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open every door of the application."""
    for door in (
        locale,
        security,
        errors,
        account,
        staff,
        admin,
        api,
        withdrawal,
        authenticity,
        widget,
        feed,  # last: its front stands before all of them
    ):
        door.register(app)
