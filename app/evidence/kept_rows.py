"""Rows as JSON and back: what was taken out of its table and may return."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Date, Enum, inspect
from sqlalchemy.types import TypeEngine

from app.activity_log import plain
from models.base import Instant, Row, TextList, instant_from_text

_Row = TypeVar("_Row", bound=Row)


def to_plain(row: Row) -> dict[str, Any]:
    """The columns of a row in values that JSON can hold."""
    return {
        attribute.key: plain(getattr(row, attribute.key)) for attribute in inspect(type(row)).column_attrs
    }


def from_plain(table: type[_Row], values: dict[str, Any]) -> _Row:
    """The row that `to_plain` took down; columns gone since are left out, new ones take their default."""
    types = {column.key: column.type for column in table.__table__.columns}
    known = {name: _typed(types[name], value) for name, value in values.items() if name in types}
    return table(**known)


def _typed(kind_of_column: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    match kind_of_column:
        case Instant():
            return instant_from_text(value)
        case Date():
            return date.fromisoformat(value)
        case TextList():
            return tuple(value)
        case Enum(enum_class=kind) if kind is not None:
            return kind(value)
    return value
