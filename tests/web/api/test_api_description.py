"""The OpenAPI description, and the API held against it by schemathesis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as with_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models import Status
from tests.factories import make_key, make_review, make_site

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from schemathesis import Case
    from sqlalchemy.orm import Session

    from moderation.settings import Settings

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Short reviews: schemathesis writes them to their full length."""
    return settings.model_copy(update={"max_review_chars": 300})


@pytest.fixture
def description(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return found


@pytest.fixture
def secret(session: Session) -> str:
    site = make_site(session, slug="clinic")
    make_review(session, site, status=Status.APPROVED)
    _, secret = make_key(session, site)
    session.commit()
    return secret


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/sites/{slug}/reviews"),
        ("GET", "/api/v1/sites/{slug}/reviews/{review_id}"),
        ("GET", "/feeds/{slug}.json"),
        ("GET", "/feeds/{slug}.jsonld"),
        ("GET", "/api/v1/sites/{slug}/entries"),
    ],
)
def test_every_answer_is_as_described(
    app: Flask, secret: str, method: str, path: str, mode: GenerationMode
) -> None:
    operation = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @with_settings(
        max_examples=20,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def hold(case: Case) -> None:
        case.path_parameters["slug"] = "clinic"  # of any other, there is little to tell
        headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        case.call_and_validate(checks=CHECKS, headers=headers)

    hold()


def test_the_description_is_openapi_3_1(description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    assert set(description["paths"]) == {
        "/api/v1/sites/{slug}/reviews",
        "/api/v1/sites/{slug}/reviews/{review_id}",
        "/api/v1/sites/{slug}/entries",
        "/feeds/{slug}.json",
        "/feeds/{slug}.atom",
        "/feeds/{slug}.jsonld",
        "/healthz",
    }


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:  # noqa: ANN401
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [each for value in part.values() for each in references(value)]
        if isinstance(part, list):
            return [each for value in part for each in references(value)]
        return []

    for reference in references(description):
        found: Any = description
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert isinstance(found, dict)


def test_errors_are_described_as_problems_and_keys_as_bearer(description: dict[str, Any]) -> None:
    operation = description["paths"]["/api/v1/sites/{slug}/reviews"]["post"]
    assert {"202", "400", "401", "403", "413", "415", "422", "429"} == set(operation["responses"])
    for status, response in operation["responses"].items():
        if status != "202":
            found = description["components"]["responses"][response["$ref"].rpartition("/")[2]]
            assert set(found["content"]) == {"application/problem+json"}
    schemes = description["components"]["securitySchemes"]
    assert (schemes["apiKey"]["type"], schemes["apiKey"]["scheme"]) == ("http", "bearer")
    assert description["security"] == [{"apiKey": []}]


def test_the_operators_own_limit_is_described(app: Flask, description: dict[str, Any]) -> None:
    text = description["components"]["schemas"]["NewReview"]["properties"]["text"]
    assert text["maxLength"] == app.extensions["balss.settings"].max_review_chars
