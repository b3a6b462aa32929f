"""A workspace with evidence, to be backed up and restored."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.evidence.intake import attach_bytes
from app.words import N_
from app.workspace.backups.manifest import BY_HAND
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from models.audit import Audit
from models.organization import Person
from models.programme import Programme


@pytest.fixture
def audit(workspace: Workspace, organization: str) -> str:
    """An audit with two files as evidence, one of them longer than a chunk."""
    with workspace.write(N_("Set up")) as uow:
        programme = Programme(organization_id=organization, title="2026")
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Audit")
        uow.session.add_all([programme, audit])
    attach_bytes(workspace, audit.id, "log.csv", b"job;result\n" * 200_000)
    attach_bytes(workspace, audit.id, "photo.jpg", b"photo" * 1000)
    return audit.id


@pytest.fixture
def backup(workspace: Workspace, audit: str) -> Path:
    """A backup of a workspace with evidence."""
    return workspace.back_up(BY_HAND)


def add_person(workspace: Workspace, name: str) -> None:
    with workspace.write(N_("Add person")) as uow:
        uow.session.add(Person(name=name, role="x" * 50_000))


def people_in(root: Path, seat: Seat) -> list[str]:
    """The people in a closed workspace."""
    workspace = open_workspace(root, None, seat)
    with workspace.read() as unit:
        found = list(unit.session.scalars(select(Person.name).order_by(Person.name)))
    workspace.close()
    return found


def stored_files(root: Path) -> dict[str, Path]:
    """The stored files of a workspace or of a backup, by name."""
    return {path.name: path for path in Layout(root).objects.glob("*/*")}


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def spoil(file: Path, at: int) -> None:
    """Flip one bit of the byte at this place, from the end where it is negative."""
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
