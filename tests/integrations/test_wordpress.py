"""The WordPress plugin, run by PHP against a real desk with a stand-in for WordPress."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from models import Status
from moderation.queue.decisions import withdraw
from tests.desk import open_desk, tool
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy.orm import Session

    from models import Review, Site

ROOT = Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "integrations" / "wordpress" / "balss-reviews"
STAND_IN = Path(__file__).with_name("wordpress.php")
HOSTILE = "<script>alert(1)</script> & \"'"
NOW = 1_800_000_000  # the clock of the stand-in, seconds
A_DAY = 86_400


class WordPress:
    """A WordPress with the plugin; each call is one request to it."""

    def __init__(self, folder: Path, desk: str) -> None:
        self._state = folder / "wordpress.json"
        self._write({"options": {}, "transients": {}, "locale": "en_GB", "now": NOW})
        self.ask(save={"desk": f"{desk}/", "site": "Clinic "})

    def ask(self, **job: Any) -> dict[str, Any]:  # noqa: ANN401
        command = [tool("php", "php-cli"), str(STAND_IN), str(self._state), str(PLUGIN)]
        done = subprocess.run(
            [*command, json.dumps(job)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def wait(self, seconds: int) -> None:
        self._write({**self.state, "now": self.state["now"] + seconds})

    @property
    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._state.read_text("utf-8"))
        return found

    def _write(self, state: dict[str, Any]) -> None:
        self._state.write_text(json.dumps(state), "utf-8")


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic")


@pytest.fixture
def review(session: Session, site: Site) -> Review:
    made = make_review(
        session,
        site,
        status=Status.APPROVED,
        segments=[("lv", f"Paldies! {HOSTILE}", f"Thank you! {HOSTILE}")],
        by=make_staff(session),
        author=HOSTILE,
        rating=4,
        written_on="2026-03-01",
    )
    session.commit()
    return made


@pytest.fixture
def wordpress(app: Flask, review: Review, tmp_path: Path) -> Iterator[WordPress]:
    assert review.id
    with open_desk(app) as address:
        yield WordPress(tmp_path, address)


@pytest.mark.parametrize("path", sorted(PLUGIN.rglob("*.php")), ids=lambda each: each.name)
def test_php_reads_every_file(path: Path) -> None:
    done = subprocess.run(
        [tool("php", "php-cli"), "-l", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("job", ["shortcode", "block"])
def test_a_review_is_drawn_with_every_word_escaped(wordpress: WordPress, job: str) -> None:
    found = wordpress.ask(**{job: {}})
    drawn = found["drawn"]
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#039;") == 3
    for words in (
        '<blockquote lang="en" dir="auto">Thank you!',
        '<blockquote lang="lv" dir="auto">Paldies!',
        "Machine translation, checked by a person.",
        "It has not been checked whether the author is a customer.",
        'aria-label="4 out of 5 stars"',
        'datetime="2026-03-01"',
    ):
        assert words in drawn
    assert found["styles"] == ["balss-reviews"]
    assert not re.search(r"\s(style|on\w+)=", drawn)


def test_the_language_is_the_websites_unless_given(wordpress: WordPress) -> None:
    drawn = wordpress.ask(shortcode={"language": "lv"})["drawn"]
    assert drawn.index("Paldies!") < drawn.index("</blockquote>")
    assert "Thank you!" not in drawn


def test_the_desk_is_asked_every_five_minutes_and_says_when_nothing_changed(
    wordpress: WordPress,
) -> None:
    assert wordpress.ask(shortcode={})["requests"] == [200]
    wordpress.wait(299)
    assert wordpress.ask(shortcode={})["requests"] == []
    wordpress.wait(1)
    assert wordpress.ask(shortcode={})["requests"] == [304]


def test_a_removed_review_is_gone_with_the_next_question(
    wordpress: WordPress, session: Session, review: Review
) -> None:
    assert "Thank you!" in wordpress.ask(shortcode={})["drawn"]
    withdraw(session, review)
    session.commit()
    wordpress.wait(300)
    found = wordpress.ask(shortcode={})
    assert (found["requests"], found["drawn"]) == ([200], "")
    assert "Thank you!" not in json.dumps(wordpress.state)


def test_a_closed_feed_is_forgotten_at_once(
    wordpress: WordPress, session: Session, site: Site
) -> None:
    wordpress.ask(shortcode={})
    site.policy = {"public_feed": False}
    session.commit()
    wordpress.wait(300)
    found = wordpress.ask(shortcode={})
    assert (found["requests"], found["drawn"]) == ([401], "")
    assert "Thank you!" not in json.dumps(wordpress.state)


def test_a_copy_is_shown_for_a_day_while_the_desk_does_not_answer(
    app: Flask, review: Review, tmp_path: Path
) -> None:
    assert review.id
    with open_desk(app) as address:
        wordpress = WordPress(tmp_path, address)
        wordpress.ask(shortcode={})
    wordpress.wait(300)
    away = wordpress.ask(shortcode={})
    assert away["requests"] == [0]
    assert "Thank you!" in away["drawn"]
    assert wordpress.ask(shortcode={})["requests"] == []  # not again within the minute
    wordpress.wait(A_DAY)
    assert wordpress.ask(shortcode={})["drawn"] == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            {"desk": "https://d.example/", "site": "Main"},
            {"desk": "https://d.example", "site": "main"},
        ),
        ({"desk": "javascript:alert(1)", "site": "../x"}, {"desk": "", "site": ""}),
        ({}, {"desk": "", "site": ""}),
    ],
)  # fmt: skip
def test_settings_keep_only_what_can_be_used(
    wordpress: WordPress, given: dict[str, str], kept: dict[str, str]
) -> None:
    wordpress.ask(save=given)
    assert wordpress.state["options"]["balss_reviews"] == kept
    page = wordpress.ask(page=True)["drawn"]
    assert f'name="balss_reviews[desk]" type="url" value="{kept["desk"]}"' in page


def test_uninstalling_leaves_nothing(wordpress: WordPress) -> None:
    wordpress.ask(shortcode={})
    assert wordpress.state["transients"]
    wordpress.ask(uninstall=True)
    assert not wordpress.state["transients"]
    assert not wordpress.state["options"]
