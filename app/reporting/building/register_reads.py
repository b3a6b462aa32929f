"""What the registers of a report rest on, each read once for the whole audit."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from app.grouped import Grouped, grouped
from app.unit_of_work import ReadUnit
from models.checklist import ChecklistItem
from models.evidence import Evidence, EvidenceLink
from models.finding import Finding
from models.sample import Sample, SampleUnit
from models.session import NoteLine
from models.transitions import LEFT_OUT


@dataclass(frozen=True, slots=True)
class Links:
    """Ids of the items that a piece of evidence is used on, and numbers of the findings."""

    items: set[str] = field(default_factory=set)
    findings: set[str] = field(default_factory=set)


def lines_by_item(unit: ReadUnit, audit_id: str) -> Grouped[NoteLine]:
    """What was noted on each item, as it was said."""
    query = (
        select(NoteLine)
        .join(ChecklistItem, ChecklistItem.id == NoteLine.item_id)
        .where(ChecklistItem.audit_id == audit_id)
        .order_by(NoteLine.at, NoteLine.position)
    )
    return grouped((line.item_id or "", line) for line in unit.session.scalars(query))


def evidence_by_item(unit: ReadUnit, audit_id: str) -> Grouped[str]:
    """Numbers of the evidence that is used on each item."""
    query = (
        select(EvidenceLink.item_id, Evidence.number)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Evidence.audit_id == audit_id, EvidenceLink.item_id.is_not(None))
    )
    return grouped((item_id or "", number) for item_id, number in unit.session.execute(query))


def links_by_piece(unit: ReadUnit, audit_id: str) -> dict[str, Links]:
    """What each piece of an audit's evidence is used on; a piece that is not used is left out."""
    query = (
        select(EvidenceLink.evidence_id, EvidenceLink.item_id, Finding.number)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .outerjoin(Finding, Finding.id == EvidenceLink.finding_id)
        .where(Evidence.audit_id == audit_id)
    )
    links: dict[str, Links] = defaultdict(Links)
    for evidence_id, item_id, finding in unit.session.execute(query):
        if item_id:
            links[evidence_id].items.add(item_id)
        if finding:
            links[evidence_id].findings.add(finding)
    return links


def sources(unit: ReadUnit, audit_id: str) -> dict[str, str]:
    """Numbers of the evidence that pieces of an audit are derived from, by id."""
    derived_from = select(Evidence.derived_from_id).where(Evidence.audit_id == audit_id)
    query = select(Evidence.id, Evidence.number).where(Evidence.id.in_(derived_from))
    return {row.id: row.number for row in unit.session.execute(query)}


def units_by_sample(unit: ReadUnit, audit_id: str) -> Grouped[SampleUnit]:
    """The items of each sample, in their order."""
    query = (
        select(SampleUnit)
        .join(Sample, Sample.id == SampleUnit.sample_id)
        .where(Sample.audit_id == audit_id)
        .order_by(SampleUnit.position)
    )
    return grouped((one.sample_id, one) for one in unit.session.scalars(query))


def findings_by_item(unit: ReadUnit, audit_id: str) -> Grouped[str]:
    """Numbers of the findings raised on each item; withdrawn and merged ones are left out."""
    query = select(Finding.item_id, Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.item_id.is_not(None),
        Finding.state.not_in(LEFT_OUT),
    )
    return grouped((item_id or "", number) for item_id, number in unit.session.execute(query))
