"""The demo: its rows, and the company's page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest
from sqlalchemy import func, select

from demo.seed import DEMO_EMAIL, DEMO_PASSWORD, REVIEWS, seed
from demo.server import company_page
from models import Entry, Review, Staff
from moderation.accounts.passwords import check_password

if TYPE_CHECKING:
    from moderation.database import Database

FEED = "http://127.0.0.1:8000/feeds/demo.json"


def ask(path: str, method: str = "GET") -> tuple[str, dict[str, str], str]:
    environ: dict[str, object] = {}
    setup_testing_defaults(environ)
    environ |= {"PATH_INFO": path, "REQUEST_METHOD": method}
    answer: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        answer.append((status, dict(headers)))

    body = b"".join(company_page(FEED)(environ, start))  # type: ignore[arg-type]
    return (*answer[0], body.decode())


@pytest.mark.usefixtures("_cheap_passwords")
def test_seeding_twice_gives_two_dozen_reviews_and_publishes_none(
    sqlite_database: Database,
) -> None:
    seed(sqlite_database, "secret")
    seed(sqlite_database, "secret")

    with sqlite_database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Review)) == 24
        assert session.scalar(select(func.count()).select_from(Entry)) == 0
        assert session.scalar(select(func.count()).select_from(Staff)) == 1


@pytest.mark.usefixtures("_cheap_passwords")
def test_the_printed_password_opens_the_demo_account(sqlite_database: Database) -> None:
    seed(sqlite_database, "secret")

    with sqlite_database.reading() as session:
        staff = session.scalars(select(Staff).where(Staff.email == DEMO_EMAIL)).one()
    assert check_password(staff.password_hash, DEMO_PASSWORD)


def test_the_samples_are_in_all_three_languages_and_each_says_how_far_its_author_may_be_named() -> (
    None
):
    rows = [json.loads(line) for line in REVIEWS.read_text("utf-8").split("\n") if line]

    assert {row["scope"] for row in rows} == {"full_name", "first_name", "anonymous"}
    assert any("ā" in row["text"] for row in rows)
    assert any("ы" in row["text"] for row in rows)
    assert any(row["text"].isascii() for row in rows)


def test_the_company_page_may_talk_to_the_feed_and_to_nobody_else() -> None:
    status, headers, body = ask("/")

    assert status == "200 OK"
    assert "connect-src http://127.0.0.1:8000;" in headers["Content-Security-Policy"]
    assert f'data-feed="{FEED}"' in body
    assert "script-src 'self' http://127.0.0.1:8000;" in headers["Content-Security-Policy"]
    assert '<balss-reviews site="demo" desk="http://127.0.0.1:8000" layout="badge"' in body
    assert "style=" not in body


@pytest.mark.parametrize("path", ["/seed.py", "/../seed.py", "/company/index.html"])
def test_the_company_site_serves_its_own_three_files_only(path: str) -> None:
    assert ask(path)[0] == "404 Not Found"


def test_the_script_never_writes_markup() -> None:
    assert "innerHTML" not in ask("/reviews.js")[2]
