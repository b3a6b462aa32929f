"""The table itself; what is measured runs in `make bench` only."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench.rows import Budget, Ground, Row

BENCHES = "tests.bench.__main__.BENCHES"
AT_MOST, AT_LEAST = Budget(10, "x"), Budget(0.8, "x", is_least=True)


def run(monkeypatch: pytest.MonkeyPatch, place: Path, figure: float, budget: Budget) -> int:
    def rows(ground: Ground) -> Iterator[Row]:
        assert ground.place.parent == place
        assert ground.size == 256 * 1024**2
        yield Row("a thing", "2 ms", "1 ms bare", figure, budget)

    monkeypatch.setattr(BENCHES, {"thing": rows})
    monkeypatch.setattr(sys, "argv", ["bench", "--size", "256M", "--place", str(place), "thing"])
    return command.main()


@pytest.mark.parametrize(
    ("figure", "budget", "verdict", "code"),
    [
        (9.9, AT_MOST, "holds", 0),
        (10.1, AT_MOST, "BROKEN", 1),
        (0.81, AT_LEAST, "holds", 0),
        (0.79, AT_LEAST, "BROKEN", 1),
    ],
)
def test_a_broken_budget_is_told_and_fails_the_run(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    figure: float,
    budget: Budget,
    verdict: str,
    code: int,
) -> None:
    assert run(monkeypatch, tmp_path, figure, budget) == code
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["what", "measured", "baseline", "figure", "budget", "verdict"]
    assert row.startswith("a thing  2 ms")
    assert row.endswith(verdict)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "G", "0", "-1M", "2X", "two"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        command.size(text)
