"""Audits: made new, edited, their scope and the criteria that they are judged by."""

from datetime import date

from sqlalchemy import func, select

from app.edits import existing, set_fields
from app.errors import UserError
from app.numbers import next_number
from app.planning.checklist import excluded_controls
from app.planning.context import add_deviation
from app.planning.fitting import Fitted, fit_to_soa
from app.planning.states import has_begun
from app.planning.team import assign
from app.planning.writing import refuse_after_issue
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import (
    Audit,
    AuditMode,
    AuditScope,
    AuditState,
    AuditType,
    Criterion,
    CriterionKind,
    ScopeSite,
    TeamRole,
    Verdict,
)
from models.framework import Pack
from models.programme import Programme
from models.soa import SoaVersion

__all__ = [
    "AuditMode",
    "AuditState",
    "AuditType",
    "CriterionKind",
    "TeamRole",
    "Verdict",
]

_PREFIX = {
    AuditType.INTERNAL_FULL: "IA",
    AuditType.INTERNAL_PARTIAL: "IA",
    AuditType.FOLLOW_UP: "FU",
    AuditType.SUPPLIER: "SA",
}
# What an audit takes over from the one that it is copied from.
ARRANGEMENTS = frozenset(
    {
        "mode",
        "is_integrated",
        "is_joint",
        "objectives",
        "classification",
        "report_language",
        "resources",
        "logistics",
        "confidentiality",
        "contingency",
        "sampling_approach",
        "lines_of_enquiry",
        "report_recipients",
    }
)
_OF_ITS_OWN = frozenset(
    {
        "title",
        "type",
        "start_on",
        "end_on",
        "closing_on",
        "reason",
        "plan_sent_on",
        "plan_accepted_on",
        "plan_objection",
        "summary",
        "weaknesses",
        "conformity",
        "conformity_conclusion",
        "effectiveness",
        "effectiveness_except",
        "effectiveness_conclusion",
        "internal_audit_view",
        "management_review_view",
        "risk_treatment_view",
        "scope_appropriate",
        "scope_view",
        "objectives_met",
        "objectives_view",
        "implications",
    }
)
AUDIT_FIELDS = ARRANGEMENTS | _OF_ITS_OWN


def create_audit(
    uow: UnitOfWork,
    programme_id: str,
    title: str,
    *,
    type: AuditType = AuditType.INTERNAL_FULL,  # noqa: A002 - the field's term
    start_on: date | None = None,
    end_on: date | None = None,
    lead_auditor_id: str | None = None,
) -> str:
    """Add an audit with its number (`IA-2026-03`) and a first version of its scope; returns its id."""
    audit = Audit(
        programme_id=programme_id,
        number=_number(uow, type, start_on),
        title=title,
        type=type,
        start_on=start_on,
        end_on=end_on,
    )
    uow.session.add(audit)
    uow.session.add(AuditScope(audit_id=audit.id, version=1, decided_at=uow.now()))
    if lead_auditor_id:
        assign(uow, audit.id, lead_auditor_id, TeamRole.LEAD_AUDITOR)
    uow.session.flush()
    return audit.id


def _number(uow: UnitOfWork, kind: AuditType, start_on: date | None) -> str:
    year = (start_on or uow.today()).year
    prefix = _PREFIX.get(kind, "CA")
    return next_number(uow, "audits", f"{prefix}-{year}-{{:02d}}")


def edit_audit(uow: UnitOfWork, audit_id: str, **values: object) -> None:
    """Set fields of an audit; `AUDIT_FIELDS` lists them. The version of the SoA is pinned by `pin_soa`.

    Raises UserError once the report is issued: it prints them (R-40).
    """
    refuse_after_issue(uow, audit_id)
    set_fields(uow, Audit, audit_id, AUDIT_FIELDS, values)


def current_scope(unit: ReadUnit, audit_id: str) -> AuditScope:
    """The newest version of an audit's scope, as a row for services and reads inside `app`."""
    query = select(AuditScope).where(AuditScope.audit_id == audit_id).order_by(AuditScope.version.desc())
    return unit.session.scalars(query.limit(1)).one()


def edit_scope(uow: UnitOfWork, audit_id: str, **values: object) -> None:
    """Set text, units, processes, period_start or period_end of the present version."""
    refuse_after_issue(uow, audit_id)
    allowed = frozenset({"text", "units", "processes", "period_start", "period_end"})
    set_fields(uow, AuditScope, current_scope(uow, audit_id).id, allowed, values)


def set_scope_sites(uow: UnitOfWork, audit_id: str, site_ids: tuple[str, ...]) -> None:
    """Set which sites the present version of the scope covers."""
    refuse_after_issue(uow, audit_id)
    scope = current_scope(uow, audit_id)
    for link in uow.session.scalars(select(ScopeSite).where(ScopeSite.scope_id == scope.id)).all():
        uow.session.delete(link)
    uow.session.flush()
    for site_id in site_ids:
        uow.session.add(ScopeSite(scope_id=scope.id, site_id=site_id))
    uow.session.flush()


