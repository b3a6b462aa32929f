"""What a Statement of Applicability says of each control, and the scope that it is checked against"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("soa_version", sa.Column("changes", sa.Text(), server_default="", nullable=False))
    op.add_column("soa_version", sa.Column("strays", sa.Text(), server_default="[]", nullable=False))
    _add_entry_columns()
    _add_isms_tables()


def _add_entry_columns() -> None:
    op.add_column("soa_entry", sa.Column("is_stated", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("soa_entry", sa.Column("reasons", sa.Text(), server_default="[]", nullable=False))
    op.add_column("soa_entry", sa.Column("risks", sa.Text(), server_default="", nullable=False))
    op.add_column("soa_entry", sa.Column("documents", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "soa_entry", sa.Column("operated_by", sa.String(length=40), server_default="", nullable=False)
    )
    op.add_column("soa_entry", sa.Column("planned_on", sa.Date(), nullable=True))


def _add_isms_tables() -> None:
    op.create_table(
        "isms_scope",
        sa.Column("organization_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        _organization("isms_scope"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_isms_scope")),
        sa.UniqueConstraint("organization_id", "version", name=op.f("uq_isms_scope_organization_id_version")),
    )
    op.create_table(
        "isms_background",
        sa.Column("organization_id", sa.String(length=36), nullable=False),
        sa.Column("practices", sa.Text(), nullable=False),
        sa.Column("risk_assessed_on", sa.Date(), nullable=True),
        sa.Column("treatment_controls", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        _organization("isms_background"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_isms_background")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_isms_background_organization_id")),
    )


def _organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id"],
        ["organization.id"],
        name=op.f(f"fk_{table}_organization_id"),
        initially="DEFERRED",
        deferrable=True,
    )
