"""Tonight's list: every thing that the day left open, settled in one field without leaving it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.sessions.tonight import TonightRow, settle, tonight_rows
from app.unit_of_work import Change
from ui.commands import Command
from ui.page import Context, Page
from ui.theme import current_look
from ui.tonight.answer_field import AnswerField
from ui.tonight.words import KINDS, OPENS
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import body, muted, title
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext


class TonightPage(Page):
    """A list, and below it the chosen row with the field that settles it. The caret stays in the field."""

    page_id = "tonight"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: dict[str, TonightRow] = {}
        self._count = muted("", 1)
        self.table = LazyTable(_columns(), self._fetch, lines=1)
        self.answer = AnswerField()
        self.open_button = button(_("Open it there"))
        self._text = body("", 4)
        self._panel = Card()
        self._stack = QStackedWidget()
        self.empty = EmptyState(
            _("Nothing is left open"),
            _("Lines to file, thin candidates, promises, bare answers and items not reached stand here."),
            _("Back to the overview"),
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.table.setAccessibleName(_("Tonight"))
        self.answer.setAccessibleName(_("What settles it"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.answer, 1)
        row.addWidget(self.open_button)
        self._panel.body.setSpacing(px(8))
        self._panel.body.addWidget(self._text)
        self._panel.body.addLayout(row)
        self._stack.addWidget(self._list())
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), px(16))
        layout.setSpacing(px(8))
        layout.addWidget(title(_("Tonight")))
        layout.addWidget(self._count)
        layout.addWidget(self._stack, 1)

    def _list(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(12))
        column.addWidget(self.table, 1)
        column.addWidget(self._panel)
        return holder

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_row)
        self.table.row_activated.connect(self._open_row)
        self.answer.returnPressed.connect(self._settle)
        self.answer.stepped.connect(self._step)
        self.answer.open_requested.connect(self.open_current)
        self.answer.left.connect(self._leave)
        self.open_button.clicked.connect(self.open_current)
        self.empty.action_requested.connect(self._leave)

    def title(self) -> str:
        return _("Tonight")

    def load(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        place = self._place()
        with self.context.workspace.read() as unit:
            self._rows = {row.id: row for row in tonight_rows(unit, audit_id)}
        ids = list(self._rows)
        self.table.set_ids(ids)
        self._stack.setCurrentIndex(0 if ids else 1)
        said = ngettext(
            "{n} thing is left open. Type what settles it; Up and Down go from row to row.",
            "{n} things are left open. Type what settles one; Up and Down go from row to row.",
            len(ids),
        )
        self._count.setText(said if ids else "")
        if ids and self.table.current_id() not in self._rows:
            self.table.select(ids[min(place, len(ids) - 1)])
        self._show_row(self.table.current_id())

    def refresh(self, _changes: frozenset[Change]) -> None:
        self.load()

    def _place(self) -> int:
        """Where in the list the chosen row stands: what comes next takes its place."""
        ids = list(self._rows)
        return ids.index(self.table.current_id()) if self.table.current_id() in ids else 0

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._rows[row_id]) for row_id in ids if row_id in self._rows]

    def _current(self) -> TonightRow | None:
        return self._rows.get(self.table.current_id())

    def _show_row(self, _row_id: str) -> None:
        row = self._current()
        self._panel.setVisible(row is not None)
        if row is None:
            return
        self._text.setText(f"{row.name} · {row.text}")
        asked = KINDS[row.left].asked if row.takes_text else OPENS
        self.answer.setPlaceholderText(_(asked))
        self.answer.setReadOnly(not row.takes_text)

    def _step(self, way: int) -> None:
        ids = list(self._rows)
        place = self._place() + way
        if 0 <= place < len(ids):
            self.answer.begin()
            self.table.select(ids[place])

    def _settle(self) -> None:
        row, text = self._current(), self.answer.text().strip()
        if row is None:
            return
        if not row.takes_text:
            self._open(row)
        elif text:
            self._write(row, text)

    def _write(self, row: TonightRow, text: str) -> None:
        """Settle a row; what could not be written stays in the field."""
        try:
            with self.context.workspace.write(KINDS[row.left].step, origin=self.origin) as uow:
                settle(uow, row.left, row.id, text)
        except UserError as error:
            self.context.report_error(error)
            return
        self.answer.begin()
        self.load()
        self.answer.setFocus()

    def open_current(self) -> None:
        """Show the chosen row where it comes from; Alt+Left leads back."""
        row = self._current()
        if row is not None:
            self._open(row)

    def _open_row(self, row_id: str) -> None:
        self._open(self._rows[row_id])

    def _open(self, row: TonightRow) -> None:
        self.context.navigate(row.place.value, row.where)

    def _leave(self) -> None:
        self.context.navigate("overview", {})

    def where(self) -> dict[str, str]:
        return {"row_id": self.table.current_id()}

    def open(self, **where: Any) -> None:
        """Go to a row, or to the one that took its place."""
        if isinstance(where.get("row_id"), str):
            self.table.select(where["row_id"])

    def first_focus(self) -> QWidget:
        return self.answer if self._rows else self.empty.button

    def commands(self) -> Sequence[Command]:
        group = _("Tonight")
        return (
            Command("tonight.open", _("Open it where it comes from"), self.open_current, "", group),
            Command("tonight.leave", _("Back to the overview"), self._leave, "", group),
        )


def _columns() -> list[Column]:
    return [
        Column("left", _("What is left"), 1.4, kind="badge", sortable=False),
        Column("name", _("Which"), 0.9, sortable=False),
        Column("text", _("What is known"), 5, kind="muted", sortable=False),
    ]


def _cells(row: TonightRow) -> RowCells:
    text = " ".join(row.text.split())
    return RowCells(
        row.id,
        {
            "left": Cell(_(KINDS[row.left].said), "outline"),
            "name": Cell(row.name, bold=True),
            "text": Cell(text),
        },
    )
