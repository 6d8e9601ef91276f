"""Wiring of the web application."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from moderation import database as databases
from moderation import extensions
from moderation.logs import configure_logging
from moderation.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def create_app(
    settings: Settings | None = None, *, nudge: Callable[[], None] = lambda: None
) -> Flask:
    """Make the web application. `nudge` is called after a commit that gave the worker something."""
    settings = settings or load()
    configure_logging(settings.log_level)
    app = Flask(
        "moderation",
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        root_path=str(ROOT),
    )
    _configure(app, settings)
    app.extensions["balss.settings"] = settings
    app.extensions["balss.database"] = databases.connect(settings.database)
    app.extensions["balss.nudge"] = nudge
    app.teardown_appcontext(extensions.close_session)
    # Imported here so that the doors may import the extensions while the app is being made.
    from moderation.web.doors import register  # noqa: PLC0415

    register(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret(),
        SESSION_COOKIE_NAME="balss_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        MAX_CONTENT_LENGTH=4 * settings.max_review_chars + 64 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the sign-in it belongs to
        BABEL_DEFAULT_LOCALE=settings.default_locale,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=True,
        RATELIMIT_SWALLOW_ERRORS=True,  # a lost Redis must not close the desk
        API_TITLE="Balss",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
