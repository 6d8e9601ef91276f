from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Decision, Due, Entry, Resolution, Side, Status
from moderation.queue import snapshot
from tests.factories import make_review

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session
    from werkzeug.test import TestResponse

    from models import Review, Site

    Post = Callable[..., TestResponse]
    Screen = Callable[[Review], dict[str, str]]


def test_an_edit_is_saved_and_the_draft_is_kept(post: Post, review: Review) -> None:
    answer = post(review, english_at_1="All was well.")

    assert answer.status_code == 303
    assert review.segments[1].translation().text == "All was well."  # type: ignore[union-attr]
    assert review.segments[1].translation().draft == "Everything was good."  # type: ignore[union-attr]


def test_saving_an_untouched_screen_changes_nothing(post: Post, review: Review) -> None:
    before = review.version

    assert post(review).status_code == 303
    assert review.version == before


def test_line_ends_as_browsers_send_them_are_no_edit(
    post: Post, session: Session, site: Site
) -> None:
    review = make_review(session, site, segments=[("lv", "Viens\ndivi.", "One\ntwo.")])
    before = review.version

    post(review, english_at_0="One\r\ntwo.")

    assert review.version == before


def test_an_emptied_sentence_is_refused_and_says_what_to_do(post: Post, review: Review) -> None:
    answer = post(review, english_at_1="  ")

    assert answer.status_code == 422
    assert "cannot be empty" in answer.text


def test_every_button_saves_what_was_typed_first(post: Post, calm: Review) -> None:
    post(calm, "decisions", outcome="approved", english_at_0="Thanks!")

    assert calm.status is Status.APPROVED
    assert snapshot.english(calm) == "Thanks!"


def test_a_stale_screen_gets_409_and_keeps_what_was_typed(
    desk: FlaskClient, screen: Screen, session: Session, review: Review
) -> None:
    old = screen(review)
    desk.post(f"/reviews/{review.id}", data={**old, "english-1": "Another's words."})

    answer = desk.post(f"/reviews/{review.id}", data={**old, "english-1": "Anna's own words."})

    assert answer.status_code == 409
    assert "This review changed after you opened it" in answer.text
    assert "Anna&#39;s own words.</textarea>" in answer.text
    assert "Another&#39;s words.</p>" in answer.text
    session.expire_all()
    assert snapshot.english(review).endswith("Another's words.")


def test_a_stale_screen_does_not_show_untouched_boxes_as_edits(
    desk: FlaskClient, screen: Screen, review: Review
) -> None:
    old = screen(review)
    desk.post(f"/reviews/{review.id}", data={**old, "english-1": "Another's words."})

    answer = desk.post(f"/reviews/{review.id}/decisions", data={**old, "outcome": "approved"})

    assert answer.status_code == 409
    assert "Everything was good.</textarea>" not in answer.text
    assert review.status is Status.PENDING


def test_anonymising_hides_the_name_in_both_texts(post: Post, review: Review) -> None:
    post(review, "anonymisation")

    assert snapshot.english(review) == "Thank you, [name]! Everything was good."
    assert snapshot.original(review) == "Paldies [vārds]! Viss bija labi."


@pytest.mark.parametrize(
    ("ruling", "resolution", "english"),
    [
        ("redacted", Resolution.REDACTED, "I. B."),
        ("dismissed", Resolution.DISMISSED, "Ilze Bērziņa"),
    ],
)
def test_one_ruling_settles_a_mark_in_both_texts(
    post: Post, review: Review, ruling: str, resolution: Resolution, english: str
) -> None:
    finding = review.segments[0].findings[0]

    post(review, f"findings/{finding.id}", resolution=ruling, **{f"style-{finding.id}": "initial"})

    assert {each.resolution for each in review.segments[0].findings} == {resolution}
    assert snapshot.english(review).startswith(f"Thank you, {english}!")


def test_a_settled_mark_can_be_opened_again(post: Post, review: Review) -> None:
    finding = review.segments[0].findings[0]
    post(review, f"findings/{finding.id}", resolution="redacted")

    post(review, f"findings/{finding.id}", resolution="open")

    assert {each.resolution for each in review.segments[0].findings} == {Resolution.OPEN}


def test_a_mark_whose_words_an_edit_removed_is_asked_for_again(post: Post, review: Review) -> None:
    finding = next(each for each in review.segments[0].findings if each.side is Side.TRANSLATION)

    answer = post(
        review, f"findings/{finding.id}", resolution="redacted", english_at_0="Thanks to her!"
    )

    assert answer.status_code == 422
    assert "looked for afresh" in answer.text
    assert "Thanks to her!" in snapshot.english(review)


def test_a_selection_is_hidden_by_its_code_points(post: Post, session: Session, site: Site) -> None:
    review = make_review(session, site, segments=[("lv", "😀 Pie Annas.", "😀 Fine at Anna's.")])

    post(review, "selection", segment="0", side="translation", start="10", end="14", kind="person")

    assert snapshot.english(review) == "😀 Fine at [name]'s."


@pytest.mark.parametrize(
    "spoilt", [{"start": ""}, {"end": "99"}, {"side": "both"}, {"start": "5"}, {"kind": "x"}]
)
def test_an_unusable_selection_is_refused(
    post: Post, review: Review, spoilt: dict[str, str]
) -> None:
    fields = {"segment": "1", "side": "source", "start": "0", "end": "4", "kind": "person"}

    answer = post(
        review,
        "selection",
        **{**fields, **spoilt, **({"end": "5"} if spoilt == {"start": "5"} else {})},
    )

    assert answer.status_code == 422
    assert "Select the words to hide" in answer.text


