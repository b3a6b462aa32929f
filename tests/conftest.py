"""What every test may use: a real workspace in a temporary folder, and a clock that stands still."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from nacl import pwhash

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.words import N_
from app.workspace import passphrase
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.passphrase import Costs
from app.workspace.workspace import Seat, Workspace
from models.base import Row
from models.organization import Organization

# How long an example takes says more about the machine than about the program.
settings.register_profile("assay", deadline=None)
settings.load_profile("assay")

START = datetime(2026, 7, 6, 9, 30, tzinfo=ZoneInfo("Europe/London"))
DEVICE = "device-1"


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = START) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Go to an aware instant."""
        assert at.tzinfo is not None
        self._at = at

    def advance(self, **by: float) -> datetime:
        """Move on by real time, such as `minutes=5`, also over a change of summer time; the new instant."""
        self._at = (self._at.astimezone(UTC) + timedelta(**by)).astimezone(self._at.tzinfo)
        return self._at


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def seat(clock: FixedClock) -> Seat:
    return Seat("Assay test", DEVICE, "Test laptop", clock)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed workspace without a passphrase, made once: the first schema costs 0.4 s, a copy nothing."""
    root = tmp_path_factory.mktemp("template") / "template.assay"
    create_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock())).close()
    return root


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The folder of a workspace that is closed."""
    return shutil.copytree(template, tmp_path / "audits.assay")


@pytest.fixture
def workspace(folder: Path, seat: Seat) -> Iterator[Workspace]:
    """An open workspace with the production pragmas, and nothing in it."""
    workspace = open_workspace(folder, None, seat)
    yield workspace
    workspace.close()


@pytest.fixture
def organization(workspace: Workspace) -> str:
    """The id of an organisation in the workspace."""
    with workspace.write(N_("Add organisation")) as uow:
        organization = Organization(name="Alder Hill Clinics", address="1 Mill Lane, Leeds")
        uow.session.add(organization)
    return organization.id


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real Argon2id at its lowest costs; the usual ones take half a second each time."""
    least = Costs(pwhash.argon2id.OPSLIMIT_MIN, pwhash.argon2id.MEMLIMIT_MIN)
    monkeypatch.setattr(passphrase, "PRESENT_COSTS", least)


@pytest.fixture(autouse=True)
def statements_of_closed_databases_are_forgotten() -> Iterator[None]:
    """Each table keeps compiled statements for each database opened: here, one for each test."""
    yield
    for mapper in Row.registry.mappers:
        mapper._compiled_cache.clear()


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """A thread that outlives its test would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    left = [t.name for t in set(threading.enumerate()) - before if not t.daemon and t.is_alive()]
    assert not left, f"the test left threads behind: {left}"
