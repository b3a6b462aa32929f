"""Of a closed workspace each kind of damage is told in a sentence of its own, at opening or by verify."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import UserError
from app.evidence.intake import attach_bytes
from app.words import N_, Words
from app.workspace.layout import Layout
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Seat
from models.audit import Audit
from models.organization import Organization
from models.programme import Programme

PASSPHRASE = "correct horse"

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@dataclass(frozen=True, slots=True)
class Closed:
    """A workspace with two stored files of the same length, its database as it was before the second, and
    another workspace with the same passphrase.
    """

    layout: Layout
    earlier: Path
    other: Layout

    def stored(self) -> list[Path]:
        return sorted(path for path in self.layout.objects.rglob("*") if path.is_file())


@pytest.fixture
def closed(tmp_path: Path, seat: Seat) -> Closed:
    root, other = tmp_path / "audits.assay", tmp_path / "other.assay"
    create_workspace(other, PASSPHRASE, seat).close()
    workspace = create_workspace(root, PASSPHRASE, seat)
    with workspace.write(N_("Set up")) as uow:
        organization = Organization(name="Alder Hill")
        programme = Programme(organization_id=organization.id, title="2026")
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Internal audit")
        uow.session.add_all([organization, programme, audit])
    attach_bytes(workspace, audit.id, "one.bin", b"1" * 5000)
    workspace.close()
    earlier = shutil.copy(root / "workspace.db", tmp_path / "earlier.db")
    workspace = open_workspace(root, PASSPHRASE, seat)
    attach_bytes(workspace, audit.id, "two.bin", b"2" * 5000)
    workspace.close()
    return Closed(Layout(root), earlier, Layout(other))


def told(closed: Closed, seat: Seat, passphrase: str | None = PASSPHRASE) -> str:
    """All that opening and verifying say."""
    words = Words()
    try:
        workspace = open_workspace(closed.layout.root, passphrase, seat)
    except UserError as error:
        return " ".join(error.sentences(words))
    try:
        found = [*workspace.warnings, *workspace.recovered, *(one.message for one in verify(workspace))]
    finally:
        workspace.close()
    return " ".join(words.message(one) for one in found)


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def one_header(closed: Closed) -> None:
    spoil(closed.layout.headers[0])


def both_headers(closed: Closed) -> None:
    for path in closed.layout.headers:
        spoil(path)


def headers_missing(closed: Closed) -> None:
    for path in closed.layout.headers:
        path.unlink()


def headers_of_another(closed: Closed) -> None:
    for path, other in zip(closed.layout.headers, closed.other.headers, strict=True):
        shutil.copy(other, path)


def database_cut(closed: Closed) -> None:
    cut(closed.layout.database)


def database_missing(closed: Closed) -> None:
    closed.layout.database.unlink()


def database_rolled_back(closed: Closed) -> None:
    shutil.copy(closed.earlier, closed.layout.database)


def object_changed(closed: Closed) -> None:
    spoil(closed.stored()[0])


def object_cut(closed: Closed) -> None:
    cut(closed.stored()[0])


def object_missing(closed: Closed) -> None:
    closed.stored()[0].unlink()


def objects_swapped(closed: Closed) -> None:
    one, two = closed.stored()
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


SAID: dict[Callable[[Closed], None], str] = {
    one_header: "The key file key-1.json was damaged or missing. It was written anew from the other copy.",
    both_headers: "The key files of this workspace are damaged: neither copy can be read.",
    headers_missing: "This folder is not an Assay workspace: it has no key file.",
    headers_of_another: "its key files belong to another workspace",
    database_cut: "The database of this workspace is damaged: a part of it is missing or was changed.",
    database_missing: "The database of this workspace is missing or empty.",
    database_rolled_back: "is older than the last time it was open here",
    object_changed: "the stored file is not what was taken in; it was changed",
    object_cut: "the stored file is not what was taken in; its length is wrong",
    object_missing: "the stored file is missing",
    objects_swapped: "in place of the stored file lies that of",
}


@pytest.mark.parametrize("damage", SAID, ids=lambda damage: damage.__name__)
def test_each_damage_is_told_in_words_of_its_own(
    closed: Closed, seat: Seat, damage: Callable[[Closed], None]
) -> None:
    assert told(closed, seat) == ""
    damage(closed)
    said = told(closed, seat)
    assert [other for other, words in SAID.items() if words in said] == [damage]


def test_a_wrong_and_no_passphrase_are_told_apart(closed: Closed, seat: Seat) -> None:
    wrong, none = told(closed, seat, "correct house"), told(closed, seat, None)
    assert wrong.startswith("That is not the passphrase of this workspace.")
    assert none.startswith("This workspace is protected by a passphrase.")
    assert not any(words in said for words in SAID.values() for said in (wrong, none))
