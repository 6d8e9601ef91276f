"""What the database itself keeps in step: the words that are searched, and the queue's marks.

Triggers do it, in the transaction of the write they follow, whichever code wrote. `install` puts
them into a database whose tables exist, `uninstall` takes them out again, and `fill` computes
everything afresh. `Base.metadata.create_all` installs them by an event. A migration that copies
one of the tables on SQLite (Alembic's batch mode) loses its triggers and trips over the others:
such a migration calls `uninstall` first and `install` at its end.

Letters are folded alike everywhere, as `models.folding` says.
"""

# ruff: noqa: S608, ISC004, E501 - statements without a stranger's word, put together from parts

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event, inspect

from models.base import Base
from models.folding import alphabets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

SEARCHED = "('pending', 'approved', 'rejected')"
# Lengths of word beginnings that SQLite looks up at once; see ADR-0023.
BEGINNINGS = (2, 3, 4, 5, 6)
# What stands in the database beside the tables: a comparison with the models passes them over.
ELSEWHERE = frozenset(
    {
        "review_fts", "review_fts_config", "review_fts_data", "review_fts_idx",
        "ix_review_search_words",
    }
)  # fmt: skip


def install(connection: Connection) -> None:
    """Make the triggers, the full-text table or index, and nothing twice."""
    for statement in _made(connection.dialect.name):
        connection.exec_driver_sql(statement)


def uninstall(connection: Connection) -> None:
    """Take out what `install` made; the rows of `review_search` stay."""
    for statement in _unmade(connection.dialect.name):
        connection.exec_driver_sql(statement)


def fill(connection: Connection) -> None:
    """Compute the ranks, the marks and the search of every review afresh."""
    connection.exec_driver_sql(
        "UPDATE review SET risk_rank = CASE WHEN risk >= 0.8 THEN 0 WHEN risk >= 0.5 THEN 1 "
        f"WHEN risk >= 0.2 THEN 2 ELSE 3 END, {_marks('review.id')}"
    )
    fill_search(connection)


def fill_search(connection: Connection) -> None:
    """Gather the words of every review afresh; their index is built once, at the end."""
    sqlite = connection.dialect.name == "sqlite"
    words = _sqlite_words("r.id") if sqlite else "review_words(r.id)"
    resting = [
        f"DROP TRIGGER IF EXISTS {name}"
        for name, _, _ in (_sqlite_triggers() if sqlite else ())
        if name.startswith("review_fts_")
    ]
    for statement in (
        *(resting if sqlite else ["DROP INDEX IF EXISTS ix_review_search_words"]),
        "DELETE FROM review_search",
        "INSERT INTO review_search (review_id, words) "
        f"SELECT r.id, {words} FROM review r WHERE r.status IN {SEARCHED} "
        "ORDER BY r.received_at, r.id",
    ):
        connection.exec_driver_sql(statement)
    install(connection)
    refill_fts(connection)


