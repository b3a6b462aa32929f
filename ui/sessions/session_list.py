"""All sessions of the audit: planned, running, held. Enter takes one up."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.reporting import labels as terms
from app.sessions.reads import SessionRow
from ui.terms import term
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted, title
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class SessionList(QWidget):
    """`session_chosen(id)` and `plan_requested`."""

    session_chosen = Signal(str)
    plan_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, SessionRow] = {}
        self.table = LazyTable(_columns(), self._fetch)
        self._empty = EmptyState(
            _("No session is planned yet"),
            _("Sessions are interviews, document reviews, site walks and technical tests."),
            _("Open the plan"),
        )
        self._stack = QStackedWidget()
        self._build()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(20), px(16), px(20), px(16))
        layout.setSpacing(px(8))
        layout.addWidget(title(_("Sessions")))
        layout.addWidget(muted(_("Enter opens a session; the plan is where they are added and moved.")))
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout.addWidget(self._stack, 1)
        self.table.setAccessibleName(_("Sessions"))
        self.table.row_activated.connect(self.session_chosen)
        self._empty.action_requested.connect(self.plan_requested)

    def show_sessions(self, rows: Sequence[SessionRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.table.set_ids([row.id for row in rows])
        self._stack.setCurrentIndex(0 if rows else 1)
        waiting = next((row.id for row in rows if row.is_running), None)
        waiting = waiting or next((row.id for row in rows if not row.is_held), None)
        if waiting and not self.table.current_id():
            self.table.select(waiting)

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._rows[row_id]) for row_id in ids if row_id in self._rows]


def _columns() -> list[Column]:
    return [
        Column("when", _("When"), 1.3, sortable=False),
        Column("kind", _("Kind"), 1.2, sortable=False),
        Column("who", _("Who and what"), 3, sortable=False),
        Column("where", _("Where"), 1.6, sortable=False),
        Column("items", _("Items"), 0.8, "right", "number", sortable=False),
        Column("state", _("State"), 0.9, kind="badge", sortable=False),
    ]


def _cells(row: SessionRow) -> RowCells:
    start, end = row.planned_start, row.planned_end
    when = f"{start:%a %d %b}" if start else _("not planned")
    times = f"{start:%H:%M}" + (f"–{end:%H:%M}" if end else "") if start else ""
    held = _held_times(row.started_at, row.ended_at)
    kind = term(terms.METHODS, row.kind)
    who = ", ".join(row.interviewees)
    return RowCells(
        row.id,
        {
            "when": Cell(when, second_line=" · ".join(part for part in (times, held) if part)),
            "kind": Cell(kind[:1].upper() + kind[1:]),
            "who": Cell(who or row.title, second_line=row.title if who else "", bold=True),
            "where": Cell(row.place),
            "items": Cell(f"{row.items_examined} / {row.items}"),
            "state": Cell(*_state(row)),
        },
    )


def _held_times(start: datetime | None, end: datetime | None) -> str:
    """`held 10:02–11:07`; "" for a session that was not begun."""
    if start is None:
        return ""
    if end is None:
        return _("begun {start}").format(start=f"{start:%H:%M}")
    return _("held {start}–{end}").format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def _state(row: SessionRow) -> tuple[str, str]:
    if row.is_held:
        return _("held"), "neutral"
    if row.is_running:
        return _("running"), "accent"
    return (_("paused"), "accent") if row.started_at else (_("planned"), "outline")
