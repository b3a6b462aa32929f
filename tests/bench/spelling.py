"""What the spell check costs somebody who types: a key stroke, and the look at a full page after a pause."""

from collections.abc import Iterator
from statistics import quantiles

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.sessions import notes
from app.settings import Settings
from app.spelling.dictionaries import BRITISH, OFF
from app.words import N_
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from tests.bench.hands import Hands, at_the_window
from tests.bench.rows import Budget, Ground, Row
from tests.soak.ground import seat
from tests.ui.sessions import story
from ui.sessions.note_text import NoteText

_LINES, _MOST_SECONDS = 60, 30
_SAID = "The restore tests were carried out quaterly, and reviewd by the head of operatons in each case. " * 3
_TYPED = "THE BACKUP RIGTHS WERE REVIEWD BY THE HEAD OF OPERATONS "
_KEY = Budget(50, "ms")


def rows(ground: Ground) -> Iterator[Row]:
    """Keys in a session with a page full of lines, with the dictionary and without."""
    root, settings = ground.place / "spelt.assay", ground.place / "settings.json"
    at = _fill(create_workspace(root, None, seat()))
    Settings(settings).set("spelling", BRITISH)
    with at_the_window(root, settings) as hands:
        hands.window.navigate("sessions", at)
        hands.rest()
        checked = [_milliseconds(hands, letter) for letter in _TYPED * 3]
        _wait_for_waves(hands)
        pause = hands.stall_row("spell check: a pause in a full session", lambda: _pause(hands))
        hands.window.spelling.choice.choose(OFF)
        bare = [_milliseconds(hands, letter) for letter in _TYPED * 3]
    slow, usual = quantiles(checked, n=20)[-1], quantiles(bare, n=20)[-1]
    yield Row(
        "a key stroke with the spell check", f"{slow:.1f} ms p95", f"{usual:.1f} ms without", slow, _KEY
    )
    yield pause


def _fill(workspace: Workspace) -> dict[str, str]:
    """An interview that is running, with more lines on one item than are seen; closed."""
    begun = story.begin(workspace)
    item_id = begun.items["A.8.13"]
    with workspace.write(N_("Say much")) as uow:
        for number in range(_LINES):
            notes.add_line(uow, begun.session_id, f"{_SAID}{number}", item_id=item_id)
    workspace.close()
    return {"audit_id": begun.audit_id, "session_id": begun.session_id, "item_id": item_id}


def _milliseconds(hands: Hands, letter: str) -> float:
    """One key; what the check does between keys of somebody who types fast is done, too."""
    focused = hands.focused()
    taken = hands.seconds_of(lambda: QTest.keyClick(focused, Qt.Key(ord(letter)))) * 1000
    hands.rest(20)
    return taken


def _pause(hands: Hands) -> None:
    hands.type("A WROGN WORD ")
    hands.rest(1_000)


def _wait_for_waves(hands: Hands) -> None:
    """The dictionary was loaded and asked, and its answers are seen."""
    page = hands.window.current_page()
    assert page is not None
    for _second in range(_MOST_SECONDS):
        hands.rest(1_000)
        if sum(len(field.extraSelections()) for field in page.findChildren(NoteText)) > _LINES:
            return
    raise AssertionError("nothing is underlined")
