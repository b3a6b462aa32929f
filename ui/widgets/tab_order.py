"""The Tab key follows reading order, also through what was added later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def keep_reading_order(start: QWidget, *parts: QWidget) -> None:
    """After `start`, Tab goes through each of `parts` from top to bottom as its layouts arrange it."""
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise([start, *stops]):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab stops, in reading order; what is hidden keeps its place.

    A widget that hands the focus to one of its own parts is moved with them: left behind, it would lead back
    to that part for ever.
    """
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield widget
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for part in _parts(widget):
        yield from _stops(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield inner
    elif isinstance(widget, QSplitter):
        sides = (widget.widget(at) for at in range(widget.count()))
        yield from (side for side in sides if side is not None)
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
