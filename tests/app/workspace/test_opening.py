"""Opening and making workspaces: what is wrong is told in plain words, and nothing is touched."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.workspace import schema
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.workspace import Seat
from models.organization import Person
from tests.app.workspace.test_survival import ROOT

PASSPHRASE = "correct horse battery staple"


def refusal(folder: Path, seat: Seat, passphrase: str | None = None) -> str:
    with pytest.raises(UserError) as caught:
        open_workspace(folder, passphrase, seat)
    return str(caught.value)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def test_a_workspace_with_a_passphrase_opens_with_it_and_with_nothing_else(
    tmp_path: Path, seat: Seat
) -> None:
    folder = tmp_path / "x.assay"
    workspace = create_workspace(folder, PASSPHRASE, seat)
    assert workspace.is_encrypted
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Ann"))
    workspace.close()
    before = everything(folder)
    assert "protected by a passphrase" in refusal(folder, seat)
    assert "not the passphrase" in refusal(folder, seat, "wrong")
    assert everything(folder) == before
    again = open_workspace(folder, PASSPHRASE, seat)
    with again.read() as unit:
        assert unit.session.get_one(Person, "p").name == "Ann"
    again.close()


def test_nothing_in_the_database_file_can_be_read_without_the_key(folder: Path, seat: Seat) -> None:
    workspace = open_workspace(folder, None, seat)
    assert not workspace.is_encrypted
    with workspace.write("Add person") as uow:
        uow.session.add(Person(name="Confidential name", role="Confidential role"))
    files = everything(folder)
    workspace.close()
    files |= everything(folder)
    assert "workspace.db-wal" in files
    assert not any(b"Confidential" in content or b"person" in content for content in files.values())


def test_after_closing_one_file_holds_it_all(folder: Path, seat: Seat) -> None:
    open_workspace(folder, None, seat).close()
    assert sorted(everything(folder)) == ["key-1.json", "key-2.json", "log-head.json", "workspace.db"]


def test_one_damaged_key_file_does_not_cost_the_workspace(folder: Path, seat: Seat) -> None:
    (folder / "key-1.json").write_text("garbage")
    open_workspace(folder, None, seat).close()


def test_two_damaged_key_files_are_told(folder: Path, seat: Seat) -> None:
    (folder / "key-1.json").write_text("garbage")
    (folder / "key-2.json").unlink()
    assert "key files of this workspace are damaged" in refusal(folder, seat)


def test_the_key_files_of_another_workspace_are_told(folder: Path, seat: Seat, tmp_path: Path) -> None:
    create_workspace(tmp_path / "other.assay", None, seat).close()
    for name in ("key-1.json", "key-2.json"):
        shutil.copyfile(tmp_path / "other.assay" / name, folder / name)
    before = everything(folder)
    assert "its key files belong to another workspace. Nothing was changed." in refusal(folder, seat)
    assert everything(folder) == before


def test_a_missing_database_is_told_and_not_made_anew(folder: Path, seat: Seat) -> None:
    (folder / "workspace.db").unlink()
    assert "database of this workspace is missing or empty" in refusal(folder, seat)
    assert "Restore it from a backup" in refusal(folder, seat)
    assert not (folder / "workspace.db").exists()


@pytest.mark.parametrize("content", [b"garbage " * 2000, b"SQLite format 3\0" + bytes(8176)])
def test_a_garbage_database_is_told_and_left_as_it_is(folder: Path, seat: Seat, content: bytes) -> None:
    (folder / "workspace.db").write_bytes(content)
    assert "is damaged" in refusal(folder, seat)
    assert (folder / "workspace.db").read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"x"])
def test_an_empty_database_is_told_and_left_as_it_is(folder: Path, seat: Seat, content: bytes) -> None:
    (folder / "workspace.db").write_bytes(content)
    assert "missing or empty" in refusal(folder, seat)
    assert (folder / "workspace.db").read_bytes() == content


@pytest.mark.parametrize("page", [0, 1, 5, 40, 80, 120])
def test_a_flipped_byte_never_ends_in_an_error_nobody_can_read(
    folder: Path, seat: Seat, page: int, capfd: pytest.CaptureFixture[str]
) -> None:
    content = bytearray((folder / "workspace.db").read_bytes())
    content[page * 4096 + 100] ^= 1
    (folder / "workspace.db").write_bytes(content)
    try:
        workspace = open_workspace(folder, None, seat)
    except UserError as error:
        assert "damaged" in str(error)  # noqa: PT017
    else:
        assert workspace.check_database() == [f"HMAC verification failed for page {page + 1}"]
        workspace.close()
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path, seat: Seat) -> None:
    (tmp_path / "letter.txt").write_text("Dear auditor")
    assert "not an Assay workspace" in refusal(tmp_path, seat)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_instead_of_a_folder_is_told(tmp_path: Path, seat: Seat) -> None:
    file = tmp_path / "x.assay"
    file.write_text("")
    assert f"no workspace at {file}" in refusal(file, seat)


@pytest.mark.parametrize("name", ["gone.assay", "x" * 300, "a\0b", "{braces}"])
def test_a_name_that_leads_nowhere_is_told(tmp_path: Path, seat: Seat, name: str) -> None:
    assert name in refusal(tmp_path / name, seat)


def test_a_new_workspace_is_complete_and_empty(tmp_path: Path, seat: Seat) -> None:
    workspace = create_workspace(tmp_path / "deep" / "down" / "x.assay", None, seat)
    assert workspace.check_database() == []
    with workspace.read() as unit:
        assert unit.session.query(Person).count() == 0
    workspace.close()
    open_workspace(workspace.path, None, seat).close()


def test_a_new_workspace_may_lie_in_an_empty_folder(tmp_path: Path, seat: Seat) -> None:
    create_workspace(tmp_path, None, seat).close()
    assert (tmp_path / "workspace.db").is_file()


def test_a_new_workspace_never_touches_what_is_there(tmp_path: Path, seat: Seat) -> None:
    (tmp_path / "letter.txt").write_text("Dear auditor")
    for taken in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(UserError, match=r"something at .* already. It was not touched."):
            create_workspace(taken, None, seat)
    assert everything(tmp_path) == {"letter.txt": b"Dear auditor"}


@pytest.mark.parametrize("parent", ["letter.txt/x.assay", "x" * 300])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, seat: Seat, parent: str) -> None:
    (tmp_path / "letter.txt").write_text("")
    with pytest.raises(UserError, match="cannot be made"):
        create_workspace(tmp_path / parent, None, seat)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_making_that_fails_leaves_nothing_behind(
    tmp_path: Path, seat: Seat, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    folder = tmp_path / "x.assay"
    if is_there:
        folder.mkdir()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(schema, "upgrade", fail)
    with pytest.raises(UserError, match="No space left on device"):
        create_workspace(folder, None, seat)
    assert folder.exists() is is_there
    assert everything(tmp_path) == {}


# What a workspace needs is loaded by using one before: nobody may not read the program's folder.
AS_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from app.errors import UserError
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.workspace import Seat

if os.getuid() == 0:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "x.assay"
        create_workspace(root, None, Seat("Assay", "device-1")).close()
        open_workspace(root, None, Seat("Assay", "device-1")).close()
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
do = {"open": open_workspace, "create": create_workspace}[sys.argv[1]]
try:
    do(Path(sys.argv[2]), None, Seat("Assay", "device-1"))
    print("opened")
except UserError as error:
    print(error)
"""


