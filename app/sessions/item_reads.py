"""An item as it lies on the table: what is asked, what the SoA says, what the last audit found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from app.library.soa import SoaLine, soa_line
from app.numbers import in_order
from app.programme.grade_labels import grade_labels
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.checklist import ChecklistItem, Result, roll_up, weakest_answer
from models.finding import Finding, FindingCriterion, FindingState, FindingType, Grade
from models.framework import Requirement, RequirementKind
from models.programme import Programme
from models.soa import SoaVersion
from models.transitions import LEFT_OUT


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding of an earlier audit on the same requirement; `own` is what its programme calls grades."""

    id: str
    number: str
    type: FindingType
    grade: Grade | None
    state: FindingState
    closed_at: datetime | None
    own: GradeLabels


@dataclass(frozen=True, slots=True)
class LastAudit:
    """What the last audit that examined a requirement found; an answer is None where it gave none."""

    audit_number: str
    ended: datetime | None
    result: Result
    designed: bool | None
    implemented: bool | None
    operating: bool | None
    findings: tuple[EarlierFinding, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as it lies on the table."""

    id: str
    code: str
    reference: str
    title: str
    kind: RequirementKind
    question: str
    why: str
    look_for: tuple[str, ...]
    expected_evidence: tuple[str, ...]
    sampling_hint: str
    interviewee_role: str
    methods: tuple[str, ...]
    red_flags: tuple[str, ...]
    follow_up_probes: tuple[str, ...]
    cross_references: tuple[str, ...]
    minutes: int
    must_ask: bool
    verifies_exclusion: bool
    result: Result
    result_reason: str
    designed: bool | None
    implemented: bool | None
    operating: bool | None
    soa_number: str
    soa: SoaLine | None
    last_audit: LastAudit | None


def item_is_there(unit: ReadUnit, audit_id: str, item_id: str) -> bool:
    """Whether an item is on the checklist of an audit."""
    item = unit.session.get(ChecklistItem, item_id)
    return item is not None and item.audit_id == audit_id


def reference_of(unit: ReadUnit, item_id: str) -> str:
    """The requirement that an item asks about, such as `A.8.13`."""
    item = unit.session.get_one(ChecklistItem, item_id)
    return unit.session.get_one(Requirement, item.requirement_id).reference


def item_view(unit: ReadUnit, item_id: str) -> ItemView:
    """An item in full; raises NoResultFound when it is not there."""
    item, requirement, audit, soa_number = unit.session.execute(
        select(ChecklistItem, Requirement, Audit, SoaVersion.number)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .join(Audit, Audit.id == ChecklistItem.audit_id)
        .outerjoin(SoaVersion, SoaVersion.id == Audit.soa_version_id)
        .where(ChecklistItem.id == item_id)
    ).one()
    version_id, reference = audit.soa_version_id, requirement.reference
    return ItemView(
        item.id,
        item.code,
        reference,
        requirement.title,
        requirement.kind,
        item.question,
        item.why,
        item.look_for,
        item.expected_evidence,
        item.sampling_hint,
        item.interviewee_role,
        item.methods,
        item.red_flags,
        item.follow_up_probes,
        item.cross_references,
        item.minutes,
        item.must_ask,
        item.verifies_exclusion,
        item.result,
        item.result_reason,
        item.designed,
        item.implemented,
        item.operating,
        soa_number or "",
        soa_line(unit, version_id, reference) if version_id else None,
        _last_audit(unit, audit, reference),
    )


def last_audit(unit: ReadUnit, item_id: str) -> LastAudit | None:
    """What the newest earlier audit of the same organisation found on the item's requirement.

    Of several questions on the requirement the worst result counts, as in that audit's report.
    """
    audit = unit.session.get_one(Audit, unit.session.get_one(ChecklistItem, item_id).audit_id)
    return _last_audit(unit, audit, reference_of(unit, item_id))


def _last_audit(unit: ReadUnit, audit: Audit, reference: str) -> LastAudit | None:
    earlier = _newest_earlier(unit, audit, reference)
    if earlier is None:
        return None
    items = unit.session.scalars(
        _items_on(reference).where(ChecklistItem.audit_id == earlier.id).order_by(ChecklistItem.position)
    ).all()
    ends = [one.concluded_at for one in items if one.concluded_at is not None]
    return LastAudit(
        earlier.number,
        max(ends, default=None),
        roll_up({one.result for one in items}),
        weakest_answer([one.designed for one in items]),
        weakest_answer([one.implemented for one in items]),
        weakest_answer([one.operating for one in items]),
        _earlier_findings(unit, earlier.id, reference, [one.id for one in items]),
    )


def _newest_earlier(unit: ReadUnit, audit: Audit, reference: str) -> Audit | None:
    own = select(Programme.organization_id).where(Programme.id == audit.programme_id).scalar_subquery()
    examined = _items_on(reference).where(
        ChecklistItem.audit_id == Audit.id,
        ChecklistItem.result.not_in((Result.OPEN, Result.NOT_EXAMINED)),
    )
    query = (
        select(Audit)
        .join(Programme, Programme.id == Audit.programme_id)
        .where(Programme.organization_id == own, Audit.id != audit.id, examined.exists())
    )
    if audit.start_on is not None:
        query = query.where(Audit.start_on < audit.start_on)
    return unit.session.scalars(query.order_by(Audit.start_on.desc()).limit(1)).first()


def _items_on(reference: str) -> Select[ChecklistItem]:
    on_requirement = Requirement.id == ChecklistItem.requirement_id
    return select(ChecklistItem).join(Requirement, on_requirement).where(Requirement.reference == reference)


def _earlier_findings(
    unit: ReadUnit, audit_id: str, reference: str, item_ids: Sequence[str]
) -> tuple[EarlierFinding, ...]:
    by_criterion = (
        select(FindingCriterion.finding_id)
        .join(Requirement, Requirement.id == FindingCriterion.requirement_id)
        .where(Requirement.reference == reference)
    )
    query = select(Finding).where(
        Finding.audit_id == audit_id,
        Finding.item_id.in_(item_ids) | Finding.id.in_(by_criterion),
        Finding.state.not_in(LEFT_OUT),
    )
    own = grade_labels(unit, audit_id)
    return tuple(
        EarlierFinding(row.id, row.number, row.type, row.grade, row.state, row.closed_at, own)
        for row in unit.session.scalars(query.order_by(*in_order(Finding.number)))
    )
