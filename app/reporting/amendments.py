"""Amending an issued report: the next revision is begun with its reason, and lists what changed (R-40)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.edits import existing
from app.errors import UserError
from app.numbers import in_order
from app.planning.writing import UNDER_WAY
from app.programme.limits import clock_start, limits
from app.reporting.building.document import build_document
from app.reporting.changes import Difference, differences
from app.reporting.document import ReportDocument
from app.reporting.frozen import thawed
from app.reporting.parts import Revision
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, Words
from models import due_dates
from models.audit import Audit
from models.finding import Finding, FindingState, FindingType, Grade
from models.follow_up import DateOf
from models.report import ReportRevision, ReportState

_REASONLESS = N_("A further revision needs the reason for it.")
_STAYS = N_("The issued revision stays as it is.")
_WRITE_WHY = N_("Write what is wrong with the issued revision; the new one prints it.")
_UNANSWERED = (FindingState.CONFIRMED, FindingState.ISSUED)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A revision under way: its number and reason, the one it replaces, and who has that one."""

    id: str
    revision: int
    reason: str
    replaces: int
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueDate:
    """The date of a correction or of a response that follows from a grade which was changed since: as it is,
    and by the new grade."""

    finding_id: str
    number: str
    grade: Grade
    date_of: DateOf
    due_on: date
    by_grade: date


def begin_amendment(uow: UnitOfWork, audit_id: str, reason: str) -> str:
    """Begin the next revision of an issued report; what it rests on may then change with it.

    Raises UserError without a reason, before the first issue, and while a revision is under way already.
    """
    if not reason.strip():
        raise UserError(_REASONLESS, _STAYS, _WRITE_WHY)
    issued = issued_revision(uow, audit_id)
    number = existing(uow, Audit, audit_id).number
    if issued is None:
        raise UserError(
            N_("The report of {number} is not issued yet: it is still being written."),
            N_("Nothing was changed."),
            number=number,
        )
    if revision_under_way(uow, audit_id) is not None:
        raise UserError(
            N_("A further revision of the report of {number} is under way already."),
            N_("Nothing was changed."),
            N_("Issue it, or give it up, before another is begun."),
            number=number,
        )
    row = ReportRevision(audit_id=audit_id, revision=last_revision(uow, audit_id) + 1, reason=reason.strip())
    uow.session.add(row)
    uow.session.flush()
    return row.id


def edit_reason(uow: UnitOfWork, revision_id: str, reason: str) -> None:
    """Say otherwise why the report is amended, until the revision is issued."""
    row = existing(uow, ReportRevision, revision_id)
    if not reason.strip():
        raise UserError(_REASONLESS, _STAYS, _WRITE_WHY)
    if row.state not in UNDER_WAY:
        raise UserError(N_("This revision was issued: its reason stays."), N_("Nothing was changed."))
    row.reason = reason.strip()
    uow.session.flush()


def give_up_amendment(uow: UnitOfWork, revision_id: str, device_id: str) -> None:
    """Leave the issued revision as the last one.

    Raises UserError that names them while changes stand which only a revision may make; what goes on without
    one, such as responses and new evidence, stays.
    """
    row = existing(uow, ReportRevision, revision_id)
    if row.state not in UNDER_WAY:
        raise UserError(N_("This revision was issued: it cannot be given up."), N_("Nothing was changed."))
    standing = [one for one in _since_issue(uow, row.audit_id, device_id, Words()) if not one.is_follow_up]
    if standing:
        raise UserError(
            N_("Revision {revision} cannot be given up: what was reported is changed. {changes}."),
            N_("Nothing was changed."),
            N_("Take these changes back first, or issue the revision."),
            revision=row.revision,
            changes="; ".join(one.text for one in standing),
        )
    uow.session.delete(row)
    uow.session.flush()


def amendment(unit: ReadUnit, audit_id: str) -> Amendment | None:
    """The revision that amends the issued report; None when none is under way."""
    row, issued = revision_under_way(unit, audit_id), issued_revision(unit, audit_id)
    if row is None or issued is None:
        return None
    return Amendment(row.id, row.revision, row.reason, issued.revision, issued.recipients)


