"""Revisions of a report: what they lack, how one is issued and frozen, and what is there (R-39, R-40)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.errors import UserError
from app.evidence.object_store import DamagedObjectError
from app.findings.lifecycle import issue_findings
from app.numbers import in_order
from app.planning.open_points import Pointer, before_issue
from app.planning.states import report
from app.programme.people import names
from app.progress import Progress, no_progress
from app.reporting import document as documents
from app.reporting.building.document import build_document
from app.reporting.document import ReportDocument
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
    """Issued and superseded revisions of an audit's report, the newest first."""
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
    """The report as it would be now, marked as a draft (R-44)."""
    return build_document(unit, audit_id, device_id, Revision(number=_last_revision(unit, audit_id) + 1))


def _last_revision(unit: ReadUnit, audit_id: str) -> int:
    query = select(func.max(ReportRevision.revision)).where(ReportRevision.audit_id == audit_id)
    return unit.session.scalar(query) or 0


def issue_report(
    workspace: Workspace,
    audit_id: str,
    *,
    reason: str = "",
    changes: Sequence[str] = (),
    progress: Progress = no_progress,
) -> str:
    """Issue the next revision and freeze it; returns its id. The PDF is rendered from what was frozen.

    All evidence is hashed first. Raises UserError that lists what is missing, or names evidence that does
    not hold; then nothing was issued (R-39). A later revision needs its reason (R-40).
    """
    with workspace.read() as unit:
        _refuse_if_lacking(before_issue(unit, audit_id))
        _refuse_without_reason(unit, audit_id, reason)
        number = unit.session.get_one(Audit, audit_id).number
    _check_evidence(workspace, audit_id, progress)
    with workspace.write(N_("Issue report {number}"), final=True, number=number) as uow:
        _refuse_if_lacking(before_issue(uow, audit_id))
        return _freeze(uow, workspace.seat.device_id, audit_id, reason, tuple(changes))


def _refuse_if_lacking(missing: tuple[Pointer, ...]) -> None:
    if missing:
        raise UserError(
            N_("The report cannot be issued yet. {missing}"),
            N_("Nothing was issued; the draft is as it was."),
            missing=in_a_row([pointer.message for pointer in missing]),
        )


def _refuse_without_reason(unit: ReadUnit, audit_id: str, reason: str) -> None:
    if _last_revision(unit, audit_id) and not reason.strip():
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


def _freeze(uow: UnitOfWork, device_id: str, audit_id: str, reason: str, changes: tuple[str, ...]) -> str:
    audit = uow.session.get_one(Audit, audit_id)
    audit.closing_on = audit.closing_on or uow.today()
    issue_findings(uow, audit_id, audit.closing_on)
    report(uow, audit_id)
    last = _last_revision(uow, audit_id)
    _supersede(uow, audit_id)
    uow.session.flush()
    about = Revision(last + 1, "issued", uow.today(), last or None, reason, changes)
    document = build_document(uow, audit_id, device_id, about)
    content = documents.to_json(document)
    row = ReportRevision(
        audit_id=audit_id,
        revision=last + 1,
        state=ReportState.ISSUED,
        reason=reason,
        issued_at=uow.now(),
        issued_by_id=uow.actor_id,
        recipients=audit.report_recipients,
        document=content.decode(),
        sha256=documents.digest(content),
        log_head=document.log_head,
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id


def _supersede(uow: UnitOfWork, audit_id: str) -> None:
    query = select(ReportRevision).where(
        ReportRevision.audit_id == audit_id, ReportRevision.state == ReportState.ISSUED
    )
    for row in uow.session.scalars(query).all():
        row.state = ReportState.SUPERSEDED


def frozen_document(unit: ReadUnit, revision_id: str) -> ReportDocument:
    """The document of an issued revision, checked against its hash. Raises UserError when it was changed."""
    row = unit.session.get_one(ReportRevision, revision_id)
    content = row.document.encode()
    if documents.digest(content) != row.sha256:
        raise UserError(
            N_("Revision {revision} of the report is not what was issued: its hash does not fit."),
            todo=N_("Restore the workspace from a backup made before."),
            revision=row.revision,
        )
    return documents.from_json(content)
