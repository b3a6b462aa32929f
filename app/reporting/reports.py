"""Revisions of a report: what they lack, how one is issued and frozen, and what is there (R-39, R-40)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.errors import UserError
from app.evidence.object_store import DamagedObjectError
from app.findings.lifecycle import issue_findings
from app.numbers import in_order
from app.planning.open_points import Pointer, before_issue
from app.planning.states import report
from app.programme.limits import closing_day
from app.programme.people import names
from app.progress import Progress, no_progress
from app.reporting import document as documents
from app.reporting.amendments import (
    begin_amendment,
    changes_in,
    issued_revision,
    last_revision,
    revision_under_way,
)
from app.reporting.building.document import build_document
from app.reporting.document import ReportDocument
from app.reporting.frozen import frozen_document
from app.reporting.parts import Revision
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_, in_a_row
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.evidence import Evidence, StoredObject
from models.report import ReportRevision, ReportState

__all__ = ["ReportState", "RevisionRow", "build_draft", "frozen_document", "issue_report", "revisions"]


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in a list."""

    id: str
    revision: int
    state: ReportState
    reason: str
    issued_at: datetime | None
    issued_by: str
    recipients: tuple[str, ...]
    sha256: str


def revisions(unit: ReadUnit, audit_id: str) -> tuple[RevisionRow, ...]:
    """All revisions of an audit's report, the one under way included, the newest first."""
    query = select(ReportRevision).where(ReportRevision.audit_id == audit_id)
    known = names(unit)
    return tuple(
        RevisionRow(
            row.id,
            row.revision,
            row.state,
            row.reason,
            row.issued_at,
            known.get(row.issued_by_id or "", ""),
            row.recipients,
            row.sha256,
        )
        for row in unit.session.scalars(query.order_by(ReportRevision.revision.desc()))
    )


def build_draft(unit: ReadUnit, audit_id: str, device_id: str) -> ReportDocument:
    """The report as it would be now, marked as a draft (R-44). One that amends says why, and what changed."""
    begun, issued = revision_under_way(unit, audit_id), issued_revision(unit, audit_id)
    if begun is None or issued is None:
        return build_document(unit, audit_id, device_id, Revision(last_revision(unit, audit_id) + 1))
    about = Revision(begun.revision, replaces=issued.revision, change_reason=begun.reason)
    document = build_document(unit, audit_id, device_id, about)
    return replace(document, revision=replace(about, changes=changes_in(document, issued)))


def issue_report(
    workspace: Workspace,
    audit_id: str,
    *,
    reason: str = "",
    progress: Progress = no_progress,
) -> str:
    """Issue the next revision and freeze it; returns its id. The PDF is rendered from what was frozen.

    All evidence is hashed first. Raises UserError that lists what is missing, or names evidence that does
    not hold; then nothing was issued (R-39). A later revision is the one that was begun with its reason; with
    `reason` it is begun and issued at once (R-40).
    """
    with workspace.read() as unit:
        _refuse_if_lacking(before_issue(unit, audit_id))
        _refuse_without_reason(unit, audit_id, reason)
        number = unit.session.get_one(Audit, audit_id).number
    _check_evidence(workspace, audit_id, progress)
    with workspace.write(N_("Issue report {number}"), final=True, number=number) as uow:
        _refuse_if_lacking(before_issue(uow, audit_id))
        return _freeze(uow, workspace.seat.device_id, audit_id, reason)


def _refuse_if_lacking(missing: tuple[Pointer, ...]) -> None:
    if missing:
        raise UserError(
            N_("The report cannot be issued yet. {missing}"),
            N_("Nothing was issued; the draft is as it was."),
            missing=in_a_row([pointer.message for pointer in missing]),
        )


def _refuse_without_reason(unit: ReadUnit, audit_id: str, reason: str) -> None:
    if last_revision(unit, audit_id) and not revision_under_way(unit, audit_id) and not reason.strip():
        raise UserError(
            N_("A further revision needs the reason for it."),
            N_("The issued revision stays as it is."),
            N_("Write what changed since the last revision and why."),
        )


def _check_evidence(workspace: Workspace, audit_id: str, progress: Progress) -> None:
    query = (
        select(Evidence.number, StoredObject)
        .join(StoredObject, StoredObject.id == Evidence.object_id)
        .where(Evidence.audit_id == audit_id, StoredObject.key.is_not(None))
        .order_by(*in_order(Evidence.number))
    )
    with workspace.read() as unit:
        pieces = [(number, stored) for number, stored in unit.session.execute(query)]
    for done, (number, stored) in enumerate(pieces):
        progress(done, len(pieces), number)
        try:
            digest = workspace.objects.digest(stored.file_name, stored.key)
        except DamagedObjectError:
            digest = ""
        if digest != stored.sha256:
            raise UserError(
                N_("The file of {number} is not what was taken in: its hash does not fit."),
                N_("Nothing was issued."),
                N_("Restore the file from a backup, or take the evidence in again."),
                number=number,
            )


def _freeze(uow: UnitOfWork, device_id: str, audit_id: str, reason: str) -> str:
    audit = uow.session.get_one(Audit, audit_id)
    audit.closing_on = closing_day(uow, audit_id) or uow.today()
    issue_findings(uow, audit_id, uow.today())
    report(uow, audit_id)
    replaced = issued_revision(uow, audit_id)
    row = _revision_to_issue(uow, audit_id, reason, replaced)
    document = _frozen(uow, audit_id, device_id, row, replaced)
    if replaced is not None:
        replaced.state = ReportState.SUPERSEDED
    content = documents.to_json(document)
    row.state = ReportState.ISSUED
    row.issued_at, row.issued_by_id = uow.now(), uow.actor_id
    row.recipients = audit.report_recipients
    row.document, row.sha256 = content.decode(), documents.digest(content)
    row.log_head = document.log_head
    uow.session.flush()
    return row.id


def _revision_to_issue(
    uow: UnitOfWork, audit_id: str, reason: str, replaced: ReportRevision | None
) -> ReportRevision:
    """The first revision, or the one that amends the report."""
    begun = revision_under_way(uow, audit_id)
    if begun is not None:
        return begun
    if replaced is not None:
        return uow.session.get_one(ReportRevision, begin_amendment(uow, audit_id, reason))
    row = ReportRevision(audit_id=audit_id, revision=1)
    uow.session.add(row)
    return row


def _frozen(
    uow: UnitOfWork, audit_id: str, device_id: str, row: ReportRevision, replaced: ReportRevision | None
) -> ReportDocument:
    uow.session.flush()
    about = Revision(row.revision, "issued", uow.today(), replaced.revision if replaced else None, row.reason)
    document = build_document(uow, audit_id, device_id, about)
    return replace(document, revision=replace(about, changes=changes_in(document, replaced)))
