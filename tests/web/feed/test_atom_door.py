"""Atom as feed readers take it: by schema, and by feedparser as one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree

from models import Outcome
from moderation.publication import atom, entries
from moderation.publication.addresses import Addresses
from moderation.publication.part import Part
from moderation.queue.decisions import decide, withdraw
from tests.unit.publication.samples import a_feed, an_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Staff

URL = "/feeds/clinic.atom"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
ADDRESSES = Addresses(
    feed="https://balss.example/feeds/clinic.atom",
    itself="https://balss.example/feeds/clinic.atom?limit=1",
    following="https://balss.example/feeds/clinic.atom?limit=1&cursor=x",
    about="https://balss.example/api/v1/openapi.json",
    authenticity="https://balss.example/sites/clinic/authenticity",
)
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def pull(client: FlaskClient, url: str = URL) -> etree._Element:
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    root = etree.fromstring(answer.get_data())
    SCHEMA.assertValid(root)
    return root


class Reader:
    """A feed reader: keeps what it has shown, drops what the feed says was removed."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.shown: dict[str, Any] = {}
        self.headers: dict[str, str] = {}

    def refresh(self) -> int:
        """Pull every page; gives the status of the first."""
        url: str | None = URL
        first = None
        while url:
            answer = self.client.get(url, headers=self.headers if first is None else {})
            if first is None:
                first = answer.status_code
                if first == 304:
                    break
                self.headers = {"If-None-Match": answer.headers["ETag"]}
            parsed = feedparser.parse(answer.get_data())
            assert not parsed.bozo, parsed.bozo_exception
            for entry in parsed.entries:
                self.shown[entry.id] = entry
            for gone in etree.fromstring(answer.get_data()).findall(TOMBSTONES):
                self.shown.pop(gone.get("ref"), None)
            following = [each.href for each in parsed.feed.links if each.rel == "next"]
            url = following[0] if following else None
        assert first is not None
        return first


def test_a_feed_reader_shows_entries_and_drops_what_is_removed(
    session: Session, client: FlaskClient, publish: Callable[..., Review], anna: Staff
) -> None:
    kept, gone = publish("We stay.", rating=5), publish("We go.")
    reader = Reader(client)
    reader.refresh()
    assert sorted(each.summary for each in reader.shown.values()) == ["We go.", "We stay."]
    one = next(each for each in reader.shown.values() if each.summary == "We stay.")
    assert (one.title, one.author, one.published_parsed[:1]) == ("We stay.", "Anna Liepa", (2026,))
    assert one.content[0].language == "en"

    assert reader.refresh() == 304
    decide(session, gone, Outcome.UNPUBLISHED, seen_version=gone.version, staff_id=anna.id)
    assert reader.refresh() == 200
    assert [each.summary for each in reader.shown.values()] == ["We stay."]
    withdraw(session, kept)
    reader.refresh()
    assert reader.shown == {}


@pytest.mark.usefixtures("site")
def test_a_feed_without_entries_is_valid(client: FlaskClient) -> None:
    assert pull(client).findtext("{*}title") == "Clinic"


def test_pages_are_linked_and_hold_every_entry_once(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    for number in range(5):
        publish(f"Text {number}.")
    url: str | None = f"{URL}?limit=2"
    seen = []
    while url:
        root = pull(client, url)
        links = {each.get("rel"): each.get("href") for each in root.findall("{*}link")}
        assert urlsplit(links["self"]).query == urlsplit(url).query
        assert urlsplit(links["first"]).path == URL
        seen += [each.findtext("{*}content") for each in root.findall("{*}entry")]
        url = links.get("next")
    assert seen == [f"Text {number}." for number in range(4, -1, -1)]


def test_a_mirror_gets_every_tombstone(
    session: Session, client: FlaskClient, publish: Callable[..., Review]
) -> None:
    review = publish()
    first = pull(client, f"{URL}?since=0")
    assert first.findtext("{*}standing") == "1"
    withdraw(session, review)
    root = pull(client, f"{URL}?since={first.findtext('{*}sequence')}")
    assert [each.get("ref") for each in root.findall(TOMBSTONES)] == [
        first.find("{*}entry").findtext("{*}id")
    ]
    assert root.findtext("{*}standing") == "0"


@pytest.mark.parametrize(
    "text", ["<b>&amp;</b>", "]]>", "a\x00b\x0b\x1f\ufffe", "\ud83d", "\U0001f600", "\"'", "&#0;"]
)
def test_any_approved_text_can_be_written(text: str) -> None:
    entry = an_entry(content={"en": text, "lv": text}, author=text)
    root = etree.fromstring(
        atom.document(a_feed(), Part((entry,), (), 1), language=None, addresses=ADDRESSES)
    )
    SCHEMA.assertValid(root)
    assert root.find("{*}entry").findtext("{*}content") == atom.UNWRITABLE.sub("\ufffd", text)


def test_the_schema_refuses_what_is_no_atom() -> None:
    part = Part((an_entry(),), (entries.Removed(an_entry().id, 2, a_feed().modified),), 2)
    good = atom.document(a_feed(), part, language=None, addresses=ADDRESSES)
    assert SCHEMA.validate(etree.fromstring(good))
    for old, new in (
        (b"<id>urn:uuid:00000000-0000-0000-0000-000000000002</id>", b""),
        (b"<title>Thank you!</title>", b""),
        (b'type="text"', b'type="markdown"'),
        (b"<updated>2026", b"<updated>yesterday"),
        (b' ref="urn', b' rev="urn'),
        (b'rel="self"', b'rel="me"'),
        (b'xml:lang="lv"', b'xml:lang="lv_LV"'),
    ):
        assert old in good
        assert not SCHEMA.validate(etree.fromstring(good.replace(old, new)))


def test_a_long_text_opens_its_own_title() -> None:
    assert atom.title("One\ntwo  three") == "One two three"
    assert atom.title("word " * 40) == "word " * 15 + "word…"
    assert len(atom.title("x" * 200)) == 81
