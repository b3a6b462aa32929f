"""An audit handed over and opened again from the command line."""

from pathlib import Path

import pytest

from app.command_line.choosing import audit_called
from app.evidence.intake import attach_bytes
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from tests.app.command_line.conftest import Call
from tests.app.packages.conftest import IDENTITY, ODD_CLIP, TO, cheap_packages, files_in
from tests.conftest import DEVICE

pytestmark = pytest.mark.usefixtures("cheap_packages")
__all__ = ["cheap_packages"]

AUDIT = "IA-2026-03"


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    path.write_text(f"# a key\n{IDENTITY}\n")
    return path


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    path = tmp_path / "spoken.txt"
    path.write_text("tichá řeka 1997\n", encoding="utf-8")
    return path


def test_for_a_key_and_back(call: Call, sample_folder: Path, tmp_path: Path, keys: Path) -> None:
    target, folder = tmp_path / "audit.age", tmp_path / "unpacked"
    out = call(
        "package", sample_folder, AUDIT, "-o", target, "--to", TO.keys[0], "--for", "M. Novák", "--json"
    )
    assert (out.code, out.err) == (0, "")
    assert (out.data["for"], out.data["revision"], out.data["evidence"]) == ("M. Novák", None, 35)
    back = call("unpack", target, folder, "--identity", keys)
    assert (back.code, back.err, len(back.lines)) == (0, "", 1)
    assert back.lines[0].startswith(f"Unpacked {AUDIT} of Northwind Clinics into {folder}: ")
    assert back.lines[0].endswith("Every SHA-256 fits.")
    assert len(files_in(folder)) == 38
    assert call("verify", sample_folder).code == 0


def test_with_a_passphrase_and_back(call: Call, sample_folder: Path, tmp_path: Path, spoken: Path) -> None:
    target = tmp_path / "audit.age"
    out = call("package", sample_folder, AUDIT, "-o", target, "--package-passphrase-file", spoken)
    assert (out.code, out.err) == (0, "")
    assert "for whoever has the passphrase to" in out.lines[0]
    back = call("unpack", target, tmp_path / "unpacked", "--package-passphrase-file", spoken, "--json")
    assert (back.code, len(back.data["files"]), back.data["organisation"]) == (0, 37, "Northwind Clinics")
    unsaid = call("unpack", target, tmp_path / "again")
    assert (unsaid.code, unsaid.out) == (1, "")
    assert "It has to be said what opens the package." in unsaid.err
    assert not (tmp_path / "again").exists()


def test_what_makes_no_sense_is_refused(
    call: Call, sample_folder: Path, tmp_path: Path, spoken: Path
) -> None:
    target = tmp_path / "audit.age"
    package = ("package", sample_folder, AUDIT, "-o", target)
    assert call(*package).code == 2
    assert call(*package, "--to", TO.keys[0], "--package-passphrase-file", spoken).code == 2
    wrong = call(*package, "--to", "age1abc")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (1, "", 1)
    secret = call(*package, "--to", IDENTITY)
    assert "This is a secret key" in secret.err
    assert str(IDENTITY) not in secret.err
    assert not target.exists()


def test_what_left_as_taken_in_is_told_by_its_number_however_many_there_are(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    workspace = open_workspace(sample_folder, None, Seat("Assay test", DEVICE))
    with workspace.read() as unit:
        audit_id = audit_called(unit, AUDIT).id
    clips = [attach_bytes(workspace, audit_id, "yard.mp4", ODD_CLIP) for _time in range(13)]
    workspace.close()
    package = ("package", sample_folder, AUDIT, "-o", tmp_path / "audit.age", "--to", TO.keys[0])
    out = call(*package, "--uncleaned", "as_taken_in")
    assert (out.code, out.err) == (0, "")
    assert f"Left as taken in: {', '.join(one.number for one in clips)}." in out.lines[0]
