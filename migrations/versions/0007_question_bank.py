"""Whole packs in the workspace, and how deep each requirement of an audit is asked"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("retrieved", "modified", "language"):
        op.add_column("pack", sa.Column(name, sa.Text(), nullable=True))
    for name in ("parent", "process", "text"):
        op.add_column("requirement", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("checklist_item", sa.Column("reasons", sa.Text(), nullable=True))
    _add_pack_tables()
    op.create_table(
        "depth_choice",
        sa.Column("audit_id", sa.String(length=36), nullable=False),
        sa.Column("requirement_id", sa.String(length=36), nullable=False),
        sa.Column("is_emphasised", sa.Boolean(), nullable=False),
        sa.Column("depth", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("depth_choice", "audit_id", "audit"),
        _reference("depth_choice", "requirement_id", "requirement"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_depth_choice")),
        sa.UniqueConstraint(
            "audit_id", "requirement_id", name=op.f("uq_depth_choice_audit_id_requirement_id")
        ),
    )


def _add_pack_tables() -> None:
    op.create_table(
        "pack_content",
        sa.Column("pack_id", sa.String(length=36), nullable=False),
        sa.Column("questions", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("pack_content", "pack_id", "pack"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_content")),
        sa.UniqueConstraint("pack_id", name=op.f("uq_pack_content_pack_id")),
    )
    op.create_table(
        "own_pack",
        sa.Column("pack_id", sa.String(length=36), nullable=False),
        sa.Column("organization_id", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("own_pack", "pack_id", "pack"),
        _reference("own_pack", "organization_id", "organization"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_pack")),
        sa.UniqueConstraint("pack_id", name=op.f("uq_own_pack_pack_id")),
    )
    op.create_index(op.f("ix_own_pack_organization_id"), "own_pack", ["organization_id"])
    op.create_table(
        "heading",
        sa.Column("pack_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _reference("heading", "pack_id", "pack"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heading")),
        sa.UniqueConstraint("pack_id", "reference", name=op.f("uq_heading_pack_id_reference")),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}"),
        initially="DEFERRED",
        deferrable=True,
    )
