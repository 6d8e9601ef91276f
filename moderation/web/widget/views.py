"""The doors for pages of other websites: the widget's files, the page to embed, the fragment.

No cookie is read or set here. A site whose feed needs a key has neither page nor fragment: the
answer is the same as for a site that does not exist.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request
from markupsafe import Markup

from moderation.extensions import limiter, sessions
from moderation.publication import feeds, json_ld, part, question
from moderation.publication.addresses import Addresses
from moderation.publication.items import Item, item
from moderation.web.addresses import base, external
from moderation.web.errors import words
from moderation.web.feed.answer import Answer, takes_gzip
from moderation.web.feed.door import ABOUT, AUTHENTICITY
from moderation.web.feed.front import keep
from moderation.web.widget import cards
from moderation.web.widget.assets import STYLE, asset
from moderation.web.widget.words import WORDS, locale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moderation.publication.feeds import Feed
    from moderation.publication.part import Part
    from moderation.publication.question import Question

LIMIT = "6000 per minute"  # of one address, not counting what the front answers
AN_HOUR = "public, max-age=3600"
HTML = "text/html; charset=utf-8"
PAGE, FRAGMENT = "public/embed.html", "public/embed_fragment.html"
PARTS = (PAGE, FRAGMENT, "public/_embed_reviews.html")
THEMES = ("light", "dark")
SHOWN = {"list": 20, "carousel": 20, "badge": 100}  # reviews where no limit is given
ASKED = ("limit", "cursor", "language")

widget = Blueprint("widget", __name__)
limiter.limit(LIMIT)(widget)


@dataclass(frozen=True, slots=True)
class Wish:
    """How the reviews are to look, and what of the feed is asked for."""

    layout: str
    theme: str | None
    given: dict[str, str]
    asked: Question

    @property
    def locale(self) -> str:
        """The language of our own words."""
        return locale_of(self.asked.language)


@widget.get("/widget/<filename>")
def file(filename: str) -> Response:
    """Give the script or a style sheet; every website may load them."""
    found = asset(filename)
    if found is None:
        return _missing()
    zip_it = takes_gzip(request.headers.get("Accept-Encoding", ""))
    response = Response(found.zipped if zip_it else found.body, content_type=found.media_type)
    if zip_it:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = AN_HOUR
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.set_etag(f"{found.tag}-gz" if zip_it else found.tag)
    response.make_conditional(request)
    return response


@widget.get("/embed/<slug>")
def page(slug: str) -> Response:
    """Give a site's reviews as a page for an iframe; complete without a script."""
    return _drawn(slug, PAGE)


@widget.get("/embed/<slug>/fragment")
def fragment(slug: str) -> Response:
    """Give the `<balss-reviews>` element, drawn, for a website's server to put into its page."""
    return _drawn(slug, FRAGMENT)


def _drawn(slug: str, template: str) -> Response:
    session = sessions()
    feeds.hold_still(session)
    found = feeds.find(session, slug)
    if found is None or not found.policy.public_feed:
        return _missing()
    try:
        wish = _wish(request.args)
    except question.QuestionError as error:
        return Response(f"{error}\n", 400, content_type="text/plain; charset=utf-8")
    tag = feeds.etag(found, wish.given, base(), template, _version())
    answer = Answer(found, HTML, tag, None)
    reply = answer.reply(request.environ)
    if reply is None:
        written = part.read(session, found, wish.asked)
        answer.body = _draw(found, written, wish, template).encode()
        reply = answer.reply(request.environ)
    assert reply is not None  # noqa: S101 - there is a body
    keep(request.environ, answer)
    response = Response(reply.body, status=reply.status)
    response.headers.clear()
    response.headers.extend(reply.headers)
    response.headers["Content-Security-Policy"] = _policy(found)
    # Read by search engines as part of the page it is embedded in, not as one of its own.
    response.headers["X-Robots-Tag"] = "noindex, indexifembedded"
    return response


def _wish(query: Mapping[str, str]) -> Wish:
    """Read the query strictly where it asks of the feed. Raises QuestionError."""
    layout = query.get("layout", "list")
    if layout not in cards.LAYOUTS:
        raise question.QuestionError("layout", "layout must be list, carousel or badge.")
    theme = query.get("theme")
    if theme is not None and theme not in THEMES:
        raise question.QuestionError("theme", "theme must be light or dark; leave it out for both.")
    given = {name: query[name] for name in (*ASKED, "layout", "theme") if name in query}
    wanted = {name: given[name] for name in ASKED if name in given}
    asked = question.read({"limit": str(SHOWN[layout]), **wanted})
    return Wish(layout, theme, given, asked)


def _draw(found: Feed, written: Part, wish: Wish, template: str) -> str:
    items = [item(found.policy, each, wish.asked.language) for each in written.items]
    return render_template(
        template,
        site=found,
        words=WORDS[wish.locale],
        wish=wish,
        older=_older(found, written, wish),
        desk=base(),
        embed_address=external("widget.page", slug=found.slug, **wish.given),
        style_address=external("widget.file", filename=STYLE),
        markup=_markup(found, written, wish),
        **_content(found, written, wish, items),
    )


def _content(found: Feed, written: Part, wish: Wish, items: list[Item]) -> dict[str, object]:
    authenticity = None
    if found.policy.authenticity_page:
        authenticity = external(AUTHENTICITY, slug=found.slug, language=wish.locale)
    return {
        "cards": [cards.card(each, wish.locale) for each in items],
        "badge": cards.badge(items, wish.locale, more=written.cursor is not None),
        "unchecked": cards.unchecked(items),
        "authenticity": authenticity,
    }


def _older(found: Feed, written: Part, wish: Wish) -> str | None:
    """Give the address of the page's next part: reviews that no script has to fetch."""
    if written.cursor is None:
        return None
    kept = {name: value for name, value in wish.given.items() if name != "cursor"}
    return external("widget.page", slug=found.slug, **kept, cursor=written.cursor)


def _markup(found: Feed, written: Part, wish: Wish) -> Markup:
    """Give the schema.org markup; `dumps` lets no text end the script element it stands in."""
    addresses = Addresses(
        feed=external("feed.json_ld", slug=found.slug),
        itself=external("feed.json_ld", slug=found.slug),
        following=None,
        about=external(ABOUT),
        authenticity=(
            external(AUTHENTICITY, slug=found.slug) if found.policy.authenticity_page else None
        ),
    )
    document = json_ld.document(found, written, language=wish.asked.language, addresses=addresses)
    return Markup(json_ld.dumps(document))  # noqa: S704 - escaped for where it stands


def _policy(found: Feed) -> str:
    """Give the policy of the embedded page: a style sheet of ours, and who may frame it."""
    frames = " ".join(found.policy.origins) or "*"
    return (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {frames}"
    )


def _missing() -> Response:
    """Say that there is nothing, without a cookie, whatever the reason."""
    heading, advice = words(404)
    body = render_template("public/embed_missing.html", heading=heading, advice=advice)
    return Response(body, 404, content_type=HTML)


@cache
def _version() -> str:
    """Give a word that changes with what we draw with, so that every ETag does."""
    folder = Path(current_app.root_path, current_app.template_folder or "")
    digest = hashlib.sha256(repr(WORDS).encode())
    for name in PARTS:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
