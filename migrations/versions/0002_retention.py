"""Trash, destroy dates, legal holds and disposal records"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_tables()
    op.add_column("evidence", sa.Column("destroyed_at", sa.String(length=40), nullable=True))
    op.drop_column("evidence", "disposal_record")
    op.add_column("person", sa.Column("destroy_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("destroyed_at", sa.String(length=40), nullable=True))
    op.add_column("programme", sa.Column("evidence_years", sa.Integer(), nullable=True))
    op.add_column("programme", sa.Column("personal_years", sa.Integer(), nullable=True))
    # Out of a backup of the first schema that was cleaned after a destruction: its file has no key any more.
    op.execute(
        "UPDATE evidence SET destroyed_at = (SELECT max(at) FROM log_entry)"
        " WHERE object_id IN (SELECT id FROM stored_object WHERE key IS NULL)"
    )


def _add_tables() -> None:
    op.create_table(
        "trashed_evidence",
        sa.Column("audit_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("object_id", sa.String(length=36), nullable=True),
        sa.Column("removed_at", sa.String(length=40), nullable=False),
        sa.Column("removed_by_id", sa.String(length=36), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("trashed_evidence", "audit_id", "audit"),
        _reference("trashed_evidence", "object_id", "stored_object"),
        _reference("trashed_evidence", "removed_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trashed_evidence")),
    )
    op.create_index(op.f("ix_trashed_evidence_audit_id"), "trashed_evidence", ["audit_id"])
    op.create_index(op.f("ix_trashed_evidence_object_id"), "trashed_evidence", ["object_id"])
    op.create_table(
        "legal_hold",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.String(length=40), nullable=False),
        sa.Column("placed_by_id", sa.String(length=36), nullable=True),
        sa.Column("lifted_at", sa.String(length=40), nullable=True),
        sa.Column("lifted_by_id", sa.String(length=36), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("legal_hold", "placed_by_id", "person"),
        _reference("legal_hold", "lifted_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_subject_id"), "legal_hold", ["subject_id"])
    op.create_table(
        "disposal",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("audit_id", sa.String(length=36), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("bytes_gone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("rule_years", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("traces", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("disposal", "audit_id", "audit"),
        _reference("disposal", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
    )
    op.create_index(op.f("ix_disposal_subject_id"), "disposal", ["subject_id"])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )
