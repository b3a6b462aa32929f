"""An organisation with the bundled framework, to write Statements of Applicability for."""

import pytest

from app.library.packs import install_pack
from app.workspace.workspace import Workspace
from tests.app.planning.story import Story, begin


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return begin(workspace)


@pytest.fixture
def pack_id(story: Story) -> str:
    return story.do(install_pack, story.pack)
