"""A website of somebody else: pages made up by a test, under a content security policy."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

HTML, STYLE = "text/html; charset=utf-8", "text/css; charset=utf-8"


@dataclass(slots=True)
class Website:
    """Where it answers; `pages` maps a path to a media type and what it serves there."""

    policy: str
    address: str = ""
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a page (WSGI)."""
        found = self.pages.get(environ["PATH_INFO"])
        kind, body = found or (HTML, "")
        headers = [("Content-Type", kind), ("Content-Security-Policy", self.policy)]
        start_response("200 OK" if found else "404 Not Found", headers)
        return [body.encode()]

    def page(self, path: str, body: str, *, head: str = "") -> str:
        """Put up a page with the website's style sheet; give its address."""
        shown = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Clinic</title>'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">'
            f"{head}</head><body><main><h1>Clinic</h1>{body}"
            "<p>What stands below.</p></main></body></html>"
        )
        self.pages[path] = HTML, shown
        return self.address + path


@contextmanager
def open_website(policy: str) -> Iterator[Website]:
    """Serve a website on a free port until the block ends."""
    website = Website(policy)
    with serving(website, threads=4) as website.address:
        yield website
