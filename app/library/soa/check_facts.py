"""What a version of the Statement of Applicability is checked against, read from the workspace."""

from sqlalchemy import select

from app.library.isms import background, last_change, scope_versions
from app.library.soa.checks import SoaFacts
from app.library.soa.versions import controls, soa_about, soa_lines
from app.numbers import in_order
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.finding import Finding, FindingCriterion, FindingType
from models.framework import RequirementKind
from models.programme import Programme
from models.transitions import SETTLED


def soa_facts(unit: ReadUnit, soa_version_id: str) -> SoaFacts | None:
    """A version with all that it is checked against; None when it is gone."""
    about = soa_about(unit, soa_version_id)
    if about is None:
        return None
    known, scopes = background(unit, about.organization_id), scope_versions(unit, about.organization_id)
    planned = known.treatment_controls
    return SoaFacts(
        controls=tuple(one.reference for one in controls(unit, about.pack_id)),
        lines=soa_lines(unit, soa_version_id),
        today=unit.today(),
        strays=about.strays,
        approved_on=about.approved_on,
        scope_text=about.scope_text,
        scope=scopes[0].text if scopes else "",
        changed_on=last_change(scopes),
        risk_assessed_on=known.risk_assessed_on,
        practices=known.practices,
        treatment_controls=None if planned is None else frozenset(planned),
        open_findings=open_findings(unit, about.organization_id),
    )


def open_findings(unit: ReadUnit, organization_id: str) -> dict[str, tuple[str, ...]]:
    """Numbers of open nonconformities, such as `IA-2026-03 F-07`, by reference of the control (AS-08)."""
    query = (
        select(FindingCriterion.reference, Audit.number, Finding.number)
        .join(Finding, Finding.id == FindingCriterion.finding_id)
        .join(Audit, Audit.id == Finding.audit_id)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(
            Programme.organization_id == organization_id,
            FindingCriterion.kind == RequirementKind.CONTROL,
            Finding.type == FindingType.NONCONFORMITY,
            Finding.state.not_in(SETTLED),
        )
        .order_by(Audit.number, *in_order(Finding.number))
        .distinct()
    )
    found: dict[str, list[str]] = {}
    for reference, audit, number in unit.session.execute(query):
        found.setdefault(reference, []).append(f"{audit} {number}")
    return {reference: tuple(numbers) for reference, numbers in found.items()}
