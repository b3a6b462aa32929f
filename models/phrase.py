"""The auditor's own phrases: a short word that is written out while notes are taken."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row


class Phrase(Row):
    """An abbreviation and the words that it stands for."""

    __tablename__ = "phrase"
    __table_args__ = (UniqueConstraint("abbreviation"),)

    abbreviation: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
