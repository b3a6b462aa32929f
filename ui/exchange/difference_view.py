"""A returned workbook beside the workspace: the auditor decides cell by cell, or for all that is new."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.differences import Comparison
from app.words import Message, Words
from ui.exchange.both_sides import BothSides
from ui.exchange.difference_table import DifferenceTable
from ui.exchange.words import about_text, filter_texts, summary_text
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.following_area import FollowingArea, Inside
from ui.widgets.labels import body, muted, strong
from ui.widgets.segmented import Segmented
from ui.words import _, message, ngettext

_MOST_NOTICES = 4
_LEAST_TABLE = 230


class DifferenceView(QWidget):
    """`take_requested(ids)` carries the ids of the ticked cells."""

    take_requested = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._comparison: Comparison | None = None
        self._summary = strong("")
        self._about = muted("", 1)
        self._notices = Card(tone="quiet")
        self.notices: list[str] = []
        self.filter = Segmented([("all", ""), ("can", ""), ("never", "")])
        self.table = DifferenceTable()
        self.sides = BothSides()
        self.all_button = button(_("Tick all that is new"))
        self.none_button = button(_("Untick all"))
        self.take_button = primary_button("")
        self._empty = EmptyState("", "")
        self._stack = QStackedWidget()
        self._below = QWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self._notices.body.setSpacing(px(2))
        self.table.setMinimumHeight(px(_LEAST_TABLE))
        self._stack.addWidget(self._cells())
        self._stack.addWidget(self._empty)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._summary)
        head.addWidget(self._about, 1)
        inside = Inside()
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(px(8))
        within.addLayout(head)
        within.addWidget(self._notices)
        within.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(FollowingArea(inside), 1)
        layout.addWidget(self._foot())

    def _cells(self) -> QWidget:
        px = current_look().px
        cells = QWidget()
        layout = QVBoxLayout(cells)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sides)
        return cells

    def _foot(self) -> QWidget:
        """Below what scrolls, so that it is in sight on a small screen too."""
        layout = QHBoxLayout(self._below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(12))
        layout.addWidget(self.take_button)
        layout.addWidget(muted(_("A backup is made before. The step can be undone."), 1), 1)
        return self._below

    def _connect(self) -> None:
        self.filter.chosen.connect(self._show_rows)
        self.table.row_selected.connect(self._show_sides)
        self.table.ticks_changed.connect(self._show_count)
        self.all_button.clicked.connect(self.tick_all)
        self.none_button.clicked.connect(self.untick_all)
        self.take_button.clicked.connect(self.take)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show another comparison. Of the same file again, ticks stay where nothing changed here since."""
        before, self._comparison = self._comparison, comparison
        is_same = before is not None and before.returned is comparison.returned
        alike = _alike(before, comparison) if before is not None and is_same else None
        ticked = comparison.ids() if alike is None else self.table.ticked() & alike
        self._summary.setText(summary_text(comparison))
        self._about.setText(about_text(comparison, self._words))
        self._show_notices(comparison.notices)
        for key, text in filter_texts(comparison):
            self.filter.set_text(key, text)
        self._stack.setCurrentIndex(0 if comparison.differences else 1)
        self._below.setVisible(bool(comparison.differences))
        if not is_same:
            self.filter.choose("all")
            self._empty.set_texts(
                _("Nothing differs"), _("What came back says what stands here. There is nothing to take in.")
            )
        self._show_rows(ticked=ticked)

    def tell_taken(self, cells: int) -> None:
        """Say where there is nothing more to take in what was, and what comes next."""
        taken = ngettext("{n} cell was taken in", "{n} cells were taken in", cells)
        self._empty.set_texts(taken, _("It stands in the findings now: accept each response there."))

    def first_focus(self) -> QWidget:
        return self.table

    def _show_notices(self, notices: Sequence[Message]) -> None:
        self.notices = [message(one) for one in notices[:_MOST_NOTICES]]
        left = len(notices) - len(self.notices)
        if left > 0:
            self.notices.append(ngettext("and {n} more of the kind", "and {n} more of the kind", left))
        while (item := self._notices.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text in self.notices:
            self._notices.body.addWidget(body(text, 2))
        self._notices.setVisible(bool(self.notices))

    def _show_rows(self, _choice: str = "", ticked: frozenset[str] | None = None) -> None:
        comparison, chosen = self._comparison, self.filter.current()
        if comparison is None:
            return
        cells = [
            one for one in comparison.differences if chosen == "all" or one.is_acceptable is (chosen == "can")
        ]
        self.table.show_cells(cells, self.table.ticked() if ticked is None else ticked)
        self._show_sides()
        self._show_count()

    def _show_sides(self, _cell_id: str = "") -> None:
        self.sides.show_cell(self.table.current_cell())

    def _show_count(self) -> None:
        count, comparison = len(self.table.ticked()), self._comparison
        some = ngettext("Take {n} cell in", "Take {n} cells in", count)
        self.take_button.set_label(some if count else _("Take the ticked cells in"))
        self.take_button.setEnabled(count > 0)
        self.all_button.setEnabled(comparison is not None and bool(comparison.ids() - self.table.ticked()))
        self.none_button.setEnabled(count > 0)

    def tick_all(self) -> None:
        """All that is new; where both sides changed a cell, the auditor decides on each."""
        if self._comparison is not None:
            self.table.set_ticked(self.table.ticked() | self._comparison.ids())

    def untick_all(self) -> None:
        self.table.set_ticked(())

    def can_take(self) -> bool:
        return self.isEnabled() and bool(self.table.ticked())

    def take(self) -> None:
        if self.can_take():
            self.take_requested.emit(self.table.ticked())

    def set_taking(self, is_taking: bool) -> None:
        """While cells are being taken in, they cannot be taken in again."""
        self.setEnabled(not is_taking)


def _alike(before: Comparison, now: Comparison) -> set[str]:
    """The cells that can be taken in now and stand in the workspace as they stood before."""
    kept = {one.id: one.kept for one in before.differences}
    return {one.id for one in now.differences if one.is_acceptable and kept.get(one.id) == one.kept}
