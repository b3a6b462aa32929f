"""What a proposal goes by: the audit's frame, and of each requirement its questions and its history."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, func, or_, select

from app.library.bank import bank_of
from app.library.pack_data import Depth, Place, QuestionData
from app.library.soa import SoaLine, soa_lines
from app.planning.checklist import EXCLUSION_QUESTION, verification_code
from app.planning.item_work import uses_of
from app.programme.grade_labels import grade_labels_by_audit
from app.unit_of_work import ReadUnit
from models.audit import Audit, AuditMode, AuditType, Criterion
from models.checklist import AskedDepth, ChecklistItem, DepthChoice, Result, roll_up
from models.finding import Finding, FindingCriterion, FindingType, Grade
from models.framework import Requirement, RequirementKind
from models.programme import Programme
from models.session import AuditSession
from models.soa import ImplementationStatus
from models.transitions import LEFT_OUT

_EXCLUSION_MINUTES = 5
_REMARKS = (FindingType.NONCONFORMITY, FindingType.OBSERVATION, FindingType.OFI)


class OnList(enum.Enum):
    """Where a question stands; what must be asked or was taken up stays on the checklist."""

    ABSENT = "absent"
    WAITING = "waiting"
    LEFT_OUT = "left_out"
    MUST = "must"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the bank, or one that is on the audit's checklist beside it (`is_own`)."""

    code: str
    question: str
    minutes: int
    interviewee: str
    depth: Depth
    place: Place
    stages: tuple[str, ...]
    on_list: OnList
    item_id: str = ""
    is_own: bool = False
    verifies_exclusion: bool = False


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the newest earlier audit that had a requirement on its checklist found."""

    audit_number: str
    on: date | None
    result: Result


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of an earlier audit on a requirement; `label` is its programme's own name of the grade, ""
    for the usual word."""

    number: str
    audit_number: str
    type: FindingType
    grade: Grade | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A requirement with everything that speaks for or against asking about it."""

    requirement_id: str
    reference: str
    title: str
    kind: RequirementKind
    theme: str
    process: str
    questions: tuple[Asked, ...]
    is_excluded: bool = False
    status: ImplementationStatus | None = None
    findings: tuple[Earlier, ...] = ()
    last: LastTime | None = None
    is_emphasised: bool = False
    chosen: AskedDepth | None = None

    @property
    def opening_code(self) -> str:
        """The question that stands for the requirement where it is left out."""
        banked = [one for one in self.questions if not one.is_own]
        first = next((one for one in banked if one.depth is Depth.CORE), banked[0] if banked else None)
        return first.code if first else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The audit as a whole; `minutes` is what its sessions have room for, None while none is planned."""

    type: AuditType
    is_remote: bool
    on: date
    minutes: int | None
    has_earlier_audits: bool


def frame_of(unit: ReadUnit, audit_id: str) -> Frame:
    """What the audit as a whole says about its checklist."""
    audit = unit.session.get_one(Audit, audit_id)
    earlier = select(func.count(Audit.id)).where(*_earlier_audits(unit, audit))
    return Frame(
        audit.type,
        audit.mode is AuditMode.REMOTE,
        audit.start_on or unit.today(),
        _minutes_planned(unit, audit_id),
        bool(unit.session.scalar(earlier)),
    )


def _minutes_planned(unit: ReadUnit, audit_id: str) -> int | None:
    query = select(AuditSession).where(
        AuditSession.audit_id == audit_id,
        AuditSession.planned_start.is_not(None),
        AuditSession.planned_end.is_not(None),
    )
    spans = [
        (row.planned_end - row.planned_start).total_seconds()
        for row in unit.session.scalars(query)
        if row.planned_start and row.planned_end
    ]
    return round(sum(spans) / 60) if spans else None


def _earlier_audits(unit: ReadUnit, audit: Audit) -> list[ColumnElement[bool]]:
    """Conditions for the other audits of the organisation that came before this one."""
    own = select(Programme.organization_id).where(Programme.id == audit.programme_id).scalar_subquery()
    of_organization = select(Programme.id).where(Programme.organization_id == own)
    before = Audit.start_on < (audit.start_on or unit.today())
    return [Audit.programme_id.in_(of_organization), Audit.id != audit.id, before]


def facts_of(unit: ReadUnit, audit_id: str) -> tuple[Facts, ...]:
    """Every requirement that the audit is judged by, in the order of its frameworks."""
    audit = unit.session.get_one(Audit, audit_id)
    reader = _Reader(unit, audit)
    query = (
        select(Requirement)
        .join(Criterion, Criterion.pack_id == Requirement.pack_id)
        .where(Criterion.audit_id == audit_id)
        .order_by(Criterion.position, Requirement.position)
    )
    return tuple(reader.facts(row) for row in unit.session.scalars(query))


