"""Versions of the Statement of Applicability, as far as an audit needs one to be pinned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from app.errors import UserError
from app.library.packs import requirement_ids
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.framework import Requirement, RequirementKind
from models.soa import ImplementationStatus, SoaEntry, SoaVersion

__all__ = [
    "ImplementationStatus",
    "SoaLine",
    "SoaVersionRow",
    "add_soa_version",
    "soa_line",
    "soa_lines",
    "soa_versions",
]


@dataclass(frozen=True, slots=True)
class SoaLine:
    """What a version says of a control, such as `A.8.13`."""

    reference: str
    applicable: bool = True
    justification: str = ""
    status: ImplementationStatus = ImplementationStatus.UNKNOWN
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SoaVersionRow:
    """A version in a list."""

    id: str
    number: str
    approved_on: date | None
    applicable: int
    excluded: int


def add_soa_version(
    uow: UnitOfWork,
    organization_id: str,
    pack_id: str,
    number: str,
    lines: Iterable[SoaLine] = (),
    *,
    approved_on: date | None = None,
    approver: str = "",
    scope_text: str = "",
) -> str:
    """Add a version; controls without a line are applicable.

    Raises UserError for a reference that is not a control: clauses can never be excluded (R-26).
    """
    version = SoaVersion(
        organization_id=organization_id,
        pack_id=pack_id,
        number=number,
        approved_on=approved_on,
        approver=approver,
        scope_text=scope_text,
    )
    uow.session.add(version)
    given = {line.reference: line for line in lines}
    ids = requirement_ids(uow, pack_id)
    for reference in _controls(uow, pack_id):
        line = given.pop(reference, SoaLine(reference))
        uow.session.add(
            SoaEntry(
                soa_version_id=version.id,
                requirement_id=ids[reference],
                applicable=line.applicable,
                justification=line.justification,
                status=line.status,
                owner=line.owner,
            )
        )
    if given:
        raise UserError(
            N_("{references} cannot stand in a Statement of Applicability: only controls can."),
            N_("The version was not added."),
            references=", ".join(sorted(given)),
        )
    uow.session.flush()
    return version.id


def _controls(unit: ReadUnit, pack_id: str) -> list[str]:
    query = select(Requirement.reference).where(
        Requirement.pack_id == pack_id, Requirement.kind == RequirementKind.CONTROL
    )
    return list(unit.session.scalars(query.order_by(Requirement.position)))


def soa_versions(unit: ReadUnit, organization_id: str) -> tuple[SoaVersionRow, ...]:
    """Versions of an organisation, oldest first."""
    applicable = func.count(SoaEntry.id).filter(SoaEntry.applicable)
    query = (
        select(SoaVersion, applicable, func.count(SoaEntry.id))
        .join(SoaEntry, SoaEntry.soa_version_id == SoaVersion.id)
        .where(SoaVersion.organization_id == organization_id)
        .group_by(SoaVersion.id)
        .order_by(SoaVersion.id)
    )
    return tuple(
        SoaVersionRow(row.id, row.number, row.approved_on, used, count - used)
        for row, used, count in unit.session.execute(query)
    )


def soa_lines(unit: ReadUnit, soa_version_id: str) -> dict[str, SoaLine]:
    """What a version says, by reference of the control."""
    rows = unit.session.execute(_entries(soa_version_id).order_by(Requirement.position))
    return {reference: _line(reference, entry) for reference, entry in rows}


def soa_line(unit: ReadUnit, soa_version_id: str, reference: str) -> SoaLine | None:
    """What a version says of one control; None for a clause."""
    query = _entries(soa_version_id).where(Requirement.reference == reference)
    row = unit.session.execute(query).first()
    return _line(*row) if row else None


def _entries(soa_version_id: str) -> Select[str, SoaEntry]:
    return (
        select(Requirement.reference, SoaEntry)
        .join(Requirement, Requirement.id == SoaEntry.requirement_id)
        .where(SoaEntry.soa_version_id == soa_version_id)
    )


def _line(reference: str, entry: SoaEntry) -> SoaLine:
    return SoaLine(reference, entry.applicable, entry.justification, entry.status, entry.owner)
