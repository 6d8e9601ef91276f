"""The examples, run by the tools they are for, against a real desk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from models import Status
from moderation.publication.export import export_site
from moderation.queue.decisions import withdraw
from tests.browser.website import HTML, STYLE, open_website
from tests.desk import open_desk, tool
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser
    from sqlalchemy.orm import Session

    from models import Review

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HOSTILE = "<b onclick=alert(1)>{{ site.Title }} **x**"


@pytest.fixture
def review(session: Session) -> Review:
    """A review of the site that every example is about."""
    made = make_review(
        session,
        make_site(session, slug="main", name="Our clinic"),
        status=Status.APPROVED,
        segments=[("lv", f"Paldies! {HOSTILE}", f"Thank you! {HOSTILE}")],
        by=make_staff(session),
        author="Anna",
        rating=4,
        written_on="2026-03-01",
    )
    session.commit()
    return made


@pytest.fixture
def desk(app: Flask, review: Review) -> Iterator[str]:
    assert review.id
    with open_desk(app) as address:
        yield address


def remove(session: Session, review: Review) -> None:
    withdraw(session, review)
    session.commit()


@pytest.mark.browser
def test_plain_html(desk: str, session: Session, review: Review, browser: Browser) -> None:
    policy = f"default-src 'none'; script-src {desk}; connect-src {desk}; style-src 'self'"
    with open_website(f"{policy}; img-src data:") as website:
        for name, path, kind in (("index.html", "/", HTML), ("style.css", "/style.css", STYLE)):
            content = (EXAMPLES / "plain-html" / name).read_text("utf-8")
            website.pages[path] = kind, content.replace("https://desk.example", desk)
        page = browser.new_page()
        page.goto(website.address)
        expect(page.locator("[layout=list] blockquote").first).to_have_text(f"Thank you! {HOSTILE}")
        expect(page.locator("[layout=badge] p")).to_contain_text("4.0")
        remove(session, review)
        page.reload()
        expect(page.locator("[layout=list]")).to_contain_text("No reviews have been published yet.")
        page.close()


def test_nextjs_library(desk: str, session: Session, review: Review) -> None:
    def printed() -> str:
        script = EXAMPLES / "nextjs" / "print.mjs"
        command = [tool("node", "nodejs"), str(script), desk, "main", "en"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert printed() == (
        f"★★★★ Thank you! {HOSTILE}\n"
        "  Anna, 2026-03-01. Machine translation, checked by a person. "
        "It has not been checked whether the author is a customer.\n"
        f"  (lv) Paldies! {HOSTILE}\n"
    )
    remove(session, review)
    assert printed() == ""


def test_hugo(session: Session, review: Review, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(EXAMPLES / "hugo", site)

    def built() -> str:
        export_site(session, "main", site / "content" / "reviews", formats=["markdown"])
        command = [tool("hugo", "hugo"), "--quiet", "--source", str(site), "--cleanDestinationDir"]
        subprocess.run(command, check=True, cwd=tmp_path)
        public = site / "public"
        pages = {str(each.relative_to(public)) for each in public.rglob("*.html")}
        assert pages == {"index.html", "reviews/index.html"}
        return (public / "reviews" / "index.html").read_text("utf-8")

    page = built()
    assert "<b onclick" not in page
    assert "&lt;b onclick=alert(1)&gt;{{ site.Title }} **x**" in page
    assert '<blockquote lang="en"><p>Thank you!' in page
    assert '<blockquote lang="lv">Paldies!' in page
    assert "Machine translation, checked by a person." in page
    assert "Anna, 2026-03-01" in page

    remove(session, review)
    assert "Thank you!" not in built()
