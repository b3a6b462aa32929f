"""What all tables share: time-ordered text keys, instants that remember their zone, plain enums and lists."""

import enum
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

from sqlalchemy import Dialect, Enum, ForeignKey, LargeBinary, MetaData, String, Text, TypeDecorator, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from uuid_utils import uuid7

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def new_id() -> str:
    """A version 7 UUID as text: unique over laptops, sorted by time of creation."""
    return str(uuid7())


def sort_key(text: str) -> str:
    """A key that sorts names regardless of case and diacritics, so that Č stands with C and Ł with L."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return plain.translate(_LETTERS_WITHOUT_DECOMPOSITION)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as its UTC text followed by the offset at entry (R-2).

    `2026-11-24T09:31:02.000000Z+01:00` sorts by the instant and comes back in the zone of entry.
    """

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else instant_from_text(value)


def instant_text(value: datetime) -> str:
    """The stored form of an aware datetime; raises ValueError for a naive one."""
    offset = value.utcoffset()
    if offset is None:
        raise ValueError("an instant needs a zone")
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    utc = value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    return f"{utc}Z{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def instant_from_text(value: str) -> datetime:
    """The instant, in the zone of its entry, out of the form that `instant_text` gave it."""
    utc, _, offset = value.partition("Z")
    minutes = (int(offset[1:3]) * 60 + int(offset[4:6])) * (-1 if offset[0] == "-" else 1)
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    return at.astimezone(timezone(timedelta(minutes=minutes)))


class TextList(TypeDecorator[tuple[str, ...]]):
    """A short ordered list of texts; a tuple, so that it can only be replaced, never changed unseen."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


def _values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


def reference(column: str) -> ForeignKey:
    """A foreign key checked at commit, so that the order of writes inside a unit of work does not matter."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


class Row(DeclarativeBase):
    """A table's row. Defaults apply at construction: a new object is complete before it is written."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[Mapping[Any, Any]] = {
        str: Text,
        bytes: LargeBinary,
        datetime: Instant,
        tuple[str, ...]: TextList,
        enum.Enum: Enum(
            enum.Enum, native_enum=False, length=40, values_callable=_values, validate_strings=True
        ),
    }

    id: Mapped[str] = mapped_column(String(36), primary_key=True)

    def __init__(self, **values: Any) -> None:
        known = inspect(type(self)).attrs.keys()
        for name, value in (self._defaults() | values).items():
            if name not in known:
                raise TypeError(f"{type(self).__name__} has no column {name}")
            setattr(self, name, value)

    def _defaults(self) -> dict[str, Any]:
        scalar = {
            column.key: column.default.arg
            for column in self.__table__.columns
            if column.default is not None and column.default.is_scalar
        }
        return {"id": new_id(), **scalar}
