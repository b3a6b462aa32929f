"""An audit with two findings that wait for their responses."""

from pathlib import Path

import pytest

from app.workspace.workspace import Workspace
from tests.app.exchange import libreoffice
from tests.app.exchange.libreoffice import LibreOffice
from tests.app.exchange.scene import Scene
from tests.app.exchange.scene import begin as begin_scene
from tests.app.findings.story import begin


@pytest.fixture
def scene(workspace: Workspace, tmp_path: Path) -> Scene:
    return begin_scene(begin(workspace), tmp_path)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    if libreoffice.program() is None:
        pytest.skip("LibreOffice is not installed here: no other program can fill the workbook in")
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))
