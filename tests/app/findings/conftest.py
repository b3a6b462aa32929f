"""The audit in which findings are raised."""

import pytest

from app.workspace.workspace import Workspace
from tests.app.findings.story import Story, begin


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return begin(workspace)
