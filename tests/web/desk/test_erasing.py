from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Role, Status, UnsavedEdit
from tests.factories import make_review, make_staff, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site

SURE = {"ground": "request", "sure": "yes"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, make_staff(session, name="Baiba", role=Role.ADMIN))
    return client


def test_only_an_administrator_is_offered_to_erase(
    desk: FlaskClient, session: Session, review: Review
) -> None:
    page = desk.get(f"/reviews/{review.id}").text

    assert 'id="erase"' not in page
    assert desk.post(f"/reviews/{review.id}/erasure", data=SURE).status_code == 403
    session.refresh(review)
    assert review.status is Status.PENDING


def test_an_administrator_erases_and_gets_a_certificate(
    admin: FlaskClient, session: Session, review: Review
) -> None:
    assert 'id="erase"' in admin.get(f"/reviews/{review.id}").text

    answer = admin.post(f"/reviews/{review.id}/erasure", data=SURE, follow_redirects=True)
    paper = admin.get(f"/reviews/{review.id}/certificate.json")

    session.refresh(review)
    assert review.status is Status.ERASED
    assert "Certificate of erasure" in answer.text
    assert "2 sentences" in answer.text
    assert "The author asked for it" in answer.text
    assert "Baiba" in answer.text
    assert "Bērziņa" not in answer.text + paper.text
    assert paper.get_json()["ground"] == "request"
    assert "attachment" in paper.headers["Content-Disposition"]


@pytest.mark.parametrize("form", [{"ground": "request"}, {"sure": "yes"}, {**SURE, "ground": "x"}])
def test_erasing_wants_a_reason_and_a_tick(
    admin: FlaskClient, session: Session, review: Review, form: dict[str, str]
) -> None:
    answer = admin.post(f"/reviews/{review.id}/erasure", data=form)

    session.refresh(review)
    assert answer.status_code == 422
    assert "tick that you are sure" in answer.text
    assert review.status is Status.PENDING


def test_a_stale_screen_is_led_to_the_certificate_and_keeps_nothing(
    admin: FlaskClient, session: Session, review: Review
) -> None:
    stale = {"version": str(review.version), "english-0": "Thank you, Ilze!"}
    admin.post(f"/reviews/{review.id}/erasure", data=SURE)

    saved = admin.post(f"/reviews/{review.id}", data=stale, headers=HTMX)
    again = admin.post(f"/reviews/{review.id}/erasure", data=SURE)
    kept = admin.post(f"/reviews/{review.id}/unsaved", data=stale, headers=HTMX)

    assert saved.headers["HX-Redirect"] == f"/reviews/{review.id}"
    assert again.status_code == 303
    assert kept.status_code == 409
    assert not session.scalars(select(UnsavedEdit)).all()


def test_there_is_no_certificate_for_what_stands(admin: FlaskClient, review: Review) -> None:
    assert admin.get(f"/reviews/{review.id}/certificate.json").status_code == 404


def test_an_erased_review_is_gone_from_every_list_and_from_the_feed(
    admin: FlaskClient, session: Session, site: Site
) -> None:
    review = make_review(
        session, site, status=Status.APPROVED, segments=[("lv", "Magnolija.", "A magnolia.")]
    )
    session.commit()
    assert "magnolia" in admin.get("/feeds/clinic.json").text

    admin.post(f"/reviews/{review.id}/erasure", data=SURE)

    for address in (
        "/feeds/clinic.json",
        "/published",
        "/?q=magnolia&status=",
        f"/reviews/{review.id}",
    ):
        assert "A magnolia" not in admin.get(address).text


def test_a_site_says_how_long_it_keeps_what_it_does_not_publish(
    admin: FlaskClient, session: Session, site: Site
) -> None:
    page = admin.get("/settings/sites/clinic").text
    assert "How long rejected and withdrawn reviews are kept" in page

    answer = admin.post(
        "/settings/sites/clinic/policy",
        data={"claim_minutes": "10", "verification": "none", "retention_days": "90"},
    )

    session.refresh(site)
    assert answer.status_code in {302, 303}
    assert site.policy["retention_days"] == 90
