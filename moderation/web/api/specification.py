"""The OpenAPI 3.1 description, served at /api/v1/openapi.json.

The API's own paths are written from the code by flask-smorest; feeds and the health check,
which are plain views, are described here beside them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask_smorest import Api
from flask_smorest.utils import prepare_response

from moderation.extensions import settings
from moderation.web.api import feed_description
from moderation.web.api.parts import described_object, refused
from moderation.web.api.schemas import ProblemSchema
from moderation.web.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from flask import Flask

DESCRIPTION = (
    "Submit testimonials for moderation, follow where they stand, and pull what was approved. "
    "Errors are problem details (RFC 9457)."
)


class ProblemApi(Api):  # type: ignore[misc]
    """An Api whose errors are described, and left to be answered, as problem+json."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # each operation names what it answers

    def _register_responses(self) -> None:
        """Describe the error answer of every status once, to be referred to by name."""
        for status in HTTPStatus:
            self._describe(status.name, status.phrase)

    def _describe(self, name: str, description: str) -> None:
        response = {"description": description, "schema": ProblemSchema}
        prepare_response(response, self.spec, MEDIA_TYPE)
        self.spec.components.response(name, response, lazy=True)

    def _register_pagination_header(self) -> None:
        """Leave out what this API has no use for."""

    def _register_error_handlers(self) -> None:
        """Leave errors to the doors: this class would answer those of people's pages too."""


def make(app: Flask) -> Api:
    """Make the Api that collects the description, with how to authenticate."""
    api = ProblemApi(
        app,
        spec_kwargs={
            "info": {"description": DESCRIPTION, "license": {"name": "Apache-2.0"}},
            "servers": [{"url": "/"}],
            "security": [{"apiKey": []}],
        },
    )
    api.spec.components.security_scheme(
        "apiKey",
        {
            "type": "http",
            "scheme": "bearer",
            "description": "A key of the site, made by an administrator; it begins with balss_.",
        },
    )
    return api


def complete(app: Flask, api: Api) -> None:
    """Add what the code of the API does not say: this operator's limit, feeds, health."""
    with app.app_context():
        longest = settings().max_review_chars
    schemas = api.spec.components.schemas
    schemas["NewReview"]["properties"]["text"]["maxLength"] = longest
    for name, schema in {**feed_description.SCHEMAS, "Health": HEALTH}.items():
        api.spec.components.schema(name, schema)
    api.spec.options["paths"] = {
        **feed_description.PATHS,
        "/healthz": {"get": HEALTH_OPERATION},
    }


HEALTH = described_object(["status"], {"status": {"const": "ok"}})
HEALTH_OPERATION: dict[str, Any] = {
    "tags": ["health"],
    "summary": "Tell whether this instance can serve.",
    "security": [],
    "responses": {
        "200": {
            "description": "It can.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}},
        },
        "503": refused("The database does not answer."),
    },
}
