"""The rail at the left: which pages there are, which one is in front, and how much is in each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.theme import current_look
from ui.widgets.buttons import Button
from ui.widgets.card import Panel
from ui.widgets.labels import PlainLabel, label_strong
from ui.words import _

_WIDTH = 196
_COLLAPSED_WIDTH = 56
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Rail(Panel):
    """Lists the pages by group. `chosen` carries the id of the page that is wanted."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__("right", parent)
        self.setAccessibleName(_("Pages"))
        self._collapsed = False
        self._items: dict[str, RailItem] = {}
        self._headings: dict[str, PlainLabel] = {}
        self._heading_rows: dict[str, QHBoxLayout] = {}
        self._add_group(WORKSPACE_GROUP, _("Workspace"), entries)
        self._add_group(AUDIT_GROUP, _("This audit"), entries)
        self.body.addStretch(1)
        self.refresh_look()

    def _add_group(self, group: str, heading: str, entries: Sequence[PageEntry]) -> None:
        self._headings[group] = label_strong(heading)
        row = QHBoxLayout()
        row.addWidget(self._headings[group])
        self._heading_rows[group] = row
        self.body.addLayout(row)
        for entry in entries:
            if entry.group == group:
                self._add_item(entry)

    def _add_item(self, entry: PageEntry) -> None:
        item = RailItem(entry)
        item.clicked.connect(self._on_clicked)
        item.moved.connect(self._on_moved)
        self._items[entry.page_id] = item
        self.body.addWidget(item)

    def refresh_look(self) -> None:
        """Take over sizes after the text size or the width changed."""
        px = current_look().px
        self.body.setContentsMargins(px(8), px(20), px(8), px(12))
        self.body.setSpacing(px(2))
        self.setFixedWidth(px(_COLLAPSED_WIDTH if self._collapsed else _WIDTH))
        for group, heading in self._headings.items():
            above = px(8) if group == AUDIT_GROUP else 0
            self._heading_rows[group].setContentsMargins(px(8), above, 0, 0)
            heading.setFixedHeight(px(22))
            heading.setText("" if self._collapsed else self._heading_text(group))
        for item in self._items.values():
            item.set_collapsed(self._collapsed)

    def _heading_text(self, group: str) -> str:
        return _("Workspace") if group == WORKSPACE_GROUP else _("This audit")

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons alone, on pages that need the room."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            self.refresh_look()

    def show_audit_pages(self, visible: bool) -> None:
        """The pages of an audit are there when an audit is chosen."""
        self._headings[AUDIT_GROUP].setVisible(visible)
        for item in self._items.values():
            if item.entry.group == AUDIT_GROUP:
                item.setVisible(visible)

    def set_current(self, page_id: str) -> None:
        """Mark the page in front; it is also the one that Tab reaches."""
        for known, item in self._items.items():
            is_current = known == page_id
            item.setChecked(is_current)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)

    def set_counts(self, counts: Mapping[str, str]) -> None:
        """Texts at the right of the items, by page id."""
        for page_id, item in self._items.items():
            item.set_count(counts.get(page_id, ""))

    def items(self) -> tuple["RailItem", ...]:
        """The items that are on the screen, from top to bottom."""
        return tuple(item for item in self._items.values() if not item.isHidden())

    def focus_current(self) -> None:
        current = next((item for item in self._items.values() if item.isChecked()), None)
        if current is not None:
            current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            self.chosen.emit(item.entry.page_id)

    def _on_moved(self, step: int) -> None:
        shown, sender = self.items(), self.sender()
        if isinstance(sender, RailItem) and sender in shown:
            target = shown[(shown.index(sender) + step) % len(shown)]
            target.setFocus(Qt.FocusReason.TabFocusReason)


class RailItem(Button):
    """One page in the rail. `moved` asks for the next (1) or previous (-1) item."""

    moved = Signal(int)

    def __init__(self, entry: PageEntry) -> None:
        super().__init__(entry.text, "nav", icon_name=entry.icon)
        self.entry = entry
        self._count = ""
        self._collapsed = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_count(self, count: str) -> None:
        self._count = count
        self._show()

    def set_collapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self._show()

    def _show(self) -> None:
        name = f"{self.entry.text}, {self._count}" if self._count else self.entry.text
        self.set_label("" if self._collapsed else self.entry.text)
        self.set_note("" if self._collapsed else self._count)
        self.setToolTip(name if self._collapsed else "")
        self.setAccessibleName(name)
        self.setAccessibleDescription("")

    def nextCheckState(self) -> None:
        """A click asks for the page; the mark follows when the page is there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVES.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)
