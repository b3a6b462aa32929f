"""What the registers of a report rest on, each read once for the whole audit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import Row, select

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


def lines_by_item(unit: ReadUnit, audit_id: str) -> dict[str, list[NoteLine]]:
    """What was noted on each item, as it was said."""
    query = (
        select(NoteLine)
        .join(ChecklistItem, ChecklistItem.id == NoteLine.item_id)
        .where(ChecklistItem.audit_id == audit_id)
        .order_by(NoteLine.at, NoteLine.position)
    )
    groups: dict[str, list[NoteLine]] = {}
    for line in unit.session.scalars(query):
        groups.setdefault(line.item_id or "", []).append(line)
    return groups


def evidence_by_item(unit: ReadUnit, audit_id: str) -> dict[str, list[str]]:
    """Numbers of the evidence that is used on each item."""
    query = (
        select(EvidenceLink.item_id, Evidence.number)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Evidence.audit_id == audit_id, EvidenceLink.item_id.is_not(None))
    )
    return _grouped(unit.session.execute(query))


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


def units_by_sample(unit: ReadUnit, audit_id: str) -> Mapping[str, list[SampleUnit]]:
    """The items of each sample, in their order."""
    query = (
        select(SampleUnit)
        .join(Sample, Sample.id == SampleUnit.sample_id)
        .where(Sample.audit_id == audit_id)
        .order_by(SampleUnit.sample_id, SampleUnit.position)
    )
    found = groupby(unit.session.scalars(query), key=lambda one: one.sample_id)
    return {sample_id: list(units) for sample_id, units in found}


def findings_by_item(unit: ReadUnit, audit_id: str) -> dict[str, list[str]]:
    """Numbers of the findings raised on each item; withdrawn and merged ones are left out."""
    query = select(Finding.item_id, Finding.number).where(
        Finding.audit_id == audit_id,
        Finding.item_id.is_not(None),
        Finding.state.not_in(LEFT_OUT),
    )
    return _grouped(unit.session.execute(query))


def _grouped(pairs: Iterable[Row[str | None, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for item_id, number in pairs:
        groups.setdefault(item_id or "", []).append(number)
    return groups
