import hashlib
import os
import random
from datetime import date
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence import evidence, reads
from app.evidence.circumstances import Circumstances, circumstances_from_session, with_audit
from app.evidence.exporting import export_copy
from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes, attach_file, attach_files
from app.evidence.reads import CustodyAction, EvidenceKind, EvidenceWeight
from app.progress import Cancelled
from app.workspace.verify import verify
from app.workspace.workspace import Workspace
from models.audit import AuditScope
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.conftest import FixedClock


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_becomes_evidence_with_its_hash_and_circumstances(
    workspace: Workspace, story: Story, tmp_path: Path, clock: FixedClock
) -> None:
    data = b"job;result\nnightly;ok\n"
    path = write(tmp_path / "backup log.csv", data)
    with workspace.read() as unit:
        circumstances = circumstances_from_session(unit, story.session, story.backups)

    attached = attach_file(workspace, story.audit, path, circumstances)

    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, attached.evidence_id)
    assert detail is not None
    row = detail.row
    assert (attached.number, row.number, attached.same_as) == ("E-001", "E-001", None)
    assert (row.title, row.name, row.media_type) == ("backup log.csv", "backup log.csv", "text/csv")
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert (row.size, row.has_file) == (len(data), True)
    assert (row.obtained_at, row.obtained_where) == (clock.now(), "Leeds, Server room")
    assert (row.obtained_from, row.obtained_by) == ("Čapek, Jana", "Auditor, Ada")
    assert (row.kind, row.weight) == (EvidenceKind.RECORD, EvidenceWeight.SUPPLIED)
    assert [link.label for link in row.links] == ["A.8.13"]
    assert [entry.action for entry in detail.custody] == [CustodyAction.TAKEN]
    assert row.sha256 in detail.custody[0].detail
    assert path.read_bytes() == data
    assert content_of(workspace, attached.evidence_id) == data


def test_the_audit_tells_period_and_classification_where_nothing_else_was_told(
    workspace: Workspace, story: Story
) -> None:
    first, last, own = date(2026, 1, 1), date(2026, 9, 30), date(2026, 5, 1)
    with workspace.write("Decide the scope") as uow:
        uow.session.add(
            AuditScope(
                audit_id=story.audit, version=1, period_start=first, period_end=last, decided_at=uow.now()
            )
        )
    with workspace.read() as unit:
        found = circumstances_from_session(unit, story.session)
        told = with_audit(unit, story.audit, Circumstances(classification="Secret", period_start=own))
    assert (found.period_start, found.period_end, found.classification) == (first, last, "Confidential")
    assert (told.period_start, told.period_end, told.classification) == (own, None, "Secret")


