"""Endpoints that fail, under a clock of the test's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import AuditEvent, DeliveryState, DisabledWhy, WebhookAttempt
from moderation.publication.webhooks import endpoints, schedule
from tests.unit.publication.webhooks.conftest import item

if TYPE_CHECKING:
    from moderation.database import Database
    from tests.unit.publication.webhooks.conftest import World


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The schedule asks a clock, not the database's kind."""
    return sqlite_database


def live(world: World, **span: float) -> None:
    """Let a span of time pass in steps of five minutes, the worker sweeping at each."""
    until = world.clock() + timedelta(**span)
    while world.clock() < until:
        world.clock.forward(minutes=5)
        world.work()


def moments(world: World) -> list[timedelta]:
    found = world.session.scalars(select(WebhookAttempt.at).order_by(WebhookAttempt.at)).all()
    return [each - found[0] for each in found]


def test_an_endpoint_that_fails_for_a_day_gets_everything_in_order_soon_after(
    world: World,
) -> None:
    world.stub.status = lambda _heard: 503
    kept = [world.publish(f"Teksts {number}.") for number in range(5)]
    gone = world.publish("Pazūd.")
    world.work()
    live(world, hours=12)
    world.withdraw(gone)
    first = item(kept[0], world.session)
    world.unpublish(kept[0])
    live(world, hours=12)
    assert world.endpoint.disabled_at is None

    world.stub.heard.clear()
    world.stub.status = lambda _heard: 204
    live(world, hours=1)

    assert sorted(world.stub.told) == sorted(
        [("published", item(each, world.session)) for each in kept[1:]]
        + [("removed", item(gone, world.session)), ("removed", first)]
    )
    assert {each.state for each in world.deliveries()} == {
        DeliveryState.DELIVERED,
        DeliveryState.SUPERSEDED,
    }
    assert world.endpoint.failing_since is None


def test_a_failing_endpoint_is_asked_ever_less_often(world: World) -> None:
    world.stub.status = lambda _heard: 500
    for number in range(50):
        world.publish(f"Teksts {number}.")

    world.work()
    live(world, hours=1)

    attempts = world.session.scalar(select(func.count()).select_from(WebhookAttempt)) or 0
    assert 5 <= attempts <= 10  # not fifty and their repeats


def test_one_delivery_is_tried_for_more_than_three_days_and_then_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another review is delivered now and then, so that the endpoint itself counts as well."""
    monkeypatch.setattr(schedule, "JITTER", 0.0)
    poisoned = world.publish("Inde.")
    key = item(poisoned, world.session)
    world.stub.status = lambda heard: 500 if heard.data["id"] == key else 204
    world.work()
    for day in range(7):
        world.publish(f"Teksts {day}.")
        for _ in range(24):
            world.clock.forward(hours=1)
            world.work()

    tried = [each for each in world.stub.heard if each.data["id"] == key]
    assert 1 + len(schedule.DELAYS) <= len(tried) <= 60
    assert len({each.id for each in tried}) == 1
    seconds = [int(each.headers["webhook-timestamp"]) for each in tried]
    assert timedelta(days=3) < timedelta(seconds=seconds[-1] - seconds[0]) < timedelta(days=7)
    assert world.deliveries()[0].state is DeliveryState.FAILED
    assert world.endpoint.disabled_at is None


def test_the_delays_are_those_of_the_specification_with_a_little_chance() -> None:
    for attempts, standing in enumerate(schedule.DELAYS, 1):
        found = schedule.delay(attempts)
        assert found is not None
        assert standing <= found <= standing * (1 + schedule.JITTER)
    assert schedule.delay(len(schedule.DELAYS) + 1) is None
    assert timedelta(days=3) < sum(schedule.DELAYS, timedelta()) < timedelta(days=3.2)


def test_an_endpoint_that_fails_for_three_days_is_switched_off_and_staff_can_switch_it_on(
    world: World,
) -> None:
    world.stub.status = lambda _heard: 500
    review = world.publish()
    world.work()
    for _ in range(4 * 24):
        world.clock.forward(hours=1)
        world.work()

    assert world.endpoint.disabled_why is DisabledWhy.FAILING
    tags = world.session.scalars(select(AuditEvent.tag)).all()
    assert tags.count("webhook:disable") == 1
    before = len(world.stub.heard)
    world.clock.forward(days=1)
    assert world.work() == 0

    world.stub.status = lambda _heard: 204
    endpoints.enable(world.session, world.endpoint, by="system")
    world.work()
    assert world.stub.told[before:] == [("published", item(review, world.session))]


def test_an_endpoint_that_says_gone_is_switched_off_at_once(world: World) -> None:
    world.stub.status = lambda _heard: 410
    world.publish()
    world.publish("Vēl.")

    world.work()

    assert len(world.stub.heard) == 1
    assert world.endpoint.disabled_why is DisabledWhy.GONE


def test_an_endpoint_that_asks_for_patience_is_left_in_peace(world: World) -> None:
    world.stub.status = lambda _heard: 429
    world.stub.retry_after = 3600
    world.publish()
    world.publish("Vēl.")
    world.work()
    live(world, minutes=55)
    assert len(world.stub.heard) == 1

    world.stub.status, world.stub.retry_after = (lambda _heard: 204), None
    live(world, minutes=10)
    assert len(world.stub.heard) == 3


def test_no_endpoint_can_ask_for_more_than_a_day_of_patience() -> None:
    assert schedule.rest(1, 1e9) == timedelta(days=1)


def test_a_delivery_that_fails_by_itself_does_not_keep_an_endpoint_down(world: World) -> None:
    poisoned = item(world.publish("Inde."), world.session)
    world.stub.status = lambda _heard: 500
    for number in range(4):
        world.publish(f"Teksts {number}.")
    world.work()
    live(world, hours=3)
    world.stub.status = lambda heard: 500 if heard.data["id"] == poisoned else 204

    live(world, hours=3)

    assert [each.state for each in world.deliveries()] == [
        DeliveryState.WAITING,
        *[DeliveryState.DELIVERED] * 4,
    ]


def test_a_slow_or_broken_endpoint_keeps_no_other_waiting(world: World) -> None:
    world.add("https://other.example/")
    world.stub.status = lambda _heard: 500 if len(world.stub.urls) % 2 else 204
    world.publish()

    world.work()

    assert sorted(world.stub.urls) == ["https://klinika.example/hooks", "https://other.example/"]
