"""Copies for other programs: private, read-only, noted in the custody, and gone afterwards."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence.circumstances import Circumstances
from app.evidence.custody import CustodyAction, custody
from app.evidence.intake import attach_bytes
from app.evidence.outside import copy_outside
from app.evidence.private_folder import PrivateFolder, private_base, remove_leftovers
from app.progress import Cancelled
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story
from tests.app.workspace.test_survival import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
DATA = b"user;left on\nnovak;2026-03-31\n"
LEAVE_BEHIND = """
import sys
from pathlib import Path
from app.evidence.private_folder import PrivateFolder

(PrivateFolder(Path(sys.argv[1])).new_place() / "left.txt").write_text("left behind")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "run" / "opened"


@pytest.fixture
def private(base: Path) -> PrivateFolder:
    return PrivateFolder(base)


def attach(workspace: Workspace, story: Story, name: str) -> str:
    return attach_bytes(workspace, story.audit, name, DATA, Circumstances()).evidence_id


def actions(workspace: Workspace, evidence_id: str) -> list[CustodyAction]:
    with workspace.read() as unit:
        return [entry.action for entry in custody(unit, evidence_id)]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


def test_a_copy_holds_the_evidence_and_the_custody_says_so(
    workspace: Workspace, story: Story, private: PrivateFolder
) -> None:
    evidence_id = attach(workspace, story, "leavers.csv")
    path = copy_outside(workspace, evidence_id, private)
    assert (path.name, path.read_bytes()) == ("E-001 leavers.csv", DATA)
    assert not path.is_relative_to(workspace.path)
    assert actions(workspace, evidence_id) == [CustodyAction.TAKEN, CustodyAction.VIEWED_OUTSIDE]
    assert copy_outside(workspace, evidence_id, private) != path


@posix
def test_nobody_else_reads_it_and_nobody_changes_it(
    workspace: Workspace, story: Story, private: PrivateFolder, base: Path
) -> None:
    base.mkdir(parents=True)
    base.chmod(0o755)
    path = copy_outside(workspace, attach(workspace, story, "leavers.csv"), private)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    for folder in (base, private.path, path.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_clearing_leaves_nothing_and_the_next_copy_works(
    workspace: Workspace, story: Story, private: PrivateFolder, base: Path
) -> None:
    evidence_id = attach(workspace, story, "leavers.csv")
    copy_outside(workspace, evidence_id, private)
    assert private.clear() == 0
    assert list(base.iterdir()) == []
    assert private.clear() == 0
    assert copy_outside(workspace, evidence_id, private).is_file()
    private.clear()


@pytest.mark.parametrize(
    "name", ["tool.EXE", "invoice.pdf.lnk", "run.sh", "app.desktop", "macro.vbs", "x.hta"]
)
def test_what_the_system_would_run_is_not_opened(
    workspace: Workspace, story: Story, private: PrivateFolder, base: Path, name: str
) -> None:
    evidence_id = attach(workspace, story, name)
    with pytest.raises(UserError, match=r"would run it.*not opened.*Export a copy"):
        copy_outside(workspace, evidence_id, private)
    assert actions(workspace, evidence_id) == [CustodyAction.TAKEN]
    assert not base.exists()


def test_a_changed_file_a_full_disk_and_a_cancel_leave_nothing(
    workspace: Workspace, story: Story, private: PrivateFolder, base: Path, tmp_path: Path
) -> None:
    evidence_id = attach(workspace, story, "leavers.csv")

    def cancel(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        copy_outside(workspace, evidence_id, private, progress=cancel)
    (stored,) = workspace.layout.objects.glob("*/*")
    content = bytearray(stored.read_bytes())
    content[-3] ^= 1
    stored.chmod(0o600)
    stored.write_bytes(content)
    with pytest.raises(UserError, match="not what was taken in"):
        copy_outside(workspace, evidence_id, private)
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match=r"could not be made ready.*untouched"):
        copy_outside(workspace, evidence_id, PrivateFolder(tmp_path / "file" / "opened"))
    assert files(base) == []
    assert actions(workspace, evidence_id) == [CustodyAction.TAKEN]
    private.clear()


def test_what_a_killed_program_left_goes_at_the_next_start_and_what_a_running_one_has_stays(
    base: Path, private: PrivateFolder
) -> None:
    (private.new_place() / "mine.txt").write_text("still open")
    command = [sys.executable, "-c", LEAVE_BEHIND, str(base)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.kill()
    assert sorted(path.name for path in files(base)) == ["left.txt", "mine.txt"]
    remove_leftovers(base)
    assert [path.name for path in files(base)] == ["mine.txt"]
    private.clear()
    remove_leftovers(base)
    assert list(base.iterdir()) == []


def test_without_leftovers_nothing_is_made(base: Path) -> None:
    remove_leftovers(base)
    assert not base.parent.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folder in memory is Linux's")
def test_on_linux_the_copies_lie_in_memory_where_there_is_a_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert private_base() == tmp_path / "assay" / "opened"
    tmp_path.chmod(0o755)
    assert not private_base().is_relative_to(tmp_path)
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert private_base() == tmp_path / "cache" / "Assay" / "opened"