def test_words_to_hide_can_be_typed_without_a_script(post: Post, review: Review) -> None:
    post(review, words_at_1="labi", kind_at_1="rare")
    post(review, words_at_1="Everything", kind_at_1="rare")

    assert snapshot.original(review).endswith("Viss bija [detaļa].")
    assert "[detail] was good." in snapshot.english(review)


def test_words_that_do_not_stand_there_are_refused_and_kept(post: Post, review: Review) -> None:
    answer = post(review, words_at_1="Jānis")

    assert answer.status_code == 422
    assert "do not stand in the sentence" in answer.text
    assert 'value="Jānis"' in answer.text


def test_setting_the_language_makes_the_review_wait_for_the_worker(
    post: Post, review: Review
) -> None:
    answer = post(review, "language", tag="ru", sentence="1", htmx="yes")

    assert "Translating…" in answer.text
    assert review.due is Due.TRANSLATION
    assert [each.language for each in review.segments] == ["lv", "ru"]


def test_a_language_not_on_the_list_is_refused(post: Post, review: Review) -> None:
    answer = post(review, "language", tag="<b>")

    assert answer.status_code == 422
    assert review.due is None


def test_rejecting_needs_a_reason(post: Post, session: Session, calm: Review) -> None:
    without = post(calm, "decisions", outcome="rejected")
    vague = post(calm, "decisions", outcome="rejected", reason="other")
    invented = post(calm, "decisions", outcome="rejected", reason="negative")

    assert [without.status_code, vague.status_code, invented.status_code] == [422, 422, 422]
    assert "Choose why you reject" in without.text
    assert calm.status is Status.PENDING
    assert not session.scalars(select(Decision)).all()


def test_a_rejection_keeps_its_reason_for_colleagues(
    desk: FlaskClient, post: Post, session: Session, calm: Review
) -> None:
    post(calm, "decisions", outcome="rejected", reason="advertising", reason_text="Sells  tyres.")

    assert session.scalars(select(Decision.reason)).all() == ["advertising: Sells tyres."]
    page = desk.get(f"/reviews/{calm.id}").get_data(as_text=True)
    assert "Rejected, you: Advertising or promotion: Sells tyres." in page


def test_approving_publishes_and_unpublishing_takes_back(
    post: Post, session: Session, calm: Review
) -> None:
    post(calm, "decisions", outcome="approved")
    published = session.scalars(select(Entry)).one()
    assert published.content["en"] == "Thank you!"

    post(calm, "decisions", outcome="unpublished", reason="complaint")

    assert calm.status is Status.PENDING
    assert published.removed_at is not None


def test_a_rejected_review_is_returned_with_a_reason(
    desk: FlaskClient, post: Post, calm: Review
) -> None:
    post(calm, "decisions", outcome="rejected", reason="unreadable")

    without = post(calm, "decisions", outcome="returned")
    assert without.status_code == 422
    assert "Choose why it goes back to the queue." in without.text
    post(calm, "decisions", outcome="returned", reason="other", reason_text="It was upside down.")

    assert calm.status is Status.PENDING
    page = desk.get(f"/reviews/{calm.id}").text
    assert "Returned to the queue, you: It was upside down." in page


def test_an_approval_with_an_open_mark_is_refused_and_says_why(
    post: Post, session: Session, review: Review
) -> None:
    answer = post(review, "decisions", outcome="approved")

    assert answer.status_code == 422
    assert "open: hide the words or keep them" in answer.text
    assert not session.scalars(select(Entry)).all()


def test_an_edit_of_a_review_that_was_ruled_on_meanwhile_is_a_conflict(
    desk: FlaskClient, screen: Screen, calm: Review
) -> None:
    old = screen(calm)
    desk.post(f"/reviews/{calm.id}/decisions", data={**old, "outcome": "approved"})

    answer = desk.post(f"/reviews/{calm.id}", data={**old, "english-0": "Late."})

    assert answer.status_code == 409
    assert snapshot.english(calm) == "Thank you!"


@pytest.mark.parametrize(
    ("path", "fields"),
    [("", {}), ("decisions", {"outcome": "withdrawn"}), ("decisions", {"outcome": "erased"})],
)
def test_a_spoilt_form_changes_nothing(
    desk: FlaskClient, calm: Review, path: str, fields: dict[str, str]
) -> None:
    address = f"/reviews/{calm.id}" + (f"/{path}" if path else "")

    assert desk.post(address, data=fields).status_code == 400
    assert calm.status is Status.PENDING


def test_htmx_gets_the_card_with_the_message_and_the_count(post: Post, calm: Review) -> None:
    answer = post(calm, "decisions", outcome="approved", htmx="yes")

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="flashes" role="status" hx-swap-oob="true"' in answer.text
    assert "Approved. It is in the feed now." in answer.text
    assert "Queue · 0" in answer.text


def test_without_a_script_a_change_leads_back_to_the_page(
    desk: FlaskClient, post: Post, calm: Review
) -> None:
    answer = post(calm, "decisions", outcome="approved")

    assert answer.status_code == 303
    assert "Approved. It is in the feed now." in desk.get(answer.location).get_data(as_text=True)


def test_the_history_tells_who_did_what(desk: FlaskClient, post: Post, review: Review) -> None:
    post(review, english_at_1="One.")
    post(review, english_at_1="Two.")
    post(review, "anonymisation")
    post(review, "decisions", outcome="approved")

    page = desk.get(f"/reviews/{review.id}").get_data(as_text=True)

    for words in (
        "Edited the English (2 times), you",
        "Hid words, you",
        "Approved: published, you",
    ):
        assert words in page


def test_nobody_moderates_without_signing_in(client: FlaskClient, calm: Review) -> None:
    address = f"/reviews/{calm.id}/decisions"

    answer = client.post(address, data={"version": calm.version, "outcome": "approved"})

    assert answer.status_code == 302
    assert calm.status is Status.PENDING
