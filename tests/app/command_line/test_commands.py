"""What an office gets from the command line when all is well."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.evidence.reads import evidence_of_item
from app.findings.reads import counts
from app.planning.audit_list import audit_rows
from app.planning.coverage import coverage
from app.planning.overview import overview_standing
from app.reporting.finding_list.profile import ColumnProfile, ProfileColumn
from app.reporting.finding_list.profiles import save_profile
from app.settings import Settings
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.app.command_line.conftest import Call
from tests.conftest import DEVICE, FixedClock

THIS, LAST = "IA-2026-03", "IA-2025-02"


def test_a_new_workspace_has_its_organisation_and_says_that_it_has_no_passphrase(
    call: Call, tmp_path: Path
) -> None:
    done = call("new", tmp_path / "a.assay", "--organization", "Žižkov Clinics")
    assert (done.code, done.err) == (0, "")
    assert done.lines[0] == f"Made the workspace {tmp_path / 'a.assay'}."
    assert "no passphrase" in done.lines[1]
    assert call("audits", tmp_path / "a.assay").lines == ["There are no audits in this workspace yet."]


def test_a_new_workspace_in_json(call: Call, tmp_path: Path) -> None:
    data = call("new", tmp_path / "a.assay", "--organization", "Žižkov Clinics", "--json").data
    assert data["workspace"] == str(tmp_path / "a.assay")
    assert data["organization"]["name"] == "Žižkov Clinics"
    assert (data["protected"], data["warning"]) == (False, "")


def test_a_passphrase_comes_from_the_first_line_of_a_file(call: Call, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes("\ufeffkóŕeň 7\r\nnot this\r\n".encode())
    root = tmp_path / "a.assay"
    assert call("new", root, "--organization", "A", "--passphrase-file", secret).code == 0
    open_workspace(root, "kóŕeň 7", Seat("Assay test", DEVICE)).close()
    assert call("audits", root, "--passphrase-file", secret).code == 0


def test_a_passphrase_is_asked_for_at_a_terminal(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("open sesame\n")
    root = tmp_path / "a.assay"
    call("new", root, "--organization", "A", "--passphrase-file", secret)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("app.command_line.session.getpass", lambda prompt: "open sesame")
    assert call("audits", root).code == 0


def test_audits_are_listed_with_the_figures_of_the_window(
    call: Call, sample_folder: Path, sample: Workspace
) -> None:
    found = {one["number"]: one for one in call("audits", sample_folder, "--json").data["audits"]}
    with sample.read() as unit:
        for row in audit_rows(unit):
            standing, shown = overview_standing(unit, row.id), found[row.number]
            assert shown["findings"] == asdict(counts(unit, row.id))
            assert shown["requirements"]["examined"] == standing.requirements.examined
            assert shown["requirements"]["total"] == standing.requirements.total
            assert shown["items"] == {"total": standing.items, "examined": standing.items_examined}
            assert shown["evidence"] == standing.evidence
            assert shown["sessions"] == {"total": standing.sessions, "held": standing.sessions_held}


def test_audits_are_listed_in_lines_for_people(call: Call, sample_folder: Path) -> None:
    lines = call("audits", sample_folder).lines
    assert len(lines) == 6
    assert lines[1].startswith(f"{THIS}, 2026-11-23: Internal audit, ISO 27001:2022 (fieldwork).")
    assert "41 of 118 requirements examined, 1 major, 3 minor, 3 opportunities" in lines[1]


def test_files_are_attached_to_an_item(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.csv"
    one.write_text("first")
    two.write_text("a,b\n1,2\n")
    done = call("attach", sample_folder, THIS, one, two, "--item", "A.8.15", "--json")
    assert (done.code, done.err) == (0, "")
    assert [entry["number"] for entry in done.data["attached"]] == ["E-038", "E-039"]
    assert done.data["refused"] == []
    workspace = open_workspace(sample_folder, None, Seat("Assay test", DEVICE, clock=FixedClock()))
    with workspace.read() as unit:
        audit = next(row for row in audit_rows(unit) if row.number == THIS)
        item = next(row for row in coverage(unit, audit.id) if row.reference == "A.8.15").items[0]
        names = [row.title for row in evidence_of_item(unit, item.id)]
    workspace.close()
    assert names == ["one.txt", "two.csv"]


def test_the_same_file_again_is_said_to_be_the_same(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("the same")
    call("attach", sample_folder, THIS, paper)
    assert call("attach", sample_folder, THIS, paper).lines == [f"E-039: {paper} (the same file as E-038)"]


@pytest.mark.parametrize("name", ["A.8.13", "a.8.13", "Q-A8.13-01"])
def test_an_item_may_be_named_by_its_requirement_or_its_code(
    call: Call, sample_folder: Path, tmp_path: Path, name: str
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("paper")
    assert call("attach", sample_folder, THIS, paper, "--item", name).code == 0


def test_the_report_of_an_audit_in_progress_is_a_draft(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "report.pdf"
    done = call("report", sample_folder, THIS, "-o", target)
    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"Wrote the report of {THIS} as a draft to {target}: no revision is issued yet."]
    text = " ".join(page.extract_text() for page in PdfReader(target).pages[:3])
    assert "Draft" in text
    assert "Northwind Clinics" in text


def test_the_report_that_was_issued_is_the_same_bytes_each_time(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    data = call("report", sample_folder, LAST, "-o", tmp_path / "one.pdf", "--json").data
    assert (data["audit"], data["revision"], data["state"]) == (LAST, 1, "issued")
    assert call("report", sample_folder, LAST.lower(), "-o", tmp_path / "two.pdf").lines == [
        f"Wrote revision 1 of the report of {LAST} to {tmp_path / 'two.pdf'}."
    ]
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_findings_are_a_workbook(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "findings.xlsx"
    done = call("findings", sample_folder, THIS, "-o", target)
    assert done.lines == [f"Wrote the findings of {THIS} to {target}."]
    book = load_workbook(target)
    cells = {str(cell.value) for row in book["Findings"].iter_rows() for cell in row}
    assert {f"F-0{position}" for position in range(1, 10)} <= cells


def test_findings_in_json_say_where_the_workbook_is(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "findings.xlsx"
    data = call("findings", sample_folder, THIS, "-o", target, "--json").data
    assert (data["audit"], data["path"]) == (THIS, str(target))


def test_the_findings_leave_in_the_columns_of_an_office(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    columns = (ProfileColumn("number", "Ref."), ProfileColumn("grade"))
    save_profile(Settings(tmp_path / "settings" / "settings.json"), ColumnProfile("Office", columns, ";"))
    target = tmp_path / "findings.dat"
    data = call(
        "findings", sample_folder, THIS, "-o", target, "--profile", "office", "--format", "csv", "--json"
    ).data
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[:2] == ["Ref.;Grade", "F-01;Opportunity for improvement"]
    assert data["findings"] == len(lines) - 1
    assert (data["profile"], data["format"]) == ("office", "csv")


def test_a_profile_that_is_not_there_is_told_and_nothing_written(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "findings.csv"
    done = call("findings", sample_folder, THIS, "-o", target, "--profile", "Board")
    assert (done.code, target.exists()) == (1, False)
    assert done.err.startswith("There is no column profile Board on this laptop.")


def test_a_name_that_ends_in_csv_asks_for_csv(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "findings.CSV"
    done = call("findings", sample_folder, THIS, "-o", target)
    assert done.lines == [f"Wrote 9 findings of {THIS} to {target}."]
    assert target.read_bytes().startswith(b"\xef\xbb\xbfNumber,Type,")


def test_an_output_that_was_there_is_replaced(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_text("old")
    assert call("report", sample_folder, THIS, "-o", target).code == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert not list(tmp_path.glob("*.new"))


def test_verify_says_how_much_it_looked_at(call: Call, sample_folder: Path) -> None:
    done = call("verify", sample_folder)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Nothing amiss: 42 files hashed, ")
    assert done.out.endswith(" log entries walked.\n")
    data = call("verify", sample_folder, "--json").data
    assert (data["files"], data["problems"]) == (42, [])
    assert data["log_entries"] > 2000


def test_verify_names_a_flipped_byte(call: Call, sample_folder: Path) -> None:
    victim = max(
        (path for path in (sample_folder / "objects").glob("*/*")), key=lambda path: path.stat().st_size
    )
    content = bytearray(victim.read_bytes())
    content[100] ^= 1
    victim.write_bytes(content)
    done = call("verify", sample_folder)
    assert done.code == 1
    assert len(done.lines) == 1
    assert done.lines[0].startswith(THIS)
    assert done.err == f"1 problem: {done.lines[0]}\n"
    data = call("verify", sample_folder, "--json").data
    assert [problem["kind"] for problem in data["problems"]] == ["object_changed"]


def test_the_demo_writes_everything_and_says_where_it_is(call: Call, tmp_path: Path) -> None:
    root = tmp_path / "demo" / "Northwind.assay"
    done = call("demo", root, "--json")
    assert (done.code, done.err) == (0, "")
    data = done.data
    assert Path(data["workspace"]) == root
    assert PdfReader(data["report"]).pages
    assert load_workbook(data["findings"]).sheetnames
    assert Path(data["report"]) == tmp_path / "demo" / "report.pdf"
    assert call("verify", root).code == 0


def test_json_is_readable_for_programs_whatever_the_letters(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "Größe–Łódź_审计_🔐.txt"
    paper.write_text("paper")
    out = call("attach", sample_folder, THIS, paper, "--json").out
    assert paper.name in out
    assert json.loads(out)["attached"][0]["file"] == str(paper)
