"""Power may go at any moment: each thing is on the disk before the next one relies on it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes
from app.retention.thorough import destroy_due, destroy_thoroughly
from app.settings import Settings
from app.workspace.files import write_durably
from app.workspace.header import open_header, write_header
from app.workspace.workspace import Workspace
from models.evidence import Evidence
from tests.app.reporting.audited import Audited, begin
from tests.conftest import FixedClock
from tests.soak.recording import Event, Recorder


@pytest.fixture
def audited(workspace: Workspace, tmp_path: Path) -> Audited:
    return begin(workspace, tmp_path)


@pytest.fixture
def recorder(workspace: Workspace) -> Recorder:
    return Recorder(workspace.path)


def in_order(events: Sequence[Event], *wanted: Event) -> bool:
    """Whether the wanted events come in this order; others may stand between them."""
    rest = iter(events)
    return all(one in rest for one in wanted)


def the_new_file(events: Sequence[Event]) -> str:
    (name,) = {path for what, path in events if what == "replace" and path.startswith("objects/")}
    return name


def test_a_file_is_whole_on_the_disk_before_its_name_and_its_name_before_its_record(
    audited: Audited, recorder: Recorder
) -> None:
    with recorder.watching() as events:
        attach_bytes(audited.workspace, audited.audit_id, "file", b"content")
    name = the_new_file(events)
    folder = str(Path(name).parent)
    assert in_order(
        events,
        ("fsync", f"{name}.new"),
        ("replace", name),
        ("fsync", folder),
        ("commit", ""),
        ("unlink", f"{name}.pending"),
    )
    if ("mkdir", folder) in events:
        assert in_order(events, ("mkdir", folder), ("fsync", "objects"), ("replace", name))


def test_a_record_is_gone_from_the_disk_before_its_file_is(audited: Audited, recorder: Recorder) -> None:
    with recorder.watching() as events:
        attach_bytes(audited.workspace, audited.audit_id, "file", b"content")
    name = the_new_file(events)
    audited.workspace.undo()
    with recorder.watching() as events:
        assert remove_unused_files(audited.workspace) == 1
    folder = str(Path(name).parent)
    assert in_order(
        events, ("fsync", folder), ("commit", ""), ("unlink", name), ("unlink", f"{name}.pending")
    )


def test_what_is_destroyed_leaves_the_records_then_the_disk_and_the_earlier_backups_last(
    audited: Audited, recorder: Recorder, clock: FixedClock
) -> None:
    workspace = audited.workspace
    with recorder.watching() as events:
        piece = attach_bytes(workspace, audited.audit_id, "file", b"content").evidence_id
    name = the_new_file(events)
    earlier = str(workspace.back_up("by-hand").relative_to(workspace.path))
    clock.advance(hours=1)
    with workspace.write("Edit evidence") as uow:
        uow.session.get_one(Evidence, piece).destroy_on = uow.today()
    with recorder.watching() as events:
        outcome = destroy_thoroughly(workspace, destroy_due, [piece], "Agreed")
    assert outcome.kept is not None
    fresh = str(outcome.kept.backup.folder.relative_to(workspace.path))
    assert in_order(
        events,
        ("fsync", str(Path(name).parent)),
        ("commit", ""),
        ("unlink", name),
        ("unlink", f"{name}.pending"),
        ("rename", fresh),
        ("fsync", "backups"),
        ("fsync", f"{earlier}/workspace.db.new"),
        ("replace", f"{earlier}/workspace.db"),
        ("fsync", earlier),
        ("unlink", f"{earlier}/{name}"),
        ("replace", f"{earlier}/backup.json"),
    )


def test_both_new_key_files_are_on_the_disk_before_an_old_one_goes(
    workspace: Workspace, recorder: Recorder
) -> None:
    with recorder.watching() as events:
        write_header(workspace.layout.headers, open_header(bytes(32)))
        write_header(workspace.layout.headers, workspace.header)
    assert events[:5] == events[5:]
    assert sorted(events[:2]) == [("fsync", "key-1.json.new"), ("fsync", "key-2.json.new")]
    assert events[2:5] == [("replace", "key-1.json"), ("replace", "key-2.json"), ("fsync", ".")]


def test_a_backup_has_its_name_when_all_of_it_is_on_the_disk(audited: Audited, recorder: Recorder) -> None:
    with recorder.watching() as events:
        folder = str(audited.workspace.back_up("by-hand").relative_to(audited.workspace.path))
    half = f"{folder}.new"
    named = events.index(("rename", folder))
    synced = {path for what, path in events[:named] if what == "fsync"}
    linked = {str(Path(path).parent) for what, path in events[:named] if what == "link"}
    assert linked
    assert linked <= synced
    assert {half, f"{half}/objects", f"{half}/key-1.json.new", f"{half}/backup.json.new"} <= synced
    assert in_order(events, ("replace", f"{half}/backup.json"), ("fsync", half), ("rename", folder))
    assert in_order(events, ("rename", folder), ("fsync", "backups"))


def test_where_the_log_stood_is_on_the_disk_when_the_workspace_is_closed(
    workspace: Workspace, recorder: Recorder
) -> None:
    with recorder.watching() as events:
        workspace.close()
    assert in_order(events, ("fsync", "log-head.json.new"), ("replace", "log-head.json"), ("fsync", "."))


def test_the_settings_and_what_leaves_the_workspace_are_the_old_or_the_new(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    with recorder.watching() as events:
        write_durably(tmp_path / "report.pdf", b"%PDF")
        Settings(tmp_path / "settings.json").set("language", "de")
    for name in ("report.pdf", "settings.json"):
        assert in_order(events, ("fsync", f"{name}.new"), ("replace", name), ("fsync", "."))