def refill_fts(connection: Connection) -> None:
    """Build SQLite's full-text table afresh: no trace of a deleted word stays in it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO review_fts (review_fts) VALUES ('rebuild')")


@event.listens_for(Base.metadata, "after_create")
def _after_create(_target: object, connection: Connection, **_: Any) -> None:  # noqa: ANN401
    if _complete(connection):
        install(connection)


@event.listens_for(Base.metadata, "before_drop")
def _before_drop(_target: object, connection: Connection, **_: Any) -> None:  # noqa: ANN401
    if _complete(connection):
        uninstall(connection)


def _complete(connection: Connection) -> bool:
    """Tell whether all tables are there: some may be made, or dropped, by themselves."""
    return {"review", "review_search", "segment", "translation", "finding"} <= set(
        inspect(connection).get_table_names()
    )


# -- statements -------------------------------------------------------------------------------


def _marks(review: str) -> str:
    """Give what sets the three marks of a review, named by an SQL expression."""
    segments = f"FROM segment s WHERE s.review_id = {review}"
    return (
        f"wants_language = EXISTS (SELECT 1 {segments} AND s.language = 'und'), "
        f"wants_translation = EXISTS (SELECT 1 {segments} AND NOT EXISTS (SELECT 1 "
        "FROM translation t WHERE t.segment_id = s.id AND t.target = 'en')), "
        "health = EXISTS (SELECT 1 FROM segment s JOIN finding f ON f.segment_id = s.id "
        f"WHERE s.review_id = {review} AND f.kind = 'health' AND f.resolution = 'open')"
    )


def _english(review: str, joined: str) -> str:
    return (
        f"(SELECT {joined} FROM segment s JOIN translation t ON t.segment_id = s.id "
        f"WHERE s.review_id = {review} AND t.target = 'en')"
    )


def _sqlite_words(review: str) -> str:
    english = _english(review, "group_concat(t.text, ' ')")
    original = f"(SELECT o.original FROM review o WHERE o.id = {review})"
    both = f"{original} || ' ' || coalesce({english}, '')"
    return f"replace(replace({both}, 'ё', 'е'), 'Ё', 'Е')"


def _made(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        yield (
            "CREATE VIRTUAL TABLE IF NOT EXISTS review_fts USING fts5(words, "
            "content='review_search', content_rowid='number', "
            "tokenize='unicode61 remove_diacritics 2', detail=none, columnsize=0, "
            f"prefix='{' '.join(map(str, BEGINNINGS))}')"
        )
        for name, when, body in _sqlite_triggers():
            yield f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN {body} END"
        return
    yield "CREATE INDEX IF NOT EXISTS ix_review_search_words ON review_search USING gin (words)"
    yield from _postgresql_functions()
    for name, table, when, function in _postgresql_triggers():
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"


def _unmade(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        for name, _, _ in _sqlite_triggers():
            yield f"DROP TRIGGER IF EXISTS {name}"
        yield "DROP TABLE IF EXISTS review_fts"
        return
    for name, table, _, _ in _postgresql_triggers():
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    for name in ("of_review", "of_segment", "of_translation", "of_finding"):
        yield f"DROP FUNCTION IF EXISTS review_upkeep_{name}()"
    yield "DROP FUNCTION IF EXISTS review_remark(uuid)"
    yield "DROP FUNCTION IF EXISTS review_words(uuid)"
    yield "DROP INDEX IF EXISTS ix_review_search_words"


def _sqlite_triggers() -> Iterator[tuple[str, str, str]]:
    """Yield name, occasion and body of each trigger."""
    yield (
        "review_search_new",
        f"AFTER INSERT ON review WHEN new.status IN {SEARCHED}",
        f"INSERT INTO review_search (review_id, words) VALUES (new.id, {_sqlite_words('new.id')});",
    )
    yield (
        "review_search_changed",
        "AFTER UPDATE OF status, original ON review "
        "WHEN old.status <> new.status OR old.original <> new.original",
        f"DELETE FROM review_search WHERE review_id = new.id AND new.status NOT IN {SEARCHED}; "
        f"UPDATE review_search SET words = {_sqlite_words('new.id')} "
        "WHERE review_id = new.id AND old.original <> new.original; "
        f"INSERT INTO review_search (review_id, words) SELECT new.id, {_sqlite_words('new.id')} "
        f"WHERE new.status IN {SEARCHED} "
        "AND NOT EXISTS (SELECT 1 FROM review_search x WHERE x.review_id = new.id);",
    )
    gone = "INSERT INTO review_fts (review_fts, rowid, words) VALUES ('delete', old.number, old.words);"
    come = "INSERT INTO review_fts (rowid, words) VALUES (new.number, new.words);"
    yield "review_fts_new", "AFTER INSERT ON review_search", come
    yield "review_fts_changed", "AFTER UPDATE OF words ON review_search", gone + " " + come
    yield "review_fts_gone", "AFTER DELETE ON review_search", gone
    for table, event_name, row in (
        ("segment", "INSERT", "new"),
        ("segment", "UPDATE OF language", "new"),
        ("segment", "DELETE", "old"),
        ("translation", "INSERT", "new"),
        ("translation", "UPDATE OF text", "new"),
        ("translation", "DELETE", "old"),
        ("finding", "INSERT", "new"),
        ("finding", "UPDATE OF resolution, kind", "new"),
        ("finding", "DELETE", "old"),
    ):
        review = (
            f"{row}.review_id"
            if table == "segment"
            else f"(SELECT g.review_id FROM segment g WHERE g.id = {row}.segment_id)"
        )
        body = ""
        if event_name != "UPDATE OF text":
            body += f"UPDATE review SET {_marks('review.id')} WHERE id = {review};"
        if table == "translation":
            body += (
                f"UPDATE review_search SET words = {_sqlite_words('review_search.review_id')} "
                f"WHERE review_id = {review};"
            )
        name = f"review_upkeep_{table}_{event_name.split()[0].lower()}"
        yield name, f"AFTER {event_name} ON {table}", body


def _postgresql_functions() -> Iterator[str]:
    old, new = alphabets()
    # PostgreSQL's driver takes a single per cent sign for a parameter's place.
    quoted = (each.replace("'", "''").replace("%", "%%") for each in (old, new))
    letters = ", ".join(f"'{each}'" for each in quoted)
    english = _english("review", "string_agg(t.text, ' ')")
    yield (
        "CREATE OR REPLACE FUNCTION review_words(review uuid) RETURNS tsvector "
        "LANGUAGE sql STABLE AS $body$ "
        "SELECT to_tsvector('simple', translate("
        "(SELECT o.original FROM review o WHERE o.id = review_words.review) "
        f"|| ' ' || coalesce({english.replace('= review', '= review_words.review')}, ''), {letters})) "
        "$body$"
    )
    yield (
        "CREATE OR REPLACE FUNCTION review_remark(named uuid) RETURNS void "
        f"LANGUAGE sql AS $body$ UPDATE review SET {_marks('named')} WHERE id = named $body$"
    )
    begin, end = "RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN", "RETURN NULL; END $body$"
    yield (
        f"CREATE OR REPLACE FUNCTION review_upkeep_of_review() {begin} "
        f"IF new.status NOT IN {SEARCHED} THEN "
        "DELETE FROM review_search WHERE review_id = new.id; "
        "ELSIF TG_OP = 'INSERT' OR old.status <> new.status OR old.original <> new.original THEN "
        "INSERT INTO review_search (review_id, words) VALUES (new.id, review_words(new.id)) "
        "ON CONFLICT (review_id) DO UPDATE SET words = excluded.words; "
        f"END IF; {end}"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION review_upkeep_of_segment() {begin} "
        f"PERFORM review_remark(coalesce(new.review_id, old.review_id)); {end}"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION review_upkeep_of_finding() {begin} "
        "PERFORM review_remark(s.review_id) FROM segment s "
        f"WHERE s.id = coalesce(new.segment_id, old.segment_id); {end}"
    )
    yield (
        "CREATE OR REPLACE FUNCTION review_upkeep_of_translation() RETURNS trigger "
        "LANGUAGE plpgsql AS $body$ DECLARE named uuid; BEGIN "
        "SELECT s.review_id INTO named FROM segment s "
        "WHERE s.id = coalesce(new.segment_id, old.segment_id); "
        "IF TG_OP <> 'UPDATE' THEN PERFORM review_remark(named); END IF; "
        "UPDATE review_search SET words = review_words(named) WHERE review_id = named; "
        f"{end}"
    )


def _postgresql_triggers() -> Iterator[tuple[str, str, str, str]]:
    """Yield name, table, occasion and function of each trigger."""
    for table, columns in (
        ("review", "status, original"),
        ("segment", "language"),
        ("translation", "text"),
        ("finding", "resolution, kind"),
    ):
        occasion = f"AFTER INSERT OR UPDATE OF {columns}"
        if table != "review":
            occasion += " OR DELETE"
        yield f"review_upkeep_{table}", table, occasion, f"review_upkeep_of_{table}"
