"""How long findings have been open."""

from dataclasses import dataclass

from sqlalchemy import select

from app.follow_up.due_list import is_followed_up
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.finding import Finding, Grade

_LIMITS = (30, 90, 180)


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Open nonconformities raised so many days ago; `most` None stands for "or more"."""

    least: int
    most: int | None
    major: int = 0
    minor: int = 0

    @property
    def total(self) -> int:
        return self.major + self.minor


def ageing(unit: ReadUnit, audit_id: str | None = None) -> tuple[AgeBand, ...]:
    """Nonconformities that are open after their closing meeting by age, the youngest first."""
    query = select(Finding.grade, Finding.raised_at).join(Audit, Audit.id == Finding.audit_id)
    query = query.where(is_followed_up())
    if audit_id is not None:
        query = query.where(Finding.audit_id == audit_id)
    today = unit.today()
    found = [(grade, (today - raised_at.date()).days) for grade, raised_at in unit.session.execute(query)]
    starts = (0, *(limit + 1 for limit in _LIMITS))
    return tuple(_band(found, least, most) for least, most in zip(starts, (*_LIMITS, None), strict=True))


def _band(found: list[tuple[Grade | None, int]], least: int, most: int | None) -> AgeBand:
    grades = [grade for grade, age in found if least <= max(age, 0) and (most is None or age <= most)]
    return AgeBand(least, most, grades.count(Grade.MAJOR), grades.count(Grade.MINOR))
