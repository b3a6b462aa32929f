"""The third part of the page: the register of everything that was destroyed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.retention.disposals import DisposalRow, destroyed_text, disposal_rows
from ui.evidence_words import hash_groups
from ui.page import Context
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import body, label_strong, muted, title
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class RecordPart(QObject):
    """List and detail; nothing in it can be changed."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[str, DisposalRow] = {}
        self.table = LazyTable(_columns(), self._fetch)
        self.detail = _RecordDetail(context)
        self.list = QStackedWidget()
        self.side = QStackedWidget()
        self._empty = EmptyState(
            _("Nothing was destroyed yet"),
            _("What is destroyed stays here with its number, its hash, the day, the rule and the reason."),
        )
        self._nothing = EmptyState(_("Nothing chosen"), _("Choose a record to see it whole."))
        self._build()
        self.table.row_selected.connect(self._on_selected)

    def _build(self) -> None:
        self.table.setAccessibleName(_("Destroyed"))
        for part in (self.table, self._empty):
            self.list.addWidget(part)
        self.side.addWidget(self._nothing)
        self.side.addWidget(self.detail)

    def load(self) -> None:
        """Read the register, the latest first; the selected record stays selected."""
        with self._context.workspace.read() as unit:
            self.rows = {row.id: row for row in disposal_rows(unit)}
        self.table.set_ids(list(self.rows))
        self.list.setCurrentWidget(self.table if self.rows else self._empty)
        if self.rows and not self.table.current_id():
            self.table.select(next(iter(self.rows)))
        self._show()

    def open(self, row_id: str) -> None:
        self.table.select(row_id)

    def where(self) -> Mapping[str, str]:
        row_id = self.table.current_id()
        return {"disposal_id": row_id} if row_id else {}

    def first_focus(self) -> QWidget:
        return self.table

    def _on_selected(self, _row_id: str) -> None:
        self._show()

    def _show(self) -> None:
        row = self.rows.get(self.table.current_id())
        if row is not None:
            self.detail.show_row(row)
        self.side.setCurrentWidget(self._nothing if row is None else self.detail)

    def _fetch(self, ids: list[str]) -> Sequence[RowCells]:
        return [_cells(self.rows[row_id]) for row_id in ids if row_id in self.rows]


class _RecordDetail(QWidget):
    """One record of destruction in full."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._words = context.words
        self._name = title("", 2)
        self._text = body("")
        self._hash_label = label_strong(_("SHA-256 when it was taken in"))
        self._hash = body("")
        self._elsewhere = muted(_("The workspace still has these bytes: another piece holds the same."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, current_look().px(8), current_look().px(8))
        layout.setSpacing(current_look().px(8))
        for part in (self._name, self._text, self._hash_label, self._hash, self._elsewhere):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_row(self, row: DisposalRow) -> None:
        self._name.setText(_name(row))
        self._text.setText(destroyed_text(self._words, row.at, row))
        self._hash.setText(hash_groups(row.sha256))
        for part in (self._hash_label, self._hash):
            part.setVisible(bool(row.sha256))
        self._elsewhere.setVisible(row.is_elsewhere)


def _name(row: DisposalRow) -> str:
    return f"{row.audit} {row.number}".strip()


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), 1.2, sortable=False, least=84),
        Column("day", _("Destroyed"), 1.2, sortable=False, least=92),
        Column("by", _("By"), 1.6, sortable=False, least=70),
        Column("reason", _("Why"), 3, sortable=False, least=120),
    ]


def _cells(row: DisposalRow) -> RowCells:
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True, second_line=row.audit),
            "day": Cell(f"{row.at:%d %b %Y}", second_line=f"{row.at:%H:%M}"),
            "by": Cell(row.by or _("nobody named")),
            "reason": Cell(row.reason),
        },
    )
