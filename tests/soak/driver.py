"""Kills the program at seeded moments, opens its workspace again and compares with what it had acknowledged.

`python -m tests.soak.driver --kills 500 --seed 1` prints one line per ten kills and a summary; its exit code
is 1 when anything was lost, left behind or does not verify.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from tests.soak.checking import Verdict, judge
from tests.soak.ground import make_ground

ROOT = Path(__file__).parents[2]
LONGEST = 60.0
# The window takes longer to come up; a migration is killed while it is under way.
_SHARES = {"services": 7, "window": 2, "migrating": 1}


class Nursery:
    """The process that brings up programs to be killed; see `tests.soak.nursery`."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._buffer = b""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.nursery"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._expect("ready")

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(LONGEST)

    def run(self, **task: Any) -> list[dict[str, Any]]:
        """Let a program come to its end, or kill itself; what it said."""
        return self.killed(-1, 0, **task)

    def killed(self, after: int, delay: float, **task: Any) -> list[dict[str, Any]]:
        """Kill a program `delay` seconds after its `after`th saying; what it had said by then."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task).encode() + b"\n")
        self._process.stdin.flush()
        said: list[dict[str, Any]] = []
        pid = 0
        while not pid or len(said) < after or after < 0:
            line = self._line(LONGEST)
            if line["do"] == "ended":
                return self._ended(line, said)
            if line["do"] == "born":
                pid = line["pid"]
            else:
                said.append(line)
        return self._kill(pid, delay, said)

    def _kill(self, pid: int, delay: float, said: list[dict[str, Any]]) -> list[dict[str, Any]]:
        deadline = time.monotonic() + delay
        line: dict[str, Any] | None = {}
        while line is not None and (left := deadline - time.monotonic()) > 0:
            line = self._line_within(left)
            if line and line["do"] == "ended":
                return self._ended(line, said)
            said += [line] if line else []
        os.kill(pid, signal.SIGKILL)
        while (line := self._line(LONGEST))["do"] != "ended":
            said.append(line)
        return said

    def _ended(self, line: dict[str, Any], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
        assert line["code"] == 0, f"the program failed by itself: {self._log.read_text()[-3000:]}"
        return said

    def _expect(self, do: str) -> None:
        line = self._line(LONGEST)
        assert line["do"] == do, line

    def _line(self, seconds: float) -> dict[str, Any]:
        line = self._line_within(seconds)
        assert line is not None, f"nothing was said for {seconds} s: {self._log.read_text()[-3000:]}"
        return line

    def _line_within(self, seconds: float) -> dict[str, Any] | None:
        """The next line, None when none comes in time."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + seconds
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                return None
            more = os.read(self._process.stdout.fileno(), 65536)
            assert more, f"the nursery died: {self._log.read_text()[-3000:]}"
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\n")
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer


@contextmanager
def nursery(place: Path) -> Iterator[Nursery]:
    made = Nursery(place / "nursery.log")
    try:
        yield made
    finally:
        made.close()


@dataclass(slots=True)
class Summary:
    """What many kills came to."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    recoveries: Counter[str] = field(default_factory=Counter)

    def add(self, mode: str, seed: int, verdict: Verdict) -> None:
        self.kills[mode] += 1
        self.acknowledged += verdict.acknowledged
        self.lost += [f"seed {seed}: {loss}" for loss in verdict.lost]
        self.orphans += [f"seed {seed}: {orphan}" for orphan in verdict.orphans]
        self.problems += [f"seed {seed}: {problem}" for problem in verdict.problems]
        self.recoveries.update(message.split(" ")[0] for message in verdict.recovered)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.orphans or self.problems)

    def __str__(self) -> str:
        modes = ", ".join(f"{count} {mode}" for mode, count in self.kills.most_common())
        return (
            f"{self.kills.total()} kills ({modes}): {self.acknowledged} edits acknowledged, "
            f"{len(self.lost)} lost, {len(self.orphans)} orphan objects, "
            f"{len(self.problems)} verify problems; unclean ends told {self.recoveries['Assay']}, "
            f"unfinished files removed {self.recoveries['What']}, "
            f"unfinished backups {self.recoveries['Backups']}"
        )


def kill_once(of: Nursery, ground: Path, place: Path, seed: int, mode: str) -> Verdict:
    """Kill one program on a fresh copy of the ground, at a moment that follows from the seed."""
    chance = random.Random(seed)
    folder = Path(shutil.copytree(ground, place / f"kill-{seed}"))
    if mode == "migrating":
        after, delay = 1, chance.uniform(0, 0.5)
    else:
        after, delay = (
            chance.randint(2, 25),
            chance.choice((0.0, chance.uniform(0, 0.03), chance.uniform(0, 0.4))),
        )
    said = of.killed(after, delay, mode=mode, place=str(folder), seed=seed)
    verdict = judge(folder, said, seed, migrates=mode == "migrating")
    if verdict.is_clean:
        shutil.rmtree(folder)
    return verdict


def mode_of(seed: int) -> str:
    modes = list(_SHARES)
    return random.Random(f"mode {seed}").choices(modes, list(_SHARES.values()))[0]


def soak(kills: int, seed: int, place: Path, output: TextIO) -> Summary:
    """Kill so many programs; says how it goes every ten."""
    ground = make_ground(place / "ground")
    summary = Summary()
    with nursery(place) as of:
        for number in range(seed, seed + kills):
            mode = mode_of(number)
            summary.add(mode, number, kill_once(of, ground, place, number, mode))
            if summary.kills.total() % 10 == 0:
                output.write(f"{summary}\n")
                output.flush()
    return summary


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="assay-soak-") as place:
        summary = soak(options.kills, options.seed, Path(place), sys.stdout)
    for line in (*summary.lost, *summary.orphans, *summary.problems):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{summary}\n")
    return 0 if summary.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
