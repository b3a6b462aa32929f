"""The questions of a pack as the workspace keeps them: all of them in one compressed piece, never changed."""

import json
import zlib
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from app.library.pack_data import Depth, Place, QuestionData
from app.unit_of_work import ReadUnit
from models.framework import PackContent

_NAMES = tuple(field.name for field in fields(QuestionData))


def packed(questions: tuple[QuestionData, ...]) -> bytes:
    """Questions as bytes for `PackContent`."""
    rows = [[_plain(getattr(question, name)) for name in _NAMES] for question in questions]
    return zlib.compress(json.dumps({"fields": _NAMES, "rows": rows}, ensure_ascii=False).encode())


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Depth | Place) else value


def unpacked(content: bytes) -> tuple[QuestionData, ...]:
    """The questions in what `packed` made, also by a release that knew fewer fields."""
    data = json.loads(zlib.decompress(content))
    return tuple(_question(dict(zip(data["fields"], row, strict=True))) for row in data["rows"])


def _question(values: dict[str, Any]) -> QuestionData:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    values["depth"], values["place"] = Depth(values["depth"]), Place(values["place"])
    return QuestionData(**values)


def questions_of(unit: ReadUnit, pack_id: str) -> tuple[QuestionData, ...]:
    """The questions of a pack in the workspace; none for one that an earlier release loaded without them."""
    query = select(PackContent.questions).where(PackContent.pack_id == pack_id)
    content = unit.session.scalars(query).first()
    return unpacked(content) if content else ()
