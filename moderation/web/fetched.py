"""How a request was made: by a person's click, by htmx for a fragment, or ahead of any click."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Request, Response

SWAPPED = frozenset({409, 422})  # refusals that htmx shows; the base page's settings say so


def by_htmx(request: Request) -> bool:
    """Tell whether a fragment is wanted in place of a page."""
    return request.headers.get("HX-Request") == "true"


def ahead(request: Request) -> bool:
    """Tell whether a page asks for a review before anybody has opened it."""
    return request.headers.get("Balss-Ahead") == "true"


def unseen(request: Request, response: Response) -> bool:
    """Tell whether nobody may ever see an answer: it was fetched ahead, or htmx drops it."""
    dropped = response.status_code >= 400 and response.status_code not in SWAPPED  # noqa: PLR2004
    return ahead(request) or (by_htmx(request) and dropped)
