"""Brings up programs to be killed: it has loaded everything, so that a new one is there in milliseconds.

`python -m tests.soak.nursery` reads tasks from standard input, a line of JSON each, and forks a program for
each. What that program says goes to the same standard output.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nacl import pwhash

from app.workspace import passphrase
from app.workspace.passphrase import Costs
from tests.soak import at_the_window, points, working
from tests.soak.working import tell

MODES: dict[str, Callable[..., None]] = {
    "services": working.work,
    "window": at_the_window.work,
    "migrating": working.migrate,
    "points": points.run,
}


def main() -> None:
    # The real Argon2id at its lowest costs; the usual ones take half a second each time.
    passphrase.PRESENT_COSTS = Costs(pwhash.argon2id.OPSLIMIT_MIN, pwhash.argon2id.MEMLIMIT_MIN)
    tell("ready")
    for line in sys.stdin:
        task = json.loads(line)
        child = os.fork()
        if not child:
            _be_the_program(task)
        tell("born", pid=child)
        _, status = os.waitpid(child, 0)
        tell("ended", signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, code=status >> 8)


def _be_the_program(task: dict[str, Any]) -> None:
    code = 1
    try:
        run = MODES[task.pop("mode")]
        run(**{**task, "place": Path(task["place"])})
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
