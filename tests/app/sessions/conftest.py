"""The audit whose sessions are held: planned once, copied for each test."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.app.sessions.story import Story, begin
from tests.conftest import DEVICE, FixedClock


@pytest.fixture(scope="session")
def planned(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Story]:
    """The folder of a closed workspace with an audit in it, and the ids of what is there."""
    root = shutil.copytree(template, tmp_path_factory.mktemp("planned") / "planned.assay")
    clock = FixedClock()
    workspace = open_workspace(root, None, Seat("Assay test", DEVICE, "Test laptop", clock))
    story = begin(workspace, clock)
    workspace.close()
    return root, story


@pytest.fixture
def folder(planned: tuple[Path, Story], tmp_path: Path) -> Path:
    return shutil.copytree(planned[0], tmp_path / "audits.assay")


@pytest.fixture
def story(planned: tuple[Path, Story], workspace: Workspace, clock: FixedClock) -> Story:
    _root, known = planned
    return replace(known, workspace=workspace, clock=clock, plan=replace(known.plan, workspace=workspace))
