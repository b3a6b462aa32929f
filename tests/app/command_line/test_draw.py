"""`assay-cli draw`: another process draws the same items again from the same list and seed (AS-26)."""

import hashlib
import subprocess
import sys
from math import ceil, comb
from pathlib import Path

import pytest

from app.evidence import samples
from app.evidence.sample_reads import samples_of_audit
from app.workspace.workspace import Workspace
from tests.app.command_line.conftest import Call
from tests.app.evidence.conftest import Story, story

__all__ = ["story"]

LEAVERS = [f"P-{number}, Łucja" for number in range(1, 88)]


def formula(population: int, confidence: int, tolerable: int) -> int:
    """Section 6.3 word for word: the smallest n with C(N-D, n) / C(N, n) <= 1 - confidence, D = ⌈N·p⌉."""
    deviating = ceil(population * tolerable / 100)
    return next(
        n
        for n in range(population + 1)
        if comb(population - deviating, n) * 100 <= comb(population, n) * (100 - confidence)
    )


def by_hand(listed: list[str], size: int, seed: str) -> list[str]:
    """The recipe of the README, without our code."""
    numbered = enumerate(listed, start=1)
    ranked = sorted(
        (hashlib.sha256(f"{seed}:{number}".encode()).hexdigest(), item) for number, item in numbered
    )
    return [item for _rank, item in ranked[:size]]


def test_another_process_draws_the_same_leavers_again(
    workspace: Workspace, story: Story, tmp_path: Path
) -> None:
    with workspace.write("Draw") as uow:
        samples.draw_sample(uow, story.audit, "Leavers", LEAVERS, 95, 10)
        (row,) = samples_of_audit(uow, story.audit)
    drawn = [unit.identifier for unit in row.units]
    path = tmp_path / "leavers.txt"
    path.write_text("\n".join(LEAVERS), "utf-8")
    command = [sys.executable, "-m", "app.cli", "draw", "--list", str(path), "--seed", row.seed]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=60)
    assert done.stdout.splitlines() == drawn
    assert by_hand(LEAVERS, 24, row.seed) == drawn


@pytest.mark.parametrize("population", [10, 50, 87, 100, 250, 10_000])
def test_the_size_is_that_of_the_formula(call: Call, population: int) -> None:
    done = call("draw", "--rows", str(population), "--seed", "s", "--json")
    size = formula(population, 95, 10)
    assert (done.code, done.data["size"]) == (0, size)
    assert done.data["items"] == by_hand([str(n) for n in range(1, population + 1)], size, "s")


def test_a_column_of_a_list_is_drawn_from(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "leavers.csv"
    path.write_text("name;no\n" + "".join(f"x;L-{number}\n" for number in range(20)), "utf-8")
    done = call("draw", "--list", path, "--column", "no", "--seed", "7", "--size", "3")
    assert list(done.lines) == by_hand([f"L-{number}" for number in range(20)], 3, "7")
    assert call("draw", "--list", path, "--column", "id", "--seed", "7").code == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--rows", "0"), "There is nothing to draw from."),
        (("--rows", "9", "--confidence", "100"), "A percentage is a whole number from 1 to 99."),
        (("--list", "nowhere.txt"), "No such file"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(call: Call, more: tuple[str, ...], said: str) -> None:
    done = call("draw", "--seed", "1", *more)
    assert (done.code, said in done.err) == (1, True)
