"""What the command line says to input that it cannot use: one plain line, and nothing is lost."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app.resource_files import resource_path
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from tests.app.command_line.conftest import Call, Done
from tests.conftest import DEVICE

THIS = "IA-2026-03"
ROOT = resource_path().parent

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def one_line(done: Done) -> str:
    """The line of a refusal, after looking that it is one, and that no traceback is."""
    assert done.code == 1
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "Traceback" not in done.err
    return done.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("unknown",),
        ("new", "x.assay"),
        ("report", "x.assay", THIS),
        ("attach", "x.assay", THIS),
        ("audits", "x.assay", "--passphrase", "secret"),
    ],
)
def test_arguments_that_make_no_sense_end_with_two(call: Call, arguments: tuple[str, ...]) -> None:
    done = call(*arguments)
    assert done.code == 2
    assert done.err.startswith("usage: assay-cli")


def test_an_unknown_audit_is_told_with_the_known_ones(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    told = one_line(call("report", sample_folder, "IA-2026-09", "-o", tmp_path / "x.pdf"))
    assert told.startswith(
        "There is no audit IA-2026-09 in this workspace. Known are: IA-2027-01, IA-2026-03"
    )
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_item_is_told_with_the_known_ones(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("paper")
    told = one_line(call("attach", sample_folder, THIS, paper, "--item", "8.13"))
    assert "There is no item 8.13" in told
    assert "A.8.13" in told
    assert call("verify", sample_folder, "--json").data["files"] == 42


def test_an_audit_without_a_checklist_has_no_items(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("paper")
    told = one_line(call("attach", sample_folder, "IA-2026-02", paper, "--item", "A.5.19"))
    assert "It has no checklist yet." in told


def test_files_that_cannot_be_attached_are_named_and_the_others_are_attached(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("good")
    empty.touch()
    (tmp_path / "folder").mkdir()
    too_long = tmp_path / ("x" * 300)
    done = call(
        "attach", sample_folder, THIS, empty, tmp_path / "missing.pdf", good, tmp_path / "folder", too_long
    )
    assert done.code == 1
    assert done.lines == [f"E-038: {good}"]
    told = done.err.splitlines()
    assert [line.split(":")[0] for line in told[:3]] == ["empty.txt", "missing.pdf", "folder"]
    assert len(told) == 4
    assert call("verify", sample_folder).code == 0


def test_refused_files_in_json(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    done = call("attach", sample_folder, THIS, tmp_path / "missing.pdf", "--json")
    assert (done.code, done.data["attached"]) == (1, [])
    assert done.data["refused"][0]["file"] == str(tmp_path / "missing.pdf")
    assert done.data["refused"][0]["reason"].startswith("missing.pdf: There is no file")


def test_a_hostile_file_name_stays_one_line(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    paper = tmp_path / "invoice\u202efdp\n\x1b[31m.exe"
    paper.write_text("paper")
    done = call("attach", sample_folder, THIS, paper)
    assert done.code == 0
    assert len(done.lines) == 1
    assert "\x1b" not in done.out
    assert "‹U+202E›" in done.out


@posix
def test_a_file_name_that_is_no_text_is_told_and_kept(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    paper = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    paper.write_text("paper")
    done = call("attach", sample_folder, THIS, paper)
    assert (done.code, len(done.lines)) == (0, 1)


def test_a_workspace_that_is_none(call: Call, tmp_path: Path) -> None:
    assert "There is no workspace at" in one_line(call("audits", tmp_path / "nothing.assay"))
    assert "not an Assay workspace" in one_line(call("audits", tmp_path))
    paper = tmp_path / "paper.txt"
    paper.write_text("paper")
    assert "There is no workspace at" in one_line(call("verify", paper))


def test_a_damaged_workspace_is_told_and_left_as_it_is(call: Call, sample_folder: Path) -> None:
    database = sample_folder / "workspace.db"
    content = bytearray(database.read_bytes())
    content[0:4096] = bytes(4096)
    database.write_bytes(content)
    assert "is damaged" in one_line(call("audits", sample_folder))
    assert database.read_bytes() == bytes(content)


def test_a_workspace_with_damaged_key_files_is_told(call: Call, sample_folder: Path) -> None:
    for name in ("key-1.json", "key-2.json"):
        (sample_folder / name).write_text("{}")
    assert "key files of this workspace are damaged" in one_line(call("verify", sample_folder))


def test_a_workspace_that_is_open_elsewhere_is_told(call: Call, sample_folder: Path) -> None:
    workspace = open_workspace(sample_folder, None, Seat("Assay", DEVICE))
    try:
        assert "Assay" in one_line(call("audits", sample_folder))
    finally:
        workspace.close()


@posix
def test_a_workspace_that_may_only_be_read_is_told(sample_template: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(shutil.copytree(sample_template, Path(place) / "x.assay"))
        for path in [*folder.rglob("*"), folder]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = everything(folder)
        done = as_nobody("audits", folder)
        assert done.returncode == 1
        assert done.stderr.startswith("Assay may not write in")
        assert len(done.stderr.splitlines()) == 1
        assert everything(folder) == before
        folder.chmod(0o755)
        for path in folder.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


def as_nobody(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = (
        "import os, sys\n"
        "import app.planning.audits\n"
        "from app.cli import main\n"
        "if os.getuid() == 0:\n"
        "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"},
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_a_protected_workspace_says_how_to_give_the_passphrase(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, wrong = tmp_path / "secret", tmp_path / "wrong"
    secret.write_text("right\n")
    wrong.write_text("other\n")
    root = tmp_path / "a.assay"
    call("new", root, "--organization", "A", "--passphrase-file", secret)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert "Give it with --passphrase-file, or its recovery key with --recovery-key-file." in one_line(
        call("audits", root)
    )
    assert "not the passphrase" in one_line(call("audits", root, "--passphrase-file", wrong))


def test_a_passphrase_file_without_a_passphrase_is_told(call: Call, tmp_path: Path) -> None:
    root, empty, binary = tmp_path / "a.assay", tmp_path / "empty", tmp_path / "binary"
    empty.write_text("\n")
    binary.write_bytes(b"\xff\xfe\xfa\n")
    new = ("new", root, "--organization", "A", "--passphrase-file")
    assert "is empty" in one_line(call(*new, empty))
    assert "not text in UTF-8" in one_line(call(*new, binary))
    assert "No such file" in one_line(call(*new, tmp_path / "none"))
    assert not root.exists()


def test_a_workspace_without_an_organisation_is_not_made(call: Call, tmp_path: Path) -> None:
    told = one_line(call("new", tmp_path / "a.assay", "--organization", "  "))
    assert told.startswith("An organisation needs a name.")
    assert not (tmp_path / "a.assay").exists()


def test_a_workspace_is_not_made_where_something_is(call: Call, tmp_path: Path) -> None:
    (tmp_path / "a.assay").mkdir()
    (tmp_path / "a.assay" / "mine.txt").write_text("mine")
    told = one_line(call("new", tmp_path / "a.assay", "--organization", "A"))
    assert "something at" in told
    assert everything(tmp_path / "a.assay") == {"mine.txt": b"mine"}


def test_the_demo_never_writes_over_a_file(call: Call, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_text("mine")
    told = one_line(call("demo", tmp_path / "a.assay"))
    assert "report.pdf" in told
    assert (tmp_path / "report.pdf").read_text() == "mine"
    assert not (tmp_path / "a.assay").exists()


@pytest.mark.parametrize("command", ["report", "findings"])
def test_an_output_that_is_a_folder_or_the_workspaces_own_file_is_refused(
    call: Call, sample_folder: Path, tmp_path: Path, command: str
) -> None:
    before = everything(sample_folder).keys()
    assert "is a folder" in one_line(call(command, sample_folder, THIS, "-o", tmp_path))
    own = sample_folder / "key-1.json"
    assert "inside the workspace" in one_line(call(command, sample_folder, THIS, "-o", own))
    nowhere = tmp_path / "no folder" / "x.pdf"
    assert "could not be written" in one_line(call(command, sample_folder, THIS, "-o", nowhere))
    assert own.read_text().startswith("{")
    assert everything(sample_folder).keys() == before


@posix
def test_a_reader_that_goes_away_is_no_error_to_talk_about(sample_folder: Path, tmp_path: Path) -> None:
    program = f"'{sys.executable}' -m app.cli audits '{sample_folder}' --json"
    done = subprocess.run(
        ["sh", "-c", f"{program} | true"],
        cwd=ROOT,
        env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
