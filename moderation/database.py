"""Engines and sessions: one code path for SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

BUSY_MILLISECONDS = 15_000


@dataclass(frozen=True, slots=True)
class Database:
    """An engine with its two kinds of session.

    `reading` begins without a lock. `writing` takes SQLite's write lock at once (BEGIN
    IMMEDIATE): a transaction that reads first and writes later would otherwise fail, not wait,
    when another wrote in between. PostgreSQL needs no such difference.
    """

    engine: Engine
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
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return Database(
        engine=engine,
        reading=sessionmaker(engine),
        writing=sessionmaker(engine.execution_options(writes=True)),
    )


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
