"""schema.org markup: expanded by PyLD with nothing lost, offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from moderation.publication import json_ld
from moderation.publication.addresses import Addresses
from moderation.publication.part import Part
from moderation.queue.decisions import withdraw
from tests.unit.publication.samples import a_feed, an_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site

URL = "/feeds/clinic.jsonld"
# The terms of schema.org that are used, defined as its published context defines them, and no
# @vocab: a word that schema.org does not have is dropped by the expansion, and that shows.
CONTEXT = json.loads((Path(__file__).parent / "schema_org_context.json").read_text("utf-8"))
ADDRESSES = Addresses("https://b.example/f", "https://b.example/f", None, "https://b.example/a")


def load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    assert url.rstrip("/") == "https://schema.org"
    return {"contentType": None, "contextUrl": None, "documentUrl": url, "document": CONTEXT}


def expand(document: dict[str, Any]) -> Any:  # noqa: ANN401
    return jsonld.expand(document, {"documentLoader": load})


def assert_nothing_is_lost(document: dict[str, Any]) -> None:
    """Hold that expanded and compacted again it is the same document."""
    expanded = expand(document)
    again = jsonld.compact(expanded, CONTEXT, {"documentLoader": load, "graph": True})
    named = json.loads(json.dumps(again).replace('"id":', '"@id":').replace('"type":', '"@type":'))
    order = lambda each: json.dumps(each, sort_keys=True)  # noqa: E731
    assert sorted(named["@graph"], key=order) == sorted(_plain(document["@graph"]), key=order)


def _plain(part: Any) -> Any:  # noqa: ANN401
    """Write lists of one as PyLD does."""
    if isinstance(part, dict):
        return {name: _plain(below) for name, below in part.items()}
    if isinstance(part, list):
        plain = [_plain(each) for each in part]
        return plain[0] if len(plain) == 1 and isinstance(plain[0], dict) else plain
    return part


def pull(client: FlaskClient, url: str = URL) -> dict[str, Any]:
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
    found: dict[str, Any] = json.loads(answer.get_data())
    return found


def test_the_markup_of_a_feed_expands_without_loss(
    client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish("Thank you!", rating=5, written_on="2023-10")
    publish("Fine.", author=None)
    site.policy = {"stars_in_markup": True, "authenticity_page": True}
    found = pull(client)
    assert_nothing_is_lost(found)
    business, *reviews = found["@graph"]
    assert (business["@type"], business["name"]) == ("Organization", "Clinic")
    assert [each["reviewBody"] for each in reviews] == ["Fine.", "Thank you!"]
    assert reviews[1]["reviewRating"]["ratingValue"] == 5
    assert reviews[1]["translationOfWork"]["reviewBody"] == "Paldies par: Thank you!"
    assert reviews[1]["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert "reviewed by a person" in reviews[1]["creditText"]


def test_a_word_that_schema_org_does_not_have_would_show() -> None:
    found = json_ld.document(
        a_feed(), Part((an_entry(),), (), 1), language=None, addresses=ADDRESSES
    )
    assert_nothing_is_lost(found)
    found["@graph"][1]["stars"] = 5
    with pytest.raises(AssertionError):
        assert_nothing_is_lost(found)


def test_stars_about_oneself_are_left_out_unless_the_site_says_otherwise(
    client: FlaskClient, publish: Callable[..., Review]
) -> None:
    publish(rating=5)
    assert "Rating" not in json.dumps(pull(client))


def test_a_removed_review_is_gone_at_the_next_pull(
    session: Session,
    client: FlaskClient,
    publish: Callable[..., Review],
) -> None:
    review = publish("Secret words.")
    assert "Secret" in client.get(URL).text
    withdraw(session, review)
    assert "Secret" not in client.get(URL).text


@given(text=st.text(max_size=60), author=st.text(max_size=20))
def test_any_text_may_stand_in_a_script_element(text: str, author: str) -> None:
    entry = an_entry(content={"en": text + "</script><!--", "lv": text}, author=author)
    document = json_ld.document(a_feed(), Part((entry,), (), 1), language=None, addresses=ADDRESSES)
    written = json_ld.dumps(document)
    assert not set("<>&") & set(written)
    assert json.loads(written) == document