@pytest.fixture
def shared(folder: Path) -> Iterator[Path]:
    """A copy of a workspace in a place that everybody may pass through."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        copy = Path(shutil.copytree(folder, Path(place) / "x.assay"))
        yield copy
        copy.chmod(0o755)


def told_as_nobody(what: str, folder: Path) -> str:
    command = [sys.executable, "-c", AS_NOBODY, what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


@posix
def test_a_folder_that_may_only_be_read_is_told_and_left_as_it_is(shared: Path) -> None:
    protect(shared, 0o444, 0o555)
    before = everything(shared)
    assert "Assay may not write in" in told_as_nobody("open", shared)
    assert everything(shared) == before


@posix
def test_a_database_that_may_only_be_read_is_told(shared: Path) -> None:
    protect(shared, 0o666, 0o777)
    (shared / "workspace.db").chmod(0o444)
    assert "Assay may not write in" in told_as_nobody("open", shared)
    (shared / "workspace.db").chmod(0o666)
    assert told_as_nobody("open", shared) == "opened\n"


@posix
def test_a_folder_that_may_not_be_entered_is_told(shared: Path) -> None:
    shared.chmod(0o000)
    assert "Assay may not write in" in told_as_nobody("open", shared)


@posix
def test_a_workspace_cannot_be_made_where_nothing_may_be_written(shared: Path) -> None:
    empty = shared / "empty"
    empty.mkdir()
    protect(shared, 0o444, 0o555)
    assert "cannot be made" in told_as_nobody("create", empty)
    assert "cannot be made" in told_as_nobody("create", shared / "new.assay")
    assert list(empty.iterdir()) == []


def protect(folder: Path, files: int, folders: int) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(folders if path.is_dir() else files)
    assert os.access(folder, os.R_OK)
