"""The days that a programme gives, what it calls grades and types, and when a correction is due"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_DAYS = {
    "correction_days_major": 7,
    "correction_days_minor": 30,
    "action_days_major": 90,
    "action_days_minor": 180,
    "effectiveness_days_major": 90,
    "soon_days": 14,
}
_LABELS = ("label_major", "label_minor", "label_ofi", "label_observation", "label_strength")


def upgrade() -> None:
    for name, days in _DAYS.items():
        op.add_column("programme", sa.Column(name, sa.Integer(), server_default=str(days), nullable=False))
    op.add_column("programme", sa.Column("effectiveness_days_minor", sa.Integer(), nullable=True))
    for name in _LABELS:
        op.add_column("programme", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("finding", sa.Column("correction_due_on", sa.Date(), nullable=True))
