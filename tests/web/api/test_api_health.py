from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.database import connect

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


def test_an_instance_whose_database_answers_is_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})
    assert "Vary" not in answer.headers


def test_an_instance_without_its_database_is_not(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    working = app.extensions["balss.database"]
    app.extensions["balss.database"] = connect(f"sqlite:///{tmp_path / 'folder'}")
    answer = client.get("/healthz")
    app.extensions["balss.database"] = working
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
