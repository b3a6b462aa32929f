"""Frozen dataclasses as canonical JSON and back: one content, one sequence of bytes."""

import dataclasses
import json
import re
import types
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spare blanks. Raises ValueError for a number that is none."""
    text = json.dumps(
        value, default=_plain, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":")
    )
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")


def decode(data: bytes, kind: type[T]) -> T:
    """The dataclass `kind` from its canonical bytes. Raises ValueError for what does not fit."""
    value: T = _built(json.loads(data), kind)
    return value


def _plain(value: Any) -> Any:
    """What JSON has no form of its own for; raises TypeError where there is none."""
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    raise TypeError(f"{type(value).__name__} has no canonical form")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _built(value: Any, kind: Any) -> Any:
    return _builder(kind)(value)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What builds a value of a kind. Looking at annotations is slow: it is done once for each."""
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return lambda value: tuple(_built(part, inner) for part in _expected(value, list))
    if get_origin(kind) in (Union, types.UnionType):
        option = _not_none(kind)
        return lambda value: None if value is None else _built(value, option)
    if dataclasses.is_dataclass(kind):
        return lambda value: _dataclass(_expected(value, dict), kind)
    return _SCALARS[kind]


def _dataclass(value: dict[str, Any], kind: Any) -> Any:
    builders = _builders(kind)
    unknown = sorted(value.keys() - builders.keys())
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}")
    return kind(**{name: builders[name](part) for name, part in value.items()})


@cache
def _builders(kind: Any) -> dict[str, Callable[[Any], Any]]:
    return {name: _builder(hint) for name, hint in get_type_hints(kind).items()}


def _not_none(kind: Any) -> Any:
    return next(option for option in get_args(kind) if option is not type(None))


def _expected(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    return lambda value: _expected(value, kind)


_SCALARS: dict[Any, Callable[[Any], Any]] = {
    str: _exactly(str),
    int: _exactly(int),
    bool: _exactly(bool),
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}
