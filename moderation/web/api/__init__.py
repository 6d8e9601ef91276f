"""The door for programs: reviews in by API key, described by OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.extensions import csrf
from moderation.web.api import health, reviews, specification
from moderation.web.cookieless import PeopleOnlySessions

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Open the API, its description and the health check.

    The API is exempt from CSRF because it never looks at a cookie: only the Authorization
    header, which no other website's page can send in a visitor's name, opens anything.
    """
    app.session_interface = PeopleOnlySessions()
    api = specification.make(app)
    csrf.exempt(reviews.api)
    api.register_blueprint(reviews.api)
    app.register_blueprint(health.health)
    specification.complete(app, api)
