"""Alembic's way in. Assay brings its own connection, inside one transaction, with foreign keys off."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum

from models.base import Instant, TextList
from models.tables import METADATA


def _plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Types as SQLite keeps them: a migration must not change when the program's own types do."""
    if kind != "type":
        return False
    if isinstance(item, Instant | Enum):
        return "sa.String(length=40)"
    return "sa.Text()" if isinstance(item, TextList) else False


def _is_mapped(name: str | None, kind: str, _parents: Any) -> bool:
    """The tables of the search are not mapped: they hold nothing that does not stand elsewhere."""
    return kind != "table" or not (name or "").startswith("search_")


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=_plain_type,
        include_name=_is_mapped,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
