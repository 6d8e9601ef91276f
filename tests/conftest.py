"""What the tests share: a fresh database of each kind, an application on it, no network.

PostgreSQL takes part when BALSS_TEST_DATABASE_URL is set. Each test process has a schema of its
own there, emptied between tests, so that tests may run side by side and beside one another.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import structlog
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from pytest_socket import socket_allow_hosts
from sqlalchemy import create_engine, make_url, text

from models import Base
from moderation import database as databases
from moderation.accounts import passwords
from moderation.app import create_app
from moderation.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser
    from sqlalchemy.orm import Session

    from moderation.database import Database

POSTGRESQL = os.environ.get("BALSS_TEST_DATABASE_URL")
KINDS = ("sqlite", "postgresql") if POSTGRESQL else ("sqlite",)
LOCAL_HOSTS = ["127.0.0.1", "localhost", "::1"]

# A developer's own settings must not change what the tests see.
for name in [each for each in os.environ if each.startswith("BALSS_")]:
    if not name.startswith("BALSS_TEST_"):
        del os.environ[name]


def pytest_runtest_setup() -> None:
    """Let a test reach this machine and nothing else."""
    socket_allow_hosts(LOCAL_HOSTS, allow_unix_socket=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each gets a window of its own."""
    from tests.browser.house import open_browser  # noqa: PLC0415 - most tests need none

    with open_browser() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _log_where_each_test_sees_it() -> Iterator[None]:
    """Forget the stream a test had the log written to: it is closed when the test is over."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def _cheap_passwords() -> Iterator[None]:
    """Hash passwords with the least work: their strength is argon2's business, not a test's."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", hasher)
        passwords._nobodys_hash.cache_clear()
        yield


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables once; each test copies the file."""
    path = tmp_path_factory.mktemp("template") / "balss.db"
    made = databases.connect(f"sqlite:///{path}")
    Base.metadata.create_all(made.engine)
    made.engine.dispose()
    return path


@pytest.fixture(scope="session")
def _postgresql_database() -> Iterator[Database]:
    """Make the tables once in a schema of this process."""
    with new_schema() as url:
        made = databases.connect(url)
        Base.metadata.create_all(made.engine)
        yield made
        made.engine.dispose()


class new_schema:  # noqa: N801 - reads as a function where it is used
    """A PostgreSQL schema that lasts as long as the `with`; gives the address that uses it."""

    def __init__(self) -> None:
        self._name = f"balss_{uuid4().hex}"

    def __enter__(self) -> str:
        """Make the schema."""
        assert POSTGRESQL is not None
        plain = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
        self._admin = create_engine(plain, isolation_level="AUTOCOMMIT")
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE SCHEMA {self._name}"))
        # A test's commits need not survive a power cut.
        options = f"-csearch_path={self._name} -csynchronous_commit=off"
        return plain.update_query_dict({"options": options}).render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        """Drop the schema with all that is in it."""
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP SCHEMA {self._name} CASCADE"))
        self._admin.dispose()


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database, for tests to which the kind makes no difference."""
    path = tmp_path / "balss.db"
    shutil.copyfile(_sqlite_template, path)
    made = databases.connect(f"sqlite:///{path}")
    yield made
    made.engine.dispose()


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database of each kind in turn."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    made: Database = request.getfixturevalue("_postgresql_database")
    yield made
    with made.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def session(database: Database, _cheap_passwords: None) -> Iterator[Session]:
    """A writing session; what a test leaves uncommitted is undone."""
    with database.writing() as opened:
        yield opened


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """The settings of `app`. Override this fixture in a module to test another setting."""
    return load(
        instance=tmp_path / "instance",
        database_url=database.engine.url.render_as_string(hide_password=False),
        secret_key="a-secret-for-tests-only",
        sign_in_limit="10000 per minute",
        api_limit="100000 per minute",
    )


@pytest.fixture
def app(database: Database, session: Session, settings: Settings) -> Flask:
    """The web application on `database`.

    Each request of its test clients first commits `session`: the request sees what the test
    made, and the test reads afresh what the request changed. Forms need no CSRF token unless
    a test sets `app.config["WTF_CSRF_ENABLED"] = True`.
    """

    class Client(FlaskClient):
        def open(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            session.commit()
            return super().open(*args, **kwargs)

    made = create_app(settings)
    made.extensions["balss.database"].engine.dispose()
    made.extensions["balss.database"] = database
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    made.test_client_class = Client
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who has not signed in."""
    return app.test_client()
