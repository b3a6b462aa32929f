"""An audit made from an earlier one."""

from datetime import date, timedelta

from sqlalchemy import select

from app.edits import existing
from app.planning import checklist
from app.planning.audits import ARRANGEMENTS, create_audit, current_scope
from app.unit_of_work import UnitOfWork
from models.audit import Audit, Auditee, AuditType, Criterion, ScopeSite, TeamAssignment


def copy_audit(
    uow: UnitOfWork,
    audit_id: str,
    title: str,
    start_on: date,
    *,
    type: AuditType | None = None,  # noqa: A002 - the field's term
    soa_version_id: str | None = None,
    with_questions: bool = True,
) -> str:
    """A new audit that starts from an earlier one: scope, criteria, team, plan texts and checklist.

    Declarations, results, notes, evidence and findings are not copied: each audit has its own. Dates and
    the period of the scope move with the start.
    """
    source = existing(uow, Audit, audit_id)
    shift = start_on - source.start_on if source.start_on else timedelta()
    copy_id = create_audit(
        uow,
        source.programme_id,
        title,
        type=type or source.type,
        start_on=start_on,
        end_on=source.end_on + shift if source.end_on else None,
    )
    copied = existing(uow, Audit, copy_id)
    copied.copied_from_id = source.id
    for name in sorted(ARRANGEMENTS):
        setattr(copied, name, getattr(source, name))
    copied.soa_version_id = soa_version_id or source.soa_version_id
    _copy_scope(uow, source.id, copy_id, shift)
    _copy_parties(uow, source.id, copy_id)
    if with_questions:
        checklist.copy_items(uow, source.id, copy_id)
    uow.session.flush()
    return copy_id


def _copy_scope(uow: UnitOfWork, source_id: str, copy_id: str, shift: timedelta) -> None:
    source, target = current_scope(uow, source_id), current_scope(uow, copy_id)
    target.text, target.units, target.processes = source.text, source.units, source.processes
    target.period_start = source.period_start + shift if source.period_start else None
    target.period_end = source.period_end + shift if source.period_end else None
    for link in uow.session.scalars(select(ScopeSite).where(ScopeSite.scope_id == source.id)).all():
        uow.session.add(ScopeSite(scope_id=target.id, site_id=link.site_id))


def _copy_parties(uow: UnitOfWork, source_id: str, copy_id: str) -> None:
    for criterion in uow.session.scalars(select(Criterion).where(Criterion.audit_id == source_id)).all():
        uow.session.add(
            Criterion(
                audit_id=copy_id,
                kind=criterion.kind,
                title=criterion.title,
                version=criterion.version,
                pack_id=criterion.pack_id,
                position=criterion.position,
            )
        )
    members = select(TeamAssignment).where(TeamAssignment.audit_id == source_id)
    for member in uow.session.scalars(members).all():
        uow.session.add(TeamAssignment(audit_id=copy_id, person_id=member.person_id, role=member.role))
    for auditee in uow.session.scalars(select(Auditee).where(Auditee.audit_id == source_id)).all():
        uow.session.add(Auditee(audit_id=copy_id, unit=auditee.unit, person_id=auditee.person_id))
