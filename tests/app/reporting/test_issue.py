"""Issuing a report: refused with what is missing, frozen once issued, superseded and never changed."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.findings import findings
from app.findings.reads import finding_row
from app.findings.terms import FindingState, FindingType
from app.planning import audits
from app.progress import Cancelled
from app.reporting import document as documents
from app.reporting.amendments import begin_amendment
from app.reporting.exports import issued_pdf
from app.reporting.reports import ReportState, frozen_document, issue_report, revisions
from app.worker.client import Worker
from models.audit import Audit, AuditState
from models.evidence import Evidence, StoredObject
from models.report import ReportRevision
from tests.app.reporting.audited import Audited


def issue(audited: Audited, reason: str = "") -> str:
    return issue_report(audited.workspace, audited.audit_id, reason=reason)


def row(audited: Audited, revision_id: str) -> ReportRevision:
    return audited.see(lambda unit: unit.session.get_one(ReportRevision, revision_id))


def flip_a_byte(audited: Audited, evidence_id: str) -> str:
    """Change one byte of a stored file; the number of its evidence."""

    def stored(unit: object) -> tuple[str, str]:
        session = unit.session  # type: ignore[attr-defined]
        query = select(Evidence.number, StoredObject.file_name).join(
            StoredObject, StoredObject.id == Evidence.object_id
        )
        number, name = session.execute(query.where(Evidence.id == evidence_id)).one()
        return number, name

    number, name = audited.see(stored)
    path = next(path for path in audited.workspace.layout.objects.rglob(name))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    return number


def test_a_report_that_lacks_something_is_refused_with_what_it_lacks(audited: Audited) -> None:
    audited.do(audits.edit_audit, audited.audit_id, summary="")
    audited.do(
        findings.raise_finding,
        audited.audit_id,
        type=FindingType.NONCONFORMITY,
        item_id=audited.items["5.1"],
    )
    with pytest.raises(UserError, match="cannot be issued yet") as refused:
        issue(audited)
    assert "Write the summary for management" in str(refused.value)
    assert "F-04" in str(refused.value)
    assert audited.see(revisions, audited.audit_id) == ()


def test_issuing_moves_findings_to_issued_and_gives_them_their_dates(audited: Audited) -> None:
    issue(audited)
    repeat = audited.see(finding_row, audited.findings["repeat"])
    assert repeat is not None
    assert repeat.state is FindingState.ISSUED
    assert repeat.response_due_on is not None
    assert repeat.response_due_on > date(2026, 7, 6)
    withdrawn = audited.see(finding_row, audited.findings["withdrawn"])
    assert withdrawn is not None
    assert (withdrawn.state, withdrawn.response_due_on) == (FindingState.WITHDRAWN, None)


def test_the_audit_is_reported_once_its_report_is_issued(issued: Audited) -> None:
    audit = issued.see(lambda unit: unit.session.get_one(Audit, issued.audit_id))
    assert audit.state is AuditState.REPORTED


def test_issuing_is_nothing_that_is_undone(issued: Audited) -> None:
    assert issued.workspace.undo() is None
    assert len(issued.see(revisions, issued.audit_id)) == 1


def test_evidence_with_a_flipped_byte_is_named_and_nothing_is_issued(audited: Audited) -> None:
    """AS-24: issuing waits until it is resolved."""
    number = flip_a_byte(audited, audited.evidence[1])
    with pytest.raises(UserError, match=number) as refused:
        issue(audited)
    assert "Nothing was issued" in str(refused.value)
    assert audited.see(revisions, audited.audit_id) == ()
    repeat = audited.see(finding_row, audited.findings["repeat"])
    assert repeat is not None
    assert repeat.state is FindingState.CONFIRMED


def test_a_cancelled_issue_leaves_the_draft_as_it_was(audited: Audited) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        issue_report(audited.workspace, audited.audit_id, progress=stop)
    assert audited.see(revisions, audited.audit_id) == ()


def test_the_frozen_document_carries_its_digest(audited: Audited) -> None:
    revision_id = issue(audited)
    kept = row(audited, revision_id)
    content = kept.document.encode()
    assert documents.digest(content) == kept.sha256
    assert documents.to_json(audited.see(frozen_document, revision_id)) == content
    assert json.loads(content)["revision"]["state"] == "issued"


def test_a_frozen_document_that_was_changed_is_not_shown(audited: Audited) -> None:
    revision_id = issue(audited)

    def tamper(uow: object) -> None:
        kept = uow.session.get_one(ReportRevision, revision_id)  # type: ignore[attr-defined]
        kept.document = kept.document.replace("restores", "reports")

    audited.do(tamper)
    with pytest.raises(UserError, match="not what was issued"):
        audited.see(frozen_document, revision_id)


def test_a_later_change_of_the_audit_leaves_the_issued_revision_as_it_is(audited: Audited) -> None:
    revision_id = issue(audited)
    before = row(audited, revision_id).document
    audited.do(begin_amendment, audited.audit_id, "The summary was another year's")
    audited.do(audits.edit_audit, audited.audit_id, summary="Something else")
    assert row(audited, revision_id).document == before
    assert audited.see(frozen_document, revision_id).summary.narrative.startswith("The ISMS works")


def test_a_further_revision_needs_its_reason(issued: Audited) -> None:
    with pytest.raises(UserError, match="needs the reason"):
        issue(issued)
    assert [one.revision for one in issued.see(revisions, issued.audit_id)] == [1]


def test_a_further_revision_supersedes_the_earlier_one_and_says_why(issued: Audited) -> None:
    (first,) = issued.see(revisions, issued.audit_id)
    before = row(issued, first.id).document
    second_id = issue(issued, "A name was misspelt")
    newest, older = issued.see(revisions, issued.audit_id)
    assert [(one.revision, one.state) for one in (newest, older)] == [
        (2, ReportState.ISSUED),
        (1, ReportState.SUPERSEDED),
    ]
    assert row(issued, first.id).document == before
    about = issued.see(frozen_document, second_id).revision
    assert (about.number, about.replaces, about.change_reason) == (2, 1, "A name was misspelt")


def test_the_pdf_of_a_revision_is_the_same_bytes_for_ever(issued: Audited, shared_worker: Worker) -> None:
    (first,) = issued.see(revisions, issued.audit_id)
    before = issued_pdf(issued.workspace, first.id, shared_worker)
    assert before.startswith(b"%PDF")
    issue(issued, "A name was misspelt")
    assert issued_pdf(issued.workspace, first.id, shared_worker) == before


def test_a_damaged_pdf_in_the_workspace_is_told(issued: Audited, shared_worker: Worker) -> None:
    (first,) = issued.see(revisions, issued.audit_id)
    issued_pdf(issued.workspace, first.id, shared_worker)

    def name(unit: object) -> str:
        session = unit.session  # type: ignore[attr-defined]
        kept = session.get_one(ReportRevision, first.id)
        return session.get_one(StoredObject, kept.pdf_object_id).file_name

    path = next(issued.workspace.layout.objects.rglob(issued.see(name)))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UserError, match="damaged"):
        issued_pdf(issued.workspace, first.id, shared_worker)
