"""Words that the auditor writes and no dictionary has: never underlined again."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Row


class OwnWord(Row):
    """One word as it was written."""

    __tablename__ = "own_word"
    __table_args__ = (UniqueConstraint("word"),)

    word: Mapped[str]
