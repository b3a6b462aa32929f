"""Backing up and restoring from the command line."""

from pathlib import Path

from app.workspace.backups.shelf import list_backups
from app.workspace.layout import Layout
from tests.app.command_line.conftest import Call


def test_a_backup_is_made_and_restored_and_nothing_is_amiss(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    done = call("backup", sample_folder, "--json")
    assert (done.code, done.err) == (0, "")
    (row,) = list_backups(sample_folder)
    assert done.data["backup"] == str(row.folder)
    assert (done.data["bytes"], done.data["files_missing"], done.data["copy"]) == (row.size, 0, None)
    restored = call("restore", row.folder, tmp_path / "restored.assay")
    assert (restored.code, restored.lines) == (0, [f"Restored as {tmp_path / 'restored.assay'}."])
    assert call("verify", tmp_path / "restored.assay").code == 0
    before, after = (call("audits", root).lines for root in (sample_folder, tmp_path / "restored.assay"))
    assert before == after


def test_a_second_copy_goes_to_another_folder(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    done = call("backup", sample_folder, "--to", tmp_path / "drive")
    assert done.code == 0
    assert done.lines[1].startswith(f"Copied to {tmp_path / 'drive' / 'sample-'}")
    copy = Path(done.lines[1].removeprefix("Copied to ").removesuffix("."))
    assert call("restore", copy, tmp_path / "b.assay", "--json").data["files_lost"] == 0


def test_a_folder_that_is_away_or_inside_is_told_and_nothing_is_made(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    for folder, said in ((tmp_path / "nowhere", "There is no folder"), (sample_folder, "itself")):
        done = call("backup", sample_folder, "--to", folder)
        assert (done.code, done.out) == (1, "")
        assert said in done.err
    assert list_backups(sample_folder) == ()


def test_what_is_no_backup_and_what_is_taken_are_told(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    done = call("restore", sample_folder, tmp_path / "b.assay")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "is not a backup of a workspace" in done.err
    backup = call("backup", sample_folder, "--json").data["backup"]
    done = call("restore", backup, sample_folder)
    assert "something at" in done.err
    assert "It was not touched" in done.err
    assert call("verify", sample_folder).code == 0


def test_missing_files_are_told_on_both_ways(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    lost = next(Layout(sample_folder).objects.glob("*/*"))
    lost.unlink()
    done = call("backup", sample_folder, "--json")
    assert (done.code, done.data["files_missing"]) == (1, 1)
    assert "1 stored file is missing in the workspace" in done.err
    restored = call("restore", done.data["backup"], tmp_path / "b.assay", "--json")
    assert (restored.code, restored.data["files_lost"]) == (1, 1)
    assert "1 stored file was not whole in the backup" in restored.err


def test_a_protected_workspace_is_backed_up_and_restored_with_its_passphrase(
    call: Call, tmp_path: Path
) -> None:
    secret, root = tmp_path / "secret", tmp_path / "a.assay"
    secret.write_text("correct horse\n")
    call("new", root, "--organization", "Northwind", "--passphrase-file", secret)
    backup = call("backup", root, "--passphrase-file", secret, "--json").data["backup"]
    done = call("restore", backup, tmp_path / "b.assay")
    assert (done.code, done.out) == (1, "")
    assert "--passphrase-file" in done.err
    assert call("restore", backup, tmp_path / "b.assay", "--passphrase-file", secret).code == 0
    assert call("audits", tmp_path / "b.assay", "--passphrase-file", secret).code == 0


def test_with_another_passphrase_everything_is_sealed_anew(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    new, root = tmp_path / "new", tmp_path / "fresh.assay"
    new.write_text("two green doors\n")
    backup = call("backup", sample_folder, "--json").data["backup"]
    done = call("restore", backup, root, "--new-passphrase-file", new, "--json")
    assert (done.code, done.data["new_keys"], done.data["files_lost"]) == (0, True, 0)
    assert call("verify", root).code == 1
    assert call("verify", root, "--passphrase-file", new).code == 0
    names = [{path.name for path in Layout(one).objects.glob("*/*")} for one in (sample_folder, root)]
    assert names[0] == names[1] != set()
