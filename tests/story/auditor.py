"""An auditor at the window: keys go to whatever has the focus, files are dropped, pictures are pasted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.workspace.workspace import Workspace
from tests.conftest import FixedClock
from ui.page import Page
from ui.widgets.buttons import Button
from ui.window import Window

_Answer = TypeVar("_Answer")
_Page = TypeVar("_Page", bound=Page)
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LONG = 20_000


class Auditor:
    """Works with the keyboard alone, save for what is dropped."""

    def __init__(self, qtbot: QtBot, window: Window, clock: FixedClock) -> None:
        self.qtbot = qtbot
        self.window = window
        self.clock = clock

    @property
    def workspace(self) -> Workspace:
        return self.page(Page).context.workspace

    @property
    def audit_id(self) -> str:
        audit_id = self.page(Page).context.audit_id
        assert audit_id is not None
        return audit_id

    def page(self, kind: type[_Page]) -> _Page:
        page = self.window.current_page()
        assert isinstance(page, kind), page
        return page

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=LONG)

    def settle(self) -> None:
        """Wait until no job runs and everybody has heard of what was written."""
        self.wait(lambda: not self.window.jobs.running)
        QApplication.processEvents()

    def go(self, number: int, kind: type[_Page]) -> _Page:
        """Ctrl and a digit show a page."""
        self.press(Key(Key.Key_0 + number), CTRL)
        self.wait(lambda: isinstance(self.window.current_page(), kind))
        return self.page(kind)

    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused

    def come_back(self) -> None:
        """A dialog has closed: without a screen nobody else brings the window to the front again."""
        self.window.activateWindow()
        self.wait(lambda: self.window.isActiveWindow() and QApplication.focusWidget() is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.focused(), key, modifier)  # type: ignore[no-untyped-call]

    def enter(self) -> None:
        self.press(Key.Key_Return)

    def tab(self, times: int = 1) -> None:
        for _time in range(times):
            self.press(Key.Key_Tab)

    def type(self, text: str) -> None:
        """Letters of any script; `keyClicks` would abort at the first that is not ASCII."""
        for letter in text:
            widget = self.focused()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))

    def retype(self, text: str) -> None:
        """Type over what stands there."""
        self.press(Key.Key_A, CTRL)
        self.type(text)

    def on(self, widget: QWidget) -> None:
        """Put the focus where Tab would, too."""
        self.wait(widget.isVisible)
        assert widget.isEnabled()
        widget.setFocus()
        target = widget.focusProxy() or widget
        self.wait(lambda: target.hasFocus() or widget.isAncestorOf(self.focused()))

    def fill(self, field: QWidget, text: str) -> None:
        self.on(field)
        self.retype(text)

    def press_button(self, button: QWidget) -> None:
        self.on(button)
        self.enter()

    def field(self, name: str) -> QWidget:
        """The field in front that is called so, as a screen reader would say it."""

        def seen() -> list[QWidget]:
            named = [one for one in self.window.findChildren(QWidget) if one.accessibleName() == name]
            return [one for one in named if one.isVisible()]

        self.wait(lambda: bool(seen()))
        return seen()[0]

    def enter_in(self, name: str, text: str) -> None:
        """Type into the field that is called so, over what stands there."""
        self.fill(self.field(name), text)

    def button(self, text: str) -> Button:
        """The button in front that reads so."""

        def seen() -> list[Button]:
            named = [one for one in self.window.findChildren(Button) if one.label() == text]
            return [one for one in named if one.isVisible()]

        def is_there() -> None:
            others = [one.label() for one in self.window.findChildren(Button) if one.isVisible()]
            assert seen(), f"no button reads {text}, only {others}"

        self.qtbot.waitUntil(is_there, timeout=LONG)
        return seen()[0]

    def push(self, text: str) -> None:
        """Press the button that reads so."""
        self.press_button(self.button(text))

    def drop(self, *paths: Path) -> None:
        """Drop files in the middle of the page."""
        page, data = self.page(Page), QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = QPointF(page.rect().center())
        how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
        enter = QDragEnterEvent(place.toPoint(), *how)
        QApplication.sendEvent(page, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(page, QDropEvent(place, *how))
        self.settle()

    def copy_picture(self, picture: QImage) -> None:
        """Put a picture on the clipboard, as another program would."""
        QApplication.clipboard().setImage(picture)

    def told(self) -> Sequence[str]:
        """What the bars of the window say."""
        bar = self.window.message_bar
        return [*self.window.status_bar.texts(), *([bar.text()] if bar.isVisible() else [])]

    def is_told(self, part: str) -> bool:
        return any(part in text for text in self.told())
