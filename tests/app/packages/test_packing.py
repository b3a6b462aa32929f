"""An audit as a package: what goes in and what does not, what custody says of it, and nothing half done."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence.custody import Custody, custody
from app.evidence.evidence import remove_evidence
from app.evidence.intake import attach_bytes
from app.packages import age
from app.packages.manifest import Manifest
from app.packages.packing import Packaged, Uncleaned, UncleanedError, package
from app.packages.telling import packaged_sentence
from app.packages.unpacking import Unpacked, unpack
from app.progress import Cancelled
from app.reporting.exports import issued_pdf
from app.retention.destroying import destroy_due
from app.words import Words
from app.worker.client import Worker
from app.workspace.verify import verify
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction, Evidence, StoredObject
from tests.app.evidence.pictures import CANARY, photo
from tests.app.evidence.test_small_drives import FAT32, files_end_at
from tests.app.packages.conftest import ODD_CLIP, SPOKEN, TO, WITH, Story, files_in
from tests.app.reporting.audited import Audited

pytestmark = pytest.mark.usefixtures("cheap_packages")

RECEIVER = "M. Novák, certification body"
Pack = Callable[..., Packaged]


@pytest.fixture
def pack(workspace: Workspace, shared_worker: Worker, tmp_path: Path) -> Pack:
    def packed(audit_id: str, protection: age.Passphrase | age.PublicKeys = TO, **more: object) -> Packaged:
        target = tmp_path / "out" / "audit.age"
        target.parent.mkdir(exist_ok=True)
        return package(workspace, audit_id, target, protection, RECEIVER, shared_worker, **more)  # type: ignore[arg-type]

    return packed


def unpacked(done: Packaged, opener: age.Passphrase | age.SecretKeys = WITH) -> Unpacked:
    return unpack(done.path, done.path.with_name("unpacked"), opener)


def custody_of(workspace: Workspace, evidence_id: str) -> tuple[Custody, ...]:
    with workspace.read() as unit:
        return custody(unit, evidence_id)


def test_an_issued_audit_goes_out_with_report_findings_and_evidence(
    issued: Audited, pack: Pack, shared_worker: Worker
) -> None:
    workspace = issued.workspace
    done = pack(issued.audit_id)
    found = unpacked(done)
    files = files_in(found.folder)
    manifest = found.manifest
    assert manifest == done.manifest
    assert (manifest.audit, manifest.revision, manifest.handed_to) == ("IA-2026-01", 1, RECEIVER)
    assert set(files) == {"manifest.json", *(piece.name for piece in manifest.pieces)}
    for piece in manifest.pieces:
        assert (len(files[piece.name]), hashlib.sha256(files[piece.name]).hexdigest()) == (
            piece.size,
            piece.sha256,
        )
    revision = next(iter(issued.see(_revision_ids, issued.audit_id)))
    report = files["IA-2026-01 report revision 1.pdf"]
    assert report == issued_pdf(workspace, revision, shared_worker)
    assert files["IA-2026-01 findings.xlsx"].startswith(b"PK")
    assert manifest.evidence == len([name for name in files if name.startswith("evidence/E-")]) > 0
    assert verify(workspace) == ()


def _revision_ids(unit: object, audit_id: str) -> tuple[str, ...]:
    from app.reporting.reports import revisions

    return tuple(row.id for row in revisions(unit, audit_id))  # type: ignore[arg-type]


def test_before_it_is_issued_the_report_goes_as_a_draft(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    done = unpacked(pack(story.audit, SPOKEN), SPOKEN)
    assert set(files_in(done.folder)) == {
        "manifest.json",
        "IA-2026-01 report draft.pdf",
        "IA-2026-01 findings.xlsx",
    }
    assert (done.manifest.revision, done.manifest.made_by) == (0, "Auditor, Ada")


def test_each_piece_says_in_its_custody_to_whom_it_went(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    piece = attach_bytes(workspace, story.audit, "log.csv", b"a;b").evidence_id
    other = attach_bytes(workspace, story.other_audit, "log.csv", b"a;b").evidence_id
    pack(story.audit)
    last = custody_of(workspace, piece)[-1]
    assert (last.action, last.by) == (CustodyAction.HANDED_OVER, "Auditor, Ada")
    assert last.detail == f"{RECEIVER} (audit.age)"
    assert [one.action for one in custody_of(workspace, other)] == [CustodyAction.TAKEN]
    workspace.undo()
    assert len(custody_of(workspace, piece)) == 2


def test_hostile_and_equal_names_become_files_of_their_own(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    names = (
        "../../etc/passwd",
        "CON.txt",
        "záloha " + "ž" * 200 + ".csv",
        "x\u202etxt.exe",
        "a.txt",
        "A.TXT",
    )
    for at, name in enumerate(names):
        attach_bytes(workspace, story.audit, name, b"%d" % (at // 2))
    done = unpacked(pack(story.audit))
    evidence = {name: file for name, file in files_in(done.folder).items() if name.startswith("evidence/")}
    assert sorted(evidence.values()) == [b"0", b"0", b"1", b"1", b"2", b"2"]
    assert all(len(name.encode()) <= 100 for name in evidence)
    assert [piece.original_name for piece in done.manifest.pieces if piece.is_evidence] == list(names)
    assert sum(name.endswith(".csv") and "záloha" in name for name in evidence) == 1


def test_what_is_in_the_trash_or_was_destroyed_does_not_leave(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    trashed, destroyed, kept = (
        attach_bytes(workspace, story.audit, f"{word}.txt", word.encode()).evidence_id
        for word in ("trashed-canary", "destroyed-canary", "kept")
    )
    with workspace.write("Remove") as uow:
        remove_evidence(uow, trashed)
    with workspace.write("Set a date") as uow:
        uow.session.get_one(Evidence, destroyed).destroy_on = uow.today()
    destroy_due(workspace, [destroyed], "Agreed")
    done = unpacked(pack(story.audit))
    files = files_in(done.folder)
    assert [name for name in files if name.startswith("evidence/")] == ["evidence/E-003 kept.txt"]
    assert done.manifest.destroyed == ("E-002",)
    assert not any(b"canary" in file for name, file in files.items() if not name.endswith((".pdf", ".xlsx")))
    assert custody_of(workspace, kept)[-1].action is CustodyAction.HANDED_OVER
    assert custody_of(workspace, destroyed)[-1].action is CustodyAction.DESTROYED


def _damage(workspace: Workspace, evidence_id: str) -> None:
    with workspace.read() as unit:
        evidence = unit.session.get_one(Evidence, evidence_id)
        name = unit.session.get_one(StoredObject, evidence.object_id).file_name
    path = workspace.objects.path(name)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_evidence_that_does_not_hold_stops_the_package(
    workspace: Workspace, story: Story, pack: Pack, tmp_path: Path
) -> None:
    whole = attach_bytes(workspace, story.audit, "whole.txt", b"whole").evidence_id
    _damage(workspace, attach_bytes(workspace, story.audit, "log.txt", b"x" * 300_000).evidence_id)
    for protection in (TO, SPOKEN):
        with pytest.raises(UserError, match=r"The stored file of E-002 \(log.txt\) is not what was taken in"):
            pack(story.audit, protection)
    assert list((tmp_path / "out").iterdir()) == []
    assert [one.action for one in custody_of(workspace, whole)] == [CustodyAction.TAKEN]


def test_a_recording_that_cannot_be_cleaned_is_named_and_can_be_left_out(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    attach_bytes(workspace, story.audit, "log.txt", b"a line")
    clip = attach_bytes(workspace, story.audit, "yard.mp4", ODD_CLIP).evidence_id
    with pytest.raises(UncleanedError, match="cannot be taken out of E-002"):
        pack(story.audit)
    without = pack(story.audit, uncleaned=Uncleaned.LEFT_OUT)
    assert "Left out: E-002." in packaged_sentence(without, Words())
    manifest = unpacked(without).manifest
    assert manifest.left_out == ("E-002",)
    assert [one.number for one in manifest.pieces if one.is_evidence] == ["E-001"]
    assert [one.action for one in custody_of(workspace, clip)] == [CustodyAction.TAKEN]


def test_a_recording_that_cannot_be_cleaned_goes_as_it_was_taken_in_when_that_is_said(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    clip = attach_bytes(workspace, story.audit, "yard.mp4", ODD_CLIP).evidence_id
    packed = pack(story.audit, uncleaned=Uncleaned.AS_TAKEN_IN)
    assert "Left as taken in: E-001." in packaged_sentence(packed, Words())
    done = unpacked(packed)
    assert ODD_CLIP in files_in(done.folder).values()
    assert (done.manifest.left_out, done.manifest.as_taken_in) == ((), ("E-001",))
    assert custody_of(workspace, clip)[-1].action is CustodyAction.HANDED_OVER


@pytest.mark.parametrize("choice", [Uncleaned.AS_TAKEN_IN, Uncleaned.LEFT_OUT])
def test_agreed_to_one_recording_the_auditor_is_asked_again_before_another_goes_the_same_way(
    workspace: Workspace, story: Story, pack: Pack, tmp_path: Path, choice: Uncleaned
) -> None:
    attach_bytes(workspace, story.audit, "yard.mp4", ODD_CLIP)
    with pytest.raises(UncleanedError) as first:
        pack(story.audit)
    other = attach_bytes(workspace, story.audit, "home.mp4", ODD_CLIP).evidence_id
    with pytest.raises(UncleanedError, match="E-001, E-002") as second:
        pack(story.audit, uncleaned=choice, told_of=first.value.evidence)
    assert list((tmp_path / "out").iterdir()) == []
    assert [one.action for one in custody_of(workspace, other)] == [CustodyAction.TAKEN]
    done = pack(story.audit, uncleaned=choice, told_of=second.value.evidence)
    assert set(done.manifest.left_out + done.manifest.as_taken_in) == {"E-001", "E-002"}


@pytest.mark.parametrize("protection", [TO, SPOKEN])
def test_stopped_on_the_way_nothing_is_left(
    workspace: Workspace,
    story: Story,
    pack: Pack,
    tmp_path: Path,
    protection: age.Passphrase | age.PublicKeys,
) -> None:
    piece = attach_bytes(workspace, story.audit, "film.mp4", bytes(3_000_000)).evidence_id
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int, what: str) -> None:
        if "film" in what:
            seen.append((done, total))
        if len(seen) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        pack(story.audit, protection, progress=stop)
    (first, total), (second, _total) = seen
    assert 0 < first < second < total
    assert list((tmp_path / "out").iterdir()) == []
    assert [one.action for one in custody_of(workspace, piece)] == [CustodyAction.TAKEN]


def test_a_file_that_stood_there_stays_until_the_new_one_is_whole(
    workspace: Workspace, story: Story, pack: Pack, tmp_path: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "log.txt", b"log").evidence_id
    before = pack(story.audit).path.read_bytes()
    _damage(workspace, piece)
    with pytest.raises(UserError):
        pack(story.audit)
    assert (tmp_path / "out" / "audit.age").read_bytes() == before


def test_a_folder_that_is_away_and_the_workspace_itself_are_refused(
    workspace: Workspace, story: Story, shared_worker: Worker, tmp_path: Path
) -> None:
    piece = attach_bytes(workspace, story.audit, "log.txt", b"log").evidence_id
    for target, said in (
        (tmp_path / "away" / "audit.age", "could not be written to .*audit.age: No such file or directory"),
        (workspace.path / "audit.age", "lies inside the workspace"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(UserError, match=said):
            package(workspace, story.audit, target, TO, RECEIVER, shared_worker)
    assert [one.action for one in custody_of(workspace, piece)] == [CustodyAction.TAKEN]


@pytest.mark.skipif(sys.platform == "win32", reason="the system limits files on Unix only")
def test_a_stick_that_cannot_hold_the_package_is_told_before_anything_is_written(
    workspace: Workspace, story: Story, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piece = attach_bytes(workspace, story.audit, "film.mp4", b"short").evidence_id
    monkeypatch.setattr(Manifest, "size", property(lambda _manifest: FAT32 - 1024))
    monkeypatch.setattr(age, "seal", lambda *_: pytest.fail("something was written"))
    with files_end_at(FAT32), pytest.raises(UserError, match="cannot hold a file as large") as refused:
        pack(story.audit)
    assert "exFAT" in refused.value.todo.msgid
    assert list((tmp_path / "out").iterdir()) == []
    assert [one.action for one in custody_of(workspace, piece)] == [CustodyAction.TAKEN]


def test_without_assay_the_package_opens_with_age_and_tar(
    workspace: Workspace, story: Story, pack: Pack, tmp_path: Path
) -> None:
    import pyrage

    from tests.app.packages.conftest import IDENTITY

    attach_bytes(workspace, story.audit, "záloha.txt", b"log")
    plain = tmp_path / "audit.tar"
    plain.write_bytes(pyrage.decrypt(pack(story.audit).path.read_bytes(), [IDENTITY]))
    code = "import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2], filter='data')"
    subprocess.run([sys.executable, "-c", code, plain, tmp_path / "by tar"], check=True)
    assert files_in(tmp_path / "by tar")["evidence/E-001 záloha.txt"] == b"log"


def test_a_large_film_is_not_held_in_memory(workspace: Workspace, story: Story, pack: Pack) -> None:
    import tracemalloc

    attach_bytes(workspace, story.audit, "film.mp4", bytes(24_000_000))
    for protection, opener in ((TO, WITH), (SPOKEN, SPOKEN)):
        tracemalloc.start()
        done = pack(story.audit, protection)
        unpack(done.path, done.path.with_name(f"{type(opener).__name__}"), opener)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 12_000_000


def test_photos_leave_without_their_place_and_the_manifest_says_what_they_were_taken_in_as(
    workspace: Workspace, story: Story, pack: Pack
) -> None:
    attach_bytes(workspace, story.audit, "site.jpg", photo())
    attach_bytes(workspace, story.audit, "log.csv", b"a;b")
    found = unpacked(pack(story.audit))
    site, log = (piece for piece in found.manifest.pieces if piece.is_evidence)
    copy = files_in(found.folder)[site.name]
    assert CANARY.encode() in photo()
    assert CANARY.encode() not in copy
    assert (len(copy), hashlib.sha256(copy).hexdigest()) == (site.size, site.sha256)
    assert site.taken_in_as == hashlib.sha256(photo()).hexdigest()
    assert log.taken_in_as == ""
