"""Of a workspace that was closed, every byte that is changed is noticed, when it is opened or verified.

Not counted are `lock` and `holder.json`: they say who has a workspace open, the one is empty and the other is
gone when it is closed.
"""

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence.intake import attach_bytes
from app.workspace.backups.manifest import read_manifest
from app.workspace.header import damaged_copies, read_header
from app.workspace.layout import Layout
from app.workspace.log_head import read_head
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from models.audit import Audit
from models.programme import Programme
from tests.soak.extent import IS_SOAK, some

LARGE_FLIPS = 200 if IS_SOAK else 50
SMALL_FLIPS = 8
_SMALL = 2_000


@pytest.fixture
def closed(workspace: Workspace, organization: str) -> Path:
    """A small workspace with two stored files and a backup that shares nothing with it."""
    with workspace.write("Set up") as uow:
        programme = Programme(organization_id=organization, title="2026")
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Internal audit")
        uow.session.add_all([programme, audit])
    attach_bytes(workspace, audit.id, "small.txt", b"content")
    attach_bytes(workspace, audit.id, "large.bin", random.Random(1).randbytes(1_200_000))
    backup = workspace.back_up("by-hand")
    workspace.close()
    for path in backup.glob("objects/*/*"):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    return workspace.path


def positions(path: Path) -> list[int]:
    size = path.stat().st_size
    if size > _SMALL:
        return sorted(random.Random(path.name).sample(range(size), LARGE_FLIPS))
    return some(range(size), SMALL_FLIPS, seed=path.name)


def flip(path: Path, position: int) -> None:
    """Change one seeded bit of the byte."""
    changed = bytearray(path.read_bytes())
    changed[position] ^= 1 << random.Random(f"{path.name} {position}").randrange(8)
    path.write_bytes(changed)


def test_nothing_else_lies_in_a_closed_workspace(closed: Path) -> None:
    files = {path.relative_to(closed) for path in closed.rglob("*") if path.is_file()}
    backup = next(iter((closed / "backups").iterdir())).relative_to(closed)
    named = {Path(name) for name in ("lock", "log-head.json", "key-1.json", "key-2.json", "workspace.db")}
    named |= {backup / name for name in ("backup.json", "key-1.json", "key-2.json", "workspace.db")}
    assert {file for file in files if "objects" not in file.parts} == named
    assert (closed / "lock").stat().st_size == 0


def test_flips_in_the_database_and_beside_it_are_noticed(closed: Path, seat: Seat) -> None:
    """Each on a fresh copy: opening mends what it can and writes down what it found."""
    layout = Layout(closed)
    unnoticed = []
    for path in (layout.database, *layout.headers, layout.log_head):
        for position in positions(path):
            copy = Path(shutil.copytree(closed, closed.with_name("copy.assay")))
            flip(copy / path.name, position)
            if not noticed(copy, seat):
                unnoticed.append((path.name, position))
            shutil.rmtree(copy)
    assert unnoticed == []


def noticed(root: Path, seat: Seat) -> bool:
    """Whether opening or verifying says anything."""
    try:
        workspace = open_workspace(root, None, seat)
    except UserError:
        return True
    try:
        return bool(workspace.recovered or workspace.warnings or verify(workspace))
    finally:
        workspace.close()


def test_flips_in_stored_files_and_backups_are_noticed(closed: Path, seat: Seat) -> None:
    workspace = open_workspace(closed, None, seat)
    assert verify(workspace) == ()
    unnoticed = []
    for path in [
        *closed.glob("objects/*/*"),
        *(path for path in closed.glob("backups/**/*") if path.is_file()),
    ]:
        for position in positions(path):
            flip(path, position)
            if not verify(workspace):
                unnoticed.append((path, position))
            flip(path, position)
    workspace.close()
    assert unnoticed == []


def test_every_byte_of_a_small_file_counts(closed: Path, seat: Seat) -> None:
    """What opening and verifying ask of the small files, at every position and every bit."""
    layout = Layout(closed)
    (backup,) = layout.backups.iterdir()
    key = read_header(layout.headers).unwrap(None)
    for path, is_damaged in (
        *((path, _has_damaged_key_file) for path in layout.headers),
        (layout.log_head, lambda path: read_head(path, key) is None),
        (backup / "backup.json", lambda path: read_manifest(path.parent) is None),
    ):
        assert not is_damaged(path)
        assert missed(path, is_damaged) == []


def _has_damaged_key_file(path: Path) -> bool:
    return bool(damaged_copies((path,)))


def missed(path: Path, is_damaged: Callable[[Path], bool]) -> Sequence[tuple[int, int]]:
    """Positions and bits of which nothing is noticed."""
    whole, found = path.read_bytes(), []
    for position in range(len(whole)):
        for bit in range(8) if IS_SOAK else (position % 8,):
            changed = bytearray(whole)
            changed[position] ^= 1 << bit
            path.write_bytes(changed)
            try:
                is_noticed = is_damaged(path)
            except UserError:
                is_noticed = True
            if not is_noticed:
                found.append((position, bit))
    path.write_bytes(whole)
    return found
