from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import (
    Due,
    GlossaryTerm,
    Memory,
    Outcome,
    Resolution,
    Review,
    Segment,
    Status,
    TermKind,
    now,
)
from moderation.queue import glossary as terms
from moderation.queue.decisions import decide, withdraw
from moderation.queue.memory import recall, suggestions
from moderation.queue.retranslation import ask_again
from moderation.worker import process_due
from tests.factories import make_review, make_site, make_staff
from tests.unit.core.test_worker import Echo, receive

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from moderation.database import Database

WAITED = ("lv", "Gaidījām divas stundas.", "We waited for two hours.")


def kept(session: Session) -> list[tuple[str, str]]:
    return [(each.source, each.target) for each in session.scalars(select(Memory))]


def test_an_approval_remembers_the_sentence_pairs(session: Session) -> None:
    review = make_review(
        session, status=Status.APPROVED, segments=[WAITED, ("en", "Thanks!", "Thanks!")]
    )

    assert kept(session) == [WAITED[1:]]
    assert recall(session, review.site_id, [WAITED[:2], ("lv", "Cits.")]) == {WAITED[:2]: WAITED[2]}


def test_a_sentence_in_which_anything_was_found_is_not_remembered(session: Session) -> None:
    site = make_site(session, policy={"blocking_kinds": []})
    make_review(
        session,
        site,
        status=Status.APPROVED,
        segments=[WAITED, ("lv", "Paldies Annai!", "Thanks to Anna!")],
        findings=[("person", "Annai", "Anna")],
    )

    assert kept(session) == [WAITED[1:]]


@pytest.mark.parametrize("how", ["withdrawn", "unpublished"])
def test_memory_goes_with_the_approval(session: Session, how: str) -> None:
    review = make_review(session, status=Status.APPROVED, segments=[WAITED])
    if how == "withdrawn":
        withdraw(session, review)
    else:
        staff_id = make_staff(session).id
        decide(
            session,
            review,
            Outcome.UNPUBLISHED,
            seen_version=review.version,
            staff_id=staff_id,
            reason="x",
        )

    assert kept(session) == []


def test_memory_goes_with_its_sentence(session: Session) -> None:
    review = make_review(session, status=Status.APPROVED, segments=[WAITED])
    session.delete(review.segments[0])
    session.flush()

    assert kept(session) == []


def test_another_site_remembers_nothing_of_it(session: Session) -> None:
    make_review(session, status=Status.APPROVED, segments=[WAITED])

    assert recall(session, make_site(session).id, [WAITED[:2]]) == {}


def test_a_like_sentence_is_suggested_and_an_unlike_one_is_not(session: Session) -> None:
    site = make_site(session)
    make_review(session, site, status=Status.APPROVED, segments=[WAITED])
    near = make_review(session, site, segments=[("lv", "Gaidījām trīs stundas.", None)])
    far = make_review(session, site, segments=[("lv", "Ārste bija ļoti laipna.", None)])
    other = make_review(session, segments=[("lv", "Gaidījām trīs stundas.", None)])

    [suggestion] = suggestions(session, near.segments[0])
    assert (suggestion.source, suggestion.english) == WAITED[1:]
    assert 0.75 <= suggestion.likeness < 1
    assert suggestions(session, far.segments[0]) == []
    assert suggestions(session, other.segments[0]) == []


def test_the_worker_reuses_what_the_site_approved_and_asks_the_engine_for_the_rest(
    database: Database,
) -> None:
    (review_id,) = receive(database, "Gaidījām  divas stundas. Ārste bija ļoti laipna.")
    with database.writing.begin() as session:
        site = session.get_one(Review, review_id).site
        make_review(session, site, status=Status.APPROVED, segments=[WAITED])
    engine = Echo()

    process_due(database, engine, batch=10, lease_seconds=60)

    with database.reading() as session:
        first, second = session.get_one(Review, review_id).segments
        drafts = [each.translation() for each in (first, second)]
        assert [(each.text, each.pack) for each in drafts if each] == [
            (WAITED[2], "memory"),
            ("[lv] Ārste bija ļoti laipna.", "echo"),
        ]
    assert [source.text for call in engine.calls for source in call] == ["Ārste bija ļoti laipna."]