def test_what_is_stored_is_not_readable_on_the_disk(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    attach_file(workspace, story.audit, write(tmp_path / "names.txt", b"very secret words" * 50))
    stored = [path.read_bytes() for path in workspace.layout.objects.glob("*/*")]
    assert len(stored) == 1
    assert b"secret" not in stored[0]


def test_a_file_of_several_chunks_comes_back_the_same(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    data = random.Random(1).randbytes(3 * 1024 * 1024 + 17)
    attached = attach_file(workspace, story.audit, write(tmp_path / "image.bin", data))
    assert content_of(workspace, attached.evidence_id) == data


def test_one_file_may_be_linked_to_item_finding_and_line_at_once(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    circumstances = Circumstances(item_id=story.access, finding_id=story.finding, note_line_id=story.line)
    attached = attach_file(workspace, story.audit, write(tmp_path / "a.txt", b"a"), circumstances)
    with workspace.read() as unit:
        of_access = reads.evidence_of_item(unit, story.access)
        of_finding = reads.evidence_of_finding(unit, story.finding)
        of_line = reads.evidence_of_line(unit, story.line)
        of_item_of_the_line = reads.evidence_of_item(unit, story.backups)
    assert [[row.id for row in rows] for rows in (of_access, of_finding, of_line, of_item_of_the_line)] == [
        [attached.evidence_id]
    ] * 4


def test_numbers_count_up_in_each_audit_and_are_never_given_twice(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    first = attach_bytes(workspace, story.audit, "a.txt", b"a")
    with workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, first.evidence_id)
    second = attach_bytes(workspace, story.audit, "b.txt", b"b")
    elsewhere = attach_bytes(workspace, story.other_audit, "c.txt", b"c")
    assert (first.number, second.number, elsewhere.number) == ("E-001", "E-002", "E-001")


def test_the_same_bytes_again_are_one_object_and_two_records(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    """AS-23; the next two tests are its other lines."""
    first = attach_file(workspace, story.audit, write(tmp_path / "policy.md", b"# Policy"))
    again = attach_file(workspace, story.audit, write(tmp_path / "copy of policy.md", b"# Policy"))
    elsewhere = attach_file(workspace, story.other_audit, write(tmp_path / "p.md", b"# Policy"))

    assert again.same_as == "E-001"
    assert again.same_as_id == first.evidence_id
    assert elsewhere.same_as == "IA-2026-01 E-001"
    assert len(workspace.objects.names()) == 1
    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, again.evidence_id)
    assert detail is not None
    assert detail.same_bytes == ("E-001", "IA-2026-02 E-001")


def test_removing_one_of_two_records_leaves_the_other_whole(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    first = attach_bytes(workspace, story.audit, "policy.md", b"# Policy")
    second = attach_bytes(workspace, story.audit, "policy.md", b"# Policy")
    with workspace.write("Remove") as uow:
        evidence.remove_evidence(uow, first.evidence_id)
    assert remove_unused_files(workspace) == 0
    assert content_of(workspace, second.evidence_id) == b"# Policy"


def test_a_duplicate_can_be_folded_into_the_record_that_was_there(workspace: Workspace, story: Story) -> None:
    first = attach_bytes(workspace, story.audit, "p.md", b"# Policy", Circumstances(item_id=story.backups))
    second = attach_bytes(workspace, story.audit, "p.md", b"# Policy", Circumstances(item_id=story.access))
    with workspace.write("Link instead") as uow:
        evidence.link_instead(uow, second.evidence_id, first.evidence_id)
    with workspace.read() as unit:
        rows = reads.evidence_of_audit(unit, story.audit)
    assert [row.id for row in rows] == [first.evidence_id]
    assert {link.label for link in rows[0].links} == {"A.8.13", "A.5.15"}


def test_bytes_whose_stored_file_was_lost_are_stored_anew(workspace: Workspace, story: Story) -> None:
    attach_bytes(workspace, story.audit, "p.md", b"# Policy")
    for name in workspace.objects.names():
        workspace.objects.remove(name)
    again = attach_bytes(workspace, story.audit, "p.md", b"# Policy")
    assert again.same_as is None
    assert content_of(workspace, again.evidence_id) == b"# Policy"


def test_an_attachment_that_was_undone_can_be_redone_with_its_bytes(
    workspace: Workspace, story: Story
) -> None:
    attached = attach_bytes(workspace, story.audit, "a.txt", b"a", Circumstances(item_id=story.backups))
    workspace.undo()
    with workspace.read() as unit:
        assert reads.evidence_of_audit(unit, story.audit) == []
    workspace.redo()
    assert content_of(workspace, attached.evidence_id) == b"a"
    assert verify(workspace) == ()


def test_the_file_goes_when_nothing_uses_it_any_more(workspace: Workspace, story: Story) -> None:
    attach_bytes(workspace, story.audit, "a.txt", b"a")
    workspace.undo()
    assert len(workspace.objects.names()) == 1
    assert remove_unused_files(workspace) == 1
    assert workspace.objects.names() == set()
    assert verify(workspace) == ()


def test_a_file_that_was_never_finished_is_swept_up(workspace: Workspace, story: Story) -> None:
    attach_bytes(workspace, story.audit, "a.txt", b"a")
    leftover = workspace.layout.objects / "ab" / f"ab{'0' * 30}.new"
    leftover.parent.mkdir(exist_ok=True)
    leftover.write_bytes(b"half")
    remove_unused_files(workspace)
    assert not leftover.exists()
    assert len(workspace.objects.names()) == 1


class CancelAfter:
    """Progress that stops the work once `bytes_done` are reached."""

    def __init__(self, bytes_done: int) -> None:
        self.bytes_done = bytes_done
        self.seen: list[tuple[int, int, str]] = []

    def __call__(self, done: int, total: int, what: str) -> None:
        self.seen.append((done, total, what))
        if done >= self.bytes_done:
            raise Cancelled


def test_cancelling_a_large_file_leaves_nothing_behind(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    """AS-21; `make bench` has the 4 GiB: speed, memory, and how soon it stops."""
    path = write(tmp_path / "video.mp4", bytes(5 * 1024 * 1024))
    cancel = CancelAfter(2 * 1024 * 1024)
    with pytest.raises(Cancelled):
        attach_file(workspace, story.audit, path, progress=cancel)
    assert cancel.seen[-1] == (2 * 1024 * 1024, 5 * 1024 * 1024, "video.mp4")
    assert workspace.objects.names() == set()
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).total == 0


def test_cancelling_a_thousand_small_files_leaves_the_store_as_it_was(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    attach_bytes(workspace, story.audit, "before.txt", b"before")
    before = workspace.objects.names()
    paths = [write(tmp_path / f"{n:04}.txt", f"record {n:04}".encode()) for n in range(1000)]
    total = sum(path.stat().st_size for path in paths)
    cancel = CancelAfter(total * 9 // 10)
    with pytest.raises(Cancelled):
        attach_files(workspace, story.audit, paths, progress=cancel)
    assert cancel.seen[-1][1] == total
    assert workspace.objects.names() == before
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).total == 1
    assert verify(workspace) == ()


def test_several_files_are_attached_in_order_and_undone_as_one_step(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    paths = [write(tmp_path / f"{n}.txt", bytes([65 + n])) for n in range(5)]
    outcomes = attach_files(workspace, story.audit, paths, Circumstances(item_id=story.backups))
    assert [outcome.attached.number for outcome in outcomes if outcome.attached] == [
        "E-001",
        "E-002",
        "E-003",
        "E-004",
        "E-005",
    ]
    workspace.undo()
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).total == 0


def test_one_bad_file_among_several_does_not_stop_the_others(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    good = write(tmp_path / "good.txt", b"good")
    empty = write(tmp_path / "empty.txt", b"")
    outcomes = attach_files(workspace, story.audit, [empty, tmp_path / "missing.txt", tmp_path, good])
    assert [outcome.error is None for outcome in outcomes] == [False, False, False, True]
    assert outcomes[3].attached is not None
    assert outcomes[3].attached.number == "E-001"
    assert len(workspace.objects.names()) == 1


def test_a_target_that_is_gone_by_now_leaves_no_object_behind(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", b"a")
    with pytest.raises(UserError):
        attach_file(workspace, story.audit, path, Circumstances(item_id="gone"))
    assert workspace.objects.names() == set()
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).total == 0


def test_an_unknown_audit_is_said_so_before_anything_is_read(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not in this workspace"):
        attach_file(workspace, "unknown", tmp_path / "whatever")


@pytest.mark.parametrize(
    "name",
    [
        "Größe–Łódź_审计_🔐.pdf",
        "invoice\u202efdp.exe",
        "x" * 251 + ".txt",
        "trailing dot.",
        "trailing space ",
        "CON.txt",
        "tab\tand\nline.txt",
        "$(reboot); rm -rf.txt",
        "=cmd().csv",
        "e\u0301te\u0301.txt",
    ],
)
def test_hostile_file_names_are_kept_as_typed(
    workspace: Workspace, story: Story, tmp_path: Path, name: str
) -> None:
    """AS-22."""
    attached = attach_file(workspace, story.audit, write(tmp_path / name, b"a"))
    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, attached.evidence_id)
    assert detail is not None
    assert detail.original_name == name
    assert all(len(stored) == 32 for stored in workspace.objects.names())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file names that are not Unicode")
def test_a_file_name_that_is_no_unicode_is_kept_spelt_out(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_bytes(b"a")
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    attached = attach_file(workspace, story.audit, path)
    with workspace.read() as unit:
        detail = reads.evidence_detail(unit, attached.evidence_id)
    assert detail is not None
    assert detail.original_name == "caf\\xe9.txt"


def test_a_pasted_name_with_a_path_in_it_goes_nowhere(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    attached = attach_bytes(workspace, story.audit, "../../x", b"a")
    written = export_copy(workspace, attached.evidence_id, tmp_path)
    assert written == tmp_path / "E-001 .._.._x"
