from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from models import Due, GlossaryTerm, Review
from moderation.cli import balss
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from pathlib import Path

    from moderation.database import Database
    from moderation.settings import Settings


@pytest.fixture
def house(database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The commands work on the test's own database."""
    for command in ("glossary", "retranslate"):
        module = sys.modules[f"moderation.cli.{command}"]  # the package has the command by its name
        monkeypatch.setattr(module, "open_house", lambda: (settings, database))
    with database.writing.begin() as session:
        make_site(session, slug="clinic")
    return database


def run(*words: str) -> Result:
    return CliRunner().invoke(balss, words)


@pytest.mark.usefixtures("house")
def test_a_glossary_goes_in_and_out(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("language;term;english\nlv;acu nodaļa;Eye Department\n", encoding="utf-8")

    assert run("glossary", "import", str(file)).output == "1 terms are in the glossary.\n"

    exported = run("glossary", "export", "--site", "clinic").output
    assert exported.splitlines() == ["language,term,english,kind",
                                     "lv,acu nodaļa,Eye Department,term"]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"language,term,english\nlv,acs,eye\nlv,,x\n", "line 3: term and English must hold words"),
        (b"\xff\xfe", "is not in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(
    house: Database, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "terms.csv"
    file.write_bytes(content)

    refused = run("glossary", "import", str(file))

    assert refused.exit_code == 1
    assert sentence in refused.output
    with house.reading() as session:
        assert session.query(GlossaryTerm).count() == 0


def test_drafts_of_one_site_are_asked_for_anew(house: Database) -> None:
    with house.writing.begin() as session:
        here = make_review(session, make_site(session, slug="here")).id
        there = make_review(session, make_site(session, slug="there")).id

    assert run("retranslate", "--pack", "lv_en", "--site", "here").output == (
        "1 reviews wait for the worker.\n"
    )

    with house.reading() as session:
        assert session.get_one(Review, here).due is Due.TRANSLATION
        assert session.get_one(Review, there).due is None
    assert run("retranslate", "--pack", "lv_en", "--site", "none").exit_code == 2
