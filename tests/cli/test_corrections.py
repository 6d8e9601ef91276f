from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from evaluation.language.corrections import load
from models import AuditEvent, LanguageCorrection, Review, Status
from moderation import rework
from moderation.cli import balss
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from moderation.database import Database

SENTENCES = (
    ("lt", "Malaci, Ilze no Ogres!", None),
    ("lv", "Viss bija labi.", "Everything was good."),
)
WORDS = ("Malaci", "Ilze", "Viss", "Anna")


@pytest.fixture
def run(database: Database, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Export from the test's database."""
    command = import_module("moderation.cli.corrections")  # the group has the same name
    monkeypatch.setattr(command, "open_house", lambda: (None, database))

    def call(*options: str) -> Result:
        result = CliRunner().invoke(
            balss, ["corrections", "export", *options], catch_exceptions=False
        )
        assert result.exit_code == 0, result.output
        return result

    return call


@pytest.fixture
def corrected(database: Database) -> None:
    """Two sites; on one, a moderator says that a sentence is Latvian and approves the review."""
    with database.writing.begin() as session:
        staff = make_staff(session)
        review = make_review(session, make_site(session, slug="clinic"), segments=SENTENCES)
        first = review.segments[0]
        first.probability = 0.71
        first.evidence = [["function_words", "Malaci, no"], ["context", "lt"]]
        first.reader = "0a1b2c3d4e5f"
        rework.set_language(
            session, review, "lv", seen_version=review.version, staff_id=staff.id, positions=[0]
        )
        review.due = None
        review.status = Status.APPROVED
        make_review(session, make_site(session, slug="hotel"), status=Status.PENDING)


def records(result: Result, kind: str) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [each for each in rows if each["record"] == kind]


@pytest.mark.usefixtures("corrected")
def test_a_correction_says_what_the_machine_and_what_a_person_said(
    run: Callable[..., Result],
) -> None:
    (line,) = records(run(), "correction")

    assert line.pop("at")
    assert line == {
        "record": "correction",
        "site": "clinic",
        "reader": "0a1b2c3d4e5f",
        "read_as": "lt",
        "probability": 0.71,
        "evidence": ["function_words", "context"],
        "corrected_to": "lv",
    }


@pytest.mark.usefixtures("corrected")
def test_without_the_flag_nothing_an_author_wrote_is_printed(run: Callable[..., Result]) -> None:
    printed = run().output

    assert not [each for each in WORDS if each in printed]


@pytest.mark.usefixtures("corrected")
def test_with_the_flag_the_sentence_is_there_and_the_log_knows(
    run: Callable[..., Result], database: Database
) -> None:
    result = run("--with-text")

    assert [each["text"] for each in records(result, "correction")] == [SENTENCES[0][1]]
    assert "personal data" in result.stderr
    with database.reading() as session:
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert event is not None
        assert (event.tag, event.detail) == ("corrections:export", {"corrections": 1})


@pytest.mark.usefixtures("corrected")
def test_what_stood_is_counted_where_a_person_has_ruled(run: Callable[..., Result]) -> None:
    assert records(run(), "stood") == [
        {
            "record": "stood",
            "site": "clinic",
            "reader": None,
            "read_as": "lv",
            "probability_from": 0.9,
            "sentences": 1,
        }
    ]


@pytest.mark.usefixtures("corrected")
def test_one_site_can_be_asked_for(run: Callable[..., Result]) -> None:
    assert records(run("--site", "clinic"), "correction")
    assert run("--site", "hotel").stdout == ""


@pytest.mark.usefixtures("corrected")
def test_a_correction_taken_back_is_none(run: Callable[..., Result], database: Database) -> None:
    with database.writing.begin() as session:
        found = session.scalars(select(LanguageCorrection)).one()
        found.corrected_to = found.read_as

    assert not records(run(), "correction")


@pytest.mark.usefixtures("corrected")
def test_erased_words_are_not_given(run: Callable[..., Result], database: Database) -> None:
    with database.writing.begin() as session:
        found = session.scalars(select(LanguageCorrection)).one()
        review = session.get(Review, found.review_id)
        assert review is not None
        review.original = ""

    assert [each["text"] for each in records(run("--with-text"), "correction")] == [None]


@pytest.mark.usefixtures("corrected")
def test_evaluation_reads_the_export(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(run().stdout)

    found = load(path)

    assert found.pairs == {("lt", "lv"): 1}
    assert (found.share(7), found.share(9)) == (1.0, 0.0)
