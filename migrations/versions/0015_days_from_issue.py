"""Days that a programme counts from the issue of the report"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "programme",
        sa.Column("days_from_issue", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
