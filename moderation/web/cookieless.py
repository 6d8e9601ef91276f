"""Which answers write the session's cookie: none for programs, and none that nobody sees.

Sign-in's own bookkeeping looks into the session after every request, which would make every
feed answer vary by cookie: no CDN could keep it, and a key's call would depend on a browser's.

A browser has several requests under way at once, and each cookie that comes back stands for the
whole session. An answer that nobody is shown therefore writes none: it would take along a message
that is waiting for the next page, or put back what another answer has just changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request as current_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from moderation.web.fetched import unseen
from moderation.web.problems import for_programs

if TYPE_CHECKING:
    from flask import Flask, Request, Response
    from flask.sessions import SessionMixin

HEALTH = "/healthz"
ELSEWHERE = ("/embed/", "/widget/")  # shown within other websites, whose visitors we do not know


class PeopleOnlySessions(SecureCookieSessionInterface):
    """Sessions kept in a signed cookie for staff; others get an empty one that is not kept."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie, unless a program asks."""
        if _cookieless(request.path):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie and vary by it, unless a program asked or nobody sees the answer."""
        if _cookieless(current_request.path):
            return
        if unseen(current_request, response):
            response.vary.add("Cookie")
            return
        super().save_session(app, session, response)


def _cookieless(path: str) -> bool:
    return for_programs(path) or path == HEALTH or path.startswith(ELSEWHERE)
