from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from moderation.logs import configure_logging
from moderation.worker import process_due
from tests.unit.core.test_worker import Broken, Echo, receive

if TYPE_CHECKING:
    import pytest

    from moderation.database import Database

SECRET = "Zanda Krastiņa man izglāba dzīvību, zvaniet 29123456."


def test_only_listed_words_reach_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("debug")
    structlog.get_logger().info("processed", reviews=3, text=SECRET, token="abc", author="Zanda")
    written = capsys.readouterr().err
    assert "reviews=3" in written
    assert "Zanda" not in written
    assert "abc" not in written


def test_processing_logs_no_word_of_a_review_even_when_it_fails(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("debug")
    receive(database, SECRET)
    process_due(database, Broken(), batch=10, lease_seconds=60)
    receive(database, SECRET + " Otrreiz!")
    process_due(database, Echo(), batch=10, lease_seconds=60)

    out, err = capsys.readouterr()
    assert "event=processed" in err
    for word in ("Zanda", "izglāba", "29123456"):
        assert word not in out + err
