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
    retrieved: Mapped[str | None] = mapped_column(default="")
    modified: Mapped[str | None] = mapped_column(default="")
    language: Mapped[str | None] = mapped_column(default="en")


class PackContent(Row):
    """The questions of a pack as it was loaded, whole in one piece: they are read together and never change.

    In the log stands that they came, not what they say: the pack's SHA-256 vouches for that.
    """

    __tablename__ = "pack_content"

    pack_id: Mapped[str] = mapped_column(reference("pack.id"), unique=True)
    questions: Mapped[bytes] = mapped_column(info={"secret": True})


class OwnPack(Row):
    """A pack that an organisation's auditors wrote in the program; it changes until an audit pins it."""

    __tablename__ = "own_pack"

    pack_id: Mapped[str] = mapped_column(reference("pack.id"), unique=True)
    organization_id: Mapped[str] = mapped_column(reference("organization.id"), index=True)


class Heading(Row):
    """A branch in a pack's tree that is not audited by itself, such as clause 4."""

    __tablename__ = "heading"
    __table_args__ = (UniqueConstraint("pack_id", "reference"),)

    pack_id: Mapped[str] = mapped_column(reference("pack.id"))
    reference: Mapped[str]
    kind: Mapped[RequirementKind]
    title: Mapped[str]
    parent: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class Requirement(Row):
    """A clause (`5.1`) or control (`A.5.1`) of a pack; the prefix keeps the two apart (R-55).

    `parent` is the reference above it in the tree, `text` its wording where the licence allows to keep it;
    None in these two and in `process` where an earlier release loaded the pack.
    """

    __tablename__ = "requirement"
    __table_args__ = (UniqueConstraint("pack_id", "reference"),)

    pack_id: Mapped[str] = mapped_column(reference("pack.id"))
    reference: Mapped[str]
    kind: Mapped[RequirementKind]
    title: Mapped[str]
    theme: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    documented_information: Mapped[str] = mapped_column(default="")
    parent: Mapped[str | None] = mapped_column(default="")
    process: Mapped[str | None] = mapped_column(default="")
    text: Mapped[str | None] = mapped_column(default="")
