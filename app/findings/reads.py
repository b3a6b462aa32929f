"""What the window, the report and the command line read of findings: totals, ids in order, rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app.findings import facts, lifecycle
from app.findings.counts import FindingCounts, counts, readiness
from app.findings.facts import Facts
from app.findings.listing import SortBy, finding_ids, on_item
from app.programme.grade_labels import grade_labels_by_audit
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from app.words import Message
from models import due_dates
from models.audit import Audit
from models.finding import AuditeePosition, Finding, FindingState, FindingType, Grade
from models.framework import Requirement
from models.grading import Severity, severity
from models.transitions import BEFORE_ISSUE, LEFT_OUT

__all__ = [
    "FindingCounts",
    "FindingRow",
    "SortBy",
    "counts",
    "finding_ids",
    "finding_row",
    "finding_rows",
    "findings_on_item",
    "readiness",
]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in a list.

    `title` is that of the requirement while it has none of its own. `repeat_of` such as
    `IA-2025-02 F-05`, `merged_into` such as `F-02`. `missing` names what it lacks before the next step
    towards the report, in one or two words each. `own` is what the programme calls grades and types.
    """

    id: str
    audit_id: str
    number: str
    type: FindingType
    grade: Grade | None
    proposed_grade: Grade | None
    severity: Severity
    title: str
    criterion: str
    position: AuditeePosition
    state: FindingState
    repeat_of: str
    merged_into: str
    missing: tuple[Message, ...]
    item_id: str | None
    response_due_on: date | None
    is_overdue: bool
    own: GradeLabels = field(default_factory=GradeLabels)

    @property
    def label(self) -> str:
        """The programme's own name of the severity, "" for the usual word."""
        return self.own.name(self.severity.value)

    @property
    def is_candidate(self) -> bool:
        """A nonconformity without a grade yet, as it counts in `FindingCounts.candidates`."""
        return self.severity is Severity.UNGRADED and self.stands

    @property
    def stands(self) -> bool:
        """Whether it counts: withdrawn and merged findings keep their number only."""
        return self.state not in LEFT_OUT


def finding_rows(unit: ReadUnit, ids: Sequence[str]) -> tuple[FindingRow, ...]:
    """Rows for some ids, in their order; ids of findings that are gone are left out."""
    if not ids:
        return ()
    rows = unit.session.scalars(select(Finding).where(Finding.id.in_(ids))).all()
    made = rows_of(unit, facts.load_written(unit.session, rows))
    return tuple(made[finding_id] for finding_id in ids if finding_id in made)


def rows_of(unit: ReadUnit, loaded: Mapping[str, Facts]) -> dict[str, FindingRow]:
    """Rows of findings whose facts are read already, by id."""
    titles = _titles(unit, loaded)
    others = _others(unit, [found.finding for found in loaded.values()])
    own = grade_labels_by_audit(unit, {found.finding.audit_id for found in loaded.values()})
    return {
        finding_id: _row(found, titles.get(finding_id, ""), others, unit.today(), own[found.finding.audit_id])
        for finding_id, found in loaded.items()
    }


def finding_row(unit: ReadUnit, finding_id: str) -> FindingRow | None:
    """One row; None when the finding is gone."""
    return next(iter(finding_rows(unit, [finding_id])), None)


def findings_on_item(unit: ReadUnit, item_id: str) -> tuple[FindingRow, ...]:
    """The findings raised on a checklist item, by number; withdrawn and merged ones are left out."""
    return finding_rows(unit, _ids_on_item(unit, item_id))


def newest_on_item(unit: ReadUnit, item_id: str, most: int) -> tuple[tuple[FindingRow, ...], int]:
    """The last `most` of `findings_on_item`, and how many there are besides."""
    ids = _ids_on_item(unit, item_id)
    return finding_rows(unit, ids[-most:]), len(ids[:-most])


def _ids_on_item(unit: ReadUnit, item_id: str) -> Sequence[str]:
    query = select(Finding.id).where(on_item(item_id))
    return unit.session.scalars(query.order_by(Finding.raised_at, Finding.id)).all()


def _row(
    found: Facts, requirement_title: str, others: dict[str, str], today: date, own: GradeLabels
) -> FindingRow:
    finding = found.finding
    return FindingRow(
        finding.id,
        finding.audit_id,
        finding.number,
        finding.type,
        finding.grade,
        finding.proposed_grade,
        severity(finding.type, finding.grade),
        finding.title.strip() or requirement_title,
        found.primary.reference if found.primary else "",
        finding.position,
        finding.state,
        others.get(finding.repeat_of_id or "", ""),
        others.get(finding.merged_into_id or "", "").rpartition(" ")[2],
        lifecycle.missing_next(found) if finding.state in BEFORE_ISSUE else (),
        finding.item_id,
        finding.response_due_on,
        due_dates.is_response_overdue(finding.state, finding.response_due_on, today),
        own,
    )


def _titles(unit: ReadUnit, loaded: Mapping[str, Facts]) -> dict[str, str]:
    """The title of the primary requirement of each finding that has none of its own."""
    requirements = {
        finding_id: found.primary.requirement_id
        for finding_id, found in loaded.items()
        if found.primary and not found.finding.title.strip()
    }
    if not requirements:
        return {}
    query = select(Requirement.id, Requirement.title).where(Requirement.id.in_(set(requirements.values())))
    titles = {row.id: row.title for row in unit.session.execute(query)}
    return {finding_id: titles.get(of or "", "") for finding_id, of in requirements.items()}


def _others(unit: ReadUnit, rows: Sequence[Finding]) -> dict[str, str]:
    """Audit and number of the findings that these repeat or are merged into."""
    ids = ({row.repeat_of_id for row in rows} | {row.merged_into_id for row in rows}) - {None}
    if not ids:
        return {}
    query = select(Finding.id, Audit.number, Finding.number).join(Audit, Audit.id == Finding.audit_id)
    found = unit.session.execute(query.where(Finding.id.in_(ids)))
    return {finding_id: f"{audit} {number}" for finding_id, audit, number in found}
