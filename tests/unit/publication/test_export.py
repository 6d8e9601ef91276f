"""A site as files: what is in them, and what a second export does."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from markdown_it import MarkdownIt
from sqlalchemy import select

from models import Entry, Policy, Scope, Status
from moderation.accounts.sites import change_policy
from moderation.publication.export import ExportError, export_site, folder, markdown, site
from moderation.queue.decisions import withdraw
from tests.factories import make_review, make_site
from tests.hostile import HOSTILE_TEXTS

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site
    from moderation.publication.export import Report

OURS = {folder.MANIFEST, folder.LOCK}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    made = tmp_path / "export"
    made.mkdir()
    return made


@pytest.fixture
def clinic(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic <&>", url="https://klinika.example")


def bring_up_to_date(session: Session, slug: str, path: Path, **options: Any) -> Report:  # noqa: ANN401
    """Export in a transaction of its own, as the command does."""
    session.commit()
    report = export_site(session, slug, path, **options)
    session.commit()
    return report


def publish(
    session: Session,
    clinic: Site,
    *,
    lv: str = "Paldies!",
    en: str = "Thank you!",
    **columns: Any,  # noqa: ANN401
) -> Review:
    return make_review(
        session, clinic, segments=[("lv", lv, en)], status=Status.APPROVED, **columns
    )


def hostile_entry(session: Session, clinic: Site, text: str) -> Entry:
    """An entry with a text that the last check before approval might have stopped."""
    publish(session, clinic)
    entry = session.scalars(select(Entry)).one()
    entry.content = {"en": text, "lv": text}
    entry.author = " ".join(text.split())[:200]
    session.flush()
    return entry


def files(path: Path) -> dict[str, bytes]:
    return {
        each.relative_to(path).as_posix(): each.read_bytes()
        for each in sorted(path.rglob("*"))
        if each.is_file() and each.name not in OURS
    }


class Reader(HTMLParser):
    """Reads a page as a browser does: tags with attributes, and the texts in `.text` boxes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.data = ""
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if dict(attrs).get("class") == "text":
            self.texts.append("")
            self._inside = tag
        elif tag == "script":
            self._inside = "script"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.data += data
        elif self._inside:
            self.texts[-1] += data


def front(document: str) -> tuple[dict[str, Any], str]:
    """Take a Markdown file apart as a generator does."""
    assert document.startswith("---\n")
    head, body = document[4:].split("\n---\n", 1)
    return yaml.safe_load(head), body


def test_all_three_formats_hold_what_the_feed_shows(
    session: Session, clinic: Site, client: FlaskClient, into: Path
) -> None:
    review = publish(session, clinic, rating=5, written_on="2026-01-31")
    session.commit()

    report = bring_up_to_date(session, "clinic", into)

    made = files(into)
    entry = session.scalars(select(Entry)).one()
    assert made.keys() == {
        "index.html", "reviews.css", "reviews.json", f"entries/{entry.id}.md"
    }  # fmt: skip
    assert (report.written, report.removed, report.unchanged) == (4, 0, 0)
    served = client.get("/feeds/clinic.json").get_json()["items"]
    assert json.loads(made["reviews.json"])["items"] == served
    about, body = front(made[f"entries/{entry.id}.md"].decode())
    assert about["title"] == review.author
    assert about["params"]["id"] == served[0]["id"]
    assert about["params"]["rating"] == 5
    assert about["params"]["original"] == {"language": "lv", "text": "Paldies!"}
    assert body.strip() == r"Thank you\!"
    page = Reader(made["index.html"].decode())
    assert page.texts == ["Thank you!", "Paldies!"]
    [data] = json.loads(page.data)["@graph"][1:]
    assert data["@id"] == served[0]["id"]


def test_a_page_says_its_languages_and_runs_nothing(
    session: Session, clinic: Site, into: Path
) -> None:
    publish(session, clinic)
    bring_up_to_date(session, "clinic", into, language="lv")

    page = Reader((into / "index.html").read_text(encoding="utf-8"))

    assert ("html", {"lang": "lv"}) in page.tags
    assert {attrs["lang"] for _, attrs in page.tags if attrs.get("class") == "text"} == {"lv"}
    scripts = [attrs for tag, attrs in page.tags if tag == "script"]
    assert scripts == [{"type": "application/ld+json"}]
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_words_stay_words_in_html(
    session: Session, clinic: Site, into: Path, text: str
) -> None:
    entry = hostile_entry(session, clinic, text)
    clinic.name = entry.author or ""
    harmless = {"html", "head", "meta", "title", "link", "script", "body", "main", "h1", "a",
                "article", "div", "p", "span", "strong", "time", "details", "summary"}  # fmt: skip

    bring_up_to_date(session, "clinic", into)

    page = Reader((into / "index.html").read_bytes().decode())
    assert page.texts == [entry.content["en"], entry.content["lv"]]
    assert {tag for tag, _ in page.tags} <= harmless
    assert {attrs.get("href") for tag, attrs in page.tags if tag == "a"} == {
        "https://klinika.example"
    }
    assert json.loads(page.data)["@graph"][1]["reviewBody"] == entry.content["en"]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_words_stay_words_in_json(
    session: Session, clinic: Site, into: Path, text: str
) -> None:
    entry = hostile_entry(session, clinic, text)

    bring_up_to_date(session, "clinic", into)

    [read] = json.loads((into / "reviews.json").read_bytes())["items"]
    assert read["content_text"] == entry.content["en"]


