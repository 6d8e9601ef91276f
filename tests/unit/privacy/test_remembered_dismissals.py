from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from models import AuditEvent, Dismissal, Resolution, Role
from moderation import privacy, rework
from moderation.findings import dismissals
from moderation.queue.edits import surface
from tests.factories import make_review, make_site, make_staff, sign_in
from tests.unit.privacy.test_reviews_findings import finding, rule, searched

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from models import Review, Site, Staff

CAFE = [("lv", "Mans vīrs Kārlis iet uz Liepa.", "My husband Kārlis goes to Liepa.")]


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


def cafe(session: Session, site: Site) -> Review:
    return searched(session, CAFE, site=site)


def test_remembered_words_are_kept_without_asking_on_their_site_alone(
    session: Session, staff: Staff
) -> None:
    here, there = make_site(session), make_site(session)
    first = cafe(session, here)
    rule(session, first, "Kārlis", "dismissed", staff_id=staff.id, remember=True)

    again, elsewhere = (
        finding(cafe(session, here), "Kārlis"),
        finding(cafe(session, there), "Kārlis"),
    )

    assert again.resolution is Resolution.DISMISSED
    assert again.dismissal_id is not None
    assert elsewhere.resolution is Resolution.OPEN


def test_a_dismissal_is_remembered_only_when_asked(session: Session, staff: Staff) -> None:
    site = make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id)

    assert session.scalars(select(Dismissal)).all() == []
    assert finding(cafe(session, site), "Kārlis").resolution is Resolution.OPEN


def test_a_remembered_dismissal_can_be_undone_in_one_review(session: Session, staff: Staff) -> None:
    site = make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id, remember=True)
    review = cafe(session, site)
    rule(session, review, "Kārlis", "open", staff_id=staff.id)
    rework.edit_english(
        session,
        review,
        {0: "My husband Kārlis often goes to Liepa."},
        seen_version=review.version,
        staff_id=staff.id,
    )

    assert finding(review, "Kārlis").resolution is Resolution.OPEN
    assert finding(review, "Kārlis").dismissal_id is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("liepa", "Liepā"), ("liepa", "Liepu"), ("Liepas", "Liepa"), ("bērziņš", "Bērziņam"),
        ("zaļā liepa", "Zaļā Liepu"), ("липа", "Липой"), ("LIEPA", "liepa"),
    ],
)  # fmt: skip
def test_words_are_the_same_in_every_case(one: str, other: str) -> None:
    assert privacy.same_words(one, other)
    assert privacy.same_words(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("liepa", "Anna Liepa"), ("liepa", "Liepiņa"), ("jānis", "Jāna"), ("ozols", "Ozola"),
        ("иванов", "Иванова"), ("anna", "Anita"), ("", ""),
    ],
)  # fmt: skip
def test_other_words_are_not_the_same(one: str, other: str) -> None:
    assert not privacy.same_words(one, other)
    assert not privacy.same_words(other, one)


@given(some.text(min_size=1, max_size=30), some.from_regex(r"[^\W\d_]{1,12}", fullmatch=True))
def test_remembered_words_never_stand_for_a_longer_name_that_holds_them(
    words: str, more: str
) -> None:
    assert not privacy.same_words(words, f"{words} {more}")
    assert not privacy.same_words(words, f"{more} {words}")


def test_a_remembered_word_is_kept_in_another_case_and_never_within_a_longer_name(
    session: Session, staff: Staff
) -> None:
    site = make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id, remember=True)
    text = [("lv", "Mēs ar vīru Kārli un dēlu Kārli Ozolu bijām.", "We were there.")]
    review = searched(session, text, site=site)

    (alone, longer) = sorted(review.segments[0].findings, key=lambda each: each.start)

    assert (surface(alone), alone.resolution) == ("Kārli", Resolution.DISMISSED)
    assert (surface(longer), longer.resolution) == ("Kārli Ozolu", Resolution.OPEN)


def test_revoking_opens_what_waits_and_leaves_no_words(session: Session, staff: Staff) -> None:
    site = make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id, remember=True)
    review = cafe(session, site)
    seen = review.version

    for dismissal in dismissals.listed(session, site):
        dismissals.revoke(session, dismissal, actor=f"staff:{staff.id}")

    assert finding(review, "Kārlis").resolution is Resolution.OPEN
    assert review.version > seen
    assert session.scalars(select(Dismissal)).all() == []
    assert "Kārlis" not in str([each.detail for each in session.scalars(select(AuditEvent)).all()])


@pytest.mark.parametrize(
    ("surface", "wanted"),
    [("  Liepa ", "liepa"), ("LIEPA\u200b", "liepa"), ("Cafe\nLiepa", "cafe liepa")],
)
def test_words_are_remembered_without_case_and_hidden_characters(surface: str, wanted: str) -> None:
    assert dismissals.normalised(surface) == wanted


def test_administrators_see_the_list_and_revoke(
    client: FlaskClient, session: Session, staff: Staff
) -> None:
    site = make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id, remember=True)
    sign_in(client, make_staff(session, role=Role.ADMIN))
    page = client.get(f"/settings/sites/{site.slug}/remembered-words").text
    assert "<strong>kārlis</strong>" in page

    (dismissal, *_) = dismissals.listed(session, site)
    answer = client.post(
        f"/settings/sites/{site.slug}/remembered-words/{dismissal.id}/revoke",
        follow_redirects=True,
    )

    assert "“kārlis” is asked about again." in answer.text
    assert dismissals.listed(session, site) == []


def test_a_dismissal_of_another_site_cannot_be_revoked_through_this_one(
    client: FlaskClient, session: Session, staff: Staff
) -> None:
    site, other = make_site(session), make_site(session)
    rule(session, cafe(session, site), "Kārlis", "dismissed", staff_id=staff.id, remember=True)
    sign_in(client, make_staff(session, role=Role.ADMIN))
    (dismissal, *_) = dismissals.listed(session, site)

    path = f"/settings/sites/{other.slug}/remembered-words/{dismissal.id}/revoke"

    assert client.post(path).status_code == 404


def policy_form(**given: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"claim_minutes": "15", "verification": "none", **given}


def test_the_policy_page_stores_styles_and_the_kinds_that_wait(
    client: FlaskClient, session: Session
) -> None:
    site = make_site(session)
    sign_in(client, make_staff(session, role=Role.ADMIN))
    path = f"/settings/sites/{site.slug}/policy"

    client.post(
        path,
        data=policy_form(
            redaction_styles=["age:generalise", "person:label"],
            blocking_kinds=["shown", "person", "email"],
        ),
    )
    session.refresh(site)
    assert site.policy["redaction_styles"] == {"age": "generalise"}
    assert site.policy["blocking_kinds"] in (["person", "email"], ("person", "email"))

    page = client.get(f"/settings/sites/{site.slug}").text
    assert 'value="age:generalise" selected' in page
    assert 'value="person" checked' in page
    assert 'value="phone" checked' not in page

    answer = client.post(path, data=policy_form(redaction_styles=["iban:generalise"]))
    assert answer.status_code == 422


def test_a_form_without_the_boxes_lets_nothing_through(
    client: FlaskClient, session: Session
) -> None:
    site = make_site(session)
    sign_in(client, make_staff(session, role=Role.ADMIN))
    client.post(f"/settings/sites/{site.slug}/policy", data=policy_form())
    session.refresh(site)

    assert site.policy["blocking_kinds"] is None


def test_the_factories_review_needs_no_ruling(session: Session) -> None:
    assert make_review(session).segments[0].findings == []
