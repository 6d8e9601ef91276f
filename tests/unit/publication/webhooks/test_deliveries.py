"""What an endpoint is told of, in which order, and what it is never told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models import (
    DeliveryState,
    Outcome,
    Policy,
    Status,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookSecret,
)
from moderation.accounts.sites import change_policy
from moderation.publication.webhooks import endpoints, outbox
from tests.factories import make_review, make_site
from tests.unit.publication.webhooks.conftest import HOUSE, URL, item, verified

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.unit.publication.webhooks.conftest import World


def test_an_approved_review_is_told_once_signed_as_the_very_item_of_the_feed(
    world: World, client: FlaskClient
) -> None:
    review = world.publish(rating=5)

    world.work()
    world.work()

    [heard] = world.stub.heard
    envelope = json.loads(heard.body)
    assert envelope.keys() == {"type", "timestamp", "data"}
    assert envelope["type"] == "entry.published"
    assert envelope["data"] == client.get("/feeds/clinic.json").get_json()["items"][0]
    assert envelope["data"]["id"] == item(review, world.session)
    assert verified(heard, world.secret)
    assert world.stub.urls == [URL]
    [delivery] = world.deliveries()
    assert delivery.state is DeliveryState.DELIVERED
    [attempt] = world.session.query(WebhookAttempt)
    assert (attempt.status, attempt.milliseconds) == (204, 3)


def test_the_tombstone_is_that_of_the_feed(world: World, client: FlaskClient) -> None:
    review = world.publish()
    world.work()
    world.withdraw(review)
    world.work()

    assert [kind for kind, _ in world.stub.told] == ["published", "removed"]
    feed = client.get("/feeds/clinic.json").get_json()
    assert world.stub.heard[-1].data == feed["_balss"]["removed"][0]


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.PENDING, Status.REJECTED])
def test_nothing_is_told_of_what_is_not_approved(world: World, status: Status) -> None:
    make_review(world.session, world.site, status=status, by=world.staff)

    assert world.work() == 0
    assert world.deliveries() == []


def test_an_endpoint_hears_nothing_of_another_site_nor_of_what_stood_before_it(
    world: World,
) -> None:
    other = make_site(world.session)
    make_review(world.session, other, status=Status.APPROVED, by=world.staff)
    old = world.publish("Vecs.")
    world.work()
    late, _ = world.add("https://late.example/")

    new = world.publish("Jauns.")
    world.work()
    world.withdraw(old)
    world.work()

    told = [what for url, what in zip(world.stub.urls, world.stub.told, strict=True) if url != URL]
    assert told == [
        ("published", item(new, world.session)),
        ("removed", item(old, world.session)),
    ]
    assert late.reached == 3


def test_a_review_published_and_withdrawn_before_any_delivery_leaves_only_its_tombstone(
    world: World,
) -> None:
    review = world.publish()
    world.withdraw(review)

    world.work()

    assert world.stub.told == [("removed", item(review, world.session))]


def test_a_retry_after_a_withdrawal_sends_the_tombstone_at_once_and_never_the_text(
    world: World,
) -> None:
    world.stub.status = lambda _heard: 500
    review = world.publish("Zirgs.")
    world.work()
    world.withdraw(review)
    world.stub.status = lambda _heard: 204
    world.clock.forward(seconds=6)  # long before the text's next attempt would be

    world.work()
    world.clock.forward(days=10)
    world.work()

    assert [kind for kind, _ in world.stub.told] == ["published", "removed"]
    assert [each.state for each in world.deliveries()] == [
        DeliveryState.SUPERSEDED,
        DeliveryState.DELIVERED,
    ]


def test_a_review_withdrawn_while_the_connection_is_made_is_not_sent(world: World) -> None:
    review = world.publish("Zirgs.")
    world.session.commit()

    def meanwhile() -> None:
        world.stub.before = lambda: None
        world.withdraw(review)
        world.session.commit()

    world.stub.before = meanwhile
    world.work()

    assert world.stub.told == [("removed", item(review, world.session))]


def test_an_unpublished_and_again_approved_review_is_told_in_order(world: World) -> None:
    review = world.publish()
    first = item(review, world.session)
    world.work()
    world.unpublish(review)
    world.rule(review, Outcome.APPROVED)
    second = item(review, world.session)

    world.work()

    assert world.stub.told == [("published", first), ("removed", first), ("published", second)]


def test_a_later_event_of_a_review_waits_for_the_earlier_and_other_reviews_do_not(
    world: World,
) -> None:
    review = world.publish("Zirgs.")
    world.work()
    first = item(review, world.session)
    world.stub.status = lambda heard: 500 if heard.data["id"] == first else 204
    world.unpublish(review)
    world.rule(review, Outcome.APPROVED)
    second = item(review, world.session)
    other = world.publish("Govs.")
    world.stub.heard.clear()

    world.work()
    assert world.stub.told == [("removed", first), ("published", item(other, world.session))]

    world.stub.status = lambda _heard: 204
    world.clock.forward(seconds=6)
    world.work()
    assert world.stub.told[2:] == [("removed", first), ("published", second)]


def test_a_policy_that_hides_the_author_is_told_as_an_update_of_every_standing_entry(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "BATCH", 2)
    reviews = [world.publish(f"Teksts {number}.") for number in range(5)]
    world.work()
    world.withdraw(reviews[1])
    world.work()
    assert {each.data["authors"][0]["name"] for each in world.stub.heard[:5]} == {"Anna Liepa"}
    world.stub.heard.clear()

    change_policy(world.session, world.site, replace(Policy(), show_author=False), by="system")
    world.work()
    world.work()

    assert world.stub.told == [
        ("updated", item(each, world.session)) for each in reviews if each is not reviews[1]
    ]
    assert all("authors" not in each.data for each in world.stub.heard)


def test_a_policy_that_changes_nothing_to_be_seen_is_not_told(world: World) -> None:
    world.publish()
    world.work()

    change_policy(world.session, world.site, replace(Policy(), claim_minutes=7), by="system")

    assert world.work() == 0


def test_a_hidden_author_is_not_sent_by_a_retry_either(world: World) -> None:
    world.stub.status = lambda _heard: 500
    world.publish()
    world.work()
    change_policy(world.session, world.site, replace(Policy(), show_author=False), by="system")
    world.stub.status = lambda _heard: 204
    world.clock.forward(seconds=6)

    world.work()

    assert "authors" not in world.stub.heard[1].data


def test_both_secrets_sign_while_the_old_one_is_still_good(world: World) -> None:
    newer = endpoints.rotate(world.session, world.endpoint, house=HOUSE, by="system")
    world.publish()
    world.work()
    world.clock.forward(hours=25)
    world.publish("Vēl.")
    world.work()

    during, after = world.stub.heard
    assert verified(during, newer)
    assert verified(during, world.secret)
    assert verified(after, newer)
    assert not verified(after, world.secret)


def test_the_database_holds_nothing_to_sign_with(world: World) -> None:
    key = world.secret.removeprefix("whsec_")
    columns = {
        str(value)
        for table in (WebhookEndpoint, WebhookSecret)
        for row in world.session.query(table)
        for value in vars(row).values()
    }

    assert not any(key in each for each in columns)


def test_no_delivery_keeps_a_word_of_a_review(world: World) -> None:
    world.publish("Zirgs.")
    world.work()

    kept = " ".join(
        str(value)
        for table in (WebhookDelivery, WebhookAttempt)
        for row in world.session.query(table)
        for value in vars(row).values()
    )
    assert "Zirgs" not in kept
    assert "Thank" not in kept


def test_a_test_is_sent_with_no_data_even_to_an_endpoint_that_rests(world: World) -> None:
    world.endpoint.resting_until = world.clock() + timedelta(hours=1)
    endpoints.test(world.session, world.endpoint, by="system")
    world.clock.forward(hours=1)

    world.work()

    [heard] = world.stub.heard
    assert (heard.type, heard.data) == ("endpoint.test", {})
    assert verified(heard, world.secret)


def test_a_replay_sends_the_item_again_as_it_stands_under_the_same_id(world: World) -> None:
    world.publish()
    world.work()
    [delivery] = world.deliveries()

    endpoints.replay(world.session, world.endpoint, delivery, by="system")
    world.clock.forward(hours=1)
    world.work()

    first, again = world.stub.heard
    assert (first.id, first.body) == (again.id, again.body)


def test_a_replay_of_what_was_withdrawn_sends_nothing(world: World) -> None:
    review = world.publish()
    world.work()
    world.withdraw(review)
    world.work()
    delivery = world.deliveries()[0]
    world.stub.heard.clear()

    endpoints.replay(world.session, world.endpoint, delivery, by="system")
    world.clock.forward(hours=1)
    world.work()

    assert world.stub.heard == []
    assert world.deliveries()[0].state is DeliveryState.SUPERSEDED


def test_a_disabled_endpoint_is_sent_nothing_and_catches_up_when_it_is_enabled(
    world: World,
) -> None:
    endpoints.disable(world.session, world.endpoint, by="system")
    kept, gone = world.publish("Paliek."), world.publish("Pazūd.")
    assert world.work() == 0
    world.withdraw(gone)

    endpoints.enable(world.session, world.endpoint, by="system")
    world.clock.forward(hours=1)
    world.work()

    assert world.stub.told == [
        ("published", item(kept, world.session)),
        ("removed", item(gone, world.session)),
    ]


def test_a_removed_endpoint_leaves_nothing_behind(world: World) -> None:
    world.publish()
    world.work()

    endpoints.remove(world.session, world.endpoint, by="system")
    world.session.commit()

    for table in (WebhookEndpoint, WebhookSecret, WebhookDelivery, WebhookAttempt):
        assert world.session.query(table).count() == 0
    world.publish("Vēl.")
    assert world.work() == 0


def test_a_site_has_at_most_ten_endpoints(world: World) -> None:
    for number in range(9):
        world.add(f"https://e{number}.example/")

    with pytest.raises(endpoints.TooManyError):
        world.add("https://eleventh.example/")


def test_deliveries_of_an_old_log_are_forgotten(world: World) -> None:
    world.publish()
    world.work()
    world.clock.forward(days=31)
    world.publish("Jauns.")

    world.work()

    assert [each.event for each in world.deliveries()] == [WebhookEvent.PUBLISHED]
    assert world.deliveries()[0].number == 2
