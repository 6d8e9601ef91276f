"""Bringing a database's tables up to date, at every start.

Alembic takes half a second to import, so it is asked only where the stored revision is not
the newest: that much is read from the migrations folder without it. The triggers of
`models.upkeep` are no part of any revision: they are taken out before and put back after.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, inspect, text

from models import upkeep
from moderation.database import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "migrations" / "versions"
MIGRATION_LOCK = 7_226_578  # any number that nothing else in this database locks by
_REVISION = re.compile(r"^(down_)?revision\b[^=]*= *(?:['\"](\w+)['\"]|None)", re.MULTILINE)


class MigrationError(RuntimeError):
    """A database that this version of Balss cannot migrate; the message says what to do."""


def head() -> str:
    """Give the newest revision. Raises MigrationError unless there is exactly one."""
    made: set[str] = set()
    followed: set[str] = set()
    for file in VERSIONS.glob("*.py"):
        for down, revision in _REVISION.findall(file.read_text(encoding="utf-8")):
            (followed if down else made).add(revision)
    newest = made - followed
    if len(newest) != 1:
        raise MigrationError(f"migrations/versions has {len(newest)} newest revisions, not one")
    return newest.pop()


def current(connection: Connection) -> str | None:
    """Give the revision a database stands at, or None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def current_is_head(database_url: str) -> bool:
    """Tell whether nothing is left to migrate."""
    engine = connect(database_url).engine
    try:
        with engine.connect() as connection:
            return current(connection) == head()
    finally:
        engine.dispose()


def upgrade(database_url: str, revision: str = "head") -> bool:
    """Migrate up; gives False where nothing was to do. Two processes may call it at once.

    Raises MigrationError for a database that a newer Balss has migrated further.
    """
    if revision == "head" and current_is_head(database_url):
        return False
    # Imported here because of its weight; see above.
    from alembic import command  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    with exclusively(database_url) as connection:
        # A table that is copied loses its triggers and trips over the others'.
        upkeep.uninstall(connection)
        try:
            command.upgrade(_config(connection), revision)
        except CommandError as error:
            at = current(connection)
            message = (
                f"the database is at revision {at}, which this version of Balss does not know: "
                "start the newer version, or restore the copy made before it"
            )
            raise MigrationError(message) from error
        if revision in {"head", head()}:
            upkeep.install(connection)
            upkeep.fill(connection)
    return True


def downgrade(database_url: str, revision: str) -> None:
    """Migrate down to a revision; "base" leaves nothing."""
    from alembic import command  # noqa: PLC0415

    with exclusively(database_url) as connection:
        upkeep.uninstall(connection)
        command.downgrade(_config(connection), revision)


@contextmanager
def exclusively(database_url: str) -> Iterator[Connection]:
    """Open a connection whose transaction keeps every other migration waiting; commits at the end.

    On SQLite foreign keys rest meanwhile, because a table that is copied and dropped would
    take its children along; they are checked before the commit.
    """
    engine = connect(database_url).engine
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _rest_foreign_keys)
    try:
        with engine.execution_options(writes=True).begin() as connection:
            if not sqlite:
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": MIGRATION_LOCK})
            yield connection
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise MigrationError("a migration left rows without their parents; nothing changed")
    finally:
        engine.dispose()


def _rest_foreign_keys(connection: object, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[attr-defined]


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["connection"] = connection
    return config
