"""Every page of the product, and how a browser comes to it: the list that axe goes through.

A page that is not here fails `tests/web/test_every_page_is_looked_at.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Doors whose answers are no pages.
NOT_PAGES = {
    "static": "stylesheet, script and icons",
    "widget.file": "the widget's script and style sheets",
    "feed.json_feed": "for programs",
    "feed.atom": "for programs",
    "feed.json_ld": "for programs",
    "feed.entries": "for programs",
    "api.read_review": "for programs",
    "api-docs.openapi_json": "for programs",
    "health.check": "for programs",
    "admin.export_terms": "a file",
    "staff.insight_csv": "a file",
    "staff.erasure_certificate": "a file",
    "widget.fragment": "part of another website's page, the same as in widget.page",
    "admin.pack_progress": "part of admin.packs",
    "staff.suggest": "part of staff.review, opened with a sentence's box",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """A page in one state: its door and template, its address, and what is done on it.

    `fields`, where there are any, are posted to the address with the token of the screen before.
    `opened` are clicked, in order, and `ready` is what then stands there. `part` is all that is
    looked at, where the rest is on the list by itself.
    """

    name: str
    endpoint: str
    template: str
    path: str
    status: int = 200
    fields: Mapping[str, str] | None = None
    opened: tuple[str, ...] = ()
    ready: str = "main"
    part: str | None = None


CLINIC = "/settings/sites/clinic"
REVIEW = ("staff.review", "staff/review.html")
QUEUE = ("staff.queue", "staff/queue.html")
SIGN_IN = ("account.sign_in", "account/sign_in.html", "/sign-in")
SET_UP = "account.set_up"
ERROR = "errors/error.html"

STRANGERS = (
    Screen("sign-in", *SIGN_IN),
    Screen(
        "sign-in, refused",
        *SIGN_IN,
        status=422,
        fields={"email": "nobody@example.com", "password": "not the password"},
    ),
    Screen("set-up", SET_UP, "account/set_up.html", "/invitations/{invitation}"),
    Screen(
        "set-up, refused",
        SET_UP,
        "account/set_up.html",
        "/invitations/{invitation}",
        status=422,
        fields={"email": "x", "name": "", "password": "short"},
    ),
    Screen("new password", SET_UP, "account/new_password.html", "/invitations/{reset}"),
    Screen("link over", SET_UP, "account/link_over.html", "/invitations/used", 404),
    Screen("withdraw", "withdrawal.confirm", "public/withdrawal.html", "/withdraw/{consent}"),
    Screen("withdrawn", "withdrawal.confirm", "public/withdrawal.html", "/withdraw/{withdrawn}"),
    Screen(
        "authenticity",
        "authenticity.page",
        "public/authenticity.html",
        "/sites/clinic/authenticity?language={language}",
    ),
    Screen("embed", "widget.page", "public/embed.html", "/embed/clinic?language={language}"),
    Screen(
        "embed, missing",
        "widget.page",
        "public/embed_missing.html",
        "/embed/nowhere?language={language}",
        404,
    ),
    Screen("404", "", ERROR, "/nowhere", 404),
)
STAFF = (
    Screen("queue", *QUEUE, "/"),
    Screen(
        "queue, choosing",
        *QUEUE,
        "/",
        opened=("#choose-all", "#reject-several > summary"),
        part="#several",
    ),
    Screen("queue, narrowed", *QUEUE, "/?narrow=1"),
    Screen(
        "queue, shortcuts", *QUEUE, "/", opened=("#show-help",), ready="#help[open]", part="#help"
    ),
    Screen("queue, empty", *QUEUE, "/?need=health"),
    Screen("search", *QUEUE, "/?q=paldies"),
    Screen("search, no hits", *QUEUE, "/?q=giraffe"),
    Screen("several rejected", *QUEUE, "/?done={done}"),
    Screen("rejected", *QUEUE, "/?status=rejected"),
    Screen("approved", *QUEUE, "/?status=approved"),
    Screen("review", *REVIEW, "/reviews/{marked}"),
    Screen("review, erased", REVIEW[0], "staff/erased.html", "/reviews/{erased}"),
    Screen(
        "review, erasing",
        *REVIEW,
        "/reviews/{marked}",
        opened=("#erasure > summary",),
        ready="#erase",
        part="#erasure",
    ),
    Screen(
        "review, editing", *REVIEW, "/reviews/{marked}", opened=("#edit-0",), part="#sentence-0"
    ),
    Screen(
        "review, rejecting",
        *REVIEW,
        "/reviews/{marked}",
        opened=("#reject > summary",),
        part="#reject",
    ),
    Screen(
        "review, its language",
        *REVIEW,
        "/reviews/{marked}",
        opened=("#language > summary",),
        part="#language",
    ),
    Screen(
        "review, asking the author",
        *REVIEW,
        "/reviews/{marked}",
        opened=("#ask > summary",),
        part="#ask",
    ),
    Screen(
        "review, the author otherwise",
        *REVIEW,
        "/reviews/{marked}",
        opened=("#byline > summary", "#agreed > summary"),
        part="aside",
    ),
    Screen("review, shortcuts", *REVIEW, "/reviews/{marked}", opened=("#show-help",), part="#help"),
    Screen("review, ruled on its marks", *REVIEW, "/reviews/{ruled}"),
    Screen("review, a colleague's", *REVIEW, "/reviews/{held}"),
    Screen("review, no English", *REVIEW, "/reviews/{foreign}"),
    Screen("review, being read", *REVIEW, "/reviews/{received}"),
    Screen("review, approved", *REVIEW, "/reviews/{approved}", opened=("#reopen > summary",)),
    Screen("review, rejected", *REVIEW, "/reviews/{rejected}"),
    Screen("review, withdrawn", *REVIEW, "/reviews/{taken_back}"),
    Screen("review, two wrote", *REVIEW, "/reviews/{contested}"),
    Screen(
        "review, changed meanwhile",
        "staff.save",
        REVIEW[1],
        "/reviews/{contested}",
        status=409,
        fields={"version": "1", "english-0": "Other words.", "seen-0": "0"},
    ),
    Screen(
        "review, refused",
        "staff.create_decision",
        REVIEW[1],
        "/reviews/{marked}/decisions",
        status=422,
        fields={"version": "{marked_version}", "outcome": "approved"},
    ),
    Screen("published", "staff.published", "staff/published.html", "/published"),
    Screen("insight", "staff.insights", "staff/insight.html", "/insight"),
    Screen("preferences", "account.preferences", "account/preferences.html", "/preferences"),
    Screen(
        "preferences, refused",
        "account.save_password",
        "account/preferences.html",
        "/preferences/password",
        status=422,
        fields={"current": "wrong", "password": "short", "again": "other"},
    ),
    Screen("settings", "admin.index", "admin/index.html", "/settings"),
    Screen("new site", "admin.new_site", "admin/new_site.html", "/settings/new-site"),
    Screen(
        "new site, refused",
        "admin.new_site",
        "admin/new_site.html",
        "/settings/new-site",
        status=422,
        fields={"slug": "Not a slug", "name": "", "time_zone": "Nowhere"},
    ),
    Screen("site", "admin.site", "admin/site.html", CLINIC, opened=(".fold > summary",)),
    Screen(
        "site, keys",
        "admin.create_key",
        "admin/key.html",
        f"{CLINIC}/keys",
        201,
        fields={"name": "Website"},
    ),
    Screen("glossary", "admin.glossary", "admin/glossary.html", f"{CLINIC}/glossary"),
    Screen(
        "glossary, refused",
        "admin.add_term",
        "admin/glossary.html",
        f"{CLINIC}/glossary",
        status=422,
        fields={"language": "", "term": "", "english": ""},
    ),
    Screen(
        "remembered words",
        "admin.dismissals",
        "admin/dismissals.html",
        f"{CLINIC}/remembered-words",
    ),
    Screen("webhooks", "admin.webhooks", "admin/webhooks.html", f"{CLINIC}/webhooks"),
    Screen(
        "webhooks, secret",
        "admin.add_webhook",
        "admin/webhook_secret.html",
        f"{CLINIC}/webhooks",
        status=201,
        fields={"url": "https://klinika.example/{language}"},
    ),
    Screen(
        "webhooks, refused",
        "admin.add_webhook",
        "admin/webhooks.html",
        f"{CLINIC}/webhooks",
        status=422,
        fields={"url": "ftp://x"},
    ),
    Screen("webhook", "admin.webhook", "admin/webhook.html", f"{CLINIC}/webhooks/{{webhook}}"),
    Screen("packs", "admin.packs", "admin/packs.html", "/settings/packs"),
    Screen("staff", "admin.staff", "admin/staff.html", "/settings/staff"),
    Screen(
        "staff, invitation",
        "admin.invite",
        "admin/invitation.html",
        "/settings/staff/invitations",
        status=201,
        fields={"role": "moderator"},
    ),
    Screen(
        "staff, new password",
        "admin.offer_password",
        "admin/invitation.html",
        "/settings/staff/{colleague}/password-link",
        status=201,
        fields={},
    ),
    *(
        Screen(f"{status}", "staff.insight_csv", ERROR, f"/insight/{status}.csv", status)
        for status in (403, 413, 429)
    ),
    Screen("405", "", ERROR, "/bulk", 405),
    Screen("500", "staff.insight_csv", "errors/failure.html", "/insight/500.csv", 500),
)
SCREENS = STRANGERS + STAFF
# Checked where it is written: it stands on another server, and takes no language from a browser.
ELSEWHERE = {"export/page.html": "tests/browser/test_webhook_pages.py"}
