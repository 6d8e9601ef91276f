"""Whether this instance can serve, for load balancers and monitors."""

from __future__ import annotations

import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from moderation.extensions import sessions
from moderation.web.api.errors import answer_errors
from moderation.web.problems import problem

health = Blueprint("health", __name__)
answer_errors(health)
log = structlog.get_logger()


@health.get("/healthz")
def check() -> Response:
    """Say ok if the database answers, or 503."""
    try:
        sessions().execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        log.warning("health_check_failed", error=type(error).__name__)
        return problem(503, "Not healthy", "The database does not answer.")
    answer = jsonify(status="ok")
    answer.headers["Cache-Control"] = "no-store"
    return answer
