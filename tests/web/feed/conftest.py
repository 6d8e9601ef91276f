from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models import Status
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from models import Review, Site, Staff


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, slug="clinic", name="Clinic", url="https://clinic.example/")


@pytest.fixture
def anna(session: Session) -> Staff:
    return make_staff(session)


@pytest.fixture
def publish(session: Session, site: Site, anna: Staff) -> Callable[..., Review]:
    def make(english: str = "Thank you!", **columns: Any) -> Review:  # noqa: ANN401
        segments = [("lv", f"Paldies par: {english}", english)]
        return make_review(
            session, site, status=Status.APPROVED, segments=segments, by=anna, **columns
        )

    return make
