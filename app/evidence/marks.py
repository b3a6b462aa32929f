"""What people type to name something of an audit: `#A.8.13`, `8.13`, `F-07`, `E-031`."""

from sqlalchemy import select

from app.evidence.links import Target
from app.unit_of_work import ReadUnit
from models.checklist import ChecklistItem
from models.evidence import Evidence
from models.finding import Finding
from models.framework import Requirement

_LONGEST = 9


def target_named(unit: ReadUnit, audit_id: str, text: str) -> Target | None:
    """The item or the finding that `text` names, such as `#A.8.13` or `F-07`; None when there is none."""
    finding_id = _finding_numbered(unit, audit_id, text)
    if finding_id:
        return Target(finding_id=finding_id)
    item_id = item_named(unit, audit_id, text)
    return Target(item_id=item_id) if item_id else None


def item_named(unit: ReadUnit, audit_id: str, text: str) -> str | None:
    """The item of the checklist with this code or reference.

    A bare number means the clause first, then the control (R-55).
    """
    names = _references(text)
    query = (
        select(ChecklistItem.id, ChecklistItem.code, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(
            ChecklistItem.audit_id == audit_id,
            ChecklistItem.code.in_(names) | Requirement.reference.in_(names),
        )
        .order_by(ChecklistItem.position)
    )
    found = unit.session.execute(query).all()
    for name in names:
        exact = [row for row in found if row.code == name] or [row for row in found if row.reference == name]
        if exact:
            return str(exact[0].id)
    return None


def item_name(unit: ReadUnit, audit_id: str, item_id: str) -> str:
    """What people call an item: its reference, or its code where that is another question of the same."""
    query = (
        select(ChecklistItem.code, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id == item_id)
    )
    row = unit.session.execute(query).first()
    if row is None:
        return ""
    return str(row.reference if item_named(unit, audit_id, row.reference) == item_id else row.code)


def _references(text: str) -> list[str]:
    name = text.strip().removeprefix("#").strip()
    if name[:2].lower() == "a.":
        return [f"A.{name[2:]}"]
    return [name, f"A.{name}"] if name else []


def _finding_numbered(unit: ReadUnit, audit_id: str, text: str) -> str | None:
    query = select(Finding.id).where(Finding.audit_id == audit_id, Finding.number == _number(text, "F", 2))
    return unit.session.scalar(query)


def evidence_named(unit: ReadUnit, audit_id: str, text: str) -> str | None:
    """The piece of evidence with this number; `E-31` and `31` mean `E-031`."""
    query = select(Evidence.id).where(
        Evidence.audit_id == audit_id,
        Evidence.number == (_number(text, "E", 3) or _number(f"E-{text}", "E", 3)),
    )
    return unit.session.scalar(query)


def _number(text: str, letter: str, digits: int) -> str:
    """`F-7` in any case as `F-07`; "" when it is no number of this series."""
    series, _, count = text.strip().removeprefix("#").strip().upper().partition("-")
    count = count.strip()
    is_number = series.strip() == letter and count.isascii() and count.isdigit() and len(count) <= _LONGEST
    return f"{letter}-{int(count):0{digits}}" if is_number else ""