@pytest.mark.parametrize("preset", ["commonmark", "js-default"])
@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_words_stay_words_in_markdown(
    session: Session, clinic: Site, into: Path, text: str, preset: str
) -> None:
    entry = hostile_entry(session, clinic, text)

    bring_up_to_date(session, "clinic", into)

    about, body = front((into / f"entries/{entry.id}.md").read_bytes().decode())
    assert about["params"]["texts"][0]["text"] == entry.content["en"]
    assert about["params"]["author"] == about["title"] == entry.author
    assert "draft" not in about
    for opening in ("{{", "{%", "<%", "${", "#{"):
        assert opening not in body
    rendered = Reader(MarkdownIt(preset, {"html": True}).render(body))
    assert {tag for tag, _ in rendered.tags} <= {"p", "br"}
    shown = re.sub(r"<br ?/?>\n?|</p>\n<p>", " ", MarkdownIt(preset).render(body))
    words = Reader(f'<div class="text">{shown}</div>').texts[0]
    assert words.split() == entry.content["en"].split()


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_a_front_matter_scalar_is_one_line_and_reads_back(text: str) -> None:
    written = markdown.scalar({"text": text, "list": [text, 1, None, True]})

    assert len(written.splitlines()) == 1
    assert yaml.safe_load(written) == {"text": text, "list": [text, 1, None, True]}


def test_a_second_export_writes_only_what_has_changed(
    session: Session, clinic: Site, into: Path
) -> None:
    for number in range(3):
        publish(session, clinic, lv=f"Teksts {number}.", en=f"Text {number}.")
    bring_up_to_date(session, "clinic", into)
    before = {name: (into / name).stat().st_mtime_ns for name in files(into)}

    same = bring_up_to_date(session, "clinic", into)
    assert (same.written, same.removed, same.unchanged) == (0, 0, 6)

    publish(session, clinic, lv="Jauns.", en="New.")
    report = bring_up_to_date(session, "clinic", into)

    assert (report.written, report.removed, report.unchanged) == (3, 0, 4)
    untouched = [name for name in before if name.endswith(".md")]
    assert all((into / name).stat().st_mtime_ns == before[name] for name in untouched)


def test_a_withdrawn_reviews_words_are_in_no_file_any_more(
    session: Session, clinic: Site, into: Path
) -> None:
    kept = publish(session, clinic, lv="Zirgs.", en="Horse.")
    gone = publish(session, clinic, lv="Kaķis.", en="Zebra.")
    bring_up_to_date(session, "clinic", into)
    withdraw(session, gone)

    report = bring_up_to_date(session, "clinic", into)

    everything = b"".join(files(into).values()).decode()
    assert "Horse" in everything
    assert "Zebra" not in everything
    assert "Kaķis" not in everything
    assert report.removed == 1
    withdraw(session, kept)
    bring_up_to_date(session, "clinic", into)
    assert not (into / "entries").exists()
    assert json.loads((into / "reviews.json").read_bytes())["items"] == []


def test_what_the_policy_hides_is_in_no_file(session: Session, clinic: Site, into: Path) -> None:
    publish(session, clinic, lv="Kaķis.", en="Cat.", author="Anna Liepa", scope=Scope.FULL_NAME)
    hidden = replace(Policy(), publish_original=False, show_author=False)
    change_policy(session, clinic, hidden, by="system")

    bring_up_to_date(session, "clinic", into)

    everything = b"".join(files(into).values()).decode()
    assert "Cat." in everything
    assert "Kaķis" not in everything
    assert "Anna" not in everything


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED])
def test_nothing_unapproved_is_exported(
    session: Session, clinic: Site, into: Path, status: Status
) -> None:
    make_review(session, clinic, segments=[("lv", "Kaķis.", "Zebra.")], status=status)

    bring_up_to_date(session, "clinic", into)

    everything = b"".join(files(into).values()).decode()
    assert "Zebra" not in everything


def test_many_reviews_are_paged_and_surplus_pages_go(
    session: Session, clinic: Site, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "ON_A_PAGE", 2)
    reviews = [publish(session, clinic, lv=f"T{n}.", en=f"Text {n}.") for n in range(5)]

    bring_up_to_date(session, "clinic", into, formats=["html"])

    assert files(into).keys() == {"index.html", "page-2.html", "page-3.html", "reviews.css"}
    texts = [
        each
        for name in ("index.html", "page-2.html", "page-3.html")
        for each in Reader((into / name).read_text("utf-8")).texts[::2]
    ]
    assert texts == [f"Text {number}." for number in (4, 3, 2, 1, 0)]
    assert 'rel="next" href="page-3.html"' in (into / "page-2.html").read_text("utf-8")
    for each in reviews[:3]:
        withdraw(session, each)
    bring_up_to_date(session, "clinic", into, formats=["html"])
    assert files(into).keys() == {"index.html", "reviews.css"}


