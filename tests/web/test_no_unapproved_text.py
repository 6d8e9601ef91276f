"""No public door ever serves words that are not approved at that moment.

Hypothesis drives the whole house in random order: reviews come in, the worker takes and stores
them (also with a moderator or an author acting in between), moderators edit, redact and rule,
authors withdraw, reviews are erased, sites change their policy, readers pull. Every text, draft,
edit, name and address carries a marker word of its own, so that a word out of place shows wherever
it turns up.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from models import (
    AttemptOutcome,
    Base,
    Outcome,
    Policy,
    Resolution,
    Review,
    Scope,
    Site,
    Status,
    WebhookEndpoint,
    now,
)
from moderation import rework, worker
from moderation.accounts.sites import change_policy
from moderation.extensions import limiter
from moderation.flag import Flag
from moderation.publication.webhooks import endpoints
from moderation.publication.webhooks.sender import Answer
from moderation.publication.webhooks.turns import Post
from moderation.queue import erasure
from moderation.queue.decisions import (
    NotAllowedError,
    NotApprovableError,
    StaleReviewError,
    decide,
)
from moderation.queue.retranslation import ask_again
from moderation.translation import Draft
from tests.factories import make_key, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask import Flask
    from sqlalchemy.orm import Session

    from moderation.database import Database
    from moderation.publication.webhooks.sender import Message
    from moderation.translation import Source

MARKER = re.compile(r"zqxj[a-z]{5}", re.IGNORECASE)
SENTENCES = {
    "lv": "Ļoti jauka attieksme un patīkama apkalpošana {}.",
    "ru": "Очень хорошее отношение и приятное обслуживание {}.",
    "en": "The staff were very kind and the service was pleasant {}.",
}
CONTACT = {
    "lv": " Rakstiet man uz {}@example.lv.",
    "ru": " Напишите мне на {}@example.lv.",
    "en": " Write to me at {}@example.lv.",
}
ADDRESS = re.compile(r"\S+@example\.lv")
CHANGES = (
    "edit", "anonymise", "redacted", "dismissed", "open", "lv", "ru", "en", "et",
    "edit lv", "edit ru", "accept lv", "accept ru", "out lv", "out ru",
)  # fmt: skip
BEFORE_APPROVAL = ("anonymise", "edit", "edit lv", "edit ru", "out lv", "out ru")
FEEDS = ((), ("lv",), ("ru", "lv"))  # further languages of the feed
REFUSED = (NotAllowedError, NotApprovableError, StaleReviewError)
OTHER_DOORS = ("/feeds/clinic.atom", "/feeds/clinic.jsonld", "/api/v1/sites/clinic/entries")
reviews = Bundle("reviews")


def markers() -> Iterator[str]:
    """Yield words that stand in no language."""
    for number in itertools.count():
        letters = (chr(ord("a") + number // 26**power % 26) for power in range(5))
        yield "zqxj" + "".join(letters)


class MarkingEngine:
    """Translates every sentence into one with a marker of its own; addresses are carried over.

    Into another language than English only while its pack is there, as `packs` says.
    """

    def __init__(self, words: Iterator[str]) -> None:
        self._words = words
        self.packs: set[str] = {"en", "lv", "ru"}

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        return [self._made(each) for each in sources]

    def _made(self, source: Source) -> Draft:
        if source.target not in self.packs:
            return Draft(None, None, None, None, (Flag("no_pack", source.target),))
        code = f"translate-{source.tag}_{source.target}"
        return Draft(self._draft(source.text), code, "0.1", -0.1, ())

    def _draft(self, text: str) -> str:
        address = ADDRESS.search(text)
        return f"It was good {next(self._words)}{' ' + address[0] if address else ''}."


@dataclass(frozen=True)
class Approved:
    """What a moderator let through, computed apart from the code under test."""

    content: dict[str, str]
    source: str
    author: str | None


@dataclass
class Mirror:
    """Another website's copy of the feed, kept by asking what changed."""

    items: dict[str, str] = field(default_factory=dict)  # texts by item id
    reached: int = 0


