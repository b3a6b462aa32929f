"""The Statement of Applicability in versions (section 11)."""

import enum
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class ImplementationStatus(enum.Enum):
    """How far a control is in place, in the words of the SoA."""

    UNKNOWN = ""
    IMPLEMENTED = "implemented"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_IMPLEMENTED = "not"


class SoaVersion(Row):
    """One approved version; an audit pins the one it is judged against (R-3)."""

    __tablename__ = "soa_version"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    organization_id: Mapped[str] = mapped_column(reference("organization.id"))
    pack_id: Mapped[str] = mapped_column(reference("pack.id"))
    number: Mapped[str]
    approved_on: Mapped[date | None]
    approver: Mapped[str] = mapped_column(default="")
    scope_text: Mapped[str] = mapped_column(default="")


class SoaEntry(Row):
    """What one version says of one control."""

    __tablename__ = "soa_entry"
    __table_args__ = (UniqueConstraint("soa_version_id", "requirement_id"),)

    soa_version_id: Mapped[str] = mapped_column(reference("soa_version.id"))
    requirement_id: Mapped[str] = mapped_column(reference("requirement.id"))
    applicable: Mapped[bool] = mapped_column(default=True)
    justification: Mapped[str] = mapped_column(default="")
    status: Mapped[ImplementationStatus] = mapped_column(default=ImplementationStatus.UNKNOWN)
    owner: Mapped[str] = mapped_column(default="")
