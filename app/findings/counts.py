"""The one source of totals for window, command line, report and workbook (R-41)."""

from dataclasses import dataclass

from sqlalchemy import case, func, or_, select

from app.numbers import order_key
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.finding import Finding, FindingState, FindingType, Grade
from models.follow_up import FollowedFinding
from models.grading import Severity, severity
from models.readiness import Readiness, Standing, indicator
from models.transitions import LEFT_OUT

_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings an audit has; zeros are said aloud (R-42).

    A finding counts from the moment it is raised, draft or not, by its grade or type. `candidates` are
    nonconformities without a grade yet; they stand beside the graded ones and count in neither. Withdrawn and
    merged findings count nowhere else; they are told apart, because their numbers stay listed (R-1, R-31).
    """

    major: int = 0
    minor: int = 0
    candidates: int = 0
    ofi: int = 0
    observation: int = 0
    strength: int = 0
    withdrawn: int = 0
    merged: int = 0

    @property
    def nonconformities(self) -> int:
        """Graded nonconformities."""
        return self.major + self.minor

    @property
    def total(self) -> int:
        """Every finding that stands, candidates included: the number beside the page's name."""
        return self.nonconformities + self.candidates + self.ofi + self.observation + self.strength


def counts(unit: ReadUnit, audit_id: str) -> FindingCounts:
    """The totals of an audit."""
    query = (
        select(Finding.type, Finding.grade, Finding.state, func.count())
        .where(Finding.audit_id == audit_id)
        .group_by(Finding.type, Finding.grade, Finding.state)
    )
    found: dict[str, int] = {}
    for kind, grade, state, number in unit.session.execute(query):
        name = counted_as(kind, grade, state)
        found[name] = found.get(name, 0) + number
    return FindingCounts(**found)


def counted_as(kind: FindingType, grade: Grade | None, state: FindingState) -> str:
    """The field of `FindingCounts` that a finding counts in."""
    if state in LEFT_OUT:
        return state.value
    found = severity(kind, grade)
    return "candidates" if found is Severity.UNGRADED else found.value


def readiness(unit: ReadUnit, audit_id: str) -> Readiness:
    """The indicator of section 7.5 over the audit's nonconformities, with the numbers that decide it.

    A follow-up audit also counts what it looks at again, with the number of its audit before.
    """
    is_own = Finding.audit_id == audit_id
    followed = select(FollowedFinding.finding_id).where(FollowedFinding.audit_id == audit_id)
    number = case((is_own, Finding.number), else_=Audit.number + " " + Finding.number)
    joined = func.group_concat(number, _BETWEEN)
    query = select(Finding.grade, Finding.state, joined).join(Audit, Audit.id == Finding.audit_id)
    query = query.where(or_(is_own, Finding.id.in_(followed)), Finding.type == FindingType.NONCONFORMITY)
    standing = [
        Standing(number, grade, state)
        for grade, state, numbers in unit.session.execute(query.group_by(Finding.grade, Finding.state))
        for number in numbers.split(_BETWEEN)
    ]
    return indicator(sorted(standing, key=_by_number))


def _by_number(one: Standing) -> tuple[int, str]:
    return order_key(one.number)
