"""An organisation with the bundled framework, to write Statements of Applicability for."""

import pytest

from app.library.packs import install_pack
from app.library.soa.checks import Remark
from app.library.soa.picture import soa_picture
from app.workspace.workspace import Workspace
from tests.app.planning.story import Story, begin


@pytest.fixture
def story(workspace: Workspace) -> Story:
    return begin(workspace)


@pytest.fixture
def pack_id(story: Story) -> str:
    return story.do(install_pack, story.pack)


def remarks_on(story: Story, version_id: str) -> tuple[Remark, ...]:
    """What the checks find in a version."""
    picture = story.see(soa_picture, version_id)
    assert picture is not None
    return picture.remarks
