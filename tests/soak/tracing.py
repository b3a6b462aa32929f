"""What strace saw a program do, as short events."""

import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LINE = re.compile(r"^\d+\s+(?P<call>\w+)\((?P<rest>.*)\) = (?P<result>-?\d+)")
_OPEN_FILE = re.compile(r"^(?P<number>\d+)<(?P<path>[^>]*)>")
_NAMES = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = {"pwrite64": "write", "write": "write", "ftruncate": "cut"}
_SYNCS = {"fsync": "sync", "fdatasync": "sync"}
_RENAMES = {"rename": "rename", "renameat": "rename", "renameat2": "rename", "link": "link", "linkat": "link"}
_REMOVALS = {"unlink": "remove", "unlinkat": "remove"}
CALLS = ("openat", "mkdir", *_WRITES, *_SYNCS, *_RENAMES, *_REMOVALS)


@dataclass(frozen=True, slots=True)
class Traced:
    """`what` was done to `path`; of what was said, `path` is the saying."""

    what: str
    path: str


def strace(calls: Sequence[str], output: Path, *command: str, options: Sequence[str] = ()) -> None:
    """Run a Python module of ours under strace; AssertionError when it fails."""
    traced = [
        "strace",
        "-f",
        "-qq",
        "-s",
        "60",
        *options,
        "-e",
        f"trace={','.join(calls)}",
        "-o",
        str(output),
    ]
    done = subprocess.run(
        [*traced, sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


def events_in(trace: Path, root: Path) -> list[Traced]:
    """The events below `root`, relative to it, and what was said on standard output, in order."""
    found = []
    for line in trace.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if match and int(match["result"]) >= 0:
            event = _event(match["call"], match["rest"])
            if event is not None and event.what == "say":
                found.append(event)
            elif event is not None and event.path.startswith(f"{root}"):
                found.append(Traced(event.what, str(Path(event.path).relative_to(root))))
    return found


def _event(call: str, rest: str) -> Traced | None:
    names = _NAMES.findall(rest)
    file = _OPEN_FILE.match(rest)
    if call == "write" and file and file["number"] == "1":
        return Traced("say", names[0].replace('\\"', '"'))
    if call in _WRITES and file:
        return Traced(_WRITES[call], file["path"])
    if call in _SYNCS and file:
        return Traced("sync", file["path"])
    if call == "openat" and "O_CREAT" in rest:
        return Traced("create", names[0])
    if call == "mkdir":
        return Traced("create", names[0])
    if call in _RENAMES:
        return Traced(_RENAMES[call], names[-1])
    return Traced("remove", names[-1]) if call in _REMOVALS else None