def changes_since_issue(
    unit: ReadUnit, audit_id: str, device_id: str, words: Words
) -> tuple[Difference, ...]:
    """What the report would say otherwise than the issued revision; empty when none is issued."""
    return tuple(_since_issue(unit, audit_id, device_id, words))


def _since_issue(unit: ReadUnit, audit_id: str, device_id: str, words: Words) -> Sequence[Difference]:
    issued = issued_revision(unit, audit_id)
    if issued is None:
        return ()
    now = build_document(unit, audit_id, device_id, Revision())
    return differences(thawed(issued), now, words.calling(now.labels.by_code()))


def changes_in(document: ReportDocument, replaced: ReportRevision | None) -> tuple[str, ...]:
    """The change list that `document` prints of the revision it replaces, in its own language."""
    if replaced is None:
        return ()
    before = thawed(replaced)
    return tuple(one.text for one in differences(before, document, document.words()))


def dates_to_confirm(unit: ReadUnit, audit_id: str) -> tuple[DueDate, ...]:
    """Corrections and responses still due by the grade that a finding had in the issued revision (AS-11)."""
    issued = issued_revision(unit, audit_id)
    if issued is None:
        return ()
    reported = {card.id: card.grade for card in thawed(issued).findings}
    query = select(Finding).where(
        Finding.audit_id == audit_id,
        Finding.type == FindingType.NONCONFORMITY,
        Finding.state.in_(_UNANSWERED),
    )
    return tuple(
        due_date
        for row in unit.session.scalars(query.order_by(*in_order(Finding.number)))
        if row.grade is not None and reported.get(row.id, row.grade.value) != row.grade.value
        for due_date in _by_grade(unit, row, row.grade)
    )


def _by_grade(unit: ReadUnit, finding: Finding, grade: Grade) -> Iterator[DueDate]:
    """The dates that are set and would be others by the grade, as long as that day is to come."""
    since, days = clock_start(unit, finding), limits(unit, finding.audit_id)
    if since is None:
        return
    for date_of, due_on, given in (
        (DateOf.CORRECTION, finding.correction_due_on, days.correction),
        (DateOf.RESPONSE, finding.response_due_on, days.response),
    ):
        by_grade = due_dates.due_on(since, grade, given)
        if due_on is not None and due_on != by_grade and by_grade >= unit.today():
            yield DueDate(finding.id, finding.number, grade, date_of, due_on, by_grade)


def confirm_date(uow: UnitOfWork, audit_id: str, wanted: DueDate) -> None:
    """Let a correction or a response be due by the new grade. Dates move only when this is said (AS-11)."""
    if wanted not in dates_to_confirm(uow, audit_id):
        return
    finding = existing(uow, Finding, wanted.finding_id)
    if wanted.date_of is DateOf.CORRECTION:
        finding.correction_due_on = wanted.by_grade
    else:
        finding.response_due_on = wanted.by_grade
    uow.session.flush()


def issued_revision(unit: ReadUnit, audit_id: str) -> ReportRevision | None:
    """The issued revision that stands, as a row for services and reads inside `app`."""
    return _newest(unit, audit_id, (ReportState.ISSUED,))


def revision_under_way(unit: ReadUnit, audit_id: str) -> ReportRevision | None:
    """The revision that is being prepared, as a row for services and reads inside `app`."""
    return _newest(unit, audit_id, UNDER_WAY)


def last_revision(unit: ReadUnit, audit_id: str) -> int:
    """The number of the newest revision, issued or not; 0 before the first."""
    query = select(func.max(ReportRevision.revision)).where(ReportRevision.audit_id == audit_id)
    return unit.session.scalar(query) or 0


def _newest(unit: ReadUnit, audit_id: str, states: Sequence[ReportState]) -> ReportRevision | None:
    query = select(ReportRevision).where(
        ReportRevision.audit_id == audit_id, ReportRevision.state.in_(states)
    )
    return unit.session.scalars(query.order_by(ReportRevision.revision.desc()).limit(1)).first()
