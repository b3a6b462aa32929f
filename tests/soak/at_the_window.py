"""The same at the real window: keys are pressed, files are dropped; what stands in the database is told."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from app.settings import Settings
from app.unit_of_work import Change
from app.workspace.workspace import Workspace
from models.evidence import Evidence, StoredObject
from models.session import NoteLine
from tests.conftest import DEVICE, FixedClock
from tests.soak.ground import FOLDER, Ground, ground_of
from tests.soak.working import MOST_STEPS, content_of, tell
from tests.story.auditor import Auditor
from tests.ui.sessions.story import NOW
from ui.main import build_window
from ui.pages import page_entries
from ui.sessions.note_line import NoteLine as NoteField
from ui.welcome.opening import Opener
from ui.widgets.autosave import SaveState
from ui.window import Window

_TICK = 10
_LETTERS = "abcdefghijklmnopqrstuvwxyz čłé "


class Hands:
    """What `Auditor` needs of pytest-qt, without pytest."""

    def waitUntil(self, condition: Callable[[], object], timeout: int = 20_000) -> None:
        deadline = QDeadlineTimer(timeout)
        while condition() not in (True, None):
            assert not deadline.hasExpired(), condition
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, _TICK)

    def keyClick(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(widget, key, modifier)


class Teller:
    """Says what each commit left in the database, once it has returned."""

    def __init__(self, workspace: Workspace, ground: Ground) -> None:
        self.workspace = workspace
        self.lines = frozenset(ground.lines)
        workspace.subscribe(self.on_committed)

    def on_committed(self, changes: frozenset[Change]) -> None:
        for change in changes:
            if change.operation == "delete":
                continue
            if change.kind == "note_line" and change.id not in self.lines:
                self._tell_line(change.id)
            elif change.kind == "evidence":
                self._tell_evidence(change.id)

    def _tell_line(self, line_id: str) -> None:
        with self.workspace.read() as unit:
            line = unit.session.get(NoteLine, line_id)
        if line is not None:
            tell("typed", id=line_id, text=line.text)

    def _tell_evidence(self, evidence_id: str) -> None:
        query = select(Evidence.original_name, Evidence.number, StoredObject.sha256).join(
            StoredObject, StoredObject.id == Evidence.object_id
        )
        with self.workspace.read() as unit:
            row = unit.session.execute(query.where(Evidence.id == evidence_id)).first()
        if row is not None:
            tell("attach", name=row[0], evidence=row[1], sha256=row[2])


def work(place: Path, seed: int, steps: int = MOST_STEPS) -> Auditor:
    """Open the window on the workspace, enter the interview that is running, and take notes."""
    ground = ground_of(place)
    clock = FixedClock(NOW)
    application = QApplication(["assay"])
    window = _window(application, place, clock)
    auditor = Auditor(Hands(), window, clock)  # type: ignore[arg-type]
    auditor.wait(window.has_workspace)
    Teller(auditor.workspace, ground)
    window.navigate("sessions", {"session_id": ground.session_id, "item_id": ground.item_id})
    auditor.wait(lambda: isinstance(auditor.focused().parent(), NoteField))
    tell("opened")
    chance = random.Random(seed)
    for number in range(steps):
        clock.advance(seconds=40)
        chance.choices([_note, _pause, _drop], [8, 2, 2])[0](auditor, place, chance, seed, number)
    return auditor


def _window(application: QApplication, place: Path, clock: FixedClock) -> Window:
    settings = Settings(place / "settings" / "settings.json")
    window = build_window(application, settings)
    window.welcome._opener = window._opener = Opener(DEVICE, "Test laptop", clock)
    window.show()
    window.activateWindow()
    window.start(place / FOLDER)
    return window


def _note(auditor: Auditor, _place: Path, chance: random.Random, _seed: int, number: int) -> None:
    """A line of notes, letter by letter, ended by Enter."""
    auditor.type(f"{number} ")
    for letter in chance.choices(_LETTERS, k=chance.randint(3, 60)):
        auditor.type(letter)
        QApplication.processEvents()
    auditor.enter()
    auditor.settle()


def _pause(auditor: Auditor, _place: Path, chance: random.Random, _seed: int, number: int) -> None:
    """Words that save themselves in a pause, and some more before it ends."""
    auditor.type(f"{number} {''.join(chance.choices(_LETTERS, k=20))}")
    saving = _line(auditor).autosave
    auditor.wait(lambda: saving.state is SaveState.SAVED)
    auditor.type("".join(chance.choices(_LETTERS, k=5)))
    auditor.enter()


def _line(auditor: Auditor) -> NoteField:
    line = auditor.focused().parent()
    assert isinstance(line, NoteField)
    return line


def _drop(auditor: Auditor, place: Path, _chance: random.Random, seed: int, number: int) -> None:
    """A file on the line."""
    file = place / "files" / f"dropped {number}"
    file.write_bytes(content_of(seed, number))
    auditor.drop(file)


def main(place: Path) -> None:
    """Take some notes, look at every page, and close the window."""
    auditor = work(place, seed=1, steps=12)
    window = auditor.window
    for entry in page_entries():
        window.navigate(entry.page_id, {})
        auditor.settle()
        tell("shown", page=entry.page_id)
    window.close()
    auditor.wait(lambda: not window.has_workspace())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
