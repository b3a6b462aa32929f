"""The item of the checklist that something belongs to, by its number."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.evidence.marks import item_name, item_named
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import icon_button
from ui.widgets.form import line_field
from ui.words import _


class ItemField(QWidget):
    """`item_chosen(id or None)` tells what was typed and found; the arrow opens the item.

    A number that no item of the audit has stays in the line, and is marked.
    """

    item_chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._item_id: str | None = None
        self._code = ""
        self.line = line_field(_("such as A.8.13"))
        self.open_button = icon_button("chevron-right", _("Open the item"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        layout.addWidget(self.line, 1)
        layout.addWidget(self.open_button)
        self.setFocusProxy(self.line)
        self.line.editingFinished.connect(self._take_over)
        self.open_button.clicked.connect(self._open)
        self._show(None, "")

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def item_id(self) -> str | None:
        return self._item_id

    def is_valid(self) -> bool:
        """Whether what the line says is the item, or nothing."""
        return self.line.text().strip() == self._code

    def set_item(self, item_id: str | None) -> None:
        """Show an item; what is being typed at the moment is not overwritten."""
        if self.line.hasFocus() and self.line.isModified():
            return
        code = ""
        if item_id:
            with self._context.workspace.read() as unit:
                code = item_name(unit, self._context.audit_id or "", item_id)
        self._show(item_id, code)

    def _show(self, item_id: str | None, code: str) -> None:
        self._item_id, self._code = item_id, code
        self.line.setText(code)
        self.open_button.setEnabled(item_id is not None)
        self._mark(failed=False)

    def _take_over(self) -> None:
        text, audit_id = self.line.text().strip(), self._context.audit_id
        if text == self._code or audit_id is None:
            return
        if not text:
            self._choose(None, "")
            return
        with self._context.workspace.read() as unit:
            item_id = item_named(unit, audit_id, text)
            code = item_name(unit, audit_id, item_id) if item_id else ""
        self._mark(failed=item_id is None)
        if item_id is not None:
            self._choose(item_id, code)

    def _choose(self, item_id: str | None, code: str) -> None:
        changed = item_id != self._item_id
        self._show(item_id, code)
        if changed:
            self.item_chosen.emit(item_id)

    def _mark(self, *, failed: bool) -> None:
        self.line.setToolTip(_("No item of this audit has this number.") if failed else "")
        if bool(self.line.property("failed")) == failed:
            return
        self.line.setProperty("failed", failed)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def _open(self) -> None:
        if self._item_id is not None:
            self._context.navigate("sessions", {"item_id": self._item_id})
