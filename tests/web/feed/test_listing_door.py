from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models import Status
from moderation.queue.decisions import withdraw
from tests.factories import make_key, make_review

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site, Staff

URL = "/api/v1/sites/clinic/entries"


def pull(client: FlaskClient, url: str = URL) -> dict[str, Any]:
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def pull_all(client: FlaskClient, url: str) -> list[str]:
    texts: list[str] = []
    following: str | None = url
    while following:
        answer = pull(client, following)
        texts += [each["text"] for each in answer["entries"]]
        following = answer["next"]
    return texts


@pytest.fixture
def shelf(session: Session, site: Site, anna: Staff) -> None:
    """Seven entries of three languages and several ratings."""
    for number, (language, rating) in enumerate(
        [("lv", 5), ("ru", 4), ("lv", 4), ("ru-Latn", 5), ("en", None), ("lv", 5), ("ru", 1)]
    ):
        segments = [(language, f"Words {number}.", f"Text {number}.")]
        make_review(
            session, site, status=Status.APPROVED, segments=segments, rating=rating, by=anna
        )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [6, 5, 4, 3, 2, 1, 0]),
        ("rating=5", [5, 3, 0]),
        ("rating=4-5", [5, 3, 2, 1, 0]),
        ("source_language=lv", [5, 2, 0]),
        ("source_language=RU", [6, 3, 1]),
        ("source_language=ru-latn", [3]),
        ("source_language=ru&rating=4-5", [3, 1]),
        ("source_language=de", []),
        ("published_since=2020-01-01", [6, 5, 4, 3, 2, 1, 0]),
        ("published_since=2999-01-01T00:00:00Z", []),
    ],
)
def test_the_pages_of_a_filter_hold_every_match_once_newest_first(
    client: FlaskClient, limit: int, query: str, numbers: list[int]
) -> None:
    found = pull_all(client, f"{URL}?limit={limit}&{query}")
    assert found == [f"Text {number}." for number in numbers]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("rating=0", "rating"),
        ("rating=5-4", "rating"),
        ("rating=4.5", "rating"),
        ("source_language=lv_LV", "source_language"),
        ("published_since=yesterday", "published_since"),
        ("published_since=2026-02-30", "published_since"),
        ("updated_since=-1", "updated_since"),
        ("updated_since=1", "updated_since"),
        ("updated_since=0&rating=5", "updated_since"),
        ("updated_since=0&cursor=x", "updated_since"),
    ],
)
def test_an_unusable_question_is_answered_with_what_is_wrong(
    client: FlaskClient, query: str, parameter: str
) -> None:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.get_json()["parameter"] == parameter


def test_an_entry_says_all_about_its_words(
    session: Session, client: FlaskClient, site: Site, anna: Staff
) -> None:
    site.policy = {"verification": "purchase"}
    make_review(session, site, status=Status.APPROVED, by=anna, rating=5, written_on="2023-10")
    (entry,) = pull(client)["entries"]
    assert entry["id"].startswith("urn:uuid:")
    assert entry["published_at"].endswith("Z")
    texts = [
        {
            "language": "en",
            "text": "Thank you!",
            "translation": "machine",
            "packs": ["translate-lv_en 0.1"],
        },
        {"language": "lv", "text": "Paldies!", "translation": "none", "packs": []},
    ]
    assert {name: entry[name] for name in entry if name not in {"id", "published_at"}} == {
        "language": "en",
        "text": "Thank you!",
        "author": "Anna Liepa",
        "source_language": "lv",
        "translation": "machine",
        "packs": ["translate-lv_en 0.1"],
        "reviewed_by_person": True,
        "redacted": False,
        "verification": "purchase",
        "channel": "api",
        "rating": 5,
        "written_on": "2023-10",
        "texts": texts,
        "original": {"language": "lv", "text": "Paldies!"},
    }


def test_a_site_that_is_not_public_lists_only_to_its_key(
    session: Session, client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish("Secret words.")
    site.policy = {"public_feed": False}
    _, secret = make_key(session, site)
    assert client.get(URL).status_code == 401
    headers = {"Authorization": f"Bearer {secret}"}
    assert "Secret words." in client.get(URL, headers=headers).text
    assert client.get(URL).status_code == 401


class Mirror:
    """Another machine's copy, brought up to date once a day."""

    def __init__(self, client: FlaskClient, limit: int) -> None:
        self.client, self.limit = client, limit
        self.entries: dict[str, str] = {}
        self.reached = 0

    def catch_up(self) -> int:
        """Pull what changed; gives how many entries the site says stand."""
        url: str | None = f"{URL}?updated_since={self.reached}&limit={self.limit}"
        standing: int | None = None
        while url:
            answer = pull(self.client, url)
            for each in answer["entries"]:
                self.entries[each["id"]] = each["text"]
            for each in answer["removed"]:
                self.entries.pop(each["id"], None)
            self.reached, url = answer["sequence"], answer["next"]
            standing = answer.get("standing")
        assert standing is not None
        return standing


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_a_mirror_that_pulls_once_a_day_can_prove_that_it_caught_up(
    session: Session, client: FlaskClient, publish: Callable[..., Review], limit: int
) -> None:
    mirror = Mirror(client, limit)
    reviews = [publish(f"Text {number}.") for number in range(6)]
    for gone in ([0, 3], [1], [], [2, 4, 5]):
        assert mirror.catch_up() == len(mirror.entries)
        for number in gone:
            withdraw(session, reviews[number])
        publish(f"Newer than {gone}.")
    assert mirror.catch_up() == len(mirror.entries) == 4
    assert mirror.reached == pull(client)["sequence"]
    mirror.entries.popitem()  # a copy that lost something
    assert mirror.catch_up() != len(mirror.entries)


def test_a_mirror_learns_that_originals_or_authors_are_to_be_dropped(
    client: FlaskClient, site: Site, publish: Callable[..., Review]
) -> None:
    publish()
    reached = pull(client)["sequence"]
    for policy, shows in (
        ({}, ["original", "author"]),
        ({"publish_original": False}, ["author"]),
        ({"publish_original": False, "show_author": False}, []),
    ):
        site.policy = policy
        assert pull(client, f"{URL}?updated_since={reached}")["shows"] == shows
