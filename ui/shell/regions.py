"""F6: the keyboard goes round the parts of the window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window, and how the keyboard gets into it."""

    part: QWidget
    enter: Callable[[], None]


def go_round(regions: Sequence[Region], step: int) -> None:
    """Move the focus to the next (1) or previous (-1) region that is on the screen."""
    shown = [region for region in regions if region.part.isVisible()]
    focused = QApplication.focusWidget()
    here = next((at for at, region in enumerate(shown) if _holds(region.part, focused)), None)
    if shown:
        shown[0 if here is None else (here + step) % len(shown)].enter()


def _holds(part: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (part is focused or part.isAncestorOf(focused))


def focus_first(part: QWidget) -> None:
    """Focus the first field or button of a part that Tab would reach."""
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if part.isAncestorOf(widget) and _takes_tab(widget):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return
        widget = widget.nextInFocusChain()
    part.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_tab(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
