"""The third part of the page: the register of everything that was destroyed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.retention.disposals import DisposalRow, destroyed_text, disposal_rows
from ui.evidence_words import hash_groups
from ui.page import Context
from ui.retention.list_part import ListPart
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import body, label_strong, muted, title
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _


class RecordPart(ListPart[DisposalRow]):
    """The register, the latest first. Nothing in it can be changed."""

    place = "disposal_id"

    def __init__(self, context: Context, parent: QObject) -> None:
        self.detail = _RecordDetail(context)
        empty = EmptyState(
            _("Nothing was destroyed yet"),
            _("What is destroyed stays here with its number, its hash, the day, the rule and the reason."),
        )
        super().__init__(context, _("Destroyed"), _columns(), empty, self.detail, parent)

    def read(self) -> Sequence[DisposalRow]:
        with self.context.workspace.read() as unit:
            return disposal_rows(unit)

    def show_row(self, row: DisposalRow | None) -> None:
        if row is not None:
            self.detail.show_row(row)

    def cells(self, row: DisposalRow) -> RowCells:
        return _cells(row)


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
