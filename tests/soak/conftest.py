"""The ground and the nursery, made once for all tests of a run."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.driver import Nursery, nursery
from tests.soak.ground import make_ground

HERE = Path(__file__).parent
POSIX = "programs are brought up by fork and killed by SIGKILL, which Windows has not"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """None of this exists on Windows."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.skipif(sys.platform == "win32", reason=POSIX))


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ground(tmp_path_factory.mktemp("soak") / "ground")


@pytest.fixture(scope="session")
def cradle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with nursery(tmp_path_factory.mktemp("nursery")) as made:
        yield made
