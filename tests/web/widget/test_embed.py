"""Reviews drawn for other websites: the page to embed, the fragment, the files they load."""

from __future__ import annotations

import gzip
import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from models import Role, Status
from moderation.queue.decisions import withdraw
from moderation.web.widget.words import WORDS
from tests.factories import make_key, make_review, make_site, make_staff, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site

PAGE = "/embed/clinic"
FRAGMENT = "/embed/clinic/fragment"
BOTH = pytest.mark.parametrize("url", [PAGE, FRAGMENT])
HOSTILE = "</script><img src=x onerror=alert(1)> & \"'"


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic", url="https://clinic.example/")


@pytest.fixture
def publish(session: Session, site: Site) -> Callable[..., Review]:
    staff = make_staff(session)

    def make(english: str = "Thank you!", latvian: str = "Paldies!", **columns: Any) -> Review:  # noqa: ANN401
        segments = [("lv", latvian, english)]
        given = {"segments": segments, "by": staff, **columns}
        return make_review(session, site, status=Status.APPROVED, **given)

    return make


def body(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@BOTH
def test_a_review_is_drawn_with_all_that_must_be_said_of_it(
    client: FlaskClient, publish: Callable[..., Review], url: str
) -> None:
    publish(rating=4, written_on="2026-03-01")
    drawn = body(client, url)
    for words in (
        ">Thank you!</blockquote>",
        '<blockquote class="text" part="text" lang="lv" dir="auto">Paldies!',
        "Anna Liepa",
        ">1 March 2026</time>",
        "4 out of 5 stars",
        "Machine translation, checked by a person. Original language: Latvian.",
        WORDS["en"]["unchecked"],
    ):
        assert words in drawn


@pytest.mark.parametrize(
    ("language", "shown", "said", "day"),
    [
        ("lv", "Paldies!", "Atsauksmes", "2026. gada 1. marts"),
        ("ru-RU", "Thank you!", "Машинный перевод, проверен человеком.", "1 марта 2026 г."),
        ("de", "Thank you!", "Machine translation, checked by a person.", "1 March 2026"),
    ],
)
def test_words_and_texts_come_in_the_language_asked_for_where_there_is_one(
    client: FlaskClient,
    publish: Callable[..., Review],
    *,
    language: str,
    shown: str,
    said: str,
    day: str,
) -> None:
    publish(written_on="2026-03-01")
    drawn = body(client, f"{PAGE}?language={language}")
    first = re.search(r"<blockquote[^>]*>([^<]*)", drawn)
    assert first
    assert first[1] == shown
    assert said in drawn
    assert day in drawn


@BOTH
def test_markup_in_a_review_stays_words(
    client: FlaskClient, publish: Callable[..., Review], url: str
) -> None:
    publish(english=HOSTILE, latvian=f"lv {HOSTILE}", author=HOSTILE)
    drawn = body(client, url)
    assert "<img" not in drawn
    assert html.escape(HOSTILE).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in drawn
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', drawn, re.DOTALL)
    assert found
    reviews = json.loads(found[1])["@graph"][1:]
    assert [each["reviewBody"] for each in reviews] == [HOSTILE]


@BOTH
def test_nothing_is_drawn_where_the_feed_needs_a_key(
    client: FlaskClient,
    session: Session,
    site: Site,
    publish: Callable[..., Review],
    url: str,
) -> None:
    publish("zqxj")
    assert client.get(url).status_code == 200  # and kept
    _, secret = make_key(session, site)
    site.policy = {"public_feed": False}
    private = client.get(url, headers={"Authorization": f"Bearer {secret}"})
    nobodys = client.get(url.replace("clinic", "nobodys"))

    assert private.status_code == nobodys.status_code == 404
    assert private.get_data() == nobodys.get_data()
    assert private.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in private.headers["Content-Security-Policy"]


@BOTH
def test_a_removed_review_is_gone_from_the_next_answer(
    client: FlaskClient, session: Session, publish: Callable[..., Review], url: str
) -> None:
    review = publish("zqxj")
    first = client.get(url)
    assert "zqxj" in first.get_data(as_text=True)
    same = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.get_data()) == (304, b"")

    withdraw(session, review)
    now = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert now.status_code == 200
    assert "zqxj" not in now.get_data(as_text=True)


@BOTH
def test_what_the_policy_hides_is_not_drawn(
    client: FlaskClient, site: Site, publish: Callable[..., Review], url: str
) -> None:
    publish(latvian="Zqxj")
    site.policy = {"publish_original": False, "show_author": False}
    drawn = body(client, url)
    assert "Zqxj" not in drawn
    assert "Liepa" not in drawn
    assert ">Anonymous<" in drawn