def new_scope_version(uow: UnitOfWork, audit_id: str, reason: str) -> str:
    """Start a new version of the scope; the change is a deviation from the plan (R-15)."""
    if not reason.strip():
        raise UserError(
            N_("A change of scope needs a reason."),
            N_("Nothing was changed."),
            N_("Write down why; the report prints it."),
        )
    refuse_after_issue(uow, audit_id)
    old = current_scope(uow, audit_id)
    scope = AuditScope(
        audit_id=audit_id,
        version=old.version + 1,
        text=old.text,
        units=old.units,
        processes=old.processes,
        period_start=old.period_start,
        period_end=old.period_end,
        reason=reason,
        decided_at=uow.now(),
    )
    uow.session.add(scope)
    for link in uow.session.scalars(select(ScopeSite).where(ScopeSite.scope_id == old.id)).all():
        uow.session.add(ScopeSite(scope_id=scope.id, site_id=link.site_id))
    add_deviation(uow, audit_id, N_("The scope was changed."), reason)
    return scope.id


def add_framework(uow: UnitOfWork, audit_id: str, pack_id: str) -> str:
    """Judge the audit by a framework, pinned to the pack's version (R-3)."""
    pack = uow.session.get_one(Pack, pack_id)
    return add_criterion(
        uow, audit_id, CriterionKind.FRAMEWORK, pack.title, version=pack.version, pack_id=pack_id
    )


def add_criterion(
    uow: UnitOfWork,
    audit_id: str,
    kind: CriterionKind,
    title: str,
    *,
    version: str = "",
    pack_id: str | None = None,
) -> str:
    """Add a set of requirements, such as a policy with its version; returns its id."""
    refuse_after_issue(uow, audit_id)
    count = select(func.count(Criterion.id)).where(Criterion.audit_id == audit_id)
    criterion = Criterion(
        audit_id=audit_id,
        kind=kind,
        title=title,
        version=version,
        pack_id=pack_id,
        position=uow.session.scalar(count) or 0,
    )
    uow.session.add(criterion)
    uow.session.flush()
    return criterion.id


def edit_criterion(uow: UnitOfWork, criterion_id: str, **values: object) -> None:
    """Set kind, title or version of a set of requirements."""
    refuse_after_issue(uow, existing(uow, Criterion, criterion_id).audit_id)
    set_fields(uow, Criterion, criterion_id, frozenset({"kind", "title", "version"}), values)


def remove_criterion(uow: UnitOfWork, criterion_id: str) -> None:
    """No longer judge the audit by a set of requirements; the questions asked on it stay."""
    criterion = existing(uow, Criterion, criterion_id)
    refuse_after_issue(uow, criterion.audit_id)
    uow.session.delete(criterion)
    uow.session.flush()


def pin_soa(uow: UnitOfWork, audit_id: str, soa_version_id: str | None, reason: str = "") -> Fitted:
    """Judge the audit by this version of the Statement of Applicability (R-3); returns what follows.

    The checklist follows it (R-54). Once the audit was opened, a change is logged as a deviation (R-52):
    raises UserError without its reason.
    """
    refuse_after_issue(uow, audit_id)
    audit = existing(uow, Audit, audit_id)
    before = audit.soa_version_id
    if before == soa_version_id:
        return Fitted()
    if has_begun(audit.state) and before is not None:
        _log_other_soa(uow, audit_id, before, soa_version_id, reason)
    audit.soa_version_id = soa_version_id
    uow.session.flush()
    return fit_to_soa(uow, audit_id, excluded_controls(uow, before), excluded_controls(uow, soa_version_id))


def _log_other_soa(uow: UnitOfWork, audit_id: str, before: str, after: str | None, reason: str) -> None:
    if not reason.strip():
        raise UserError(
            N_("Another version of the Statement of Applicability during the audit needs a reason."),
            N_("The audit is judged by the version that it was."),
            N_("Write down why; the report prints it as a deviation."),
        )
    numbers = {"before": existing(uow, SoaVersion, before).number}
    what = N_("No version of the Statement of Applicability is pinned any more instead of version {before}.")
    if after is not None:
        numbers["after"] = existing(uow, SoaVersion, after).number
        what = N_("The Statement of Applicability was pinned in version {after} instead of version {before}.")
    add_deviation(uow, audit_id, what.format(**numbers), reason.strip())


def organization_of(unit: ReadUnit, audit_id: str) -> str:
    """The id of the organisation that an audit belongs to."""
    query = select(Programme.organization_id).join(Audit, Audit.programme_id == Programme.id)
    return unit.session.scalars(query.where(Audit.id == audit_id)).one()
