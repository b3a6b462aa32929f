"""Indices for what is counted after each change: results, findings, and what is due to be destroyed"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_checklist_item_audit_id", "checklist_item", ["audit_id", "result"])
    op.create_index("ix_finding_audit_id", "finding", ["audit_id", "type", "grade", "state"])
    op.create_index("ix_finding_merged_into_id", "finding", ["merged_into_id"])
    op.create_index("ix_evidence_destroy_on", "evidence", ["destroy_on"])
