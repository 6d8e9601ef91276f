"""What Alembic runs: on the connection `moderation.migrate` hands over, or on the settings'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa
from alembic import context

from models import Base, UtcDateTime, upkeep
from moderation.migrate import exclusively
from moderation.settings import load

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Write columns in SQLAlchemy's own types: a migration must not change with the models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        words = ", ".join(repr(word) for word in item.enums)
        return f"sa.Enum({words}, name={item.name!r}, native_enum=False, create_constraint=True, length=24)"  # noqa: E501
    return False


def run(connection: sa.Connection) -> None:
    """Migrate in one transaction: a failed step leaves the database as it was."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=True,  # SQLite cannot alter a table, so it is copied
        transactional_ddl=True,  # ours begins SQLite's transactions by hand
        compare_type=True,
        include_name=lambda name, _kind, _parents: name not in upkeep.ELSEWHERE,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over = context.config.attributes.get("connection")
if handed_over is not None:
    run(handed_over)
else:
    with exclusively(load().database) as own:
        run(own)
