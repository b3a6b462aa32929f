"""The program is killed in the middle of its work: nothing acknowledged is lost, nothing is half there.

AS-27: at each moment; what a keystroke may still lack, and what is told after, is judged in `checking`.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.soak.checking import judge
from tests.soak.driver import Nursery, kill_once
from tests.soak.extent import some
from tests.soak.points import STEPS

pytestmark = pytest.mark.usefixtures("cheap_passphrases")
MODES = ["services"] * 13 + ["window"] * 4 + ["migrating"] * 3
_NEVER = 1_000_000


@pytest.mark.parametrize(("seed", "mode"), [(seed, mode) for seed, mode in enumerate(MODES)])
def test_what_was_acknowledged_is_there_after_a_kill(
    ground: Path, cradle: Nursery, tmp_path: Path, seed: int, mode: str
) -> None:
    verdict = kill_once(cradle, ground, tmp_path, seed, mode)
    assert (verdict.lost, verdict.orphans, verdict.problems) == ([], [], [])


@pytest.mark.parametrize("step", [*STEPS, "open"])
def test_a_step_may_die_before_any_of_its_calls_to_the_disk(
    ground: Path, cradle: Nursery, tmp_path: Path, step: str
) -> None:
    """Power goes at each moment at which the disk holds something else than before.

    A new file may find its folder there already: then the step takes fewer calls than the first time.
    """
    (whole,) = died_at(ground, cradle, tmp_path, step, _NEVER)
    assert whole["calls"] > 3
    for at in some(range(1, whole["calls"] + 1), 3, seed=step):
        said = died_at(ground, cradle, tmp_path, step, at)
        assert said == [] or said[0]["calls"] < at


def died_at(ground: Path, cradle: Nursery, tmp_path: Path, step: str, at: int) -> list[dict[str, Any]]:
    folder = Path(shutil.copytree(ground, tmp_path / str(at)))
    said = cradle.run(mode="points", place=str(folder), step=step, at=at)
    verdict = judge(folder, said, seed=0)
    assert (verdict.lost, verdict.orphans, verdict.problems) == ([], [], []), f"call {at} of {step}"
    shutil.rmtree(folder)
    return said
