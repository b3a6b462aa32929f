"""The tables of the search"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("audit_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "row_id", "part", name=op.f("uq_search_entry_kind_row_id_part")),
    )
    op.create_table(
        "search_text",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_search_text")),
    )
    op.create_table(
        "search_file",
        sa.Column("evidence_id", sa.String(length=36), nullable=False),
        sa.Column("object_id", sa.String(length=36), nullable=False),
        sa.Column("is_read", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_search_file")),
    )
    # Filled when the workspace is opened: an index of no version is made anew.
    op.create_table("search_state", sa.Column("version", sa.Integer(), nullable=False))
