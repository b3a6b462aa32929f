"""What was acknowledged is there after the program was killed, and after the disk refused."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.errors import UserError
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from models.organization import Organization, Person

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from pathlib import Path
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.organization import Person

workspace = open_workspace(Path(sys.argv[1]), None, Seat("Assay", "device-1"))
count = 0
while True:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(name=f"{count:06d}", role="x" * 5000))
    print(count, flush=True)
    count += 1
"""
HALF = """
import sys
from pathlib import Path
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.organization import Person

workspace = open_workspace(Path(sys.argv[1]), None, Seat("Assay", "device-1"))
with workspace.write("Add person") as uow:
    uow.session.add(Person(name="half", role="x" * 5000))
    uow.session.flush()
    print("flushed", flush=True)
    sys.stdin.read()
"""


@contextmanager
def program(script: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The script as a program of its own on the workspace; killed at the end."""
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def names(folder: Path, seat: Seat) -> list[str]:
    workspace = open_workspace(folder, None, seat)
    with workspace.read() as unit:
        found = list(unit.session.scalars(select(Person.name).order_by(Person.name)))
    assert workspace.check_database() == []
    workspace.close()
    return found


@pytest.mark.parametrize("acknowledged", [1, 40])
def test_what_was_acknowledged_survives_the_death_of_the_program(
    folder: Path, seat: Seat, acknowledged: int
) -> None:
    with program(WRITER, folder) as process:
        for count in range(acknowledged):
            assert said(process) == str(count)
    found = names(folder, seat)
    assert found[:acknowledged] == [f"{count:06d}" for count in range(acknowledged)]


def test_a_write_that_was_not_finished_leaves_nothing(folder: Path, seat: Seat) -> None:
    with program(HALF, folder) as process:
        assert said(process) == "flushed"
    assert names(folder, seat) == []


def test_a_full_disk_is_told_and_costs_nothing_that_was_saved(workspace: Workspace) -> None:
    def add(name: str, size: int) -> None:
        with workspace.write("Add person") as uow:
            uow.session.add(Person(name=name, role="x" * size))

    add("Ann", 10)
    room(workspace, 0)
    with pytest.raises(UserError, match=r"The disk is full.*still on the screen.*Make room"):
        add("Bob", 2_000_000)
    room(workspace, 1_000_000)
    add("Cay", 2_000_000)
    with workspace.read() as unit:
        assert set(unit.session.scalars(select(Person.name))) == {"Ann", "Cay"}
    assert workspace.check_database() == []


def room(workspace: Workspace, pages: int) -> None:
    """Let the database grow by so many pages and no more."""
    with workspace._engine.connect() as connection:
        used = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {used + pages}"))


FAILING_DRIVE = """
import resource, signal, sys
from pathlib import Path
from app.errors import UserError
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.organization import Person

root = Path(sys.argv[1])
workspace = open_workspace(root, None, Seat("Assay", "device-1"))

def add(name, size):
    with workspace.write("Add person") as uow:
        uow.session.add(Person(name=name, role="x" * size))

add("Ann", 10)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = (root / "workspace.db-wal").stat().st_size + 20_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    add("Bob", 2_000_000)
except UserError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
add("Cay", 2_000_000)
workspace.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
def test_a_drive_that_fails_in_the_middle_is_told_and_the_next_save_works(folder: Path, seat: Seat) -> None:
    command = [sys.executable, "-c", FAILING_DRIVE, str(folder)]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "The last change could not be saved: disk I/O error." in done.stdout
    assert "still on the screen" in done.stdout
    assert names(folder, seat) == ["Ann", "Cay"]


def test_a_page_that_rots_while_the_workspace_is_open_is_told(workspace: Workspace) -> None:
    with workspace.write("Add person") as uow:
        uow.session.add(Organization(id="o", name="Clinics", address="x" * 100_000))
    with workspace._engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    workspace._engine.dispose()
    spoil(workspace.layout.database, 4096 * 40)
    with pytest.raises(UserError, match="The database of this workspace is damaged"):
        organization(workspace)
    assert "HMAC verification failed" in workspace.check_database()[0]


def organization(workspace: Workspace) -> Organization:
    with workspace.read() as unit:
        return unit.session.get_one(Organization, "o")


def spoil(file: Path, from_the_end: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(-from_the_end, 2)
        before = opened.read(1)
        opened.seek(-1, 1)
        opened.write(bytes([before[0] ^ 1]))
