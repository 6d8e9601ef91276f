"""A review in a language without a pack: never passed off as ours, and its page says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Channel, Scope, Status
from moderation.intake.submit import NewReview, submit
from moderation.translation import Engine, PackStore
from moderation.worker import process_due

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site
    from moderation.database import Database

SAID = [
    ("et", "Estonian", "Väga hea teenindus, kindlasti tuleme tagasi."),
    ("lt", "Lithuanian", "Labai geras aptarnavimas, tikrai grįšime dar kartą."),
    ("uk", "Ukrainian", "Дуже дякую лікарю за турботу і терпіння."),
    ("be", "Belarusian", "Вельмі дзякуй, усё было выдатна і хутка."),
    ("de", "German", "Sehr freundliches Personal, wir kommen gerne wieder."),
    ("pl", "Polish", "Bardzo miła obsługa, na pewno wrócimy."),
    ("fi", "Finnish", "Todella ystävällinen palvelu, tulemme uudestaan."),
    ("sv", "Swedish", "Mycket trevlig personal, vi kommer gärna tillbaka."),
]


@pytest.fixture
def received(
    database: Database, session: Session, site: Site, tmp_path: Path
) -> Callable[[str], Review]:
    """Submit a review and have the worker process it, with the starter packs' languages only."""

    def receive(text: str) -> Review:
        new = NewReview(
            text=text,
            channel=Channel.API,
            consent_scope=Scope.FIRST_NAME,
            consent_wording="You may publish my review.",
        )
        review = submit(session, site, new, secret="test", max_chars=20_000).review
        session.commit()
        engine = Engine(PackStore(tmp_path / "packs"), beam_size=1, idle_seconds=0)
        process_due(database, engine, batch=10, lease_seconds=60)
        session.refresh(review)
        return review

    return receive


@pytest.mark.parametrize(("tag", "name", "text"), SAID)
def test_it_waits_as_its_language_with_a_flag_that_says_what_to_do(
    desk: FlaskClient, received: Callable[[str], Review], tag: str, name: str, text: str
) -> None:
    review = received(text)

    assert (review.status, review.language) == (Status.PENDING, tag)
    assert {(each.stage, each.code, each.detail) for each in review.flags} >= {
        ("language", "other_language", tag),
        ("translation", "no_pack", f"{tag}-en"),
    }
    page = desk.get(f"/reviews/{review.id}").get_data(as_text=True)
    assert f"No translation pack for {name} → English is installed." in page
    assert "Write the English yourself" in page


def test_it_has_no_english_that_could_be_published(received: Callable[[str], Review]) -> None:
    review = received(SAID[0][2])

    assert [each.translation() for each in review.segments] == [None]
