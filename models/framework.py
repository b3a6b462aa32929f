"""Requirements as published in a pack, pinned by the audits that use them (R-3)."""

import enum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class RequirementKind(enum.Enum):
    """Where a requirement comes from (section 7.1)."""

    CLAUSE = "clause"
    CONTROL = "control"
    ORGANIZATIONAL = "org_requirement"
    LEGAL = "legal"
    CONTRACTUAL = "contractual"


class Depth(enum.Enum):
    """How far a question goes: asked in every audit, or where there is reason and time to go deeper."""

    CORE = "core"
    DEEP = "deep"


class Place(enum.Enum):
    """Where a question can be answered."""

    EITHER = "either"
    ON_SITE = "on_site"
    REMOTE = "remote"


class Pack(Row):
    """One version of a framework as it was loaded; never changed afterwards."""

    __tablename__ = "pack"
    __table_args__ = (UniqueConstraint("key", "version"),)

    key: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    attribution: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")


class Requirement(Row):
    """A clause (`5.1`) or control (`A.5.1`) of a pack; the prefix keeps the two apart (R-55)."""

    __tablename__ = "requirement"
    __table_args__ = (UniqueConstraint("pack_id", "reference"),)

    pack_id: Mapped[str] = mapped_column(reference("pack.id"))
    reference: Mapped[str]
    kind: Mapped[RequirementKind]
    title: Mapped[str]
    theme: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    documented_information: Mapped[str] = mapped_column(default="")
