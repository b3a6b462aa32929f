"""The comment that comes back with a response"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("comment", sa.Text(), server_default="", nullable=False))
