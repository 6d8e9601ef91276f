"""The English of a review reaches the further languages of its site's feed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import (
    Due,
    Entry,
    Outcome,
    Policy,
    Resolution,
    Review,
    ReviewFlag,
    Side,
    Status,
    Translation,
)
from moderation import rework, worker
from moderation.accounts.sites import change_policy
from moderation.flag import Flag
from moderation.publication import entries
from moderation.publication.items import item
from moderation.queue import renditions, snapshot
from moderation.queue.decisions import NotApprovableError, StaleReviewError, decide
from moderation.queue.retranslation import ask_again
from moderation.translation import Draft
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from models import Site, Staff
    from moderation.database import Database
    from moderation.translation import Source


class Packs:
    """Translates by naming the pair, with the packs it has; others are missing."""

    def __init__(self, *pairs: str, version: str = "1", doubts: tuple[Flag, ...] = ()) -> None:
        self.pairs = pairs
        self.version = version
        self.doubts = doubts
        self.asked: list[str] = []

    def translate(self, sources: Sequence[Source]) -> list[Draft]:
        return [self._draft(each) for each in sources]

    def _draft(self, source: Source) -> Draft:
        pair = f"{source.tag.partition('-')[0]}-{source.target}"
        self.asked.append(f"{pair}: {source.text}")
        if pair not in self.pairs:
            return Draft(None, None, None, None, (Flag("no_pack", pair),))
        code = f"translate-{pair.replace('-', '_')}"
        doubts = self.doubts if source.target != "en" else ()
        return Draft(f"<{pair}> {source.text}", code, self.version, -0.1, doubts)


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, policy={"feed_languages": ["lv", "ru"]})


@pytest.fixture
def staff(session: Session) -> Staff:
    return make_staff(session)


def russian(session: Session, site: Site, *sentences: tuple[str, str]) -> Review:
    """A Russian review with its English, waiting for its renditions."""
    pairs = sentences or (("Спасибо!", "Thank you!"),)
    segments = [("ru", source, english) for source, english in pairs]
    return make_review(session, site, segments=segments, author=None, due=Due.RENDITION)


def work(session: Session, database: Database, engine: Packs) -> None:
    session.commit()
    worker.process_due(database, engine, batch=8, lease_seconds=60)
    session.expire_all()


def approve(session: Session, review: Review, staff: Staff) -> Entry:
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff.id)
    query = select(Entry).where(Entry.review_id == review.id, Entry.removed_at.is_(None))
    return session.scalars(query).one()


def edit(session: Session, review: Review, staff: Staff, text: str, target: str = "en") -> None:
    rework.edit_translation(
        session,
        review,
        {0: text},
        seen_version=review.version,
        staff_id=staff.id,
        target=target,
    )


def rendition(review: Review, tag: str = "lv", position: int = 0) -> Translation:
    found = review.segments[position].translation(tag)
    assert found is not None
    return found


def test_a_new_review_comes_with_a_draft_in_each_further_language(
    session: Session, database: Database, site: Site
) -> None:
    review = make_review(session, site, text="Большое спасибо врачам!", status=Status.RECEIVED)

    work(session, database, Packs("ru-en", "en-lv"))

    assert review.language == "ru"
    assert rendition(review).text == "<en-lv> <ru-en> Большое спасибо врачам!"
    assert (rendition(review).pack, rendition(review).pack_version) == ("translate-en_lv", "1")
    assert snapshot.content(review).keys() == {"en", "ru", "lv"}


def test_what_is_approved_enters_the_entry_with_how_it_was_made(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv"))

    entry = approve(session, review, staff)

    assert entry.content == {"en": "Thank you!", "ru": "Спасибо!", "lv": "<en-lv> Thank you!"}
    made = {"lv": {"translation": "machine", "packs": ["translate-en_lv 1"]}}
    assert entry.provenance["renditions"] == made
    assert entry.provenance["packs"] == ["translate-ru_en 0.1"]
    published = entries.one(session, site.id, entry.id)
    assert isinstance(published, entries.Published)
    shown = item(Policy.of(site.policy), published, "lv")
    assert (shown.chosen.language, shown.chosen.text) == ("lv", "<en-lv> Thank you!")
    assert shown.chosen.packs == ("translate-en_lv 1",)
    assert shown.original is not None
    assert shown.original.language == "ru"


def test_without_a_pack_the_language_is_simply_absent(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site, ("Спасибо!", "Thank you!"), ("👍", "👍"))

    work(session, database, Packs())

    assert review.flags == []
    assert renditions.offered(review) == []
    assert approve(session, review, staff).content.keys() == {"en", "ru"}


def test_a_pack_straight_from_the_original_serves_where_english_has_none(
    session: Session, database: Database, site: Site
) -> None:
    review = russian(session, site)

    work(session, database, Packs("ru-lv"))

    assert rendition(review).text == "<ru-lv> Спасибо!"
    assert rendition(review).pack == "translate-ru_lv"


def test_the_english_that_staff_corrected_is_preferred_to_the_original(
    session: Session, database: Database, site: Site
) -> None:
    review = russian(session, site)

    work(session, database, Packs("ru-lv", "en-lv"))

    assert rendition(review).text == "<en-lv> Thank you!"


def test_an_english_review_gets_a_draft_in_every_further_language(
    session: Session, database: Database, site: Site
) -> None:
    review = make_review(session, site, segments=[("en", "Thanks!", "Thanks!")], due=Due.RENDITION)

    work(session, database, Packs("en-lv", "en-ru"))

    assert snapshot.content(review) == {
        "en": "Thanks!",
        "lv": "<en-lv> Thanks!",
        "ru": "<en-ru> Thanks!",
    }


def test_an_original_in_a_feed_language_is_that_language_and_is_not_translated(
    session: Session, database: Database, site: Site
) -> None:
    review = make_review(session, site, due=Due.RENDITION)
    engine = Packs("en-lv", "en-ru", "lv-ru")

    work(session, database, engine)

    assert engine.asked == ["en-ru: Thank you!"]
    assert snapshot.content(review)["lv"] == "Paldies!"


def test_a_sentence_in_the_feed_language_is_taken_as_its_author_wrote_it(
    session: Session, database: Database, site: Site
) -> None:
    segments = [("ru", "Спасибо!", "Thank you!"), ("lv", "Paldies!", "Thanks!")]
    review = make_review(session, site, segments=segments, due=Due.RENDITION)

    work(session, database, Packs("en-lv"))

    assert snapshot.content(review)["lv"] == "<en-lv> Thank you! Paldies!"


def test_an_edit_of_the_english_makes_its_drafts_anew_before_it_can_be_approved(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site, ("Спасибо!", "Thank you!"), ("Да.", "Yes."))
    work(session, database, Packs("en-lv"))
    before = rendition(review, position=1).id

    edit(session, review, staff, "Many thanks!")

    assert review.due is Due.RENDITION
    with pytest.raises(NotApprovableError, match="still_working"):
        approve(session, review, staff)
    engine = Packs("en-lv", version="2")
    work(session, database, engine)
    assert [each for each in engine.asked if each.startswith("en-lv")] == ["en-lv: Many thanks!"]
    assert rendition(review).text == "<en-lv> Many thanks!"
    assert rendition(review, position=1).id == before
    assert review.segments[0].text_in("en") == "Many thanks!"
    assert approve(session, review, staff).content["lv"] == "<en-lv> Many thanks! <en-lv> Yes."


def test_a_persons_text_is_never_replaced_and_says_that_it_may_want_a_look(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv"))
    edit(session, review, staff, "Paldies jums!", "lv")
    assert not list(renditions.obstacles(review))

    edit(session, review, staff, "Many thanks!")
    work(session, database, Packs("en-lv", "en-ru"))

    assert rendition(review).text == "Paldies jums!"
    assert rendition(review).draft == "<en-lv> Thank you!"
    assert [each.detail for each in renditions.obstacles(review)] == ["lv:1"]
    with pytest.raises(NotApprovableError, match="open_rendition"):
        approve(session, review, staff)
    rework.accept_draft(
        session,
        review,
        review.segments[0],
        seen_version=review.version,
        staff_id=staff.id,
        target="lv",
    )
    entry = approve(session, review, staff)
    assert entry.content["lv"] == "Paldies jums!"
    assert entry.provenance["renditions"]["lv"]["translation"] == "post_edited"


def test_a_doubted_draft_waits_for_a_person_as_the_english_does(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv", doubts=(Flag("number_lost", "5"),)))
    (flag,) = review.flags
    assert (flag.stage, flag.target, flag.code) == ("rendition", "lv", "number_lost")
    with pytest.raises(NotApprovableError, match="open_rendition"):
        approve(session, review, staff)

    edit(session, review, staff, "Paldies!", "lv")

    assert review.flags == []
    approve(session, review, staff)


def test_a_doubt_stays_while_the_draft_it_is_about_stays(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site, ("Спасибо!", "Thank you!"), ("Да.", "Yes."))
    work(session, database, Packs("en-lv", doubts=(Flag("number_lost", "5"),)))

    edit(session, review, staff, "Many thanks!")
    work(session, database, Packs("en-lv"))

    positions = {each.id: each.position for each in review.segments}
    assert [positions[each.segment_id] for each in review.flags if each.segment_id] == [1]


def test_where_doubts_stop_nothing_they_stop_no_rendition(
    session: Session, database: Database, staff: Staff
) -> None:
    site = make_site(session, policy={"feed_languages": ["lv"], "settle_doubts": False})
    review = russian(session, site)
    work(session, database, Packs("en-lv", doubts=(Flag("number_lost", "5"),)))

    assert "lv" in approve(session, review, staff).content


def test_a_language_that_is_left_out_stops_nothing_and_is_not_published(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv", doubts=(Flag("number_lost", "5"),)))
    rework.leave_out(
        session, review, "lv", out=True, seen_version=review.version, staff_id=staff.id
    )

    entry = approve(session, review, staff)

    assert entry.content.keys() == {"en", "ru"}
    assert "renditions" not in entry.provenance


def test_a_rendition_with_a_sentence_missing_is_not_published(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site, ("Спасибо!", "Thank you!"), ("Да.", "Yes."))
    work(session, database, Packs("en-lv"))
    review.segments[1].translations.remove(rendition(review, position=1))
    session.flush()

    assert approve(session, review, staff).content.keys() == {"en", "ru"}


def test_one_ruling_hides_a_name_in_every_language(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site, ("Спасибо, Ольга Иванова!", "Thank you, Olga Ivanova!"))
    work(session, database, Packs("en-lv"))
    (marked,) = {each.id for each in review.segments[0].marked(None)}

    rework.anonymise(session, review, seen_version=review.version, staff_id=staff.id)

    mirrored = review.segments[0].marked("lv")
    assert [each.mirror_of for each in mirrored] == [marked]
    content = approve(session, review, staff).content
    assert content == {
        "en": "Thank you, [name]!",
        "ru": "Спасибо, [имя]!",
        "lv": "<en-lv> Thank you, [vārds]!",
    }


def test_the_last_check_reads_the_rendition_itself(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv"))

    edit(session, review, staff, "Paldies! Rakstiet uz anna@example.lv.", "lv")

    (found,) = review.segments[0].findings
    assert (found.side, found.target, found.kind) == (Side.TRANSLATION, "lv", "email")
    with pytest.raises(NotApprovableError, match="open_findings"):
        approve(session, review, staff)
    rework.rule_on_finding(
        session,
        review,
        found,
        Resolution.REDACTED,
        seen_version=review.version,
        staff_id=staff.id,
    )
    content = approve(session, review, staff).content
    assert content["lv"] == "Paldies! Rakstiet uz [e-pasts]."


def test_a_screen_cannot_approve_in_a_language_that_came_after_it(
    session: Session, database: Database, staff: Staff
) -> None:
    site = make_site(session, policy={"feed_languages": ["lv"]})
    review = russian(session, site)
    work(session, database, Packs("en-lv"))
    change_policy(session, site, Policy(), by="system")
    on_the_screen = session.get_one(Review, review.id).version
    assert snapshot.content(review).keys() == {"en", "ru"}

    change_policy(session, site, Policy(feed_languages=("lv",)), by="system")

    with pytest.raises(StaleReviewError):
        decide(session, review, Outcome.APPROVED, seen_version=on_the_screen, staff_id=staff.id)
    assert review.due is Due.RENDITION


def test_a_batch_in_work_is_taken_over_when_the_feed_gets_a_language(
    session: Session, database: Database
) -> None:
    site = make_site(session)
    review = make_review(session, site, text="Большое спасибо!", status=Status.RECEIVED)
    session.commit()
    leased = worker.lease(database, batch=8, lease_seconds=60)
    assert leased is not None
    change_policy(session, site, Policy(feed_languages=("lv",)), by="system")
    session.commit()
    engine = Packs("ru-en", "en-lv")

    assert worker.store(database, leased[0], worker.work(leased[1], engine)) == 0
    work(session, database, engine)

    assert renditions.published(review) == ["lv"]


def test_a_policy_that_drops_a_language_hides_it_in_what_is_published(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    review = russian(session, site)
    work(session, database, Packs("en-lv"))
    entry = approve(session, review, staff)
    change_policy(
        session, site, replace(Policy.of(site.policy), feed_languages=("ru",)), by="system"
    )

    published = entries.one(session, site.id, entry.id)

    assert isinstance(published, entries.Published)
    tags = [each.language for each in item(Policy.of(site.policy), published, "lv").texts]
    assert tags == ["en", "ru"]


def test_retranslate_makes_renditions_anew_where_no_person_touched_them(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    untouched, edited = russian(session, site), russian(session, site)
    work(session, database, Packs("en-lv"))
    edit(session, edited, staff, "Paldies!", "lv")

    assert ask_again(session, "translate-en_lv", actor="system") == 1
    work(session, database, Packs("en-lv", version="2"))

    assert rendition(untouched).pack_version == "2"
    assert untouched.segments[0].text_in("en") == "Thank you!"
    assert rendition(edited).text == "Paldies!"


def test_retranslate_with_a_new_pack_makes_what_reviews_are_without(
    session: Session, database: Database, site: Site
) -> None:
    review = russian(session, site)
    work(session, database, Packs())
    other = make_review(session)

    assert ask_again(session, "translate-en_lv", actor="system") == 1
    work(session, database, Packs("en-lv"))

    assert renditions.published(review) == ["lv"]
    assert renditions.offered(other) == []


def test_a_failing_engine_leaves_the_review_without_the_language(
    session: Session, database: Database, site: Site, staff: Staff
) -> None:
    class Broken(Packs):
        def translate(self, sources: Sequence[Source]) -> list[Draft]:
            raise MemoryError(len(sources))

    review = russian(session, site)

    work(session, database, Broken())

    assert {each.code for each in session.scalars(select(ReviewFlag))} == {"engine_failed"}
    assert approve(session, review, staff).content.keys() == {"en", "ru"}


def test_the_person_who_edited_a_rendition_is_its_last_editor(
    session: Session, database: Database
) -> None:
    site = make_site(session, policy={"feed_languages": ["lv"], "four_eyes": True})
    anna, boris = make_staff(session, name="Anna"), make_staff(session, name="Boris")
    review = russian(session, site)
    work(session, database, Packs("en-lv"))
    edit(session, review, anna, "Paldies!", "lv")

    with pytest.raises(NotApprovableError, match="own_edit"):
        approve(session, review, anna)
    assert approve(session, review, boris).content["lv"] == "Paldies!"
