"""An auditor whose hands never leave the keyboard, and whose keys are counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import FixedClock
from tests.story.auditor import NONE, Auditor
from ui.window import Window

MOST_KEYS = 2
"""For each action, beside its text (AS-02)."""


class CountedAuditor(Auditor):
    """Counts the keys of each action. Keys held down together count as one, letters of a text do not."""

    def __init__(self, qtbot: QtBot, window: Window, clock: FixedClock) -> None:
        super().__init__(qtbot, window, clock)
        self._pressed = 0
        self._taken: dict[str, list[int]] = {}

    @contextmanager
    def action(self, name: str) -> Iterator[None]:
        """What is pressed inside belongs to one action."""
        before = self._pressed
        yield
        self._taken.setdefault(name, []).append(self._pressed - before)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self._pressed += 1
        super().press(key, modifier)

    def on(self, widget: QWidget) -> None:
        raise AssertionError(f"only keys lead to {widget.accessibleName()}; nothing else would be counted")

    def keys_of_actions(self) -> dict[str, int]:
        """The most keys that an action took, by its name."""
        return {name: max(counts) for name, counts in self._taken.items()}

    def table(self) -> str:
        """The actions with how often they were done and the most keys that each of them took."""
        width = max(map(len, self._taken))
        lines = [f"{'action':{width}}  times  keys"]
        lines += [f"{name:{width}}  {len(keys):>5}  {max(keys):>4}" for name, keys in self._taken.items()]
        return "\n".join(lines)
