"""What is owed: by whom, since when, until when; and a line to note the next thing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.evidence.requests import RequestRow, RequestState, request_evidence, request_rows
from app.programme.people import PersonRow, people
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.evidence_words import request_badge
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Strip
from ui.widgets.date_field import DateField
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import ChoiceField, line_field
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_DATE_WIDTH = 150


class RequestList(QWidget):
    """`chosen(id)` tells of the selected request, `made(id)` of a new one."""

    chosen = Signal(str)
    made = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._text = ""
        self.rows: dict[str, RequestRow] = {}
        self.what = line_field(_("What is owed"))
        self.person = ChoiceField()
        self.due_on = DateField()
        self.add_button = button(_("Add request"))
        self.table = LazyTable(_columns(), self._fetch)
        self._empty = EmptyState(
            _("Nothing is owed"),
            _("Note above what somebody promised, of whom and until when; Enter adds it."),
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        strip = Strip()
        self.due_on.setFixedWidth(px(_DATE_WIDTH))
        below = QHBoxLayout()
        below.setSpacing(px(8))
        for part, stretch in ((self.person, 1), (self.due_on, 0), (self.add_button, 0)):
            below.addWidget(part, stretch)
        lines = QVBoxLayout()
        lines.setSpacing(px(6))
        lines.addWidget(self.what)
        lines.addLayout(below)
        strip.body.addLayout(lines)
        self.what.setAccessibleName(_("What is owed"))
        self.person.setAccessibleName(_("Of whom"))
        self.due_on.setAccessibleName(_("Until when"))
        self.due_on.line().setPlaceholderText(_("Until when"))
        self.table.setAccessibleName(_("Owed"))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(strip)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.what.returnPressed.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.table.row_selected.connect(self.chosen)

    def first_focus(self) -> QWidget:
        """The requests, or where the first one is noted."""
        return self.table if self.rows else self.what

    def load(self) -> None:
        """Read all requests, the open ones first; the selected one stays selected."""
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        with self._context.workspace.read() as unit:
            rows = request_rows(unit, audit_id)
            everybody = people(unit)
        self.rows = {row.id: row for row in rows if _has(row, self._text)}
        self._offer(everybody)
        self.table.set_ids(list(self.rows))
        self._stack.setCurrentWidget(self.table if self.rows else self._empty)
        self._empty.set_texts(*self._why_empty())
        if self.rows and not self.table.current_id():
            self.table.select(next(iter(self.rows)))

    def _why_empty(self) -> tuple[str, str]:
        if self._text.strip():
            return _("Nothing matches"), _("No request has these words.")
        return _("Nothing is owed"), _(
            "Note above what somebody promised, of whom and until when; Enter adds it."
        )

    def _offer(self, everybody: Sequence[PersonRow]) -> None:
        first: list[tuple[object, str]] = [(None, _("of whom"))]
        self.person.set_choices(first + [(person.id, person.label) for person in everybody])

    def look_for(self, text: str) -> None:
        """Show only what has these words in number, what and of whom."""
        self._text = text
        self.load()

    def add(self) -> None:
        """Note what the line says; a line without words says what is missing."""
        audit_id, person = self._context.audit_id, self.person.value()
        if audit_id is None:
            return

        def change(uow: UnitOfWork) -> str:
            return request_evidence(
                uow,
                audit_id,
                self.what.text().strip(),
                person_id=person if isinstance(person, str) else None,
                due_on=self.due_on.value(),
            )

        made = self._writing.make(N_("Note what is owed"), change)
        if made:
            self.what.setText("")
            self.load()
            self.table.select(made)
            self.made.emit(made)
        self.what.setFocus()

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self.rows[row_id]) for row_id in ids if row_id in self.rows]


def _has(row: RequestRow, text: str) -> bool:
    held = f"{row.number} {row.what} {row.person} {row.answer}".casefold()
    return all(word in held for word in text.casefold().split())


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), 0.7, sortable=False, least=54),
        Column("what", _("What"), 3, sortable=False, least=120),
        Column("state", _("State"), 1.2, kind="badge", sortable=False, least=88),
        Column("person", _("Of whom"), 1.5, sortable=False, least=56),
        Column("due", _("Until"), 1.35, sortable=False, least=60),
        Column("since", _("Since"), 1.35, sortable=False, least=60),
    ]


def _cells(row: RequestRow) -> RowCells:
    came = row.evidence_number if row.state is RequestState.RECEIVED else row.answer
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True),
            "what": Cell(row.what, second_line=came),
            "person": Cell(row.person),
            "since": Cell(f"{row.requested_at:%d %b %Y}"),
            "due": Cell(f"{row.due_on:%d %b %Y}" if row.due_on else "–"),
            "state": Cell(*request_badge(row.state)),
        },
    )
