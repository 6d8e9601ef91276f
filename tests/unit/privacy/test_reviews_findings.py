"""Findings through a review's life: one label a person, ids that stay, the site's styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models import Resolution, Side
from moderation import findings, pipeline, rework
from moderation.queue import snapshot
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models import Finding, Review, Staff

TWO_PEOPLE = [
    ("lv", "Paldies Ilzei Ozolai un Annai Kalnai.", "Thanks to Ilze Ozola and Anna Kalna."),
    ("lv", "Ilze ir brīnišķīga.", "Ilze is wonderful."),
]


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


def searched(session: Session, segments: list[Any], **columns: Any) -> Review:  # noqa: ANN401
    """Make a review with the findings that the pipeline makes."""
    review = make_review(session, segments=segments, author=None, **columns)
    job = pipeline.Job(
        text=review.original,
        tag=review.language,
        passages=tuple(
            pipeline.Passage(
                each.start,
                each.end,
                each.text,
                each.language,
                english=each.text_in("en"),
            )
            for each in review.segments
        ),
    )
    (done,) = pipeline.find_personal_data([job], None)  # type: ignore[arg-type]
    for segment, passage in zip(review.segments, done.passages, strict=True):
        findings.refresh(
            session,
            segment,
            source=passage.source_findings,
            translations={"en": passage.english_findings},
            kept=(),
        )
    return review


def finding(review: Review, words: str, side: Side = Side.SOURCE) -> Finding:
    return next(
        each
        for segment in review.segments
        for each in segment.findings
        if each.side is side and segment.text_in(each.target)[each.start : each.end] == words
    )


def rule(session: Session, review: Review, words: str, ruling: str, **how: Any) -> None:  # noqa: ANN401
    rework.rule_on_finding(
        session,
        review,
        finding(review, words),
        Resolution(ruling),
        seen_version=review.version,
        **how,
    )


def test_one_person_has_one_label_in_both_texts(session: Session, staff: Staff) -> None:
    review = searched(session, TWO_PEOPLE)
    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)

    assert snapshot.original(review) == ("Paldies [vārds 1] un [vārds 2]. [vārds 1] ir brīnišķīga.")
    assert snapshot.english(review) == "Thanks to [name 1] and [name 2]. [name 1] is wonderful."


def test_a_person_alone_has_no_number(session: Session, staff: Staff) -> None:
    review = searched(session, TWO_PEOPLE)
    rule(session, review, "Ilze", "redacted", staff_id=staff.id)

    assert snapshot.original(review).endswith("[vārds] ir brīnišķīga.")


def test_labels_follow_when_another_person_is_hidden_or_shown(
    session: Session, staff: Staff
) -> None:
    review = searched(session, TWO_PEOPLE)
    rule(session, review, "Annai Kalnai", "redacted", staff_id=staff.id)
    assert finding(review, "Annai Kalnai").replacement == "[vārds]"
    rule(session, review, "Ilze", "redacted", staff_id=staff.id)
    assert finding(review, "Annai Kalnai").replacement == "[vārds 1]"
    assert finding(review, "Ilze").replacement == "[vārds 2]"
    rule(session, review, "Ilze", "open", staff_id=staff.id)
    assert finding(review, "Annai Kalnai").replacement == "[vārds]"


def test_labels_and_ids_stay_when_a_sentence_is_edited(session: Session, staff: Staff) -> None:
    review = searched(session, TWO_PEOPLE)
    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)
    before = {each.id for segment in review.segments for each in segment.findings}

    rework.edit_english(
        session,
        review,
        {0: "My thanks go to Anna Kalna and to Ilze Ozola."},
        seen_version=review.version,
        staff_id=staff.id,
    )

    assert {each.id for segment in review.segments for each in segment.findings} == before
    assert snapshot.english(review) == (
        "My thanks go to [name 2] and to [name 1]. [name 1] is wonderful."
    )


def test_a_finding_goes_when_its_words_go(session: Session, staff: Staff) -> None:
    review = searched(session, TWO_PEOPLE)
    gone = finding(review, "Anna Kalna", Side.TRANSLATION).id
    stays = finding(review, "Ilze Ozola", Side.TRANSLATION).id

    rework.edit_english(
        session,
        review,
        {0: "Thanks to Ilze Ozola and her colleague."},
        seen_version=review.version,
        staff_id=staff.id,
    )

    standing = {each.id for each in review.segments[0].findings}
    assert stays in standing
    assert gone not in standing


def test_the_sites_styles_hold_for_anonymise_all(session: Session, staff: Staff) -> None:
    site = make_site(
        session,
        policy={"redaction_styles": {"place_small": "generalise", "person": "initial"}},
    )
    review = searched(
        session,
        [("lv", "Mans dēls Gunārs dzīvo Mārupē.", "My son Gunārs lives in Mārupe.")],
        site=site,
    )
    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)

    assert snapshot.original(review) == "Mans dēls G. dzīvo vietā pie Rīgas."
    assert snapshot.english(review) == "My son G. lives in a place near Riga."


def test_a_style_chosen_for_one_mark_survives_an_edit(session: Session, staff: Staff) -> None:
    review = searched(session, TWO_PEOPLE)
    rule(session, review, "Ilze", "redacted", staff_id=staff.id, style="initial")
    rework.edit_english(
        session,
        review,
        {1: "Ilze is really wonderful."},
        seen_version=review.version,
        staff_id=staff.id,
    )

    assert snapshot.english(review).endswith("I. is really wonderful.")


def test_an_author_is_called_by_the_initial_of_the_name_they_gave(
    session: Session, staff: Staff
) -> None:
    review = searched(
        session, [("lv", "Viss bija labi. Ar cieņu, Velta R.", "All was well. Regards, Velta R.")]
    )
    review.author = "Velta Roze"
    rule(session, review, "Velta R.", "redacted", staff_id=staff.id, style="pseudonym")

    assert snapshot.original(review).endswith("Ar cieņu, V.")


@pytest.mark.parametrize(("kinds", "waits"), [(None, True), (["person"], True), (["email"], False)])
def test_the_policy_says_which_kinds_stop_an_approval(
    session: Session, kinds: list[str] | None, *, waits: bool
) -> None:
    site = make_site(session, policy={"blocking_kinds": kinds})
    review = make_review(
        session, site=site, segments=[("en", "My son Gunars liked it.", "My son Gunars liked it.")],
        findings=[("person", "Gunars", "Gunars")],
    )  # fmt: skip
    assert bool(snapshot.obstacles(review)) is waits
