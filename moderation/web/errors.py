"""Error answers: a page in plain words for people, problem+json for programs."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import structlog
from flask import current_app, g, render_template, request
from flask_babel import gettext, refresh
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from moderation.web.locale import preferred_locale
from moderation.web.problems import for_programs, problem

if TYPE_CHECKING:
    from types import TracebackType

    from flask import Flask
    from flask.typing import ResponseReturnValue

STATUSES = (400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 429)
log = structlog.get_logger()


def register(app: Flask) -> None:
    """Answer every error; log the ones that are ours without the words that caused them."""
    for status in STATUSES:
        app.register_error_handler(status, answer)
    app.register_error_handler(CSRFError, answer_csrf)
    app.register_error_handler(InternalServerError, answer_own_fault)
    app.log_exception = log_exception  # type: ignore[method-assign]


def answer(error: HTTPException) -> ResponseReturnValue:
    """Answer an error of the request's own making."""
    status = error.code or 500
    if for_programs(request.path):
        return _problem(error, status)
    heading, advice = words(status)
    return _page(status, heading, advice), status, _headers(error)


def answer_csrf(error: CSRFError) -> ResponseReturnValue:
    """Say what to do about a form whose token is missing, old or another browser's."""
    if for_programs(request.path):
        return _problem(error, 400)
    heading = gettext("This form has gone stale")
    advice = gettext(
        "Nothing was saved. Go back, reload the page and send it again. If you signed in or out "
        "in another tab, that is why. If it happens again, allow cookies for this address."
    )
    return _page(400, heading, advice), 400


def answer_own_fault(error: InternalServerError) -> ResponseReturnValue:
    """Answer a failure of ours without asking the database, which may be what failed."""
    del error
    g.plain_locale = preferred_locale()
    refresh()
    heading, advice = words(500)
    if for_programs(request.path):
        return problem(500, "Internal Server Error", advice)
    # Past the context processors, which would load the account.
    page = current_app.jinja_env.get_template("errors/failure.html")
    return page.render(heading=heading, advice=advice, current_locale=g.plain_locale), 500


def words(status: int) -> tuple[str, str]:
    """Give an error's heading and what to do about it, in the language of the screen."""
    known = {
        400: (
            gettext("The request could not be read"),
            gettext("Go back, reload the page and try again."),
        ),
        401: (gettext("Please sign in"), gettext("This page is for staff who have signed in.")),
        403: (
            gettext("You may not open this page"),
            gettext("Your account does not allow this. An administrator can do it for you."),
        ),
        404: (
            gettext("There is nothing here"),
            gettext("The address may be mistyped, or what was here has been removed."),
        ),
        405: (
            gettext("This address does not work that way"),
            gettext("Go back and use the buttons on the page."),
        ),
        409: (
            gettext("Somebody else was quicker"),
            gettext("What you saw has changed since. Reload the page and look again."),
        ),
        413: (
            gettext("That is too much at once"),
            gettext("Send a shorter text or a smaller file."),
        ),
        422: (
            gettext("Something in the form is not right"),
            gettext("Go back, correct it and send it again."),
        ),
        429: (
            gettext("Too many tries"),
            gettext("Please wait a minute and try again."),
        ),
        500: (
            gettext("Something went wrong on our side"),
            gettext("Check whether what you sent was saved, then try again in a moment."),
        ),
    }
    return known.get(status, known[400])


def log_exception(
    exc_info: tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None],
) -> None:
    """Log where a failure happened. Its message is left out: it may quote a review."""
    kind, _, trace = exc_info
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    log.error(
        "request_failed",
        exc_class=kind.__name__ if kind else "",
        error=place,
        route=request.endpoint or "",
        method=request.method,
    )


def _page(status: int, heading: str, advice: str) -> str:
    # What a failed view left half done must not be read back by the page's own queries.
    if "session" in g:
        g.session.rollback()
    return render_template("errors/error.html", status=status, heading=heading, advice=advice)


def _problem(error: HTTPException, status: int) -> ResponseReturnValue:
    """Answer a program that missed every route; the API words the errors of its own."""
    return problem(status, error.name, error.description or error.name, headers=_headers(error))


def _headers(error: HTTPException) -> dict[str, str]:
    """Keep the headers an error must carry: Allow, Retry-After, WWW-Authenticate."""
    return {name: value for name, value in error.get_headers() if name != "Content-Type"}
