"""The desk for several people, search, memory and glossary, webhooks.

Revision: 0002, after 0001; made 2026-11-21 18:04:45.204000+00:00.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:  # noqa: PLR0915 - a list of tables
    op.create_table(
        "bulk_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "approved",
                "rejected",
                "claimed",
                name="bulkkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["staff.id"],
            name=op.f("fk_bulk_action_holder_id_staff"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_bulk_action_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_action")),
    )
    with op.batch_alter_table("bulk_action", schema=None) as batch_op:
        batch_op.create_index("ix_bulk_action_staff_id_at", ["staff_id", "at"], unique=False)

    op.create_table(
        "dismissal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("surface", sa.String(length=200), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_dismissal_site_id_site")),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_dismissal_staff_id_staff"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
        sa.UniqueConstraint(
            "site_id", "kind", "surface", name=op.f("uq_dismissal_site_id_kind_surface")
        ),
    )
    op.create_table(
        "glossary_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("term", sa.String(length=200), nullable=False),
        sa.Column("english", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "term",
                "staff",
                "department",
                "medicine",
                name="termkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_glossary_term_site_id_site")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glossary_term")),
        sa.UniqueConstraint(
            "site_id", "language", "term", name=op.f("uq_glossary_term_site_id_language_term")
        ),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_saved_view_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_view_staff_id_name")),
    )
    op.create_table(
        "webhook_endpoint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=200), nullable=False),
        sa.Column("renewed", sa.Integer(), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("resting_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "disabled_why",
            sa.Enum(
                "by_staff",
                "gone",
                "failing",
                name="disabledwhy",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_webhook_endpoint_site_id_site")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoint")),
    )
    with op.batch_alter_table("webhook_endpoint", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_endpoint_site_id"), ["site_id"], unique=False)

    op.create_table(
        "webhook_secret",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["webhook_endpoint.id"],
            name=op.f("fk_webhook_secret_endpoint_id_webhook_endpoint"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_secret")),
    )
    with op.batch_alter_table("webhook_secret", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_secret_endpoint_id"), ["endpoint_id"], unique=False
        )

    op.create_table(
        "claim",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_claim_review_id_review"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_claim_staff_id_staff"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index("ix_claim_staff_id_until", ["staff_id", "until"], unique=False)

    op.create_table(
        "language_correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("read_as", sa.String(length=35), nullable=False),
        sa.Column("read_probability", sa.Double(), nullable=False),
        sa.Column("read_evidence", sa.JSON(), nullable=False),
        sa.Column("reader", sa.String(length=16), nullable=True),
        sa.Column("corrected_to", sa.String(length=35), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrected_by"],
            ["staff.id"],
            name=op.f("fk_language_correction_corrected_by_staff"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_language_correction_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_correction")),
        sa.UniqueConstraint(
            "review_id", "start", "end", name=op.f("uq_language_correction_review_id_start_end")
        ),
    )
    op.create_table(
        "review_search",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column(
            "words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_search_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_review_search")),
        sa.UniqueConstraint("review_id", name=op.f("uq_review_search_review_id")),
    )
    op.create_table(
        "unsaved_edit",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen", sa.String(length=16), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_unsaved_edit_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_unsaved_edit_staff_id_staff"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("review_id", "staff_id", "position", name=op.f("pk_unsaved_edit")),
    )
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.create_index("ix_unsaved_edit_staff_id", ["staff_id"], unique=False)

    op.create_table(
        "memory",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("source_language", sa.String(length=35), nullable=False),
        sa.Column("target_language", sa.String(length=35), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("remembered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_memory_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segment.id"],
            name=op.f("fk_memory_segment_id_segment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_memory_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory")),
        sa.UniqueConstraint(
            "segment_id", "target_language", name=op.f("uq_memory_segment_id_target_language")
        ),
    )
    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.create_index(
            "ix_memory_exact",
            ["site_id", "source_language", "target_language", "source_hash"],
            unique=False,
        )
        batch_op.create_index(
            "ix_memory_near",
            ["site_id", "source_language", "target_language", "length"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_memory_review_id"), ["review_id"], unique=False)

    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "event",
            sa.Enum(
                "published",
                "updated",
                "removed",
                "test",
                name="webhookevent",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "delivered",
                "superseded",
                "failed",
                name="deliverystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["webhook_endpoint.id"],
            name=op.f("fk_webhook_delivery_endpoint_id_webhook_endpoint"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["entry.id"],
            name=op.f("fk_webhook_delivery_entry_id_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_webhook_delivery_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "endpoint_id", "number", name=op.f("uq_webhook_delivery_endpoint_id_number")
        ),
    )
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_webhook_delivery_review",
            ["endpoint_id", "review_id", "state", "number"],
            unique=False,
        )
        batch_op.create_index(
            "ix_webhook_delivery_settled", ["endpoint_id", "settled_at"], unique=False
        )
        batch_op.create_index(
            "ix_webhook_delivery_waiting", ["endpoint_id", "state", "number"], unique=False
        )

    op.create_table(
        "webhook_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "accepted",
                "refused",
                "redirected",
                "gone",
                "timed_out",
                "unreachable",
                "unresolved",
                "forbidden",
                "insecure",
                "broken",
                name="attemptoutcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_delivery.id"],
            name=op.f("fk_webhook_attempt_delivery_id_webhook_delivery"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_attempt")),
    )
    with op.batch_alter_table("webhook_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_attempt_delivery_id"), ["delivery_id"], unique=False
        )

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_decided_at", ["decided_at"], unique=False)

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entry_language",
            ["site_id", "removed_at", "source_language", "published_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_entry_rating",
            ["site_id", "removed_at", "rating", "published_at", "id"],
            unique=False,
        )

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("style", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("dismissal_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_finding_dismissal_id"), ["dismissal_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_finding_dismissal_id_dismissal"),
            "dismissal",
            ["dismissal_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "author_line",
                sa.Enum(
                    "given",
                    "initials",
                    "pseudonym",
                    "hidden",
                    name="authorline",
                    native_enum=False,
                    create_constraint=True,
                    length=24,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("pseudonym", sa.String(length=80), nullable=True))
        batch_op.add_column(
            sa.Column("risk_rank", sa.Integer(), server_default=sa.text("3"), nullable=False)
        )
        batch_op.add_column(
            sa.Column("wants_language", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("wants_translation", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("health", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.drop_index(batch_op.f("ix_review_site_id_status"))
        batch_op.create_index(
            "ix_review_health",
            ["status", "risk_rank", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("health = 1"),
            postgresql_where=sa.text("health"),
        )
        batch_op.create_index(
            "ix_review_language",
            ["status", "language", "risk_rank", "received_at", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_review_risk", ["status", "risk_rank", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_review_site", ["site_id", "status", "risk_rank", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_review_site_oldest", ["site_id", "status", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_review_wants_language",
            ["status", "risk_rank", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("wants_language = 1"),
            postgresql_where=sa.text("wants_language"),
        )
        batch_op.create_index(
            "ix_review_wants_translation",
            ["status", "risk_rank", "received_at", "id"],
            unique=False,
            sqlite_where=sa.text("wants_translation = 1"),
            postgresql_where=sa.text("wants_translation"),
        )

    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language_set_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reader", sa.String(length=16), nullable=True))

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accepted_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_translation_accepted_by_staff"),
            "staff",
            ["accepted_by"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:  # noqa: PLR0915
    with op.batch_alter_table("translation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_translation_accepted_by_staff"), type_="foreignkey")
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("accepted_by")

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_column("changed_at")

    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.drop_column("reader")
        batch_op.drop_column("language_set_at")

    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_review_wants_translation",
            sqlite_where=sa.text("wants_translation = 1"),
            postgresql_where=sa.text("wants_translation"),
        )
        batch_op.drop_index(
            "ix_review_wants_language",
            sqlite_where=sa.text("wants_language = 1"),
            postgresql_where=sa.text("wants_language"),
        )
        batch_op.drop_index("ix_review_site_oldest")
        batch_op.drop_index("ix_review_site")
        batch_op.drop_index("ix_review_risk")
        batch_op.drop_index("ix_review_language")
        batch_op.drop_index(
            "ix_review_health",
            sqlite_where=sa.text("health = 1"),
            postgresql_where=sa.text("health"),
        )
        batch_op.create_index(
            batch_op.f("ix_review_site_id_status"), ["site_id", "status"], unique=False
        )
        batch_op.drop_column("health")
        batch_op.drop_column("wants_translation")
        batch_op.drop_column("wants_language")
        batch_op.drop_column("risk_rank")
        batch_op.drop_column("pseudonym")
        batch_op.drop_constraint(batch_op.f("ck_review_authorline"), type_="check")
        batch_op.drop_column("author_line")

    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_finding_dismissal_id_dismissal"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_finding_dismissal_id"))
        batch_op.drop_column("dismissal_id")
        batch_op.drop_column("style")

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_rating")
        batch_op.drop_index("ix_entry_language")

    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_decided_at")

    with op.batch_alter_table("webhook_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_attempt_delivery_id"))

    op.drop_table("webhook_attempt")
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_delivery_waiting")
        batch_op.drop_index("ix_webhook_delivery_settled")
        batch_op.drop_index("ix_webhook_delivery_review")

    op.drop_table("webhook_delivery")
    with op.batch_alter_table("memory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_memory_review_id"))
        batch_op.drop_index("ix_memory_near")
        batch_op.drop_index("ix_memory_exact")

    op.drop_table("memory")
    with op.batch_alter_table("unsaved_edit", schema=None) as batch_op:
        batch_op.drop_index("ix_unsaved_edit_staff_id")

    op.drop_table("unsaved_edit")
    op.drop_table("review_search")
    op.drop_table("language_correction")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index("ix_claim_staff_id_until")

    op.drop_table("claim")
    with op.batch_alter_table("webhook_secret", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_secret_endpoint_id"))

    op.drop_table("webhook_secret")
    with op.batch_alter_table("webhook_endpoint", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_endpoint_site_id"))

    op.drop_table("webhook_endpoint")
    op.drop_table("saved_view")
    op.drop_table("glossary_term")
    op.drop_table("dismissal")
    with op.batch_alter_table("bulk_action", schema=None) as batch_op:
        batch_op.drop_index("ix_bulk_action_staff_id_at")

    op.drop_table("bulk_action")
