"""Who came in place of whom, what was confirmed after a session, what a test logged, and phrases"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("test_logging", "test_restoring"):
        op.add_column("audit_session", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_table("substitution", *_of_a_person("substitution"), _key("substitution", "instead_of_id"))
    op.create_table(
        "confirmation",
        *_of_a_person("confirmation"),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
    )
    op.create_table(
        "phrase",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("abbreviation", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("abbreviation", name=op.f("uq_phrase_abbreviation")),
    )


def _of_a_person(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Something that is said of one person in one session, once."""
    return (
        sa.Column("id", sa.String(length=36), nullable=False),
        _key(table, "session_id", "audit_session"),
        _key(table, "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f(f"uq_{table}_session_id_person_id")),
    )


def _key(table: str, name: str, target: str = "person") -> sa.Column[str]:
    key = sa.ForeignKey(
        f"{target}.id", name=op.f(f"fk_{table}_{name}"), deferrable=True, initially="DEFERRED"
    )
    return sa.Column(name, sa.String(length=36), key, nullable=False)
