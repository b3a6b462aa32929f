"""Versions of the Statement of Applicability as they are read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.framework import Requirement, RequirementKind
from models.soa import ImplementationStatus, InclusionReason, OperatedBy, SoaEntry, SoaVersion


@dataclass(frozen=True, slots=True)
class SoaLine:
    """What a version says of a control, such as `A.8.13`.

    `is_stated`: False where the document leaves open whether the control applies. `justification` is that of
    the inclusion, or of the exclusion where the control does not apply.
    """

    reference: str
    applicable: bool = True
    justification: str = ""
    status: ImplementationStatus = ImplementationStatus.UNKNOWN
    owner: str = ""
    is_stated: bool = True
    reasons: tuple[InclusionReason, ...] = ()
    risks: str = ""
    documents: str = ""
    operated_by: OperatedBy = OperatedBy.UNKNOWN
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class SoaVersionRow:
    """A version in a list."""

    id: str
    number: str
    approved_on: date | None
    applicable: int
    excluded: int


@dataclass(frozen=True, slots=True)
class SoaAbout:
    """A version by itself. `audits` are the numbers of those judged by it; without one it can be edited."""

    id: str
    organization_id: str
    pack_id: str
    number: str
    approved_on: date | None
    approver: str
    scope_text: str
    changes: str
    strays: tuple[str, ...]
    audits: tuple[str, ...]

    @property
    def is_editable(self) -> bool:
        return not self.audits


@dataclass(frozen=True, slots=True)
class Control:
    """A control of the framework that a version is about."""

    reference: str
    title: str
    theme: str


def soa_versions(unit: ReadUnit, organization_id: str) -> tuple[SoaVersionRow, ...]:
    """Versions of an organisation, oldest first."""
    applicable = func.count(SoaEntry.id).filter(SoaEntry.applicable)
    query = (
        select(SoaVersion, applicable, func.count(SoaEntry.id))
        .outerjoin(SoaEntry, SoaEntry.soa_version_id == SoaVersion.id)
        .where(SoaVersion.organization_id == organization_id)
        .group_by(SoaVersion.id)
        .order_by(SoaVersion.id)
    )
    return tuple(
        SoaVersionRow(row.id, row.number, row.approved_on, used, count - used)
        for row, used, count in unit.session.execute(query)
    )


def soa_about(unit: ReadUnit, soa_version_id: str) -> SoaAbout | None:
    """A version by itself; None when it is not there."""
    row = unit.session.get(SoaVersion, soa_version_id)
    if row is None:
        return None
    audits = select(Audit.number).where(Audit.soa_version_id == row.id).order_by(Audit.number)
    return SoaAbout(
        row.id,
        row.organization_id,
        row.pack_id,
        row.number,
        row.approved_on,
        row.approver,
        row.scope_text,
        row.changes,
        row.strays,
        tuple(unit.session.scalars(audits)),
    )


def controls(unit: ReadUnit, pack_id: str) -> tuple[Control, ...]:
    """The controls of a framework in their order."""
    query = select(Requirement).where(
        Requirement.pack_id == pack_id, Requirement.kind == RequirementKind.CONTROL
    )
    rows = unit.session.scalars(query.order_by(Requirement.position))
    return tuple(Control(row.reference, row.title, row.theme) for row in rows)


def clause_titles(unit: ReadUnit, pack_id: str) -> dict[str, str]:
    """The clauses of a framework, which no SoA can leave out (R-26), with their titles."""
    query = select(Requirement.reference, Requirement.title).where(
        Requirement.pack_id == pack_id, Requirement.kind == RequirementKind.CLAUSE
    )
    return {row.reference: row.title for row in unit.session.execute(query)}


def soa_lines(unit: ReadUnit, soa_version_id: str) -> dict[str, SoaLine]:
    """What a version says, by reference of the control; a control that it does not list is not there."""
    rows = unit.session.execute(_entries(soa_version_id).order_by(Requirement.position))
    return {reference: line_of(reference, entry) for reference, entry in rows}


def soa_line(unit: ReadUnit, soa_version_id: str, reference: str) -> SoaLine | None:
    """What a version says of one control; None for a clause, and for a control that it does not list."""
    query = _entries(soa_version_id).where(Requirement.reference == reference)
    row = unit.session.execute(query).first()
    return line_of(*row) if row else None


def _entries(soa_version_id: str) -> Select[str, SoaEntry]:
    return (
        select(Requirement.reference, SoaEntry)
        .join(Requirement, Requirement.id == SoaEntry.requirement_id)
        .where(SoaEntry.soa_version_id == soa_version_id)
    )


def line_of(reference: str, entry: SoaEntry) -> SoaLine:
    """What a version says on the control `reference`."""
    return SoaLine(
        reference,
        entry.applicable,
        entry.justification,
        entry.status,
        entry.owner,
        entry.is_stated,
        tuple(InclusionReason(one) for one in entry.reasons),
        entry.risks,
        entry.documents,
        entry.operated_by,
        entry.planned_on,
    )
