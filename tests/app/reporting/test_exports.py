"""Files that leave: whole or not at all, and never where they must not lie."""

import errno
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.findings.counts import counts
from app.reporting import exports
from app.reporting.exports import Exported, export_checklist, export_findings, export_report
from app.reporting.reports import issue_report, revisions
from app.worker.client import Worker
from tests.app.reporting.audited import Audited
from tests.app.reporting.reading import read_text

Export = Callable[..., Exported]
EXPORTS = [export_report, export_findings, export_checklist]


def test_the_report_is_a_draft_until_it_is_issued(
    audited: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    exported = export_report(audited.workspace, audited.audit_id, tmp_path / "r.pdf", shared_worker)
    assert exported.revision is None
    text = read_text((tmp_path / "r.pdf").read_bytes())
    assert "revision 1 · Draft" in text
    assert "Restores are still not tested" in text


def test_the_issued_report_leaves_twice_as_the_same_bytes(
    issued: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    for name in ("one.pdf", "two.pdf"):
        exported = export_report(issued.workspace, issued.audit_id, tmp_path / name, shared_worker)
        assert exported.revision == 1
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_after_a_further_revision_the_newest_one_leaves(
    issued: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    issue_report(issued.workspace, issued.audit_id, reason="A name was misspelt")
    exported = export_report(issued.workspace, issued.audit_id, tmp_path / "r.pdf", shared_worker)
    assert exported.revision == 2
    assert len(issued.see(revisions, issued.audit_id)) == 2


def test_the_workbook_has_the_totals_of_the_window(
    audited: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    export_findings(audited.workspace, audited.audit_id, tmp_path / "f.xlsx", shared_worker)
    book = load_workbook(BytesIO((tmp_path / "f.xlsx").read_bytes()))
    found = audited.see(counts, audited.audit_id)
    numbers = [row[0].value for row in book["Findings"].iter_rows(min_row=2)]
    assert len([number for number in numbers if number]) >= found.total
    assert found.total == 2


def test_the_checklist_to_print_has_the_questions(
    audited: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    export_checklist(audited.workspace, audited.audit_id, tmp_path / "c.pdf", shared_worker)
    text = read_text((tmp_path / "c.pdf").read_bytes())
    assert "A.8.13" in text
    assert "Information backup" in text


@pytest.mark.parametrize("export", EXPORTS)
def test_a_folder_as_the_target_is_refused(
    audited: Audited, tmp_path: Path, shared_worker: Worker, export: Export
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UserError, match="is a folder"):
        export(audited.workspace, audited.audit_id, folder, shared_worker)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("export", EXPORTS)
def test_a_target_inside_the_workspace_is_refused(
    audited: Audited, shared_worker: Worker, export: Export
) -> None:
    target = audited.workspace.path / "report.pdf"
    with pytest.raises(UserError, match="inside the workspace"):
        export(audited.workspace, audited.audit_id, target, shared_worker)
    assert not target.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for an administrator")
def test_a_folder_that_cannot_be_written_is_told(
    audited: Audited, tmp_path: Path, shared_worker: Worker
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(UserError, match="could not be written"):
        export_checklist(audited.workspace, audited.audit_id, folder / "c.pdf", shared_worker)


def test_a_disk_that_refuses_leaves_the_file_of_before(
    audited: Audited, tmp_path: Path, shared_worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "c.pdf"
    target.write_bytes(b"before")

    def refuse(_target: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(exports, "write_durably", refuse)
    with pytest.raises(UserError, match="No space left"):
        export_checklist(audited.workspace, audited.audit_id, target, shared_worker)
    assert target.read_bytes() == b"before"


def test_a_missing_folder_is_told(audited: Audited, tmp_path: Path, shared_worker: Worker) -> None:
    with pytest.raises(UserError, match="could not be written"):
        export_checklist(audited.workspace, audited.audit_id, tmp_path / "no" / "c.pdf", shared_worker)