def test_the_worker_hands_the_sites_terms_and_people_to_the_engine(database: Database) -> None:
    (review_id,) = receive(database, "Acu nodaļā bija labi, paldies dakterei Krastiņai.")
    with database.writing.begin() as session:
        site = session.get_one(Review, review_id).site
        site.policy = {"staff_names": ["Zanda Krastiņa"]}
        terms.put(session, site, [terms.Row("lv", "acu nodaļa", "Eye Department")], actor="system")
    engine = Echo()

    process_due(database, engine, batch=10, lease_seconds=60)

    [[source]] = engine.calls
    found = source.glossary.matches(source.text, "lv")
    assert [each.term.english for each in found] == ["Eye Department", "Krastiņa"]


def test_drafts_no_person_touched_are_made_anew_and_the_others_stay(database: Database) -> None:
    ids = receive(
        database, "Gaidījām divas stundas. Ārste bija laipna.", "Auto salaboja ātri un lēti."
    )
    process_due(database, Echo(), batch=10, lease_seconds=60)
    with database.writing.begin() as session:
        staff_id = make_staff(session).id
        accepted, edited = (session.get_one(Review, each).segments[0].translation() for each in ids)
        assert accepted
        assert edited
        accepted.accepted_by, accepted.accepted_at = staff_id, now()
        edited.text, edited.post_edited_at = "They mended the car.", now()
        for translation in (accepted, edited):
            translation.pack = "translate-lv_en"
        session.get_one(Review, ids[0]).segments[1].translation().pack = "translate-lv_en"

    with database.writing.begin() as session:
        assert ask_again(session, "translate-lvXen", actor="system") == 0
        assert ask_again(session, "translate-ru_en", actor="system") == 0
        assert ask_again(session, "translate-lv_en", actor="system") == 1
    with database.reading() as session:
        assert [session.get_one(Review, each).due for each in ids] == [Due.TRANSLATION, None]
    engine = Echo()
    process_due(database, engine, batch=10, lease_seconds=60)

    assert [source.text for call in engine.calls for source in call] == ["Ārste bija laipna."]
    with database.reading() as session:
        packs = [each.translation().pack for each in session.get_one(Review, ids[0]).segments]
        assert packs == ["translate-lv_en", "echo"]


def test_an_approved_review_is_never_translated_anew(session: Session) -> None:
    make_review(session, status=Status.APPROVED, segments=[WAITED])

    assert ask_again(session, "translate-lv_en", actor="system") == 0


def test_a_glossary_goes_out_as_csv_and_comes_back_the_same(session: Session) -> None:
    site = make_site(session)
    rows = [
        terms.Row("lv", "acu nodaļa", "Eye Department", TermKind.DEPARTMENT),
        terms.Row("ru", '=гигиена, "полная"', "+full hygiene"),
    ]
    assert terms.put(session, site, rows, actor="system") == 2

    text = terms.exported(session, site)

    assert "'=гигиена" in text
    assert terms.imported(text) == rows
    assert terms.imported("\ufeffTerm;English;Language\r\ngalds;table;lv") == [
        terms.Row("lv", "galds", "table")
    ]
    terms.put(session, site, [terms.Row("lv", "acu nodaļa", "Eye Ward")], actor="system")
    stored = {each.term: each.english for each in session.scalars(select(GlossaryTerm))}
    assert stored["acu nodaļa"] == "Eye Ward"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a,b\nx,y", "columns", 1),
        ("language,term,english\nen,eye,eye", "language", 2),
        ("language,term,english\nlv,acs,eye\nlv,,eye", "empty", 3),
        ("language,term,english,kind\nlv,acs,eye,animal", "kind", 2),
        (f"language,term,english\nlv,{'a' * 201},eye", "too_long", 2),
        ("language,term,english\nlv,a\u202eb,eye", "characters", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(terms.GlossaryError) as refused:
        terms.imported(text)

    assert (refused.value.code, refused.value.line) == (code, line)


def test_segments_and_findings_are_not_disturbed_by_memory(session: Session) -> None:
    review = make_review(
        session,
        segments=[WAITED, ("lv", "Paldies Annai!", "Thanks to Anna!")],
        findings=[("person", "Annai", "Anna")],
    )
    for finding in review.segments[1].findings:
        finding.resolution = Resolution.DISMISSED
    staff_id = make_staff(session).id
    decide(session, review, Outcome.APPROVED, seen_version=review.version, staff_id=staff_id)

    assert len(session.scalars(select(Segment)).all()) == 2
    assert kept(session) == [WAITED[1:]]
