"""The program is killed in the middle of backing up or restoring: what is there is whole, the rest goes."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.resource_files import resource_path
from app.workspace.backups.keeping import keep_backed_up
from app.workspace.backups.manifest import OPENED
from app.workspace.backups.restoring import restore
from app.workspace.backups.shelf import backups_in, list_backups
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace

KEEPER = """
import random, sys
from pathlib import Path
from app.evidence.intake import attach_bytes
from app.workspace.backups.keeping import keep_backed_up
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat

workspace = open_workspace(Path(sys.argv[1]), None, Seat("Assay", "device-1"))
place, audit = Path(sys.argv[2]), sys.argv[3]
print("ready", flush=True)
count = 0
while True:
    attach_bytes(workspace, audit, f"{count}.bin", random.randbytes(200_000))
    keep_backed_up(workspace, "before-migration", place)
    print(count, flush=True)
    count += 1
"""
RESTORER = """
import sys
from pathlib import Path
from app.workspace.backups.restoring import restore

print("ready", flush=True)
count = 0
while True:
    restore(Path(sys.argv[1]), Path(sys.argv[2]) / f"{count}.assay", None)
    print(count, flush=True)
    count += 1
"""


def killed(script: str, seconds: float, *args: object) -> list[str]:
    """Let the script run for so long after it is ready, kill it, and return the lines it finished."""
    command = [sys.executable, "-c", script, *map(str, args)]
    with subprocess.Popen(
        command, cwd=resource_path().parent, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        return process.stdout.read().splitlines()


@pytest.fixture
def closed(workspace: Workspace, audit: str) -> Path:
    workspace.close()
    return workspace.path


@pytest.mark.parametrize("seed", range(20))
def test_a_backup_that_was_killed_in_the_middle_is_none_and_the_others_are_whole(
    closed: Path, audit: str, seat: Seat, tmp_path: Path, seed: int
) -> None:
    place = tmp_path / "Assay backups"
    place.mkdir()
    done = killed(KEEPER, random.Random(seed).uniform(0.02, 0.6), closed, place, audit)
    workspace = open_workspace(closed, None, seat)
    assert workspace.check_database() == []
    rows = [*list_backups(closed), *(row for shelf in place.iterdir() for row in backups_in(shelf))]
    assert len(rows) >= 2 * len(done)
    for number, row in enumerate(rows):
        assert row.is_verified
        assert restore(row.folder, tmp_path / f"{number}.assay", None).lost == 0
    keep_backed_up(workspace, OPENED, place)
    for shelf in (workspace.layout.backups, *place.iterdir()):
        assert [path.name for path in shelf.iterdir() if path.name.endswith(".new")] == []
        assert len(backups_in(shelf)) == len(list(shelf.iterdir()))
    workspace.close()


@pytest.mark.parametrize("seed", range(5))
def test_a_restore_that_was_killed_in_the_middle_is_none(
    workspace: Workspace, backup: Path, seat: Seat, tmp_path: Path, seed: int
) -> None:
    target = tmp_path / "restored"
    target.mkdir()
    done = killed(RESTORER, random.Random(seed).uniform(0.01, 0.3), backup, target)
    whole = [path for path in target.iterdir() if path.suffix == ".assay"]
    assert len(whole) >= len(done)
    for path in whole:
        restored = open_workspace(path, None, seat)
        assert verify(restored) == ()
        restored.close()
        shutil.rmtree(path)
    left = list(target.iterdir())
    assert len(left) <= 1
    for path in left:
        restore(backup, path.with_suffix(""), None)
        assert not path.exists()