@dataclass
class Website:
    """Another website's copy, kept by what webhooks tell it; refuses them while it is `down`."""

    check: Callable[[str], None]
    items: dict[str, Any] = field(default_factory=dict)
    down: bool = False

    def post(self, _url: str, make: Callable[[], Message | None]) -> Answer | None:
        message = make()
        if message is None:
            return None
        self.check(message.body.decode())
        if self.down:
            return Answer(AttemptOutcome.REFUSED, 500, 1)
        told = json.loads(message.body)
        if told["type"] == "entry.removed":
            self.items.pop(told["data"]["id"], None)
        else:
            self.items[told["data"]["id"]] = told["data"]
        return Answer(AttemptOutcome.ACCEPTED, 204, 1)


def standing_text(review: Review, target: str | None) -> str:
    """Put one of a review's texts together as a moderator's screen shows it."""
    text, end = "", 0
    for segment in review.segments:
        translation = segment.translation(target or "en")
        words = segment.text if target is None else translation.text if translation else ""
        for each in sorted(segment.findings, key=lambda found: -found.start):
            if each.target == target and each.resolution is Resolution.REDACTED:
                words = words[: each.start] + (each.replacement or "") + words[each.end :]
        text += review.original[end : segment.start] + words
        end = segment.end
    return text.strip()


