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
    """Give the website as a WSGI application; its page pulls `feed_url` in the browser."""
    parts = urlsplit(feed_url)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; "
        f"connect-src {parts.scheme}://{parts.netloc}; base-uri 'none'; form-action 'none'"
    )
    shown = html.escape(feed_url, quote=True)

    def site(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = PAGES.get(environ.get("PATH_INFO", "/"))
        if found is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"There is no such page.\n"]
        name, kind = found
        body = (FOLDER / name).read_text(encoding="utf-8").replace("{feed_url}", shown)
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
