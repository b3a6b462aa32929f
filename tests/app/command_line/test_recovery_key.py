"""A workspace whose passphrase is forgotten opens on the command line with its recovery key."""

from datetime import date
from pathlib import Path

import pytest

from app.words import Words
from app.workspace.opening import create_workspace
from app.workspace.recovery_key import RecoveryKey, new_recovery_key, save_recovery_key
from app.workspace.workspace import Seat
from tests.app.command_line.conftest import Call
from tests.conftest import DEVICE

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@pytest.fixture
def key() -> RecoveryKey:
    return new_recovery_key()


@pytest.fixture
def root(tmp_path: Path, key: RecoveryKey) -> Path:
    root = tmp_path / "a.assay"
    create_workspace(root, "forgotten", Seat("Assay test", DEVICE), key).close()
    return root


def test_the_file_that_assay_saved_opens_it(call: Call, root: Path, key: RecoveryKey, tmp_path: Path) -> None:
    paper = tmp_path / "key.txt"
    save_recovery_key(paper, key, root, Words(), date(2026, 11, 24))
    assert call("audits", root, "--recovery-key-file", paper).code == 0


def test_the_key_typed_alone_in_small_letters_opens_a_backup_too(
    call: Call, root: Path, key: RecoveryKey, tmp_path: Path
) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_text(key.printed().lower().replace("-", " "))
    backup = call("backup", root, "--recovery-key-file", typed, "--json").data["backup"]
    assert call("restore", backup, tmp_path / "b.assay", "--recovery-key-file", typed).code == 0
    assert call("audits", tmp_path / "b.assay", "--recovery-key-file", typed).code == 0


def test_a_mistyped_and_a_foreign_key_are_told_apart(
    call: Call, root: Path, key: RecoveryKey, tmp_path: Path
) -> None:
    other = tmp_path / "key.txt"
    other.write_text(key.printed()[:-1])
    refused = call("audits", root, "--recovery-key-file", other)
    assert (refused.code, refused.out) == (1, "")
    assert "A recovery key has 40 letters and digits; these are 39." in refused.err
    other.write_text(new_recovery_key().printed())
    assert "not the one of this workspace" in call("audits", root, "--recovery-key-file", other).err
    assert key.printed() not in refused.err


def test_a_call_names_one_of_the_two_and_a_new_workspace_takes_no_recovery_key(
    call: Call, root: Path, tmp_path: Path
) -> None:
    both = ("--recovery-key-file", tmp_path / "a", "--passphrase-file", tmp_path / "b")
    assert call("audits", root, *both).code == 2
    assert call("new", tmp_path / "c", "--organization", "A", "--recovery-key-file", tmp_path / "a").code == 2
    assert not (tmp_path / "c").exists()


def test_a_missing_file_is_told(call: Call, root: Path, tmp_path: Path) -> None:
    refused = call("audits", root, "--recovery-key-file", tmp_path / "nowhere")
    assert refused.code == 1
    assert "nowhere" in refused.err
