"""What an auditor waits for while somebody speaks: the next item, a result; beside the disk's own fsync."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.sessions.reads import all_items
from app.sessions.results import Result
from tests.bench.hands import Hands, at_the_window
from tests.bench.office import make_office
from tests.bench.rows import Budget, Ground, Row

_TIMES = 60
_BUDGET = Budget(50, "ms")
_BLOCK = 4096
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def rows(ground: Ground) -> Iterator[Row]:
    """The 95th percentile of many keys, in turns with a bare fsync of a page of the same disk."""
    office = make_office(ground.place)
    with at_the_window(office.root, ground.place / "settings.json") as hands:
        at = {"audit_id": office.audit_id, "session_id": office.session_id, "item_id": office.item_id}
        hands.window.navigate("sessions", at)
        hands.rest()
        items, results, syncs = [], [], []
        for number in range(_TIMES):
            way = Qt.Key.Key_Down if number % 10 < 5 else Qt.Key.Key_Up
            items.append(_milliseconds(hands, way, _CTRL))
            results.append(_milliseconds(hands, Qt.Key.Key_1 if number % 2 else Qt.Key.Key_3, _ALT))
            syncs.append(_fsync(ground.place / "page"))
            hands.rest(50)
        beside = hands.stall_row(
            "evidence and findings beside it", lambda: hands.press(Qt.Key.Key_Down, _CTRL)
        )
        _check(hands, office.audit_id)
    sync = median(syncs)
    yield _row("next item visible", items, 0, sync)
    yield beside
    yield _row("a result set and durable", results, sync, sync)


def _milliseconds(hands: Hands, key: Qt.Key, modifier: Qt.KeyboardModifier) -> float:
    """From the key until the question, its notes and its result are drawn; the rest follows at rest."""
    focused = hands.focused()
    return hands.seconds_of(lambda: QTest.keyClick(focused, key, modifier)) * 1000


def _fsync(path: Path) -> float:
    with path.open("ab") as file:
        file.write(os.urandom(_BLOCK))
        file.flush()
        start = time.perf_counter()
        os.fsync(file.fileno())
        return (time.perf_counter() - start) * 1000


def _check(hands: Hands, audit_id: str) -> None:
    """The keys did what is measured."""
    page = hands.window.current_page()
    assert page is not None
    with page.context.workspace.read() as unit:
        assert sum(item.result is Result.CONFORMING for item in all_items(unit, audit_id)) > 1


def _row(what: str, taken: list[float], beyond: float, sync: float) -> Row:
    slow = quantiles(taken, n=20)[-1]
    measured = f"{slow:.0f} ms p95, {median(taken):.0f} ms median"
    return Row(what, measured, f"{sync:.1f} ms fsync", slow - beyond, _BUDGET)
