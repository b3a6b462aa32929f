"""Extensions of due dates, causes in steps, followed findings, who said and who verified what"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_tables()
    with op.batch_alter_table("finding", recreate="always") as batch:
        batch.add_column(sa.Column("position_by_id", sa.String(length=36), nullable=True))
        batch.add_column(sa.Column("effectiveness_due_on", sa.Date(), nullable=True))
        _add_reference(batch, "finding", "position_by_id", "person")
    op.add_column("response", sa.Column("risk_update_needed", sa.Boolean(), nullable=True))
    op.add_column("response", sa.Column("risk_update_note", sa.Text(), nullable=True))
    with op.batch_alter_table("verification", recreate="always") as batch:
        batch.add_column(sa.Column("second_verifier_id", sa.String(length=36), nullable=True))
        _add_reference(batch, "verification", "second_verifier_id", "person")
    # What was verified as implemented so far is judged after ninety days; the instant ends with its offset.
    op.execute(
        "UPDATE finding SET effectiveness_due_on = ("
        "SELECT date(substr(max(at), 1, 26), substr(max(at), 28), '+90 days') FROM verification"
        " WHERE verification.finding_id = finding.id AND kind = 'implementation')"
        " WHERE state = 'implementation_verified'"
    )


def _add_tables() -> None:
    op.create_table(
        "due_extension",
        sa.Column("finding_id", sa.String(length=36), nullable=False),
        sa.Column("date_of", sa.String(length=40), nullable=False),
        sa.Column("action_id", sa.String(length=36), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("old_on", sa.Date(), nullable=False),
        sa.Column("new_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_by_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("due_extension", "finding_id", "finding"),
        _reference("due_extension", "action_id", "action"),
        _reference("due_extension", "agreed_by_id", "person"),
        _reference("due_extension", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_extension")),
    )
    op.create_table(
        "cause_step",
        sa.Column("response_id", sa.String(length=36), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown_by", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("cause_step", "response_id", "response"),
        _reference("cause_step", "parent_id", "cause_step"),
        _reference("cause_step", "evidence_id", "evidence"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause_step")),
    )
    op.create_table(
        "followed_finding",
        sa.Column("audit_id", sa.String(length=36), nullable=False),
        sa.Column("finding_id", sa.String(length=36), nullable=False),
        sa.Column("item_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("followed_finding", "audit_id", "audit"),
        _reference("followed_finding", "finding_id", "finding"),
        _reference("followed_finding", "item_id", "checklist_item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_finding")),
        sa.UniqueConstraint("audit_id", "finding_id", name=op.f("uq_followed_finding_audit_id_finding_id")),
    )
    for table, column in (
        ("due_extension", "finding_id"),
        ("due_extension", "action_id"),
        ("cause_step", "response_id"),
        ("cause_step", "parent_id"),
        ("cause_step", "evidence_id"),
        ("followed_finding", "finding_id"),
        ("followed_finding", "item_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )


def _add_reference(batch: object, table: str, column: str, target: str) -> None:
    batch.create_foreign_key(  # type: ignore[attr-defined]
        op.f(f"fk_{table}_{column}"), target, [column], ["id"], initially="DEFERRED", deferrable=True
    )
