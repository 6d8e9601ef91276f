"""Who may do what in the browser: sign-in, CSRF tokens, rate limits and response headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moderation.extensions import csrf, limiter, login, settings
from moderation.web.account.signed_in import load_signed_in, refuse_anonymous

if TYPE_CHECKING:
    from flask import Flask, Response

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "payment", "usb",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
}
TWO_YEARS = 63_072_000  # seconds; what browsers' preload lists ask for


def register(app: Flask) -> None:
    """Switch on CSRF protection, rate limits, sign-in and the headers."""
    # The cookie lives from sign-in on; rewriting it with each answer would keep nothing longer.
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    csrf.init_app(app)
    limiter.init_app(app)
    login.init_app(app)
    # "basic": a session that moves to another browser stays signed in for moderating, but must
    # sign in again before it may touch accounts, keys or sites.
    login.session_protection = "basic"
    login.user_loader(load_signed_in)
    login.unauthorized_handler(refuse_anonymous)
    login.needs_refresh_handler(refuse_anonymous)
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """Set the security headers; what a view has set itself stands."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().https:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}")
    if response.mimetype == "text/html":
        # Pages hold reviews, tokens of one-time links or CSRF tokens: no copy may be kept.
        # Only a door that holds nothing but what is published says otherwise.
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    return response
