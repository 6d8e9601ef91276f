from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from flask import abort
from structlog.testing import capture_logs

from tests.factories import make_staff, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

SECRET = "Paldies dakterei Ozolai"


@pytest.fixture
def failing(app: Flask) -> Flask:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def fail() -> NoReturn:
        raise RuntimeError(SECRET)

    def refuse(status: int) -> NoReturn:
        abort(status)

    app.add_url_rule("/fail", view_func=fail)
    app.add_url_rule("/api/fail", endpoint="api_fail", view_func=fail)
    app.add_url_rule("/refuse/<int:status>", view_func=refuse)
    return app


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429])
def test_each_error_is_a_page_in_plain_words(failing: Flask, status: int) -> None:
    answer = failing.test_client().get(f"/refuse/{status}")

    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "Werkzeug" not in answer.text


@pytest.mark.parametrize("locale", ["en", "lv", "ru"])
def test_errors_speak_the_visitors_language(failing: Flask, locale: str) -> None:
    answer = failing.test_client().get("/nowhere", headers={"Accept-Language": locale})

    assert f'<html lang="{locale}"' in answer.text


def test_a_failure_of_ours_leaks_nothing_to_the_page_or_the_log(
    failing: Flask, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    client = failing.test_client()
    sign_in(client, make_staff(session))

    with capture_logs() as logged:
        answer = client.get("/fail")

    assert answer.status_code == 500
    assert "on our side" in answer.text
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    (line,) = logged
    assert line["exc_class"] == "RuntimeError"
    assert "test_error_pages.py" in line["error"]
    assert SECRET not in f"{line}{caplog.text}"


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/feeds/nowhere", "/api/fail"])
def test_programs_get_problem_details(failing: Flask, path: str) -> None:
    answer = failing.test_client().get(path)

    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == answer.status_code
    assert answer.json["title"]
    assert answer.json["detail"]
    assert SECRET not in answer.text


def test_a_wrong_method_says_which_ones_work(client: FlaskClient) -> None:
    answer = client.delete("/sign-in")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_large_a_form_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"email": "a" * 1_000_000})

    assert answer.status_code == 413
