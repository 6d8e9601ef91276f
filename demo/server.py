"""The company's own website: one page, served apart from Balss, which it asks for the feed."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

FOLDER = Path(__file__).with_name("company")
PAGES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/reviews.js": ("reviews.js", "text/javascript; charset=utf-8"),
    "/style.css": ("style.css", "text/css; charset=utf-8"),
}


def company_page(feed_url: str) -> WSGIApplication:
    """Give the website as a WSGI application; its page pulls `feed_url` in the browser.

    Beside its own drawing of the feed it has the desk's widget, as a badge.
    """
    parts = urlsplit(feed_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    policy = (
        f"default-src 'none'; script-src 'self' {origin}; style-src 'self'; "
        f"connect-src {origin}; base-uri 'none'; form-action 'none'"
    )
    desk_url, _, file = feed_url.rpartition("/feeds/")
    values = {"feed_url": feed_url, "desk_url": desk_url, "site": file.removesuffix(".json")}

    def site(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = PAGES.get(environ.get("PATH_INFO", "/"))
        if found is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"There is no such page.\n"]
        name, kind = found
        body = (FOLDER / name).read_text(encoding="utf-8")
        for place, value in values.items():
            body = body.replace(f"{{{place}}}", html.escape(value, quote=True))
        content = body.encode()
        headers = [
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("200 OK", headers)
        return [content if environ["REQUEST_METHOD"] == "GET" else b""]

    return site
