from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from moderation import tasks
from moderation.settings import Settings, load

if TYPE_CHECKING:
    from pathlib import Path

REDIS = os.environ.get("BALSS_TEST_REDIS_URL")


@pytest.fixture(params=["sqlite", "redis"] if REDIS else ["sqlite"])
def queue_settings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    # A name of its own: another worker on the same Redis must not take this test's nudges.
    monkeypatch.setattr(tasks, "NAME", f"balss-test-{uuid4().hex}")
    return load(instance=tmp_path, redis_url=REDIS if request.param == "redis" else None)


def test_a_nudge_reaches_a_worker_in_another_process_and_carries_no_data(
    queue_settings: Settings,
) -> None:
    tasks.nudger(tasks.open_queue(queue_settings))()

    done: list[str] = []
    workers = tasks.open_queue(queue_settings)
    tasks.declare(workers, lambda: done.append("looked"))
    task = workers.dequeue()
    assert task is not None
    assert (task.args, task.kwargs) == ((), {})
    workers.execute(task)
    assert done == ["looked"]
    assert workers.dequeue() is None


def test_a_queue_that_cannot_be_reached_loses_the_nudge_and_nothing_else(tmp_path: Path) -> None:
    nobody_listens = load(instance=tmp_path, redis_url="redis://127.0.0.1:1/0")
    tasks.nudger(tasks.open_queue(nobody_listens))()


def test_hourly_work_is_done_at_once_and_then_once_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = [0.0]
    monkeypatch.setattr("moderation.tasks.time.monotonic", lambda: clock[0])
    done: list[float] = []
    perhaps = tasks.hourly(lambda: done.append(clock[0]))

    for minute in range(125):
        clock[0] = minute * 60.0
        perhaps()

    assert done == [0.0, 3600.0, 7200.0]
