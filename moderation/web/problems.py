"""Errors for programs: RFC 9457 problem details."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"
PROGRAM_PATHS = ("/api/", "/feeds/")  # what lies below is read by programs, not by people


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **extra: object,
) -> Response:
    """Make a problem+json answer.

    `title` names the kind of problem and stays the same; `detail` says what to do about this
    one. `extra` members stand beside them, such as `errors` by field. Neither may hold a
    review's text or a secret.
    """
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **extra}
    answer = Response(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    answer.headers.extend(headers or {})
    return answer


def for_programs(path: str) -> bool:
    """Tell whether an address is read by programs, so that its errors must be problem+json."""
    return path.startswith(PROGRAM_PATHS)
