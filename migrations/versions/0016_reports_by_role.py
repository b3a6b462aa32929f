"""Reports that name the auditee's people by their roles"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "programme",
        sa.Column("reports_by_role", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
