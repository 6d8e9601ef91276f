"""Engines and sessions: one code path for SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.orm import Session, sessionmaker

BUSY_MILLISECONDS = 15_000
IDLE_GLANCES = 4  # connections of one process; more are opened and closed as needed


@dataclass(frozen=True, slots=True)
class Database:
    """An engine with its two kinds of session.

    `reading` begins without a lock. `writing` takes SQLite's write lock at once (BEGIN
    IMMEDIATE): a transaction that reads first and writes later would otherwise fail, not wait,
    when another wrote in between. PostgreSQL needs no such difference.

    `glances` is for single statements that must cost one round trip, on the driver's own
    connection: nothing begins, ends or tests a transaction around them. SQLite lends the same
    connections as `engine`.
    """

    engine: Engine
    glances: Engine
    reading: sessionmaker[Session]
    writing: sessionmaker[Session]


def connect(url: str) -> Database:
    """Open a database by its SQLAlchemy address; makes SQLite's folder if it is missing."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    sqlite = parsed.get_backend_name() == "sqlite"
    if sqlite and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_pre_ping=not sqlite)
    if sqlite:
        engine.dialect.statement_compiler = _HintingCompiler
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(
        engine=engine,
        glances=engine if sqlite else _glances(engine),
        reading=sessionmaker(engine),
        writing=sessionmaker(engine.execution_options(writes=True)),
    )


class _HintingCompiler(SQLiteCompiler):
    """Writes a query's hint for SQLite behind its table; SQLAlchemy by itself leaves it out."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:  # noqa: ANN401
        """Give the hint as it is, such as "INDEXED BY ix_review_health"."""
        del table
        return text


def _glances(engine: Engine) -> Engine:
    """Open a second pool that commits by itself; it is emptied whenever `engine` is."""
    made = create_engine(
        engine.url,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        pool_size=IDLE_GLANCES,
        max_overflow=-1,
        pool_use_lifo=True,
    )
    event.listen(engine, "engine_disposed", lambda _engine: made.dispose())
    return made


def _configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401
    # Transactions are begun by hand below; the driver would begin them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # an erasure leaves nothing in free pages
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
