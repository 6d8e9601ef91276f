"""Renditions: texts in further languages of a site's feed.

Revision: 0003, after 0002; made 2026-11-21 19:55:10.118000+00:00.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("left_out", sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )
        batch_op.drop_constraint(batch_op.f("ck_review_due"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_review_due"), "due IN ('everything', 'translation', 'rendition')"
        )

    with op.batch_alter_table("review_flag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target", sa.String(length=35), nullable=True))

    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_hash", sa.String(length=64), nullable=True))

    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("target", sa.String(length=35), server_default="en", nullable=False)
        )
        batch_op.drop_constraint(batch_op.f("pk_unsaved_edit"), type_="primary")
        batch_op.create_primary_key(
            batch_op.f("pk_unsaved_edit"), ["review_id", "staff_id", "position", "target"]
        )
    # What was typed so far was English; from now on every row says its language.
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.alter_column("target", existing_type=sa.String(length=35), server_default=None)


def downgrade() -> None:
    # The earlier version knows English alone, and would take these for it.
    op.execute("DELETE FROM unsaved_edit WHERE target <> 'en'")
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_unsaved_edit"), type_="primary")
        batch_op.drop_column("target")
        batch_op.create_primary_key(
            batch_op.f("pk_unsaved_edit"), ["review_id", "staff_id", "position"]
        )

    op.execute(
        "UPDATE finding SET mirror_of = NULL WHERE mirror_of IN "
        "(SELECT id FROM finding WHERE target <> 'en')"
    )
    op.execute("DELETE FROM finding WHERE target <> 'en'")
    op.execute("DELETE FROM translation WHERE target <> 'en'")
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.drop_column("source_hash")

    op.execute("DELETE FROM review_flag WHERE stage = 'rendition'")
    with op.batch_alter_table("review_flag", schema=None) as batch_op:
        batch_op.drop_column("target")

    op.execute(
        "UPDATE review SET due = NULL, lease_token = NULL, lease_until = NULL "
        "WHERE due = 'rendition'"
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_review_due"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_review_due"), "due IN ('everything', 'translation')"
        )
        batch_op.drop_column("left_out")
