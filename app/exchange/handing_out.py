"""Hands a workbook for responses out: drawn up in one read, sealed, written in the worker, counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.errors import UserError
from app.exchange.asked import (
    Asked,
    Labels,
    action_lines,
    asked_finding,
    earliest,
    owner_labels,
    waiting,
)
from app.exchange.columns import COLUMNS, LOCKED, OPEN
from app.exchange.document import About, ActionLine, AskedFinding, CorrectBy, WorkbookDocument
from app.exchange.rows import as_text, rows_of
from app.exchange.seal import Sealed, SealedPerson, SealedRow, seal, seal_key
from app.exchange.texts import as_in_a_cell, digest
from app.planning.audit_list import AuditRow, audit_row
from app.programme.people import names
from app.progress import Progress, no_progress
from app.reporting import canonical
from app.reporting.exports import refuse_target, write_whole
from app.reporting.reports import ReportState, revisions
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.base import new_id

_LEAST_ROWS = 3
_SPARE_ROWS = 2


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What was written: where, for how many findings, and with how many rows."""

    path: Path
    findings: int
    rows: int


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody whose findings wait for a response; `id` and `name` are empty for those without an owner."""

    id: str
    name: str
    numbers: tuple[str, ...]


def owners(unit: ReadUnit, audit_id: str) -> tuple[OwnerChoice, ...]:
    """Who owns findings that wait for a response, by name, with their numbers; without an owner last."""
    known = names(unit)
    numbers: dict[str, list[str]] = {}
    for asked in waiting(unit, audit_id):
        numbers.setdefault(asked.finding.owner_id or "", []).append(asked.finding.number)
    choices = [OwnerChoice(one, known.get(one, ""), tuple(found)) for one, found in numbers.items()]
    return tuple(sorted(choices, key=lambda one: (not one.id, one.name.casefold())))


def hand_out(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    worker: Worker,
    owner_id: str | None = None,
    progress: Progress = no_progress,
) -> HandedOut:
    """Write the workbook for the findings that wait for a response, all or those of one owner.

    Raises UserError where none waits, and where the file cannot be written; it is there whole or not at all.
    """
    refuse_target(workspace, target)
    with workspace.read() as unit:
        document = draw_up(unit, audit_id, owner_id, seal_key(workspace))
    content = worker.run("workbook", {}, canonical.encode(document), progress=progress)
    write_whole(target, content)
    return HandedOut(target, len(document.findings), document.rows)


def draw_up(unit: ReadUnit, audit_id: str, owner_id: str | None, key: bytes) -> WorkbookDocument:
    """The workbook as it is handed out now. Raises UserError where no finding waits for a response."""
    audit = audit_row(unit, audit_id)
    assert audit is not None
    found = waiting(unit, audit_id, owner_id)
    owner = names(unit).get(owner_id or "", "")
    if not found:
        raise _nothing_waits(audit.number, owner)
    words = Words(unit.session.get_one(Audit, audit_id).report_language)
    labels = owner_labels(
        unit, audit.organization_id, (action.owner_id for asked in found for action in asked.actions)
    )
    findings = tuple(asked_finding(asked, labels, words, _lines(asked, labels)) for asked in found)
    revision = last_issued(unit, audit_id)
    sealed = _sealed(audit, owner_id or "", unit.now(), revision, words, labels, findings)
    return WorkbookDocument(
        language=words.language,
        about=_about(unit, audit, owner, revision, findings),
        findings=findings,
        people=tuple(labels.values()),
        sealed=seal(sealed, key),
    )


def last_issued(unit: ReadUnit, audit_id: str) -> int:
    """The number of the last issued revision of the report, 0 before the first."""
    issued = (ReportState.ISSUED, ReportState.SUPERSEDED)
    return max((row.revision for row in revisions(unit, audit_id) if row.state in issued), default=0)


def _lines(asked: Asked, labels: Labels) -> tuple[ActionLine, ...]:
    """The actions that stand, and empty rows whose ids become those of the actions written in them."""
    lines = action_lines(asked, labels)
    spare = max(_LEAST_ROWS - len(lines), _SPARE_ROWS)
    return (*lines, *(ActionLine(new_id()) for _ in range(spare)))


def _sealed(
    audit: AuditRow,
    owner_id: str,
    now: datetime,
    revision: int,
    words: Words,
    labels: Labels,
    findings: tuple[AskedFinding, ...],
) -> Sealed:
    return Sealed(
        audit_id=audit.id,
        audit_number=audit.number,
        owner_id=owner_id,
        made_at=now,
        revision=revision,
        language=words.language,
        titles=tuple(words.text(column.title) for column in COLUMNS),
        people=tuple(SealedPerson(label, person_id) for person_id, label in labels.items()),
        rows=tuple(row for finding in findings for row in sealed_rows(finding, words)),
        keys=tuple(column.key for column in COLUMNS),
    )


def sealed_rows(finding: AskedFinding, words: Words) -> tuple[SealedRow, ...]:
    """The rows of a finding as they are sealed."""
    sealed = []
    for step, (action, values) in enumerate(rows_of(finding), start=1):
        texts = {key: as_in_a_cell(as_text(value), words) for key, value in values.items()}
        sealed.append(
            SealedRow(
                id=action.id,
                finding_id=finding.id,
                number=finding.number,
                step=step,
                round=finding.round,
                locked=tuple(digest(texts.get(column.key, "")) for column in LOCKED),
                before=tuple(texts.get(column.key, "") for column in OPEN),
            )
        )
    return tuple(sealed)


def _about(
    unit: ReadUnit, audit: AuditRow, owner: str, revision: int, findings: tuple[AskedFinding, ...]
) -> About:
    return About(
        audit_number=audit.number,
        audit_title=audit.title,
        organisation=audit.organization_name,
        lead_auditor=audit.lead_auditor,
        classification=unit.session.get_one(Audit, audit.id).classification,
        owner=owner,
        made_on=unit.today(),
        revision=revision,
        respond_by=earliest(finding.respond_by for finding in findings),
        findings=len(findings),
        correct_by=_correct_by(findings),
    )


def _correct_by(findings: Iterable[AskedFinding]) -> tuple[CorrectBy, ...]:
    numbers: dict[date, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.correct_by is not None:
            numbers[finding.correct_by].append(finding.number)
    return tuple(CorrectBy(on, tuple(numbers[on])) for on in sorted(numbers))


def _nothing_waits(audit: str, owner: str) -> UserError:
    return UserError(
        N_("No finding of {audit} that {owner} owns waits for a response.")
        if owner
        else N_("No finding of {audit} waits for a response."),
        N_("No workbook was written."),
        N_("A nonconformity waits for its response from its confirmation until the response is submitted."),
        audit=audit,
        owner=owner,
    )