def test_foreign_files_are_neither_overwritten_nor_removed(
    session: Session, clinic: Site, into: Path
) -> None:
    review = publish(session, clinic)
    (into / "entries").mkdir()
    (into / "entries" / "mine.md").write_text("mine")
    (into / "about.html").write_text("mine")
    bring_up_to_date(session, "clinic", into)
    withdraw(session, review)
    bring_up_to_date(session, "clinic", into)

    assert (into / "entries" / "mine.md").read_text() == "mine"
    assert (into / "about.html").read_text() == "mine"


def test_a_folder_that_has_such_a_file_already_is_refused_and_left_as_it_is(
    session: Session, clinic: Site, into: Path
) -> None:
    publish(session, clinic)
    (into / "index.html").write_text("mine")

    with pytest.raises(ExportError, match="is there already"):
        bring_up_to_date(session, "clinic", into)

    assert files(into) == {"index.html": b"mine"}


@pytest.mark.usefixtures("clinic")
def test_another_sites_folder_is_refused(session: Session, into: Path) -> None:
    make_site(session, slug="other")
    bring_up_to_date(session, "clinic", into)

    with pytest.raises(ExportError, match="holds the export of site 'clinic'"):
        bring_up_to_date(session, "other", into)


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        '{"site": "clinic"}',
        '{"site": "clinic", "files": ["../victim.md"]}',
        '{"site": "clinic", "files": ["/etc/passwd"]}',
        '{"site": "clinic", "files": ["a/../../victim.md"]}',
        '{"site": "clinic", "files": [7]}',
    ],
)
@pytest.mark.usefixtures("clinic")
def test_a_tampered_manifest_deletes_nothing(session: Session, into: Path, content: str) -> None:
    victim = into.parent / "victim.md"
    victim.write_text("mine")
    (into / folder.MANIFEST).write_text(content)

    with pytest.raises(ExportError, match="is damaged"):
        bring_up_to_date(session, "clinic", into)

    assert victim.read_text() == "mine"


def test_a_link_in_place_of_a_folder_is_not_followed(
    session: Session, clinic: Site, into: Path
) -> None:
    publish(session, clinic)
    elsewhere = into.parent / "elsewhere"
    elsewhere.mkdir()
    (into / "entries").symlink_to(elsewhere)

    with pytest.raises(ExportError, match="is a link"):
        bring_up_to_date(session, "clinic", into)

    assert list(elsewhere.iterdir()) == []


def test_an_export_that_breaks_off_leaves_whole_files_and_the_next_one_finishes(
    session: Session, clinic: Site, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews = [publish(session, clinic, lv=f"T{n}.", en=f"Text {n}.") for n in range(4)]
    written = markdown.document
    calls = iter(range(10))

    def break_off(shown: Any) -> str:  # noqa: ANN401
        if next(calls) == 2:
            raise KeyboardInterrupt
        return written(shown)

    monkeypatch.setattr(markdown, "document", break_off)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(session, "clinic", into)
    monkeypatch.undo()
    partial = files(into)
    assert len([name for name in partial if name.endswith(".md")]) == 2

    for review in reviews:
        withdraw(session, review)
    bring_up_to_date(session, "clinic", into)

    assert files(into).keys() == {"index.html", "reviews.css", "reviews.json"}
    assert not list(into.rglob(f"{folder.DRAFT}*"))


@pytest.mark.usefixtures("clinic")
def test_two_exports_to_one_folder_do_not_mix(session: Session, into: Path) -> None:
    with folder.held(into), pytest.raises(ExportError, match="under way"):
        bring_up_to_date(session, "clinic", into)


@pytest.mark.usefixtures("clinic")
def test_files_can_be_read_by_a_web_server(session: Session, into: Path) -> None:
    bring_up_to_date(session, "clinic", into)

    mode = (into / "index.html").stat().st_mode
    assert mode & stat.S_IRUSR
    assert mode & stat.S_IRGRP == (into / "reviews.css").stat().st_mode & stat.S_IRGRP


def test_an_unknown_site_is_named(session: Session, into: Path) -> None:
    with pytest.raises(ExportError, match="there is no site 'nowhere'"):
        bring_up_to_date(session, "nowhere", into)


def test_a_page_links_no_address_that_would_run(session: Session, clinic: Site, into: Path) -> None:
    clinic.url = "javascript:alert(1)"

    bring_up_to_date(session, "clinic", into, formats=["html"])

    assert 'href="javascript' not in (into / "index.html").read_text("utf-8")
