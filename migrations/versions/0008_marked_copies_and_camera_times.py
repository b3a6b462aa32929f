"""Copies with marks, and what the camera wrote"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("derived_how", sa.String(length=40), nullable=True))
    op.add_column("evidence", sa.Column("derived_marks", sa.Text(), server_default="", nullable=False))
    op.add_column("evidence", sa.Column("camera_time", sa.String(length=40), nullable=True))
    op.add_column("evidence", sa.Column("has_location", sa.Boolean(), nullable=True))
