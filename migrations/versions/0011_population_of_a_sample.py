"""The list that a sample was drawn from, and which item stands in for another, with the reason"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sample", sa.Column("listed", sa.Text(), server_default="", nullable=False))
    op.add_column("sample_unit", sa.Column("replaces", sa.Integer(), nullable=True))
    op.add_column("sample_unit", sa.Column("replaced_because", sa.Text(), server_default="", nullable=False))
