"""Planning an audit in one step: organisation, framework, Statement of Applicability, checklist and lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import UserError
from app.library.packs import PackData, install_pack
from app.library.soa import SoaVersionRow, add_soa_version, soa_versions
from app.planning import audits, checklist
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.audits import AuditType
from app.planning.copying import copy_audit
from app.planning.team import assign
from app.programme.organizations import OrganizationRow, add_organization, organizations
from app.programme.people import PersonRow, people
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import TeamRole


@dataclass(frozen=True, slots=True)
class NewAudit:
    """What is decided when an audit is planned.

    An empty `organization_id` stands for a new organisation of that name, an empty `soa_version_id` for a
    new version of the Statement of Applicability with every control applicable. `copy_of` names the audit
    whose scope, criteria, team, plan texts and questions are taken over.
    """

    title: str
    type: AuditType = AuditType.INTERNAL_FULL
    start_on: date | None = None
    end_on: date | None = None
    lead_auditor_id: str | None = None
    organization_id: str = ""
    organization_name: str = ""
    soa_version_id: str = ""
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form for a new audit offers; versions of the SoA by organisation, oldest first."""

    organizations: tuple[OrganizationRow, ...]
    people: tuple[PersonRow, ...]
    audits: tuple[AuditRow, ...]
    soa: Mapping[str, tuple[SoaVersionRow, ...]]
    today: date


def choices(unit: ReadUnit) -> Choices:
    """What the form for a new audit offers now."""
    known = organizations(unit)
    return Choices(
        organizations=known,
        people=people(unit),
        audits=audit_rows(unit),
        soa={row.id: soa_versions(unit, row.id) for row in known},
        today=unit.today(),
    )


def plan_audit(uow: UnitOfWork, pack: PackData, new: NewAudit) -> str:
    """Add the audit, ready for its plan to be written; returns its id.

    Raises UserError without a title, without an organisation, or when it ends before it starts.
    """
    _refuse_what_cannot_be(new)
    organization_id = new.organization_id or add_organization(uow, new.organization_name.strip())
    pack_id = install_pack(uow, pack)
    soa_version_id = new.soa_version_id or add_soa_version(
        uow, organization_id, pack_id, _free_number(uow, organization_id)
    )
    if new.copy_of:
        return _from_earlier(uow, new, pack, pack_id, soa_version_id)
    return _from_nothing(uow, new, pack, pack_id, soa_version_id, organization_id)


def _refuse_what_cannot_be(new: NewAudit) -> None:
    if not new.title.strip():
        raise UserError(N_("An audit needs a title."), todo=N_("Enter the title to print on the report."))
    if new.start_on and new.end_on and new.end_on < new.start_on:
        raise UserError(N_("The audit ends before it starts."), todo=N_("Change one of the two dates."))
    if new.copy_of and new.start_on is None:
        raise UserError(
            N_("A copy needs the day on which the audit starts."),
            todo=N_("Enter the day: the period under audit moves with it."),
        )


def _free_number(unit: ReadUnit, organization_id: str) -> str:
    taken = {row.number for row in soa_versions(unit, organization_id)}
    return next(str(number) for number in range(1, len(taken) + 2) if str(number) not in taken)


def _from_nothing(
    uow: UnitOfWork, new: NewAudit, pack: PackData, pack_id: str, soa_version_id: str, organization_id: str
) -> str:
    audit_id = audits.create_audit(
        uow,
        _programme_of(uow, organization_id),
        new.title.strip(),
        type=new.type,
        start_on=new.start_on,
        end_on=new.end_on,
        lead_auditor_id=new.lead_auditor_id,
    )
    audits.add_framework(uow, audit_id, pack_id)
    audits.pin_soa(uow, audit_id, soa_version_id)
    checklist.build_checklist(uow, audit_id, pack, pack_id)
    return audit_id


def _programme_of(unit: ReadUnit, organization_id: str) -> str:
    return next(row.programme_id for row in organizations(unit) if row.id == organization_id)


def _from_earlier(uow: UnitOfWork, new: NewAudit, pack: PackData, pack_id: str, soa_version_id: str) -> str:
    """Copy, then ask anew what the version of the SoA has turned round since (R-54)."""
    assert new.start_on is not None
    audit_id = copy_audit(
        uow, new.copy_of, new.title.strip(), new.start_on, type=new.type, soa_version_id=soa_version_id
    )
    if new.end_on:
        audits.edit_audit(uow, audit_id, end_on=new.end_on)
    if new.lead_auditor_id:
        assign(uow, audit_id, new.lead_auditor_id, TeamRole.LEAD_AUDITOR)
    turned = checklist.references(uow, new.copy_of) - checklist.references(uow, audit_id)
    checklist.build_checklist(uow, audit_id, pack, pack_id, turned)
    return audit_id
