"""The sample workspace, made once for all tests of a run: it takes seconds, a copy of it nothing."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock

from app.sample.story import create_sample
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.conftest import DEVICE, FixedClock

SAMPLE_DAY = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Europe/London"))
_SEAT = Seat("Assay test", DEVICE, "Test laptop", FixedClock(SAMPLE_DAY))


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed sample workspace; the processes of one run share it."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    template = root / "sample.assay"
    with FileLock(root / "sample.lock"):
        if not template.exists():
            making = root / "making.assay"
            create_sample(
                making, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock(SAMPLE_DAY))
            ).close()
            making.rename(template)
    return template


@pytest.fixture
def sample_folder(sample_template: Path, tmp_path: Path) -> Path:
    """A closed copy of the sample workspace, to be changed at will."""
    return shutil.copytree(sample_template, tmp_path / "sample.assay")


@pytest.fixture(scope="session")
def sample(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An open copy of the sample workspace for tests that only look."""
    folder = shutil.copytree(sample_template, tmp_path_factory.mktemp("looked at") / "sample.assay")
    workspace = open_workspace(
        folder, None, Seat("Assay test", DEVICE, "Test laptop", FixedClock(SAMPLE_DAY))
    )
    yield workspace
    workspace.close()
