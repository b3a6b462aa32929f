"""Which findings a list shows and in which order, worked out in SQL, so that a table can load rows lazily."""

import enum
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from app.numbers import in_order
from app.unit_of_work import ReadUnit
from models.finding import AuditeePosition, Finding, FindingCriterion, FindingState, FindingType, Grade
from models.framework import Requirement, RequirementKind
from models.grading import Severity
from models.transitions import LEFT_OUT


class SortBy(enum.Enum):
    """The columns that a list of findings can be sorted by."""

    NUMBER = "number"
    SEVERITY = "severity"
    TITLE = "title"
    CRITERION = "criterion"
    POSITION = "position"
    STATE = "state"


def finding_ids(
    unit: ReadUnit,
    audit_id: str,
    sort: SortBy = SortBy.SEVERITY,
    descending: bool = False,
    text: str = "",
    severity: Severity | None = None,
    item_id: str | None = None,
) -> list[str]:
    """Ids of an audit's findings in the order to show.

    By severity: major, minor, candidates, improvements, observations, strengths, and last the withdrawn and
    merged. `text` is looked for in number, texts and criteria. With `severity` only those that count in it,
    with `item_id` those that were raised on the item and count.
    """
    query = select(Finding.id).where(Finding.audit_id == audit_id, *_conditions(text, severity, item_id))
    if text or sort in _BY_REQUIREMENT:
        query = _with_requirement(query)
    order = [column.desc() if descending else column.asc() for column in _ORDER[sort]]
    return unit.ids(query.order_by(*order, *_BY_NUMBER))


def longest_number(unit: ReadUnit, audit_id: str) -> str:
    """The longest number among the findings of an audit, "" where there is none."""
    query = select(Finding.number).where(Finding.audit_id == audit_id)
    return unit.session.scalars(query.order_by(func.length(Finding.number).desc()).limit(1)).first() or ""


def _with_requirement(query: Select[str]) -> Select[str]:
    primary = and_(FindingCriterion.finding_id == Finding.id, FindingCriterion.is_primary)
    joined = query.outerjoin(FindingCriterion, primary)
    return joined.outerjoin(Requirement, Requirement.id == FindingCriterion.requirement_id)


def _conditions(text: str, severity: Severity | None, item_id: str | None) -> list[ColumnElement[bool]]:
    conditions = [_holds(word) for word in text.split()]
    if item_id is not None:
        conditions.append(on_item(item_id))
    if severity is not None:
        conditions += [Finding.state.not_in(LEFT_OUT), _counts_in(severity)]
    return conditions


def on_item(item_id: str) -> ColumnElement[bool]:
    """Raised on a checklist item; withdrawn and merged ones are left out."""
    return and_(Finding.item_id == item_id, Finding.state.not_in(LEFT_OUT))


def _holds(word: str) -> ColumnElement[bool]:
    judged_by = select(FindingCriterion.finding_id).where(holds_word(FindingCriterion.reference, word))
    columns = (Finding.number, Finding.title, Finding.statement, Finding.evidence_text, Requirement.title)
    return or_(*(holds_word(column, word) for column in columns), Finding.id.in_(judged_by))


def holds_word(column: Any, word: str) -> ColumnElement[bool]:
    """Whether a column holds a word, in whatever case. `LIKE` of SQLite folds the case of ASCII only: other
    words are tried as typed, in lower, upper and title case."""
    spellings = (word,) if word.isascii() else (word, word.lower(), word.upper(), word.title())
    return or_(*(column.contains(spelling, autoescape=True) for spelling in dict.fromkeys(spellings)))


def _counts_in(severity: Severity) -> ColumnElement[bool]:
    nonconformity = Finding.type == FindingType.NONCONFORMITY
    match severity:
        case Severity.UNGRADED:
            return and_(nonconformity, Finding.grade.is_(None))
        case Severity.MAJOR | Severity.MINOR:
            return and_(nonconformity, Finding.grade == Grade(severity.value))
    return Finding.type == FindingType(severity.value)


def _rank(column: Any, values: type[enum.Enum]) -> ColumnElement[int]:
    return case(*((column == value, number) for number, value in enumerate(values)), else_=len(values))


_BY_REQUIREMENT = frozenset({SortBy.TITLE, SortBy.CRITERION})
_BY_NUMBER = in_order(Finding.number)
_SEVERITY = case(
    (Finding.state.in_(LEFT_OUT), len(Severity)),
    *((_counts_in(severity), number) for number, severity in enumerate(Severity)),
    else_=len(Severity),
)
_SHOWN_TITLE = case((Finding.title != "", Finding.title), else_=func.coalesce(Requirement.title, ""))
_ORDER: Mapping[SortBy, tuple[ColumnElement[Any], ...]] = MappingProxyType(
    {
        SortBy.NUMBER: _BY_NUMBER,
        SortBy.SEVERITY: (_SEVERITY,),
        SortBy.TITLE: (func.sort_key(_SHOWN_TITLE),),
        SortBy.CRITERION: (
            _rank(FindingCriterion.kind, RequirementKind),
            func.coalesce(Requirement.position, 0),
            func.coalesce(FindingCriterion.reference, ""),
        ),
        SortBy.POSITION: (_rank(Finding.position, AuditeePosition),),
        SortBy.STATE: (_rank(Finding.state, FindingState),),
    }
)
