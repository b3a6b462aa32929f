"""What report, command line and a later reader are told of what was destroyed."""

from pathlib import Path

from app.evidence.reads import evidence_of_finding
from app.reporting.document import ReportDocument
from app.reporting.reports import build_draft
from app.retention.destroying import destroy_due
from app.words import N_
from app.workspace.backups.manifest import BEFORE_MIGRATION
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from models.evidence import Evidence
from tests.app.command_line.conftest import Call, call
from tests.app.reporting.audited import Audited, begin
from tests.conftest import DEVICE

__all__ = ["call"]


def draft(audited: Audited) -> ReportDocument:
    with audited.workspace.read() as unit:
        return build_draft(unit, audited.audit_id, DEVICE)


def destroy_first(audited: Audited) -> str:
    piece = audited.evidence[0]
    with audited.workspace.write(N_("Edit evidence {number}"), number="E-001") as uow:
        uow.session.get_one(Evidence, piece).destroy_on = uow.today()
    destroy_due(audited.workspace, [piece], "Agreed with the clinic")
    return piece


def test_the_index_of_a_report_keeps_the_line_and_says_that_it_was_destroyed(
    workspace: Workspace, tmp_path: Path
) -> None:
    audited = begin(workspace, tmp_path)
    before = draft(audited)
    destroy_first(audited)
    after = draft(audited)
    (was, *others_before), (line, *others) = before.evidence, after.evidence
    assert others == others_before
    assert (line.number, line.sha256, line.size) == (was.number, was.sha256, was.size)
    assert (line.items, line.findings) == (was.items, was.findings)
    assert (line.title, line.file_name, line.source, line.note) == ("Destroyed", "", "", "")
    assert line.disposal.startswith("Destroyed on 6 Jul 2026")
    assert line.disposal.endswith("Reason: Agreed with the clinic")
    assert [card.evidence for card in after.findings] == [card.evidence for card in before.findings]


def test_a_finding_rests_on_the_number_still(workspace: Workspace, tmp_path: Path) -> None:
    audited = begin(workspace, tmp_path)
    piece = destroy_first(audited)
    with workspace.read() as unit:
        found = {row.number for one in audited.findings.values() for row in evidence_of_finding(unit, one)}
        number = unit.session.get_one(Evidence, piece).number
    used = {number for line in draft(audited).evidence if line.findings for number in [line.number]}
    assert found == used
    assert number == "E-001"


def test_verify_counts_what_was_destroyed_and_misses_nothing(
    workspace: Workspace, tmp_path: Path, call: Call, seat: Seat
) -> None:
    audited = begin(workspace, tmp_path)
    destroy_first(audited)
    workspace.close()
    done = call("verify", workspace.path)
    assert (done.code, done.err) == (0, "")
    assert done.lines[1] == "1 record of destruction: its text and bytes are gone on purpose."
    data = call("verify", workspace.path, "--json").data
    assert (data["destroyed"], data["problems"]) == (1, [])
    open_workspace(workspace.path, None, seat).close()


def test_a_backup_on_the_command_line_cleans_the_earlier_ones(
    workspace: Workspace, tmp_path: Path, call: Call
) -> None:
    audited = begin(workspace, tmp_path)
    workspace.back_up(BEFORE_MIGRATION)
    destroy_first(audited)
    workspace.close()
    done = call("backup", workspace.path, "--json")
    assert (done.code, done.data["backups_cleaned"], done.data["backups_unclean"]) == (0, 1, 0)
