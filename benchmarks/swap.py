"""The next review's card against a bare Flask template of the same size, in processor time.

    python -m benchmarks.swap

The card is what the browser asks for ahead of the click on "Next review": one waiting review of
six sentences with its marks, doubts and history, asked of the whole application, signed in. The
recognisers' reading of it is remembered from its processing, as where web and worker are one
process; elsewhere the first card of a review costs that reading more. The bare one is an
application of one route, whose template prints the same page: every stretch of
text between two tags is a value at hand, escaped as it is printed. Both are asked in turn within
one process, and the time is this thread's own, so that what else the machine does weighs little.
"""

from __future__ import annotations

import html
import re
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flask import Flask, render_template
from jinja2 import DictLoader
from sqlalchemy import select

from benchmarks import data
from evaluation.common import Measure
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
    Staff,
    Status,
    Submission,
    Translation,
    new_id,
)
from moderation import findings
from moderation.accounts.passwords import hash_password
from moderation.app import create_app
from moderation.audit import record
from moderation.settings import load

if TYPE_CHECKING:
    from uuid import UUID

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from moderation.database import Database

TARGET = 3.0
WAITING = 160  # reviews, each opened once, as a moderator does
WARM = 40  # of them, opened before the clock starts
OK = 200
PASSWORD = "seven quiet rivers"  # noqa: S105 - of an account that lasts as long as the measure
AHEAD = {"HX-Request": "true", "Balss-Ahead": "true"}
BETWEEN_TAGS = re.compile(r">([^<>]*[^<>\s][^<>]*)<")
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


def measures() -> dict[str, Measure]:
    """Compare the processor time of a card with that of the bare page, asked in turn."""
    with ExitStack() as stack:
        opened = stack.enter_context(data.database())
        folder = Path(stack.enter_context(TemporaryDirectory()))
        client, reviews = desk(opened, folder)
        bare = _bare(_card(client, reviews[0]))
        pairs = [(_seconds(client, f"/reviews/{each}"), _seconds(bare, "/")) for each in reviews]
        opened.engine.dispose()
    ours, theirs = (median(each) * 1000 for each in zip(*pairs[WARM:], strict=True))
    ratio = median(our / their for our, their in pairs[WARM:])
    unit = f"times: {ours:.1f} ms against {theirs:.1f} ms of processor time"
    return {"bench.swap.of_bare": Measure(ratio, TARGET, "lower", unit)}


def desk(opened: Database, folder: Path) -> tuple[FlaskClient, list[UUID]]:
    """Fill a database with reviews that wait; give a signed-in client and the reviews."""
    with opened.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        staff = Staff(
            email="bench@example.com", name="Bench", password_hash=hash_password(PASSWORD)
        )
        session.add(staff)
        session.flush()
        reviews = [_add(session, site, number) for number in range(WAITING)]
        for each in reviews:
            findings.mark_remaining(session, session.get_one(Review, each))
    app = create_app(
        load(
            database_url=opened.engine.url.render_as_string(hide_password=False),
            instance=folder,
            secret_key="bench",  # noqa: S106
            log_level="error",
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"email": "bench@example.com", "password": PASSWORD})
    return client, reviews


def _add(session: Session, site: Site, number: int) -> UUID:
    """Add a letter as the worker leaves it."""
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


def _card(client: FlaskClient, review: UUID) -> str:
    return client.get(f"/reviews/{review}", headers=AHEAD).get_data(as_text=True)


def _bare(page: str) -> FlaskClient:
    """Make an application that prints the same page from values at hand."""
    values = [html.unescape(each) for each in BETWEEN_TAGS.findall(page)]
    numbers = iter(range(len(values)))
    template = BETWEEN_TAGS.sub(lambda _: f">{{{{ values[{next(numbers)}] }}}}<", page)
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": template})

    @app.get("/")
    def show() -> str:
        return render_template("page.html", values=values)

    return app.test_client()


def _seconds(client: FlaskClient, path: str) -> float:
    """Give the processor time of an answer, in seconds."""
    begun = time.thread_time()
    answer = client.get(path, headers=AHEAD)
    spent = time.thread_time() - begun
    assert answer.status_code == OK  # noqa: S101 - a measure of the answer
    return spent


if __name__ == "__main__":
    for name, measure in measures().items():
        print(f"{name:40} {measure.value:6.2f} {measure.unit}")
