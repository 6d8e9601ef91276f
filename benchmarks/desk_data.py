"""A desk full of waiting reviews, made by COPY or executemany: a million in a few minutes.

Every review has a submission, a consent, two sentences with their English, and what a real one
has now and then: a flag, a mark, an unknown language, a sentence without English. The words are
made up of syllables, so that an index of them is as large as one of a real language; COMMON
stands in every review.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks import data
from models import Channel, Resolution, Scope, Side, Status, new_id, upkeep
from models.review import risk_rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from moderation.database import Database

COMMON, ENGLISH_COMMON = "paldies", "thanks"
VOCABULARY = 20_000
WORDS = 8  # of a sentence
RISKS = (0.0, 0.0, 0.0, 0.1, 0.0, 0.3, 0.0, 0.5, 0.0, 0.8)
LANGUAGES = ("lv", "ru", "lv", "lv", "ru", "lv", "en", "lv", "ru", "et")
SYLLABLES = [first + second for first in "bdgkljmnprstvz" for second in "aāeēiīouū"]
TABLES: dict[str, tuple[str, ...]] = {
    "submission": ("id", "site_id", "channel", "body_hash", "received_at"),
    "review": (
        "id", "site_id", "submission_id", "original", "fingerprint", "rating", "author", "language",
        "language_probability", "status", "risk", "risk_rank", "wants_language",
        "wants_translation", "health", "version", "received_at",
    ),
    "consent": ("id", "review_id", "scope", "wording", "recorded_at", "withdrawal_hash"),
    "segment": (
        "id", "review_id", "position", "start", "end", "language", "probability", "evidence",
    ),
    "translation": ("id", "segment_id", "target", "text", "draft", "pack", "pack_version"),
    "finding": (
        "id", "segment_id", "side", "kind", "start", "end", "score", "why", "detail", "resolution",
    ),
    "review_flag": ("id", "review_id", "segment_id", "stage", "code", "detail"),
}  # fmt: skip


def fill(opened: Database, site: UUID, count: int) -> None:
    """Add `count` waiting reviews, a second apart; the search and the marks are in step after."""
    sqlite = opened.engine.dialect.name == "sqlite"
    with opened.writing.begin() as session:
        upkeep.uninstall(session.connection())
    for low in range(0, count, data.CHUNK):
        rows = _rows(site, range(low, min(low + data.CHUNK, count)), sqlite=sqlite)
        with opened.writing.begin() as session:
            for table, columns in TABLES.items():
                _write(session.connection(), table, columns, rows[table])
    with opened.writing.begin() as session:
        upkeep.install(session.connection())
        upkeep.fill_search(session.connection())
    if not sqlite:
        with opened.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as autovacuum does in time


def _write(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    cursor = connection.connection.cursor()
    names = ", ".join(f'"{each}"' for each in columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608
    else:
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    cursor.close()


def _rows(site: UUID, numbers: range, *, sqlite: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of some reviews by table, in the types of the database's own driver."""
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
    for number in numbers:
        for table, row in _review(site, number):
            rows[table].append(tuple(_plain(each, sqlite=sqlite) for each in row))
    return rows


def _plain(value: object, *, sqlite: bool) -> object:
    if isinstance(value, UUID):
        return value.hex if sqlite else str(value)
    if sqlite and isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S.%f}"
    return value


def _review(site: UUID, number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    chance = random.Random(number)  # noqa: S311 - the same review for the same number
    review, submission = new_id(), new_id()
    at = data.START + timedelta(seconds=number)
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    tag, risk = LANGUAGES[number % 10], RISKS[number // 10 % 10]
    odd = number % 50 == 7  # noqa: PLR2004 - one in fifty has no language and no English
    ill = number % 40 == 3  # noqa: PLR2004
    sentences = (
        f"{COMMON.capitalize()} {_words(chance)}.",
        f"{_words(chance).capitalize()}.",
    )
    text = " ".join(sentences)
    yield "submission", (submission, site, Channel.API.value, digest, at)
    yield (
        "review",
        (
            review, site, submission, text, digest, number % 5 + 1, "Anna",
            "und" if odd else tag, 0.3 if odd else 0.98, Status.PENDING.value, risk,
            risk_rank(risk), odd, odd, ill, 2, at,
        ),
    )  # fmt: skip
    yield "consent", (new_id(), review, Scope.FIRST_NAME.value, "I agree.", at, digest)
    start = 0
    for position, sentence in enumerate(sentences):
        segment = new_id()
        language = "und" if odd else tag
        end = start + len(sentence)
        yield "segment", (segment, review, position, start, end, language, 0.98, "[]")
        if not odd:
            english = f"{ENGLISH_COMMON.capitalize()} {_words(chance)}."
            pack = f"translate-{tag}_en"
            yield "translation", (new_id(), segment, "en", english, english, pack, "0.2")
        if ill and position == 0:
            yield (
                "finding",
                (
                    new_id(), segment, Side.SOURCE.value, "health", 0, len(COMMON), 0.9,
                    "health_own", "", Resolution.OPEN.value,
                ),
            )  # fmt: skip
        start = end + 1
    if number % 20 == 1:
        yield "review_flag", (new_id(), review, None, "translation", "low_score", "-0.9")
    if odd:
        yield "review_flag", (new_id(), review, None, "language", "unsure_language", "")


def _words(chance: random.Random) -> str:
    return " ".join(VOCABULARY_WORDS[chance.randrange(VOCABULARY)] for _ in range(WORDS))


VOCABULARY_WORDS = [
    "".join(each)
    for each in itertools.islice(
        itertools.product(SYLLABLES, SYLLABLES, SYLLABLES), 0, VOCABULARY * 97, 97
    )
]
