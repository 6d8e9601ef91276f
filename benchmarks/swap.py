"""The next review's card against a bare Flask template of the same size, in processor time.

    python -m benchmarks.swap

A browser asks for the card ahead of the click on "Next review", and what a ruling answers with is
that card again. So each waiting review, of six sentences with marks, doubts and history, is asked
of the whole application twice, signed in:

- `first`: nothing of it has been drawn. Web and worker are two processes, so the recognisers'
  reading of the text is not remembered from its processing either, and is part of the time. A
  moderator does not wait for this one, the machine works all the same.
- the card that is swapped in: drawn before, proved by one row to hold still, and filled with what
  has moved since. Where several web processes share the work it may be the other's, and a `first`.

Each is held against two templates that print the same page, every stretch of text between two
tags a value at hand, escaped as it is printed. `of_bare` is an application of one route and
nothing else: the harder, and less than any page of a desk can do, since that must know who asks.
`of_signed_in` has the session's account loaded by Flask-Login, and knows no tokens, limits,
headers or languages. All are asked in turn within one process, and the time is this thread's own,
so that what else the machine does weighs little.
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
from uuid import UUID

from flask import Flask, render_template
from flask_login import LoginManager, login_required, login_user
from jinja2 import DictLoader
from sqlalchemy import select

from benchmarks import data, letters
from evaluation.common import Measure
from models import Review, Site, Staff
from moderation import findings
from moderation.accounts.passwords import hash_password
from moderation.app import create_app
from moderation.queue import lastcheck
from moderation.settings import load
from moderation.web.account.signed_in import SignedIn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask.testing import FlaskClient

    from moderation.database import Database

    View = Callable[[], str]

TARGET = 3.0
WAITING = 160  # reviews, each fetched ahead and then swapped in
WARM = 40  # of them, opened before the clock starts
OK = 200
PASSWORD = "seven quiet rivers"  # noqa: S105 - of an account that lasts as long as the measure
AHEAD = {"HX-Request": "true", "Balss-Ahead": "true"}
BETWEEN_TAGS = re.compile(r">([^<>]*[^<>\s][^<>]*)<")


def measures() -> dict[str, Measure]:
    """Compare the processor time of a card with that of the bare pages, asked in turn."""
    with ExitStack() as stack:
        opened = stack.enter_context(data.database())
        folder = Path(stack.enter_context(TemporaryDirectory()))
        client, reviews = desk(opened, folder)
        page = _card(client, reviews[0])
        bare, signed_in = _bare(page), _signed_in(page, opened)
        lastcheck._READ.clear()  # noqa: SLF001 - what the worker reads, the web does not remember
        rounds = [
            (
                _seconds(client, f"/reviews/{each}"),
                _seconds(client, f"/reviews/{each}"),
                _seconds(bare, "/"),
                _seconds(signed_in, "/"),
            )
            for each in reviews
        ][WARM:]
        opened.engine.dispose()
    first, kept, bare_times, signed_in_times = zip(*rounds, strict=True)
    return {
        "bench.swap.of_bare": _measure(kept, bare_times),
        "bench.swap.of_signed_in": _measure(kept, signed_in_times),
        "bench.swap.first.of_bare": _measure(first, bare_times),
        "bench.swap.first.of_signed_in": _measure(first, signed_in_times),
    }


def _measure(ours: Sequence[float], theirs: Sequence[float]) -> Measure:
    ratio = median(our / their for our, their in zip(ours, theirs, strict=True))
    times = f"{median(ours) * 1000:.1f} ms against {median(theirs) * 1000:.1f} ms"
    return Measure(ratio, TARGET, "lower", f"times: {times} of processor time")


def desk(opened: Database, folder: Path) -> tuple[FlaskClient, list[UUID]]:
    """Fill a database with reviews that wait; give a signed-in client and the reviews."""
    with opened.writing.begin() as session:
        site = session.scalars(select(Site)).one()
        staff = Staff(
            email="bench@example.com", name="Bench", password_hash=hash_password(PASSWORD)
        )
        session.add(staff)
        session.flush()
        reviews = [letters.add(session, site, number) for number in range(WAITING)]
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


def _card(client: FlaskClient, review: UUID) -> str:
    return client.get(f"/reviews/{review}", headers=AHEAD).get_data(as_text=True)


def _bare(page: str) -> FlaskClient:
    """Make an application that prints the same page from values at hand."""
    return _printing(Flask("bare"), page, lambda view: view).test_client()


def _signed_in(page: str, opened: Database) -> FlaskClient:
    """Make one that does so for an account, loaded at each request by what the cookie says."""
    app = Flask("signed_in")
    app.secret_key = "bench"  # noqa: S105 - of an application that lasts as long as the measure
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load_account(key: str) -> SignedIn | None:
        with opened.reading() as session:
            staff = session.get(Staff, UUID(key.partition(".")[0]))
            return SignedIn.of(staff) if staff else None

    @app.get("/sign-in")
    def sign_in() -> str:
        with opened.reading() as session:
            login_user(SignedIn.of(session.scalars(select(Staff)).one()))
        return ""

    client = _printing(app, page, login_required).test_client()
    client.get("/sign-in")
    return client


def _printing(app: Flask, page: str, guarded: Callable[[View], View]) -> Flask:
    """Give an application a route that prints a page, every text of it a value."""
    values = [html.unescape(each) for each in BETWEEN_TAGS.findall(page)]
    numbers = iter(range(len(values)))
    template = BETWEEN_TAGS.sub(lambda _: f">{{{{ values[{next(numbers)}] }}}}<", page)
    app.jinja_loader = DictLoader({"page.html": template})

    def show() -> str:
        return render_template("page.html", values=values)

    app.add_url_rule("/", view_func=guarded(show))

    return app


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
