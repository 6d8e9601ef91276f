"""A letter of six sentences as the worker leaves it: with its English, its marks and a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import data
from models import (
    Channel,
    Consent,
    Finding,
    Review,
    ReviewFlag,
    Scope,
    Segment,
    Side,
    Site,
    Status,
    Submission,
    Translation,
    new_id,
)
from moderation.audit import record

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

# Sentence, its English, and what is marked in both: kind, words, English words.
LETTER: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Paldies visai komandai!",
        "Thanks to the whole team!",
        (),
    ),
    (
        "Mani operēja dakteris Kalniņš, un jau otrā dienā es varēju lasīt.",
        "I was operated on by Doctor Kalniņš, and on the second day I could read.",
        (("staff", "Kalniņš", "Kalniņš"),),
    ),
    (
        "Māsiņa Ilze zvanīja man uz numuru 20000143 un jautāja, kā jūtos.",
        "Nurse Ilze called me on 20000143 and asked how I was.",
        (("staff", "Ilze", "Ilze"), ("phone", "20000143", "20000143")),
    ),
    (
        "Man ir glaukoma, un es ļoti baidījos.",
        "I have glaucoma, and I was very afraid.",
        (("health", "Man ir glaukoma", "I have glaucoma"),),
    ),
    (
        "Mans vīrs Kārlis Ozols gaidīja gaitenī divas stundas.",
        "My husband Kārlis Ozols waited in the corridor for two hours.",
        (("person", "Kārlis Ozols", "Kārlis Ozols"),),
    ),
    (
        "Iesaku visiem, kam vajadzīga palīdzība ar acīm.",
        "I recommend it to everyone who needs help with their eyes.",
        (),
    ),
)


def add(session: Session, site: Site, number: int) -> UUID:
    """Add a waiting letter; no two are alike."""
    submission = Submission(site_id=site.id, channel=Channel.API, body_hash=str(number))
    session.add(submission)
    session.flush()
    letter = [
        (f"{source} Tā bija {number}. reize.", f"{english} It was time {number}.", marks)
        for source, english, marks in LETTER
    ]  # no two alike, so that nothing remembered of one helps with another
    review = Review(
        site_id=site.id,
        submission_id=submission.id,
        original=" ".join(source for source, _, _ in letter),
        fingerprint=str(number),
        author="Anna Liepa",
        rating=5,
        language="lv",
        language_probability=0.99,
        status=Status.PENDING,
        processed_at=data.START,
    )
    session.add(review)
    session.flush()
    session.add(
        Consent(
            review_id=review.id,
            scope=Scope.FIRST_NAME,
            wording="I agree.",
            withdrawal_hash=str(number),
        )
    )
    start = 0
    for position, (source, english, marks) in enumerate(letter):
        segment = Segment(
            review_id=review.id,
            position=position,
            start=start,
            end=start + len(source),
            language="lv",
            probability=0.99,
            evidence=[["only_letters", "ā ņ š"], ["function_words", "un, es"]],
        )
        segment.translations.append(
            Translation(target="en", text=english, draft=english, pack="lv_en", pack_version="0.2")
        )
        for kind, words, english_words in marks:
            origin = new_id()
            segment.findings += [
                _finding(Side.SOURCE, kind, source.index(words), words, id=origin),
                _finding(
                    Side.TRANSLATION,
                    kind,
                    english.index(english_words),
                    english_words,
                    target="en",
                    mirror_of=origin,
                ),
            ]
        session.add(segment)
        start += len(source) + 1
    session.flush()
    session.add(ReviewFlag(review_id=review.id, stage="language", code="no_diacritics"))
    for tag in ("review:receive", "review:process"):
        record(session, actor="system", tag=tag, subject=review.id)
    return review.id


def _finding(side: Side, kind: str, start: int, words: str, **columns: object) -> Finding:
    return Finding(
        side=side,
        kind=kind,
        start=start,
        end=start + len(words),
        score=0.9,
        why="title",
        **columns,
    )
