"""Flask's extensions, made unbound and wired in `create_app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, request
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_wtf import CSRFProtect

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.database import Database
    from moderation.settings import Settings

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[])
login = LoginManager()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """Give this app's database."""
    found: Database = current_app.extensions["balss.database"]
    return found


def settings() -> Settings:
    """Give this app's settings."""
    found: Settings = current_app.extensions["balss.settings"]
    return found


def sessions() -> Session:
    """Give this request's database session, opened at first use and closed at its end.

    A request that may write takes SQLite's write lock when it first asks the database. Nothing
    is committed unless the view commits.
    """
    if "session" not in g:
        kind = database().reading if request.method in SAFE_METHODS else database().writing
        g.session = kind()
    session: Session = g.session
    return session


def close_session(_error: BaseException | None = None) -> None:
    """Give the request's session back; what was not committed is undone."""
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def nudge() -> None:
    """Tell the worker that a review waits. Call after the commit; losing a nudge loses nothing."""
    current_app.extensions["balss.nudge"]()