_Rest = tuple[str, int, str, Result, bool, bool]


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the checklist without its long texts."""

    id: str
    code: str
    question: str
    minutes: int
    interviewee_role: str
    result: Result
    must_ask: bool
    verifies_exclusion: bool


class _Reader:
    """Reads once what the facts of all requirements rest on."""

    def __init__(self, unit: ReadUnit, audit: Audit) -> None:
        self._banks: dict[str, Mapping[str, list[QuestionData]]] = {}
        self._unit = unit
        self._soa: Mapping[str, SoaLine] = (
            soa_lines(unit, audit.soa_version_id) if audit.soa_version_id else {}
        )
        self._items = _items(unit, audit.id)
        ids = [item.id for items in self._items.values() for item in items.values()]
        self._begun = uses_of(unit, ids).keys()
        self._findings = _findings(unit, _earlier_audits(unit, audit))
        self._last = _last_times(unit, _earlier_audits(unit, audit))
        choices = select(DepthChoice).where(DepthChoice.audit_id == audit.id)
        self._choices = {row.requirement_id: row for row in unit.session.scalars(choices)}

    def facts(self, row: Requirement) -> Facts:
        line, choice = self._soa.get(row.reference), self._choices.get(row.id)
        is_excluded = line is not None and not line.applicable
        return Facts(
            row.id,
            row.reference,
            row.title,
            row.kind,
            row.theme,
            row.process or "",
            tuple(self._questions(row, is_excluded=is_excluded)),
            is_excluded,
            line.status if line else None,
            tuple(self._findings.get(row.reference, ())),
            self._last.get(row.reference),
            choice.is_emphasised if choice else False,
            choice.depth if choice else None,
        )

    def _questions(self, row: Requirement, *, is_excluded: bool) -> Iterator[Asked]:
        waiting = dict(self._items.get(row.id, {}))
        if is_excluded:
            yield self._exclusion(row, waiting.pop(verification_code(row.reference), None))
        for question in self._bank(row.pack_id).get(row.reference, ()):
            item = waiting.pop(question.code, None)
            yield Asked(
                question.code,
                item.question if item else question.question,
                item.minutes if item else question.minutes,
                item.interviewee_role if item else question.interviewee,
                question.depth,
                question.place,
                question.stages,
                self._place(item),
                item.id if item else "",
            )
        for item in waiting.values():
            yield self._own(item)

    def _bank(self, pack_id: str) -> Mapping[str, list[QuestionData]]:
        if pack_id not in self._banks:
            bank: dict[str, list[QuestionData]] = {}
            for question in bank_of(self._unit, pack_id):
                bank.setdefault(question.primary, []).append(question)
            self._banks[pack_id] = bank
        return self._banks[pack_id]

    def _exclusion(self, row: Requirement, item: _Item | None) -> Asked:
        return Asked(
            verification_code(row.reference),
            item.question if item else EXCLUSION_QUESTION,
            item.minutes if item else _EXCLUSION_MINUTES,
            item.interviewee_role if item else "",
            Depth.CORE,
            Place.EITHER,
            (),
            self._place(item),
            item.id if item else "",
            verifies_exclusion=True,
        )

    def _own(self, item: _Item) -> Asked:
        return Asked(
            item.code,
            item.question,
            item.minutes,
            item.interviewee_role,
            Depth.DEEP,
            Place.EITHER,
            (),
            self._place(item),
            item.id,
            is_own=True,
            verifies_exclusion=item.verifies_exclusion,
        )

    def _place(self, item: _Item | None) -> OnList:
        if item is None:
            return OnList.ABSENT
        if item.id in self._begun:
            return OnList.BEGUN
        if item.result is Result.NOT_EXAMINED:
            return OnList.LEFT_OUT
        if item.result is not Result.OPEN:
            return OnList.BEGUN
        return OnList.MUST if item.must_ask else OnList.WAITING


def _items(unit: ReadUnit, audit_id: str) -> dict[str, dict[str, _Item]]:
    """The items of an audit by requirement and code. Columns, not rows: their long texts are not needed."""
    query = select(
        ChecklistItem.requirement_id,
        ChecklistItem.id,
        ChecklistItem.code,
        ChecklistItem.question,
        ChecklistItem.minutes,
        ChecklistItem.interviewee_role,
        ChecklistItem.result,
        ChecklistItem.must_ask,
        ChecklistItem.verifies_exclusion,
    ).where(ChecklistItem.audit_id == audit_id)
    found: dict[str, dict[str, _Item]] = {}
    for requirement_id, item_id, code, *rest in unit.session.execute(query.order_by(ChecklistItem.position)):
        found.setdefault(requirement_id, {})[code] = _Item(item_id, code, *cast(_Rest, tuple(rest)))
    return found


def _last_times(unit: ReadUnit, earlier: list[ColumnElement[bool]]) -> dict[str, LastTime]:
    """What was found last, by reference."""
    query = (
        select(Requirement.reference, Audit.id, Audit.number, Audit.start_on, ChecklistItem.result)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .join(Audit, Audit.id == ChecklistItem.audit_id)
        .where(*earlier, ChecklistItem.result != Result.OPEN, ~ChecklistItem.verifies_exclusion)
        .order_by(Audit.start_on.desc(), Audit.id.desc())
    )
    newest: dict[str, tuple[str, str, date | None, set[Result]]] = {}
    for reference, audit_id, number, start_on, result in unit.session.execute(query):
        _audit_id, *_rest, results = newest.setdefault(reference, (audit_id, number, start_on, set()))
        if _audit_id == audit_id:
            results.add(result)
    return {
        reference: LastTime(number, start_on, roll_up(results))
        for reference, (_id, number, start_on, results) in newest.items()
    }


def _findings(unit: ReadUnit, earlier: list[ColumnElement[bool]]) -> dict[str, list[Earlier]]:
    """Findings by the references that they are judged by, newest audit first."""
    query = (
        select(FindingCriterion.reference, Finding, Audit.number)
        .join(Finding, Finding.id == FindingCriterion.finding_id)
        .join(Audit, Audit.id == Finding.audit_id)
        .where(*earlier, Finding.state.not_in(LEFT_OUT), or_(*(Finding.type == kind for kind in _REMARKS)))
        .order_by(Audit.start_on.desc(), Finding.number)
    )
    rows = unit.session.execute(query).all()
    own = grade_labels_by_audit(unit, {row.audit_id for _reference, row, _number in rows})
    found: dict[str, list[Earlier]] = {}
    for reference, row, audit_number in rows:
        label = own[row.audit_id].name(row.grade.value) if row.grade else ""
        found.setdefault(reference, []).append(Earlier(row.number, audit_number, row.type, row.grade, label))
    return found
