"""Pieces of OpenAPI descriptions written by hand."""

from __future__ import annotations

from typing import Any

from moderation.web.problems import MEDIA_TYPE

TEXT: dict[str, Any] = {"type": "string"}
MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}


def described_object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    """Describe an object by its members."""
    return {"type": "object", "required": required, "properties": properties}


def listed(items: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Describe an array."""
    return {
        "type": "array",
        "items": items,
        **({"description": description} if description else {}),
    }


def said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    """Add a sentence to a schema."""
    return {**schema, "description": description}


def parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    """Describe a parameter of the query."""
    return {"in": "query", "name": name, "schema": schema, "description": description}


def refused(description: str) -> dict[str, Any]:
    """Describe an error answer."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}
