from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import moderation
from models import Channel, Scope, Status
from moderation.flag import Flag
from moderation.privacy import KINDS
from moderation.web import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ROOMS = Path(moderation.__file__).parent
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in ROOMS.rglob("*.py")
    if "web" not in path.relative_to(ROOMS).parts
}


def codes(pattern: str, *rooms: str) -> set[str]:
    """Collect what a pattern's first group matches in the sources of some rooms."""
    return {
        found
        for path, text in SOURCES.items()
        if not rooms or path.relative_to(ROOMS).parts[0] in rooms
        for found in re.findall(pattern, text)
    }


@pytest.fixture(autouse=True)
def _screen(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def test_every_flag_of_every_room_is_worded() -> None:
    found = codes(r"\bFlag\(\s*\"([a-z_]+)\"") | codes(r"code=\"([a-z_]+)\"", "intake")
    obstacles = codes(r"\bFlag\(\s*\"([a-z_]+)\"", "queue")

    assert len(found) > 20
    assert found - obstacles <= set(wording.FLAGS)


def test_every_obstacle_has_a_sentence_of_its_own() -> None:
    general = wording.obstacle(Flag("never_heard_of"))

    for code in codes(r"\bFlag\(\s*\"([a-z_]+)\"", "queue"):
        assert wording.obstacle(Flag(code, "2")) != general


def test_every_evidence_is_worded() -> None:
    found = codes(r"\bEvidence\(\s*\"([a-z_]+)\"", "language")

    assert len(found) > 5
    assert found <= set(wording.EVIDENCE)


def test_every_reason_of_a_finding_is_worded() -> None:
    found = codes(r"\d\.\d+(?: if \w+ else \d\.\d+)?,\s*\"([a-z][a-z_]+)\"", "privacy")

    assert len(found) > 30
    assert found <= set(wording.WHYS)


def test_every_edit_error_is_worded() -> None:
    views = "".join(each.read_text() for each in (ROOMS / "web" / "staff").glob("*.py"))
    found = codes(r"EditError\(\"([a-z_]+)\"") | set(re.findall(r"EditError\(\"([a-z_]+)\"", views))

    assert found == set(wording.EDIT_ERRORS)


def test_every_act_on_a_review_is_worded() -> None:
    assert codes(r"\"(review:[a-z_]+)\"") <= set(wording.EVENTS)


def test_every_enumeration_shown_is_worded() -> None:
    assert set(wording.KINDS) == set(KINDS)
    assert set(wording.STATUSES) == {each.value for each in Status}
    assert set(wording.CHANNELS) == {each.value for each in Channel}
    assert set(wording.SCOPES) == {each.value for each in Scope}


def test_a_negative_opinion_is_no_ground_for_rejection() -> None:
    assert not {code for code in wording.REASONS if "negativ" in code or "rating" in code}


@pytest.mark.parametrize("detail", ["", "lv,ru", "et-en", "100 %", "%(x)s", "{0}", "<b>"])
def test_any_code_with_any_detail_makes_a_sentence(detail: str) -> None:
    for code in [*wording.FLAGS, "never_heard_of"]:
        assert wording.flag(code, detail)
        assert wording.flag_chip(code, detail)
    for code in [*wording.EVIDENCE, "never_heard_of"]:
        assert wording.evidence(code, detail)
    for code in [*wording.WHYS, "never_heard_of"]:
        assert wording.why(code, detail)
    for code in [*wording.EVENTS, "never:heard"]:
        assert wording.event(code, {"language": detail})


def test_languages_are_named_with_how_sure_the_machine_was() -> None:
    assert wording.certainty("lv", 0.95) == "Latvian, certain"
    assert wording.certainty("ru", 0.8) == "Russian, likely"
    assert wording.certainty("et", 0.2) == "Estonian, unsure"
    assert wording.certainty("und", 0.9) == "language unknown"


def test_details_are_put_into_the_sentence() -> None:
    assert "Estonian → English" in wording.flag("no_pack", "et-en")
    assert "Latvian, Russian" in wording.flag("mixed_languages", "lv,ru")
