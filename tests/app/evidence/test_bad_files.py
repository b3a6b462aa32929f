"""Files that cannot be attached: each says why, and nothing of it stays."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence import reads
from app.evidence.intake import FolderGivenError, attach_bytes, attach_file, attach_files, files_in
from app.evidence.source_file import open_source
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story

unix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices in the file system")


@pytest.fixture(autouse=True)
def nothing_is_attached(workspace: Workspace, story: Story) -> Iterator[None]:
    yield
    assert workspace.objects.names() == set()
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).total == 0


def refusal(workspace: Workspace, story: Story, path: Path) -> str:
    with pytest.raises(UserError) as caught:
        attach_file(workspace, story.audit, path)
    assert caught.value.kept.msgid
    assert caught.value.todo.msgid
    return str(caught.value.what)


def test_a_missing_file_is_named(workspace: Workspace, story: Story, tmp_path: Path) -> None:
    assert refusal(workspace, story, tmp_path / "gone.pdf") == f"There is no file {tmp_path / 'gone.pdf'}."


def test_a_name_with_nul_is_no_file(workspace: Workspace, story: Story) -> None:
    assert refusal(workspace, story, Path("a\0b")) == "There is no file a‹U+0000›b."


def test_an_empty_file_is_refused_and_says_what_to_do_instead(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(UserError, match="it is empty") as caught:
        attach_file(workspace, story.audit, tmp_path / "empty.pdf")
    assert "seen, not taken" in str(caught.value)
    with pytest.raises(UserError, match="it is empty"):
        attach_bytes(workspace, story.audit, "pasted.txt", b"")


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Root may read everything, so root becomes "nobody" for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@unix
def test_a_file_that_may_not_be_read_is_named(workspace: Workspace, story: Story, tmp_path: Path) -> None:
    path = tmp_path / "payroll.xlsx"
    path.write_bytes(b"a")
    path.chmod(0)
    with as_somebody_without_rights(), pytest.raises(UserError, match="You may not read"), open_source(path):
        pass


@unix
def test_a_file_that_fails_while_it_is_read_says_why(workspace: Workspace, story: Story) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("a file that opens and does not read")
    assert refusal(workspace, story, Path("/proc/self/mem")).startswith("/proc/self/mem could not be read: ")


def test_a_folder_offers_the_files_inside_it(workspace: Workspace, story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"b")
    (folder / "deep" / "a.txt").write_bytes(b"a")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "empty.txt").touch()
    with pytest.raises(FolderGivenError) as caught:
        attach_file(workspace, story.audit, folder)
    found = files_in(caught.value.path)
    assert found.paths == (folder / "b.txt", folder / "deep" / "a.txt")
    assert not found.has_more


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


def test_a_folder_with_too_many_files_is_cut_and_says_so(exports: Path) -> None:
    for n in range(5):
        (exports / f"{n}.txt").write_bytes(b"a")
    found = files_in(exports, most=3)
    assert [path.name for path in found.paths] == ["0.txt", "1.txt", "2.txt"]
    assert found.has_more


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        files_in(tmp_path / "gone")


@unix
def test_a_folder_that_leads_back_into_itself_ends(exports: Path) -> None:
    (exports / "a.txt").write_bytes(b"a")
    (exports / "again").symlink_to(exports, target_is_directory=True)
    assert files_in(exports).paths == (exports / "a.txt",)


@unix
def test_pipes_sockets_and_devices_are_refused_without_waiting(
    workspace: Workspace, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    listening = socket.socket(socket.AF_UNIX)
    try:
        listening.bind("socket")
        for path in (tmp_path / "pipe", tmp_path / "socket", Path("/dev/zero")):
            assert "is not a file but a device" in refusal(workspace, story, path)
    finally:
        listening.close()


class Meddling:
    """Progress that changes the file while it is being read."""

    def __init__(self, path: Path, change: str) -> None:
        self.path, self.change, self.is_done = path, change, False

    def __call__(self, done: int, total: int, what: str) -> None:
        if self.is_done:
            return
        self.is_done = True
        if self.change == "grow":
            with self.path.open("ab") as file:
                file.write(b"more")
        elif self.change == "shrink":
            os.truncate(self.path, 1024)
        else:
            with self.path.open("r+b") as file:
                file.write(b"other")
            os.utime(self.path, ns=(1, 1))


@pytest.mark.parametrize("change", ["grow", "shrink", "overwrite"])
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    workspace: Workspace, story: Story, tmp_path: Path, change: str
) -> None:
    path = tmp_path / "growing.log"
    path.write_bytes(bytes(4 * 1024 * 1024))
    with pytest.raises(UserError, match="was changed while it was read"):
        attach_file(workspace, story.audit, path, progress=Meddling(path, change))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EFBIG, "cannot hold a file of this size"),
        (errno.EIO, "could not be stored"),
    ],
)
def test_a_drive_that_refuses_leaves_nothing_behind(
    workspace: Workspace, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_bytes(b"a")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UserError, match=said):
        attach_file(workspace, story.audit, paths[0])
    with pytest.raises(UserError, match=said):
        attach_files(workspace, story.audit, paths)
