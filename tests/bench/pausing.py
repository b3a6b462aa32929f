"""One saved pause in typing, beside a bare update of a text of the same size."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from app.sessions import notes
from app.words import N_
from app.workspace.opening import open_workspace
from app.workspace.workspace import Workspace
from tests.bench.rows import Budget, Ground, Row, seconds
from tests.soak.ground import FOLDER, ground_of, make_ground, seat

_TIMES = 1_000
_WARMING_UP = 100
_LINES = 20_000
_TEXT = "We test restores every quarter, said the head of operations, and showed the protocol of May. " * 5


def rows(ground: Ground) -> Iterator[Row]:
    """The median of many, in turns."""
    place = make_ground(ground.place / "ground")
    workspace = open_workspace(place / FOLDER, None, seat())
    workspace.subscribe(_hear)
    line = ground_of(place).lines[0]
    bare = _bare_database(ground.place / "bare.db")
    pauses, updates = [], []
    for number in range(_WARMING_UP + _TIMES):
        text = f"{_TEXT}{number}"
        pauses.append(_pause(workspace, line, text))
        updates.append(_update(bare, text))
    bare.close()
    workspace.close()
    ours, theirs = median(pauses[_WARMING_UP:]), median(updates[_WARMING_UP:])
    yield Row(
        "one saved pause in typing",
        seconds(ours),
        f"{seconds(theirs)} bare update",
        ours / theirs,
        Budget(10, "x"),
    )


def _hear(_changes: object) -> None:
    """Stands for the window."""


def _pause(workspace: Workspace, line_id: str, text: str) -> float:
    start = time.perf_counter()
    with workspace.write(N_("Edit note"), origin="page", merge_key=f"note_line:{line_id}") as uow:
        notes.edit_line(uow, line_id, text)
    return time.perf_counter() - start


def _bare_database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE line (id TEXT PRIMARY KEY, text TEXT NOT NULL)")
    connection.executemany("INSERT INTO line VALUES (?, ?)", ((str(n), _TEXT) for n in range(_LINES)))
    connection.commit()
    return connection


def _update(connection: sqlite3.Connection, text: str) -> float:
    start = time.perf_counter()
    connection.execute("UPDATE line SET text = ? WHERE id = ?", (text, "100"))
    connection.commit()
    return time.perf_counter() - start
