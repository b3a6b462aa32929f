"""Everything the plan page shows, read at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.library.kept_packs import KeptPack, kept_packs
from app.library.soa import SoaVersionRow, soa_versions
from app.planning.checklist_reads import ChecklistTotals, RequirementChoice, requirements, totals
from app.planning.overview import AgendaEntry, whole_agenda
from app.planning.reads import AuditDetail, audit_detail
from app.planning.states import following_state, has_begun
from app.planning.steps import missing_before
from app.planning.writing import is_settled
from app.programme.organizations import SiteRow, sites
from app.programme.people import PersonRow, people
from app.unit_of_work import ReadUnit
from app.words import Message


@dataclass(frozen=True, slots=True)
class PlanData:
    """The plan of an audit, and what its fields offer to choose from.

    `is_settled` says that an issued report rests on it, so that it is only read.
    """

    audit: AuditDetail
    agenda: tuple[AgendaEntry, ...]
    missing: tuple[Message, ...]
    checklist: ChecklistTotals
    requirements: tuple[RequirementChoice, ...]
    people: tuple[PersonRow, ...]
    sites: tuple[SiteRow, ...]
    soa_versions: Sequence[SoaVersionRow]
    packs: Sequence[KeptPack]
    is_settled: bool

    @property
    def has_begun(self) -> bool:
        return has_begun(self.audit.state)


def read_plan(unit: ReadUnit, audit_id: str) -> PlanData:
    audit = audit_detail(unit, audit_id)
    following = following_state(audit.state)
    return PlanData(
        audit=audit,
        agenda=whole_agenda(unit, audit_id),
        missing=missing_before(unit, audit_id, following) if following else (),
        checklist=totals(unit, audit_id),
        requirements=requirements(unit, audit_id),
        people=people(unit),
        sites=sites(unit, audit.organization_id),
        soa_versions=soa_versions(unit, audit.organization_id),
        packs=kept_packs(unit),
        is_settled=is_settled(unit, audit_id),
    )