@BOTH
def test_no_cookie_is_set_and_a_cdn_may_keep_the_answer(
    client: FlaskClient, publish: Callable[..., Review], url: str
) -> None:
    publish()
    for answer in (client.get(url), client.get(url), client.get("/embed/nobodys")):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert "s-maxage" in client.get(url).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("policy", "frames"),
    [
        ({}, "frame-ancestors *"),
        ({"origins": ["https://clinic.example"]}, "frame-ancestors https://clinic.example"),
    ],
)
def test_the_sites_websites_may_frame_the_page(
    client: FlaskClient,
    site: Site,
    publish: Callable[..., Review],
    policy: dict[str, Any],
    frames: str,
) -> None:
    publish()
    site.policy = policy
    for answer in (client.get(PAGE), client.get(PAGE)):  # made, then kept
        directives = answer.headers["Content-Security-Policy"].split("; ")
        assert frames in directives
        assert "default-src 'none'" in directives
        assert not any(each.startswith("script-src") for each in directives)


def test_older_reviews_are_a_link_away(client: FlaskClient, publish: Callable[..., Review]) -> None:
    for number in range(3):
        publish(f"number {number}", latvian=f"skaitlis {number}")
    url: str | None = f"{PAGE}?limit=2&language=lv&theme=dark"
    seen = []
    while url:
        drawn = body(client, url)
        seen += re.findall(r"skaitlis (\d)</blockquote>", drawn)
        assert 'data-theme="dark"' in drawn
        link = re.search(r'<p><a href="([^"]+)">Vecākas', drawn)
        url = html.unescape(link[1]) if link else None
    assert seen == ["2", "1", "0"]


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([], "No reviews have been published yet."),
        ([None], "Reviews: 1<"),
        ([5, 4, 4], ">4.3<"),
        ([5, 5, None], "Reviews: 2<"),
    ],
)
def test_the_badge_counts_stars_of_those_who_gave_some(
    client: FlaskClient, publish: Callable[..., Review], ratings: list[int | None], said: str
) -> None:
    for rating in ratings:
        publish(rating=rating)
    assert said in body(client, f"{PAGE}?layout=badge")


def test_a_badge_over_some_of_the_reviews_says_so(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    for rating in (1, 5, 5):
        publish(rating=rating)
    assert "Latest reviews: 2<" in body(client, f"{PAGE}?layout=badge&limit=2")


def test_the_way_reviews_are_checked_is_linked_where_the_page_is_public(
    client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish()
    assert "/authenticity" not in body(client, PAGE)
    site.policy = {"authenticity_page": True}
    assert "/sites/clinic/authenticity?language=lv" in body(client, f"{PAGE}?language=lv")


@pytest.mark.parametrize("query", ["layout=tree", "limit=0", "theme=<b>", "cursor=x", "language=1"])
@BOTH
def test_a_question_that_cannot_be_used_is_answered_with_a_sentence(
    client: FlaskClient, site: Site, url: str, query: str
) -> None:
    answer = client.get(url, query_string=query)
    assert site.slug == "clinic"
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_the_script_is_one_file_under_eight_kilobytes(client: FlaskClient) -> None:
    answer = client.get("/widget/balss-reviews.js", headers={"Accept-Encoding": "gzip"})
    script = gzip.decompress(answer.get_data()).decode()
    print(f"widget: {len(answer.get_data())} bytes gzipped, {len(script)} characters")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.get_data()) < 8_000
    for words in (*(each["none"] for each in WORDS.values()), ":host{display: block"):
        assert words in script
    for unfit in ("innerHTML", "eval(", "document.cookie", "localStorage", "import(", ".style."):
        assert unfit not in script


@pytest.mark.parametrize("name", ["balss-reviews.js", "balss-reviews.css", "embed.css"])
def test_every_website_may_load_the_files_and_ask_whether_they_changed(
    client: FlaskClient, name: str
) -> None:
    answer = client.get(f"/widget/{name}")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"/widget/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["words.json", "views.py", "..%2fviews.py"])
def test_no_other_file_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/widget/{name}").status_code == 404


def test_every_language_has_every_word_with_the_same_places_for_values() -> None:
    places = {
        locale: {name: sorted(re.findall(r"{\w+}", each)) for name, each in words.items()}
        for locale, words in WORDS.items()
    }
    assert set(places) == {"en", "lv", "ru"}
    assert places["lv"] == places["ru"] == places["en"]
    assert all(each for words in WORDS.values() for each in words.values())


def test_the_sites_page_has_the_lines_to_copy_while_the_feed_is_public(
    client: FlaskClient, session: Session, site: Site
) -> None:
    sign_in(client, make_staff(session, role=Role.ADMIN))
    page = html.unescape(body(client, "/settings/sites/clinic"))
    assert '<script src="http://localhost/widget/balss-reviews.js" async></script>' in page
    assert '<balss-reviews site="clinic" layout="list"></balss-reviews>' in page
    site.policy = {"public_feed": False}
    assert "balss-reviews" not in body(client, "/settings/sites/clinic")
