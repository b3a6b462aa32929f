"""The questions that an audit can still be asked: those of the pack that it pinned."""

from functools import cache

from app.library.content import questions_of
from app.library.pack_data import QuestionData
from app.library.packs import load_pack
from app.unit_of_work import ReadUnit
from models.framework import Pack


def bank_of(unit: ReadUnit, pack_id: str) -> tuple[QuestionData, ...]:
    """The questions of a pack as the workspace keeps them, or as they are shipped where it kept none.

    An earlier release put the requirements of a pack into the workspace and left its questions on the disk.
    """
    kept = questions_of(unit, pack_id)
    if kept or unit.session.get_one(Pack, pack_id).key != _shipped()[0]:
        return kept
    return _shipped()[1]


@cache
def _shipped() -> tuple[str, tuple[QuestionData, ...]]:
    pack = load_pack()
    return pack.key, pack.questions
