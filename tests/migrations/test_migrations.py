"""Migrations lead to the models, and back, with rows in the tables."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from models import (
    AuditEvent,
    Base,
    Due,
    Entry,
    Review,
    SearchText,
    Status,
    Translation,
    UnsavedEdit,
    upkeep,
)
from moderation import database as databases
from moderation import migrate
from tests.conftest import KINDS, new_schema
from tests.factories import make_review, make_site, make_staff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from moderation.database import Database


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with new_schema() as made:
            yield made


@pytest.fixture
def opened(url: str) -> Iterator[Database]:
    made = databases.connect(url)
    yield made
    made.engine.dispose()


def tables(opened: Database) -> set[str]:
    found = set(sa.inspect(opened.engine).get_table_names())
    return found - {"alembic_version"} - upkeep.ELSEWHERE


def names(opened: Database) -> dict[str, set[str | None]]:
    """Names of all constraints and indexes, by table."""
    found = sa.inspect(opened.engine)
    return {
        table: {each["name"] for each in found.get_check_constraints(table)}
        | {each["name"] for each in found.get_unique_constraints(table)}
        | {each["name"] for each in found.get_foreign_keys(table)}
        | {each["name"] for each in found.get_indexes(table)}
        | {found.get_pk_constraint(table)["name"]}
        for table in tables(opened)
    }


def test_the_migrated_schema_equals_the_models(url: str, opened: Database) -> None:
    migrate.upgrade(url)

    with opened.engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, _kind, _parents: name not in upkeep.ELSEWHERE,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_constraints_bear_the_same_names_as_those_of_the_models(url: str, opened: Database) -> None:
    migrate.upgrade(url)
    migrated = names(opened)
    migrate.downgrade(url, "base")
    Base.metadata.create_all(opened.engine)

    assert migrated == names(opened)
    assert not any(None in each for each in migrated.values())


@pytest.mark.usefixtures("_cheap_passwords")
def test_it_goes_down_and_up_again_with_rows_in_the_tables(url: str, opened: Database) -> None:
    migrate.upgrade(url)
    with opened.writing.begin() as session:
        site = make_site(session, slug="clinic")
        for status in (Status.PENDING, Status.APPROVED, Status.WITHDRAWN, Status.RECEIVED):
            make_review(session, site, status=status)
        make_review(session, site, findings=[("person", "Paldies", "Thank")])

    migrate.downgrade(url, "base")
    assert tables(opened) == set()

    migrate.upgrade(url)
    with opened.writing.begin() as session:
        make_review(session, status=Status.APPROVED)
        assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


@pytest.mark.usefixtures("_cheap_passwords")
def test_a_second_upgrade_does_nothing_and_keeps_every_row(url: str, opened: Database) -> None:
    assert migrate.upgrade(url) is True
    with opened.writing.begin() as session:
        make_review(session, status=Status.APPROVED)

    assert migrate.upgrade(url) is False
    with opened.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Review)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == 1


@pytest.mark.usefixtures("_cheap_passwords")
def test_reviews_from_before_the_search_are_found_after_the_upgrade(
    url: str, opened: Database
) -> None:
    migrate.upgrade(url)
    with opened.writing.begin() as session:
        review_id = make_review(session, status=Status.PENDING).id
    migrate.downgrade(url, "0001")

    migrate.upgrade(url)

    with opened.reading() as session:
        found = session.scalars(sa.select(SearchText.review_id)).all()
        assert found == [review_id]


@pytest.mark.usefixtures("_cheap_passwords")
def test_the_way_back_before_renditions_leaves_the_english_alone(
    url: str, opened: Database
) -> None:
    migrate.upgrade(url)
    with opened.writing.begin() as session:
        review = make_review(session, due=Due.RENDITION)
        review.left_out = ["ru"]
        review.segments[0].translations.append(Translation(target="lv", text="Paldies!"))
        row = {"review_id": review.id, "staff_id": make_staff(session).id, "position": 0}
        session.add_all(
            UnsavedEdit(**row, target=tag, text="Thanks!", seen="") for tag in ("en", "lv")
        )

    migrate.downgrade(url, "0002")
    migrate.upgrade(url)

    with opened.reading() as session:
        assert session.scalars(sa.select(Translation.target)).all() == ["en"]
        assert session.scalars(sa.select(UnsavedEdit.target)).all() == ["en"]
        standing = session.scalars(sa.select(Review)).one()
        assert (standing.due, standing.left_out) == (None, [])


def test_every_step_can_be_taken_alone(url: str, opened: Database) -> None:
    for revision in _revisions():
        migrate.upgrade(url, revision)
        with opened.engine.connect() as connection:
            assert migrate.current(connection) == revision
    assert migrate.current_is_head(url)


def test_a_database_of_a_newer_balss_is_refused_with_a_sentence(url: str, opened: Database) -> None:
    migrate.upgrade(url)
    with opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'ffff'")

    with pytest.raises(migrate.MigrationError, match="start the newer version"):
        migrate.upgrade(url)


def test_a_migration_that_leaves_orphans_changes_nothing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'orphans.db'}"
    migrate.upgrade(address)

    with (
        pytest.raises(migrate.MigrationError, match="without their parents"),
        migrate.exclusively(address) as connection,
    ):
        connection.exec_driver_sql(
            "INSERT INTO api_key (id, site_id, name, secret_hash, created_at)"
            " VALUES ('00', 'nowhere', 'key', 'hash', '2026-01-01')"
        )

    made = databases.connect(address)
    with closing(made.engine.raw_connection()) as connection:
        assert connection.execute("SELECT count(*) FROM api_key").fetchone() == (0,)
    made.engine.dispose()


def _revisions() -> list[str]:
    scripts = ScriptDirectory.from_config(Config(str(migrate.ROOT / "alembic.ini")))
    return [each.revision for each in reversed(list(scripts.walk_revisions()))]
