"""Whatever is changed behind the program's back is named."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import activity_log, database
from app.evidence.intake import attach_bytes
from app.progress import Cancelled
from app.words import N_
from app.workspace.header import read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.verify import Problem, ProblemKind, verify
from app.workspace.workspace import Seat, Workspace
from models.audit import Audit
from models.base import instant_from_text
from models.finding import Finding
from models.organization import Person
from models.programme import Programme
from models.report import ReportRevision, ReportState

Change = Callable[[Any], object]


@pytest.fixture
def audit(workspace: Workspace, organization: str) -> str:
    """An audit with two files as evidence, and a finding that was edited."""
    with workspace.write(N_("Set up")) as uow:
        programme = Programme(organization_id=organization, title="2026")
        audit = Audit(
            programme_id=programme.id, number="IA-2026-01", title="Audit", lines_of_enquiry=("a", "é")
        )
        finding = Finding(
            audit_id=audit.id, number="F-01", raised_at=uow.now(), statement="Backups fail. " * 9
        )
        uow.session.add_all([programme, audit, finding])
    for number in range(3):
        with workspace.write(N_("Edit finding {number}"), number="F-01") as uow:
            uow.session.get_one(Finding, finding.id).statement += f" Sentence {number} with a few more words."
    attach_bytes(workspace, audit.id, "log.csv", b"job;result\n" * 200_000)
    attach_bytes(workspace, audit.id, "invoice\u202efdp.exe", b"photo" * 500_000)
    return audit.id


def change(workspace: Workspace, statement: str, *values: object) -> None:
    """Change the database as somebody would who has the key and knows SQL."""
    layout = Layout(workspace.path)
    connection = database.connect(layout.database, read_header(layout.headers).unwrap(None))
    connection.execute("PRAGMA foreign_keys = OFF")
    assert connection.execute(statement, values).rowcount > 0
    connection.close()


def found(workspace: Workspace) -> list[tuple[ProblemKind, str]]:
    return [(problem.kind, str(problem.message)) for problem in verify(workspace)]


def kinds(workspace: Workspace) -> set[ProblemKind]:
    return {problem.kind for problem in verify(workspace)}


def stored_files(workspace: Workspace) -> list[Path]:
    """The two stored files, in the order in which they were attached."""
    return sorted(workspace.layout.objects.glob("*/*"), key=lambda path: path.stat().st_size)


FIRST = "IA-2026-01 E-001 (log.csv)"
SECOND = "IA-2026-01 E-002 (invoice‹U+202E›fdp.exe)"


def test_a_sound_workspace_has_no_problems(workspace: Workspace, audit: str) -> None:
    assert verify(workspace) == ()
    workspace.undo()
    workspace.redo()
    assert verify(workspace) == ()


@pytest.mark.parametrize("position", [0, 23, 24, 100, 1_048_576, -1])
def test_a_flipped_byte_in_a_stored_file_is_named(workspace: Workspace, audit: str, position: int) -> None:
    """AS-24."""
    path = stored_files(workspace)[0]
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.write_bytes(data)
    assert found(workspace) == [
        (ProblemKind.OBJECT_CHANGED, f"{FIRST}: the stored file is not what was taken in; it was changed.")
    ]


@pytest.mark.parametrize("by", [-1, -1_000_000, 1])
def test_a_stored_file_of_another_length_is_named(workspace: Workspace, audit: str, by: int) -> None:
    path = stored_files(workspace)[1]
    os.truncate(path, path.stat().st_size + by)
    ((kind, said),) = found(workspace)
    assert kind is ProblemKind.OBJECT_CUT
    assert said.startswith(SECOND)


def test_swapped_stored_files_are_both_named_with_each_other(workspace: Workspace, audit: str) -> None:
    first, second = stored_files(workspace)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    assert found(workspace) == [
        (ProblemKind.OBJECT_SWAPPED, f"{FIRST}: in place of the stored file lies that of {SECOND}."),
        (ProblemKind.OBJECT_SWAPPED, f"{SECOND}: in place of the stored file lies that of {FIRST}."),
    ]


def test_a_missing_stored_file_is_named(workspace: Workspace, audit: str) -> None:
    stored_files(workspace)[0].unlink()
    assert found(workspace) == [(ProblemKind.OBJECT_MISSING, f"{FIRST}: the stored file is missing.")]


def test_a_stored_file_that_the_drive_does_not_give_is_named(workspace: Workspace, audit: str) -> None:
    path = stored_files(workspace)[0]
    path.unlink()
    path.mkdir()
    assert found(workspace) == [
        (ProblemKind.OBJECT_UNREADABLE, f"{FIRST}: the stored file cannot be read from the disk.")
    ]


def test_every_record_of_the_same_bytes_is_named(workspace: Workspace, audit: str) -> None:
    attach_bytes(workspace, audit, "again.csv", b"job;result\n" * 200_000)
    stored_files(workspace)[0].unlink()
    assert [text.partition(":")[0] for _, text in found(workspace)] == [
        FIRST,
        "IA-2026-01 E-003 (again.csv)",
    ]


def test_files_that_no_record_knows_are_named(workspace: Workspace, audit: str) -> None:
    folder = workspace.layout.objects / "ab"
    folder.mkdir(exist_ok=True)
    (folder / "abc").write_bytes(b"x")
    (folder / "abd.new").write_bytes(b"x")
    assert found(workspace) == [
        (ProblemKind.FILE_UNKNOWN, "The file abc in objects belongs to no record."),
        (ProblemKind.FILE_UNFINISHED, "The file abd.new in objects was never finished."),
    ]


EDIT = "Edit finding F-01"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_id", "somebody else"),
        ("at", "2026-01-01T00:00:00.000000Z+00:00"),
        ("at", "yesterday"),
        ("at", b"\xff"),
        ("label", '["Edit finding F-99",{}]'),
        ("label", "not json"),
        ("kind", "evidence"),
        ("row_id", "another"),
        ("operation", "insert"),
        ("step_id", "another"),
        ("detail_digest", "0" * 64),
    ],
)
def test_an_altered_entry_of_the_log_is_named(
    workspace: Workspace, audit: str, column: str, value: object
) -> None:
    sequence = entry_of_last_edit(workspace)
    change(workspace, f"UPDATE log_entry SET {column} = ? WHERE sequence = ?", value, sequence)
    altered = [text for kind, text in found(workspace) if kind is ProblemKind.LOG_ALTERED]
    label = {"not json": "?", '["Edit finding F-99",{}]': "Edit finding F-99"}.get(str(value), EDIT)
    assert altered == [f"Entry {sequence} of the log ({label}) was altered."]


def entry_of_last_edit(workspace: Workspace) -> int:
    with workspace.read() as unit:
        query = "SELECT max(sequence) FROM log_entry WHERE kind = 'finding' AND operation = 'update'"
        sequence = unit.session.connection().exec_driver_sql(query).scalar_one()
    assert isinstance(sequence, int)
    return sequence


def test_what_an_entry_says_of_the_change_cannot_be_rewritten(workspace: Workspace, audit: str) -> None:
    sequence = entry_of_last_edit(workspace)
    detail = json.dumps({"statement": {"was": "", "is": "All is well."}})
    change(workspace, "UPDATE log_entry SET detail = ? WHERE sequence = ?", detail, sequence)
    assert (
        ProblemKind.LOG_DETAIL,
        f"What entry {sequence} of the log ({EDIT}) says of the change was altered.",
    ) in found(workspace)


def test_a_detail_that_was_destroyed_on_purpose_is_no_problem(workspace: Workspace, audit: str) -> None:
    change(workspace, "UPDATE log_entry SET detail = NULL, salt = NULL WHERE kind = 'finding'")
    assert verify(workspace) == ()


def test_an_altered_entry_with_a_new_hash_breaks_the_link_behind_it(workspace: Workspace, audit: str) -> None:
    sequence = entry_of_last_edit(workspace)
    with workspace.read() as unit:
        query = "SELECT * FROM log_entry WHERE sequence = ?"
        connection = unit.session.connection()
        entry = dict(connection.exec_driver_sql(query, (sequence,)).mappings().one())
    entry["actor_id"] = "somebody else"
    forged = activity_log.hash_of_entry({**entry, "at": instant_from_text(entry["at"])})
    change(
        workspace,
        "UPDATE log_entry SET actor_id = ?, hash = ? WHERE sequence = ?",
        "somebody else",
        forged,
        sequence,
    )
    ((kind, said),) = found(workspace)
    assert kind is ProblemKind.LOG_BROKEN
    assert said.startswith(f"Entry {sequence + 1} of the log (Attach evidence) does not follow")


def test_missing_entries_of_the_log_are_named(workspace: Workspace, audit: str) -> None:
    sequence = entry_of_last_edit(workspace)
    change(workspace, "DELETE FROM log_entry WHERE sequence IN (?, ?)", sequence, sequence - 1)
    change(workspace, "DELETE FROM log_entry WHERE sequence = ?", sequence + 2)
    said = [text for kind, text in found(workspace) if kind is ProblemKind.LOG_MISSING]
    assert said == [
        f"Entries {sequence - 1} to {sequence} of the log are missing.",
        f"Entry {sequence + 2} of the log is missing.",
    ]


def test_a_log_whose_end_was_cut_off_no_longer_fits_rows_and_reports(
    workspace: Workspace, audit: str
) -> None:
    with workspace.write(N_("Add person")) as uow:
        uow.session.add(Person(name="Added at the end"))
    with workspace.read() as unit:
        last, head = activity_log.head(unit.session, workspace.seat.device_id)
    with workspace.write(N_("Issue")) as uow:
        uow.session.add(ReportRevision(audit_id=audit, revision=1, state=ReportState.ISSUED, log_head=head))
    assert verify(workspace) == ()
    change(workspace, "DELETE FROM log_entry WHERE sequence >= ?", last)
    said = dict(found(workspace))
    assert "Revision 1 of the report of IA-2026-01 names a log entry" in said[ProblemKind.LOG_HEAD]
    assert ProblemKind.ROW_UNLOGGED in said


def test_the_chain_of_every_device_is_walked(
    folder: Path, seat: Seat, workspace: Workspace, audit: str
) -> None:
    workspace.close()
    other = open_workspace(folder, None, Seat("Assay test", "device-2", clock=seat.clock))
    with other.write(N_("Add person")) as uow:
        uow.session.add(Person(name="From the other laptop"))
    assert verify(other) == ()
    change(
        other, "UPDATE log_entry SET operation = 'delete' WHERE device_id = 'device-2' AND kind = 'person'"
    )
    said = found(other)
    other.close()
    assert said[0] == (ProblemKind.LOG_ALTERED, "Entry 2 of the log (Add person) was altered.")


def test_a_row_that_was_altered_past_the_log_is_named_with_its_field(
    workspace: Workspace, audit: str
) -> None:
    change(workspace, "UPDATE finding SET grade = 'minor', statement = replace(statement, 'fail', 'work')")
    change(workspace, "UPDATE audit SET lines_of_enquiry = '[\"a\"]'")
    assert sorted(text for _, text in found(workspace)) == [
        "Audit IA-2026-01: lines_of_enquiry is not what the log says; it was altered unseen.",
        "Finding F-01: grade, statement is not what the log says; it was altered unseen.",
    ]


def test_a_row_that_was_removed_past_the_log_is_named(workspace: Workspace, audit: str) -> None:
    change(workspace, "DELETE FROM finding")
    assert found(workspace) == [
        (
            ProblemKind.ROW_MISSING,
            "Finding F-01: the log knows it, but it is gone from the database.",
        )
    ]


def test_a_row_that_was_added_past_the_log_is_named(workspace: Workspace, audit: str) -> None:
    columns = "(id, name, sort_name, address, representative)"
    change(workspace, f"INSERT INTO organization {columns} VALUES ('x', 'X', '', '', '')")
    assert found(workspace) == [
        (
            ProblemKind.ROW_UNLOGGED,
            "Record organization x: it stands in the database, but the log does not know it.",
        )
    ]


def test_a_hash_that_was_changed_to_fit_a_changed_file_is_named(workspace: Workspace, audit: str) -> None:
    change(workspace, "UPDATE stored_object SET sha256 = ? WHERE size = 2200000", "0" * 64)
    assert kinds(workspace) == {ProblemKind.ROW_ALTERED, ProblemKind.OBJECT_CHANGED}


def test_references_that_lead_nowhere_are_named(workspace: Workspace, audit: str) -> None:
    change(workspace, "UPDATE evidence SET object_id = 'gone' WHERE number = 'E-001'")
    assert kinds(workspace) >= {ProblemKind.DATABASE, ProblemKind.ROW_ALTERED}


def test_a_damaged_database_is_named_and_does_not_end_the_check(workspace: Workspace, audit: str) -> None:
    workspace.close()
    data = bytearray(workspace.layout.database.read_bytes())
    data[len(data) // 3] ^= 1
    workspace.layout.database.write_bytes(data)
    damaged = open_workspace(workspace.path, None, workspace.seat)
    problems: tuple[Problem, ...] = verify(damaged)
    damaged.close()
    assert ProblemKind.DATABASE in {problem.kind for problem in problems}


def test_a_verification_can_be_watched_and_stopped(workspace: Workspace, audit: str) -> None:
    seen: list[str] = []
    verify(workspace, lambda done, total, what: seen.append(what))
    assert list(dict.fromkeys(seen)) == [
        "Checking the database",
        "Checking the activity log",
        "Comparing the records with the log",
        FIRST,
        SECOND,
        "Comparing the records with the search index",
    ]

    def cancel(done: int, total: int, what: str) -> None:
        if what == SECOND:
            raise Cancelled

    with pytest.raises(Cancelled):
        verify(workspace, cancel)
