from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.publication.addresses import Addresses
from moderation.publication.entries import Published, Removed
from moderation.publication.items import choose, item
from moderation.publication.json_feed import feed_object, item_object
from moderation.publication.part import Part
from tests.unit.publication.samples import a_feed, an_entry

if TYPE_CHECKING:
    from moderation.publication.feeds import Feed

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "web" / "feed" / "json_feed_1_1.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
ADDRESSES = Addresses(
    feed="https://balss.example/feeds/clinic.json",
    itself="https://balss.example/feeds/clinic.json",
    following=None,
    about="https://balss.example/api/v1/openapi.json",
)


def written(language: str | None = None, *, feed: Feed | None = None, **columns: Any) -> Any:  # noqa: ANN401
    return item_object(item((feed or a_feed()).policy, an_entry(**columns), language))


def test_an_item_says_what_was_written_how_it_was_translated_and_who_looked_at_it() -> None:
    assert written() == {
        "id": "urn:uuid:00000000-0000-0000-0000-000000000002",
        "content_text": "Thank you!",
        "language": "en",
        "date_published": "2026-05-04T03:02:01.000005Z",
        "authors": [{"name": "Anna"}],
        "_balss": {
            "source_language": "lv",
            "translation": "post_edited",
            "packs": ["translate-lv_en 0.1"],
            "reviewed_by_person": True,
            "redacted": True,
            "verification": "purchase",
            "channel": "api",
            "texts": [
                {
                    "language": "en",
                    "text": "Thank you!",
                    "translation": "post_edited",
                    "packs": ["translate-lv_en 0.1"],
                },
                {"language": "lv", "text": "Paldies!", "translation": "none", "packs": []},
            ],
            "original": {"language": "lv", "text": "Paldies!"},
            "rating": 5,
            "written_on": "2023-10",
        },
    }


def test_an_item_in_its_own_language_is_not_called_translated() -> None:
    made = written("lv")
    assert (made["content_text"], made["language"]) == ("Paldies!", "lv")
    assert (made["_balss"]["translation"], made["_balss"]["packs"]) == ("none", [])
    assert "original" not in made["_balss"]


def test_an_item_that_was_not_approved_in_a_language_comes_in_english() -> None:
    assert written("ru")["language"] == "en"


def test_a_policy_narrows_what_was_approved_before_it() -> None:
    feed = a_feed(publish_original=False, show_author=False)
    made = written("lv", feed=feed)
    assert made["content_text"] == "Thank you!"
    assert "original" not in made["_balss"]
    assert "authors" not in made


def test_what_is_not_known_is_left_out() -> None:
    made = written(author=None, rating=None, written_on=None)
    assert "authors" not in made
    assert not {"rating", "written_on"} & set(made["_balss"])


@pytest.mark.parametrize(
    ("tags", "wish", "best"),
    [
        (["en", "ru-Latn"], "ru", "ru-Latn"),
        (["en", "ru-Latn", "ru"], "ru", "ru"),
        (["en", "ru-Latn"], "ru-latn", "ru-Latn"),
        (["en", "ru"], "ru-latn", "en"),
        (["en", "lv"], "l", "en"),
        (["en"], None, "en"),
    ],
)
def test_the_best_fitting_language_is_chosen(tags: list[str], wish: str | None, best: str) -> None:
    assert choose(tags, wish) == best


entries = st.builds(
    an_entry,
    id=st.uuids(),
    published_at=st.datetimes(timezones=st.just(UTC)),
    source_language=st.sampled_from(["lv", "ru", "ru-Latn", "en", "und"]),
    content=st.fixed_dictionaries({"en": st.text()}, optional={"lv": st.text(), "ru": st.text()}),
    author=st.none() | st.text(max_size=200),
    rating=st.none() | st.integers(1, 5),
    written_on=st.none() | st.just("2023"),
    provenance=st.just({})
    | st.fixed_dictionaries({"translation": st.sampled_from(["machine", "human", "none"])}),
)
tombstones = st.builds(
    Removed,
    id=st.uuids(),
    sequence=st.integers(1),
    removed_at=st.datetimes(timezones=st.just(UTC)),
)


@given(
    items=st.lists(entries, max_size=4),
    removed=st.lists(tombstones, max_size=3),
    language=st.none() | st.sampled_from(["ru", "lv", "de"]),
    following=st.none() | st.just("https://balss.example/feeds/clinic.json?cursor=x"),
    url=st.none() | st.just("https://clinic.example/"),
)
@settings(suppress_health_check=[HealthCheck.too_slow])  # many texts, on a busy machine
def test_every_feed_is_a_json_feed(
    items: list[Published],
    removed: list[Removed],
    language: str | None,
    following: str | None,
    url: str | None,
) -> None:
    feed = replace(a_feed(), url=url)
    addresses = replace(ADDRESSES, following=following)
    part = Part(tuple(items), tuple(removed), 9)
    made = feed_object(feed, part, language=language, addresses=addresses)
    VALIDATOR.validate(made)
    assert json.loads(json.dumps(made, ensure_ascii=False)) == made


def test_the_schema_refuses_what_is_no_json_feed() -> None:
    part = Part((an_entry(),), (), 3)
    good = feed_object(a_feed(), part, language=None, addresses=ADDRESSES)
    VALIDATOR.validate(good)
    item = good["items"][0]
    for bad in (
        {**good, "version": "https://jsonfeed.org/version/1"},
        {**good, "sequence": 3},
        {**good, "_Bad name": {}},
        {name: value for name, value in good.items() if name != "title"},
        {**good, "items": [{**item, "id": 1}]},
        {**good, "items": [{**item, "date_published": "yesterday"}]},
        {**good, "items": [{**item, "authors": [{}]}]},
        {**good, "items": [{n: v for n, v in item.items() if n != "content_text"}]},
    ):
        assert not VALIDATOR.is_valid(bad)
