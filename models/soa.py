"""The Statement of Applicability in versions (section 11)."""

import enum
from datetime import date

from sqlalchemy import UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class ImplementationStatus(enum.Enum):
    """How far a control is in place, in the words of the SoA."""

    UNKNOWN = ""
    IMPLEMENTED = "implemented"
    PARTLY = "partly"
    PLANNED = "planned"
    NOT_IMPLEMENTED = "not"


class InclusionReason(enum.Enum):
    """Why a control is included (6.1.3 d)."""

    RISK = "risk"
    LEGAL = "legal"
    CONTRACTUAL = "contractual"
    BUSINESS = "business"
    BASELINE = "baseline"


class OperatedBy(enum.Enum):
    """Who operates a control."""

    UNKNOWN = ""
    SELF = "self"
    SUPPLIER = "supplier"
    SHARED = "shared"


class SoaVersion(Row):
    """One approved version; an audit pins the one it is judged against (R-3).

    `changes`: what its own change log says. `strays`: references that the document lists although they are
    no control of the pack, or a second time.
    """

    __tablename__ = "soa_version"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    organization_id: Mapped[str] = mapped_column(reference("organization.id"))
    pack_id: Mapped[str] = mapped_column(reference("pack.id"))
    number: Mapped[str]
    approved_on: Mapped[date | None]
    approver: Mapped[str] = mapped_column(default="")
    scope_text: Mapped[str] = mapped_column(default="")
    changes: Mapped[str] = mapped_column(default="", server_default="")
    strays: Mapped[tuple[str, ...]] = mapped_column(default=(), server_default="[]")


class SoaEntry(Row):
    """What one version says of one control.

    `is_stated`: False where the document leaves open whether the control applies; it counts as applicable
    until that is said. `reasons` are values of `InclusionReason`, `risks` and `documents` the numbers of
    risks and of policies or other evidence as they are written.
    """

    __tablename__ = "soa_entry"
    __table_args__ = (UniqueConstraint("soa_version_id", "requirement_id"),)

    soa_version_id: Mapped[str] = mapped_column(reference("soa_version.id"))
    requirement_id: Mapped[str] = mapped_column(reference("requirement.id"))
    applicable: Mapped[bool] = mapped_column(default=True)
    justification: Mapped[str] = mapped_column(default="")
    status: Mapped[ImplementationStatus] = mapped_column(default=ImplementationStatus.UNKNOWN)
    owner: Mapped[str] = mapped_column(default="")
    is_stated: Mapped[bool] = mapped_column(default=True, server_default=true())
    reasons: Mapped[tuple[str, ...]] = mapped_column(default=(), server_default="[]")
    risks: Mapped[str] = mapped_column(default="", server_default="")
    documents: Mapped[str] = mapped_column(default="", server_default="")
    operated_by: Mapped[OperatedBy] = mapped_column(default=OperatedBy.UNKNOWN, server_default="")
    planned_on: Mapped[date | None]
