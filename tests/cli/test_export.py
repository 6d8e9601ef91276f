from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from models import Base, Status
from moderation.cli import balss
from moderation.database import connect
from moderation.settings import load
from tests.factories import make_review, make_site

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with one published review, opened as the commands open theirs."""
    settings = load(instance=tmp_path / "instance")
    database = connect(settings.database)
    Base.metadata.create_all(database.engine)
    with database.writing.begin() as session:
        make_review(session, make_site(session, slug="clinic"), status=Status.APPROVED)
    module = import_module("moderation.cli.export")  # its name in `cli` is the command's
    monkeypatch.setattr(module, "open_house", lambda: (settings, database))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(balss, ["export", "site", *map(str, arguments)])


@pytest.mark.usefixtures("house", "_cheap_passwords")
def test_a_site_is_exported_and_the_counts_said(tmp_path: Path) -> None:
    first = run("clinic", tmp_path / "out")
    second = run("clinic", tmp_path / "out")

    assert first.output == "4 written, 0 removed, 0 unchanged.\n"
    assert second.output == "0 written, 0 removed, 4 unchanged.\n"
    [item] = json.loads((tmp_path / "out" / "reviews.json").read_bytes())["items"]
    assert item["content_text"] == "Thank you!"


@pytest.mark.usefixtures("house", "_cheap_passwords")
def test_formats_and_language_are_chosen(tmp_path: Path) -> None:
    result = run("clinic", tmp_path / "out", "--format", "json", "--language", "LV")

    assert result.exit_code == 0
    [item] = json.loads((tmp_path / "out" / "reviews.json").read_bytes())["items"]
    assert (item["language"], item["content_text"]) == ("lv", "Paldies!")
    assert not (tmp_path / "out" / "index.html").exists()


@pytest.mark.usefixtures("house", "_cheap_passwords")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "{out}"], "there is no site 'nowhere'"),
        (["clinic", "{out}", "--language", "l v"], "BCP 47"),
        (["clinic", "{out}", "--format", "pdf"], "Invalid value for '--format'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    result = run(*(each.format(out=tmp_path / "out") for each in arguments))

    assert result.exit_code != 0
    assert words in result.output
    assert "Traceback" not in result.output
