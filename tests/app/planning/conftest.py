"""An organisation whose audits are planned, and an audit of it."""

import pytest

from app.workspace.workspace import Workspace
from tests.app.planning.story import Story, begin


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return begin(workspace)


@pytest.fixture
def audit(story: Story) -> Story:
    """The story with an audit planned in it."""
    story.plan()
    return story