class House(RuleBasedStateMachine):
    """The whole house, with a model of what may be seen of it from outside."""

    def __init__(self, app: Flask, database: Database) -> None:
        super().__init__()
        self.app, self.database = app, database
        self.client = app.test_client()
        with database.engine.begin() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        with database.writing() as session:
            site = make_site(
                session,
                slug="clinic",
                name="Clinic",
                policy={"authenticity_page": True, "feed_languages": list(FEEDS[-1])},
            )
            _, secret = make_key(session, site)
            self.staff_id = make_staff(session, password="not needed here").id
            url = "https://website.example/"
            endpoints.add(session, site, url, house="house", http=False, by="system")
            session.commit()
            self.site_id = site.id
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.words = markers()
        self.engine = MarkingEngine(self.words)
        self.policy = Policy(authenticity_page=True, feed_languages=FEEDS[-1])
        self.approved: dict[str, Approved] = {}  # by review
        self.withdrawal: dict[str, str] = {}
        self.taken: list[tuple[UUID, list[worker.Leased]]] = []
        self.diligent, self.lazy = Mirror(), Mirror()
        self.website, self.days = Website(self._check_marked), 0
        self.remembered: tuple[str, Any] | None = None

    # -- the opening: a few reviews in, most of them processed, two published --------------------

    @initialize(target=reviews, scopes=st.lists(st.sampled_from(Scope), min_size=4, max_size=4))
    def open_the_house(self, scopes: list[Scope]) -> Any:  # noqa: ANN401
        languages = ("lv", "ru", "en", "lv")
        keys = [
            self.submit(language, contact=number != 2, scope=scope, repeat=False)
            for number, (language, scope) in enumerate(zip(languages, scopes, strict=True))
        ]
        self.settle_and_approve(keys[0])
        self.settle_and_approve(keys[1], "out lv")
        return multiple(*keys)

    # -- what comes in -----------------------------------------------------------------------

    @rule(
        target=reviews,
        language=st.sampled_from(sorted(SENTENCES)),
        contact=st.booleans(),
        scope=st.sampled_from(Scope),
        repeat=st.booleans(),
    )
    def submit(self, language: str, contact: bool, scope: Scope, repeat: bool) -> str:
        text = SENTENCES[language].format(next(self.words))
        if contact:
            text += CONTACT[language].format(next(self.words))
        author = f"{next(self.words).title()} {next(self.words).title()}"
        body = {
            "text": text,
            "author": author,
            "consent": {"scope": scope.value, "wording": f"I agree {next(self.words)}."},
        }
        headers = {**self.headers, "Idempotency-Key": author}
        answer = self.client.post("/api/v1/sites/clinic/reviews", json=body, headers=headers)
        assert answer.status_code == 202
        if repeat:
            again = self.client.post("/api/v1/sites/clinic/reviews", json=body, headers=headers)
            assert again.get_json() == answer.get_json()
        key = answer.get_json()["id"]
        self.withdrawal[key] = urlsplit(answer.get_json()["withdrawal_url"]).path
        assert not MARKER.search(answer.get_data(as_text=True))
        return key

    # -- the worker --------------------------------------------------------------------------

    @rule(step=st.sampled_from(["process", "take", "store", "store"]))
    def work(self, step: str) -> None:
        """Work through, or start on a batch and leave it open while others act."""
        if step == "process":
            worker.process_due(self.database, self.engine, batch=2, lease_seconds=300)
        elif step == "take":
            leased = worker.lease(self.database, batch=2, lease_seconds=300)
            if leased is not None:
                self.taken.append((leased[0], worker.work(leased[1], self.engine)))
        elif self.taken:
            worker.store(self.database, *self.taken.pop(0))

    # -- moderators --------------------------------------------------------------------------

    @rule(key=reviews, change=st.sampled_from([*CHANGES]), pick=st.integers(0, 9))
    def change(self, key: str, change: str, pick: int) -> None:
        with self.database.writing() as session:
            review = session.get_one(Review, UUID(key))
            self._try(session, lambda: self._change(session, review, change, pick))

    @rule(key=reviews, stale=st.sampled_from([False, False, False, True]))
    def approve(self, key: str, stale: bool) -> None:
        with self.database.writing() as session:
            review = session.get_one(Review, UUID(key))
            seen = review.version - stale
            let_through, settled = self._as_approved(review), self._settled(review)
            if self._try(session, lambda: self._decide(session, review, Outcome.APPROVED, seen)):
                assert not stale
                assert settled
                self.approved[key] = let_through

    @rule(key=reviews, first=st.sampled_from([*BEFORE_APPROVAL]), pick=st.integers(0, 9))
    def settle_and_approve(self, key: str, first: str = "anonymise", pick: int = 0) -> None:
        """Take the straight way to approval, so that much gets there."""
        self.work("process")
        self.change(key, first, pick)
        self.work("process")
        self.change(key, "anonymise", 0)
        self.approve(key, stale=False)

    @rule(
        key=reviews,
        outcome=st.sampled_from(
            [Outcome.UNPUBLISHED, Outcome.UNPUBLISHED, Outcome.REJECTED, Outcome.RETURNED]
        ),
    )
    def rule_otherwise(self, key: str, outcome: Outcome) -> None:
        with self.database.writing() as session:
            review = session.get_one(Review, UUID(key))
            ruled = self._try(
                session, lambda: self._decide(session, review, outcome, review.version)
            )
            if ruled and outcome is Outcome.UNPUBLISHED:
                del self.approved[key]

    @rule(
        publish_original=st.booleans(),
        show_author=st.booleans(),
        feed_languages=st.sampled_from(FEEDS),
    )
    def change_policy(
        self, publish_original: bool, show_author: bool, feed_languages: tuple[str, ...]
    ) -> None:
        self.policy = Policy(
            publish_original=publish_original,
            show_author=show_author,
            feed_languages=feed_languages,
            authenticity_page=True,
        )
        with self.database.writing() as session:
            change_policy(session, session.get_one(Site, self.site_id), self.policy, by="system")
            session.commit()

    @rule(tag=st.sampled_from(["lv", "ru"]))
    def a_pack_comes_or_goes(self, tag: str) -> None:
        self.engine.packs ^= {tag}
        with self.database.writing.begin() as session:
            ask_again(session, f"translate-en_{tag}", actor="system")

    # -- authors -----------------------------------------------------------------------------

    @rule(target=reviews, key=consumes(reviews), come_back=st.booleans())
    def withdraw(self, key: str, come_back: bool) -> Any:  # noqa: ANN401
        answer = self.client.post(self.withdrawal[key], follow_redirects=True)
        assert answer.status_code == 200
        assert not MARKER.search(answer.get_data(as_text=True))
        self.approved.pop(key, None)
        return key if come_back else multiple()

    @rule(target=reviews, key=consumes(reviews), come_back=st.booleans())
    def erase(self, key: str, come_back: bool) -> Any:  # noqa: ANN401
        with self.database.writing() as session:
            review = session.get_one(Review, UUID(key))
            erased = self._try(
                session, lambda: erasure.erase(session, review, ground="request", by="system")
            )
            assert erased or review.status is Status.ERASED
        self.approved.pop(key, None)
        return key if come_back else multiple()

    # -- readers -----------------------------------------------------------------------------

    @rule(key=reviews)
    def ask_about_a_review(self, key: str) -> None:
        page = self.client.get(self.withdrawal[key])
        assert page.status_code == 200
        assert not MARKER.search(page.get_data(as_text=True))
        answer = self.client.get(f"/api/v1/sites/clinic/reviews/{key}", headers=self.headers)
        assert answer.status_code == 200
        assert not MARKER.search(answer.get_data(as_text=True))
        status = answer.get_json()["status"]
        assert (status == Status.APPROVED.value) == (key in self.approved)
        assert (answer.get_json()["entry"] is not None) == (key in self.approved)

    @rule(language=st.sampled_from(["lv", "ru", "en", "de"]), limit=st.integers(1, 3))
    def pull_in_a_language(self, language: str, limit: int) -> None:
        for item in self._pull(f"/feeds/clinic.json?language={language}&limit={limit}"):
            wanted = {language, "en"}
            assert any(item["language"].startswith(tag) for tag in wanted)
            expected = self._expected()
            assert any(item["content_text"] in each.content.values() for each in expected)

    @rule()
    def the_lazy_mirror_catches_up(self) -> None:
        self._catch_up(self.lazy, limit=1)

    @rule(down=st.booleans())
    def webhooks_are_sent(self, down: bool) -> None:
        """Two days later each time: a website that is up has by then what the feed has."""
        self.website.down = down
        self.days += 2
        with self.database.writing.begin() as session:
            endpoint = session.scalars(select(WebhookEndpoint)).one()
            endpoints.enable(session, endpoint, by="system")
        clock = lambda: now() + timedelta(days=self.days)  # noqa: E731
        Post(self.database, "house", self.website, clock).deliver()  # type: ignore[arg-type]
        if not down:
            self._check(list(self.website.items.values()))

    @rule()
    def pull_again(self) -> None:
        """Ask with the ETag of an earlier answer: 304 only if that answer still holds."""
        headers = {"If-None-Match": self.remembered[0]} if self.remembered else {}
        answer = self.client.get("/feeds/clinic.json", headers=headers)
        if answer.status_code == 304:
            assert self.remembered is not None
            self._check(self.remembered[1]["items"])
        else:
            self.remembered = (answer.headers["ETag"], answer.get_json())

    @invariant()
    def the_feed_is_what_is_approved(self) -> None:
        self._check(self._pull("/feeds/clinic.json?limit=2"))
        self._catch_up(self.diligent, limit=2)
        for path in OTHER_DOORS:
            self._marked(path, self._allowed())
        self._marked("/sites/clinic/authenticity", set())

    # -- the model ---------------------------------------------------------------------------

    def _change(self, session: Session, review: Review, change: str, pick: int) -> None:
        seen = {"seen_version": review.version, "staff_id": self.staff_id}
        found = [each for segment in review.segments for each in segment.findings]
        match change:
            case "edit":
                texts = {pick % 2: f"It was excellent {next(self.words)}."}
                rework.edit_english(session, review, texts, **seen)
            case "anonymise":
                rework.anonymise(session, review, **seen)
            case "redacted" | "dismissed" | "open" if found:
                chosen = found[pick % len(found)]
                rework.rule_on_finding(session, review, chosen, Resolution(change), **seen)
            case "edit lv" | "edit ru":
                texts = {pick % 2: f"Tas bija lieliski {next(self.words)}."}
                target = change.removeprefix("edit ")
                rework.edit_translation(session, review, texts, target=target, **seen)
            case "accept lv" | "accept ru" if review.segments:
                chosen_segment = review.segments[pick % len(review.segments)]
                target = change.removeprefix("accept ")
                rework.accept_draft(session, review, chosen_segment, target=target, **seen)
            case "out lv" | "out ru":
                rework.leave_out(session, review, change[4:], out=pick < 7, **seen)
            case "lv" | "ru" | "en" | "et":
                rework.set_language(session, review, change, **seen)

    def _settled(self, review: Review) -> bool:
        """Tell whether nothing waits for the worker, a translator or a ruling."""
        published = {None, "en", *self._further(review)}
        return review.due is None and all(
            segment.translation() is not None
            and all(
                each.resolution is not Resolution.OPEN
                for each in segment.findings
                if each.target in published
            )
            for segment in review.segments
        )

    def _catch_up(self, mirror: Mirror, *, limit: int) -> None:
        """Bring a mirror up to date: it then holds what is standing and nothing else."""
        url: str | None = f"/feeds/clinic.json?since={mirror.reached}&limit={limit}"
        while url:
            answer = self._get(url)
            for item in answer["items"]:
                mirror.items[item["id"]] = item["content_text"]
            for removed in answer["_balss"]["removed"]:
                mirror.items.pop(removed["id"], None)
            mirror.reached = answer["_balss"]["sequence"]
            url = answer.get("next_url")
        assert sorted(mirror.items.values()) == sorted(
            each.content["en"] for each in self.approved.values()
        )

    def _decide(self, session: Session, review: Review, outcome: Outcome, seen: int) -> None:
        decide(session, review, outcome, seen_version=seen, staff_id=self.staff_id)

    def _try(self, session: Session, act: Callable[[], object]) -> bool:
        try:
            act()
        except REFUSED:
            session.rollback()
            return False
        session.commit()
        return True

    def _as_approved(self, review: Review) -> Approved:
        content = {"en": standing_text(review, "en")}
        if self.policy.publish_original and review.language != "en":
            content[review.language] = standing_text(review, None)
        for tag in self._further(review):
            content[tag] = standing_text(review, tag)
        names = {
            Scope.FULL_NAME: review.author,
            Scope.FIRST_NAME: next(iter((review.author or "").split()), None),
            Scope.ANONYMOUS: None,
        }
        author = names[review.consent.scope] if self.policy.show_author else None
        return Approved(content, review.language, author)

    def _further(self, review: Review) -> list[str]:
        """The feed languages of today's policy in which a review is whole."""
        return [
            tag
            for tag in self.policy.feed_languages
            if tag != review.language.partition("-")[0]
            and tag not in review.left_out
            and all(segment.translation(tag) is not None for segment in review.segments)
        ]

    def _expected(self) -> list[Approved]:
        """What may be seen now: what was approved, narrowed by today's policy."""
        return [
            Approved(
                content={
                    tag: text
                    for tag, text in each.content.items()
                    if tag == "en"
                    or (
                        self.policy.publish_original
                        if tag == each.source
                        else tag in self.policy.feed_languages
                    )
                },
                source=each.source,
                author=each.author if self.policy.show_author else None,
            )
            for each in self.approved.values()
        ]

    def _check(self, items: list[dict[str, Any]]) -> None:
        seen = []
        for item in items:
            about = item["_balss"]
            content = {each["language"]: each["text"] for each in about["texts"]}
            assert content[item["language"]] == item["content_text"]
            if original := about.get("original"):
                assert content[original["language"]] == original["text"]
            names = [each["name"] for each in item.get("authors", [])]
            source = about["source_language"]
            seen.append(Approved(content, source, names[0] if names else None))
        order = lambda each: (each.content["en"], each.author or "")  # noqa: E731
        assert sorted(seen, key=order) == sorted(self._expected(), key=order)

    def _pull(self, url: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        following: str | None = url
        while following:
            answer = self._get(following)
            items += answer["items"]
            following = answer.get("next_url")
        return items

    def _get(self, url: str) -> dict[str, Any]:
        answer = self.client.get(url)
        assert answer.status_code == 200
        assert self._markers(answer.get_data(as_text=True)) <= self._allowed()
        found: dict[str, Any] = answer.get_json(force=True)
        return found

    def _check_marked(self, text: str) -> None:
        assert self._markers(text) <= self._allowed()

    def _marked(self, path: str, markers: set[str]) -> None:
        """Hold that a door that gives all in one answer shows these markers and no others."""
        answer = self.client.get(path)
        assert answer.status_code == 200
        assert self._markers(answer.get_data(as_text=True)) == markers

    def _allowed(self) -> set[str]:
        return self._markers(
            " ".join(
                text
                for each in self._expected()
                for text in [*each.content.values(), each.author or ""]
            )
        )

    def _markers(self, text: str) -> set[str]:
        return {each.lower() for each in MARKER.findall(text)}


@pytest.mark.usefixtures("_cheap_passwords")
def test_no_door_ever_serves_what_is_not_approved(
    app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "enabled", False)  # a year's visits come within seconds
    run_state_machine_as_test(
        lambda: House(app, database),
        settings=settings(
            max_examples=18 if database.engine.dialect.name == "sqlite" else 8,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
