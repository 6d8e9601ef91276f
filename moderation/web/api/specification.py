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
from moderation.publication import json_feed, question
from moderation.web.api.schemas import ProblemSchema
from moderation.web.problems import MEDIA_TYPE

if TYPE_CHECKING:
    from flask import Flask

DESCRIPTION = (
    "Submit testimonials for moderation, follow where they stand, and pull what was approved. "
    "Errors are problem details (RFC 9457)."
)
TEXT: dict[str, Any] = {"type": "string"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}


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
    api.spec.components.schema("Item", ITEM)
    api.spec.components.schema("Feed", FEED)
    api.spec.components.schema("Health", HEALTH)
    api.spec.options["paths"] = {
        "/feeds/{slug}.json": {"get": FEED_OPERATION},
        "/healthz": {"get": HEALTH_OPERATION},
    }


def _object(required: list[str], properties: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"type": "object", "required": required, "properties": properties, **more}


def _list(items: dict[str, Any], description: str = "") -> dict[str, Any]:
    return {
        "type": "array",
        "items": items,
        **({"description": description} if description else {}),
    }


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"in": "query", "name": name, "schema": schema, "description": description}


def _refused(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


ITEM = _object(
    ["id", "content_text", "language", "date_published", "_balss"],
    {
        "id": _said({"type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"}, "Stays the same."),
        "content_text": _said(TEXT, "The approved text."),
        "language": _said(TEXT, "BCP 47 tag of content_text."),
        "date_published": _said(MOMENT, "When it was approved."),
        "authors": _list(_object(["name"], {"name": TEXT}), "Absent where consent hides the name."),
        "_balss": _object(
            ["source_language", "translation", "packs", "reviewed_by_person", "redacted"],
            {
                "source_language": _said(TEXT, "BCP 47 tag of what the author wrote."),
                "original": _said(
                    _object(["language", "text"], {"language": TEXT, "text": TEXT}),
                    "What the author wrote, redacted as approved, where content_text is a "
                    "translation and the site publishes originals.",
                ),
                "translation": {
                    "type": "string",
                    "enum": ["machine", "post_edited", "human", "none"],
                    "description": "How content_text was made: by machine; by machine and "
                    "corrected by a person; by a person; or not translated.",
                },
                "packs": _list(TEXT, "The translation packs used, with their versions."),
                "reviewed_by_person": _said({"type": "boolean"}, "A person approved this text."),
                "redacted": _said({"type": "boolean"}, "Words that identify somebody were hidden."),
                "rating": _said({"type": "integer", "minimum": 1, "maximum": 5}, "Stars."),
                "written_on": _said(TEXT, "ISO date, as exact as known: 2023-10."),
            },
        ),
    },
)
FEED = _object(
    ["version", "title", "feed_url", "language", "items", "_balss"],
    {
        "version": {"const": json_feed.VERSION},
        "title": TEXT,
        "home_page_url": TEXT,
        "feed_url": TEXT,
        "next_url": _said(TEXT, "The next page, or the next changes; absent on the last."),
        "language": TEXT,
        "items": _list({"$ref": "#/components/schemas/Item"}),
        "_balss": _object(
            ["about", "sequence", "removed"],
            {
                "about": TEXT,
                "sequence": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Ask ?since= this for everything that changes after this "
                    "answer. It rises with every publication and removal.",
                },
                "removed": _list(
                    _object(["id", "removed_at"], {"id": TEXT, "removed_at": MOMENT}),
                    "Tombstones: items to delete at once. With since, every removal in its "
                    "range; on a first page, the hundred newest.",
                ),
            },
        ),
    },
)
HEALTH = _object(["status"], {"status": {"const": "ok"}})
FEED_OPERATION: dict[str, Any] = {
    "tags": ["feeds"],
    "summary": "Pull what was approved, as JSON Feed 1.1.",
    "description": "Newest first, or with since in order of change. Public unless the site says "
    "otherwise. Send back the ETag in If-None-Match to get 304 while nothing changed. A removed "
    "review is gone from the first answer made after its removal.",
    "security": [{}, {"apiKey": []}],
    "parameters": [
        {"in": "path", "name": "slug", "required": True, "schema": {"type": "string"}},
        _parameter(
            "limit",
            {
                "type": "integer",
                "minimum": 1,
                "maximum": question.MOST,
                "default": question.DEFAULT_LIMIT,
            },
            "Most items in one answer.",
        ),
        _parameter("cursor", TEXT, "As next_url gives it."),
        _parameter(
            "since",
            {"type": "integer", "minimum": 0},
            "The _balss.sequence of an earlier answer; 0 for everything from the start.",
        ),
        _parameter(
            "language",
            {"type": "string", "pattern": f"^{question.LANGUAGE.pattern}$"},
            "Give items in this language where they were approved in it, in English otherwise.",
        ),
    ],
    "responses": {
        "200": {
            "description": "A page of the feed.",
            "headers": {"ETag": {"schema": TEXT}, "Cache-Control": {"schema": TEXT}},
            "content": {json_feed.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Feed"}}},
        },
        "304": {"description": "Nothing changed since the answer with this ETag."},
        "400": _refused("A parameter cannot be used."),
        "401": _refused("The feed is not public and no valid key came with the request."),
        "403": _refused("The key belongs to another site."),
        "404": _refused("There is no such site."),
        "429": _refused("Too many requests from this address."),
    },
}
HEALTH_OPERATION: dict[str, Any] = {
    "tags": ["health"],
    "summary": "Tell whether this instance can serve.",
    "security": [],
    "responses": {
        "200": {
            "description": "It can.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}},
        },
        "503": _refused("The database does not answer."),
    },
}
