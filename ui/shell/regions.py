"""F6: the keyboard goes round the parts of the window."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window; the keyboard gets in at its first field, or by a way of its own."""

    part: QWidget
    way_in: Callable[[], None] | None = None

    def enter(self) -> None:
        if self.way_in is not None:
            self.way_in()
        else:
            focus_first(self.part)


class Regions:
    """The parts that are gone round, in this order; those that are not on the screen are passed over."""

    def __init__(self, *regions: Region) -> None:
        self._regions = regions

    def next(self) -> None:
        self._go_round(1)

    def previous(self) -> None:
        self._go_round(-1)

    def _go_round(self, step: int) -> None:
        shown = [region for region in self._regions if region.part.isVisible()]
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
