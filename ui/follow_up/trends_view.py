"""Trends over audits: findings by grade, time to close, repeat rate."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.findings.terms import Severity
from app.follow_up.ageing import ageing
from app.follow_up.trends import AuditTrend, trends
from app.reporting import formats
from app.reporting.grade_labels import GradeLabels
from app.words import Words
from ui.finding_words import short_word
from ui.follow_up.due_words import ages_text
from ui.follow_up.trend_chart import TrendChart
from ui.page import Context
from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.widgets.scrolled import scrolled
from ui.words import _, ngettext

_ROWS_SEEN = 6
_ROW, _HEAD = 36, 34
_GRADES = (Severity.MAJOR, Severity.MINOR, Severity.OFI)


class TrendsView(QWidget):
    """`audit_wanted(id)` follows Enter on a row of the figures."""

    audit_wanted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[str, AuditTrend] = {}
        self.chart = TrendChart()
        self.table = LazyTable(_columns(), self._fetch, lines=1)
        self._ages = muted("")
        self._stack = QStackedWidget()
        self._build()
        self.table.row_activated.connect(self.audit_wanted)

    def _build(self) -> None:
        px = current_look().px
        self.chart.setAccessibleName(_("Findings by grade"))
        self.table.setAccessibleName(_("Figures of each audit"))
        grades, figures = Card(_("Findings by grade")), Card(_("Time to close and repeats"))
        grades.body.addWidget(self.chart)
        note = _(
            "Days are the median from the day a nonconformity was raised to that on which it was closed."
        )
        for part in (self.table, muted(note), self._ages):
            figures.body.addWidget(part)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(px(18), 0, px(18), px(14))
        layout.setSpacing(px(12))
        layout.addWidget(grades)
        layout.addWidget(figures)
        layout.addStretch(1)
        empty = EmptyState(
            _("No audit has findings yet"),
            _("Grades, repeats and the time to close of each audit stand here, the oldest first."),
        )
        self._stack.addWidget(scrolled(inner))
        self._stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def reload(self) -> None:
        """Read the figures of all audits again."""
        with self._context.workspace.read() as unit:
            rows, bands = trends(unit), ageing(unit)
        self._rows = {row.audit_id: row for row in rows}
        self.chart.show_rows(rows)
        self._name_grades({row.own for row in rows})
        self.table.set_ids([row.audit_id for row in rows])
        if rows and not self.table.current_id():
            self.table.select(rows[0].audit_id)
        self._ages.setText(ages_text(bands))
        px, seen = current_look().px, min(max(len(rows), 2), _ROWS_SEEN)
        self.table.setFixedHeight(px(_HEAD) + seen * px(_ROW) + px(4))
        self._stack.setCurrentIndex(0 if rows else 1)

    def _name_grades(self, found: set[GradeLabels]) -> None:
        """Head the figures with the programmes' own names where they all use the same."""
        own = found.pop() if len(found) == 1 else GradeLabels()
        for severity in _GRADES:
            self.table.set_title(severity.value, short_word(severity, own))

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._rows[one], self._context.words) for one in ids if one in self._rows]


def _columns() -> Sequence[Column]:
    return [
        Column("audit", _("Audit"), 1.2, sortable=False, least=90),
        Column("date", _("Starts on"), 1.2, sortable=False, least=90),
        *(Column(one.value, "", 0.7, kind="number", sortable=False) for one in _GRADES),
        Column("repeats", _("Repeats"), 1.3, sortable=False, least=90),
        Column("closed", _("Closed"), 1.0, sortable=False, least=70),
        Column("days", _("Days to close"), 1.1, sortable=False, least=80),
    ]


def _cells(row: AuditTrend, words: Words) -> RowCells:
    return RowCells(
        row.audit_id,
        {
            "audit": Cell(row.number, bold=True),
            "date": Cell(formats.day(row.start_on, words) or _("no dates yet")),
            "major": Cell(str(row.counts.major)),
            "minor": Cell(str(row.counts.minor)),
            "ofi": Cell(str(row.counts.ofi)),
            "repeats": Cell(repeats_text(row)),
            "closed": Cell(_("{n} of {count}").format(n=row.closed, count=row.nonconformities)),
            "days": Cell(_days(row)),
        },
    )


def repeats_text(row: AuditTrend) -> str:
    """`1 of 4 (25 %)`; an audit without nonconformities has no rate."""
    if not row.nonconformities:
        return "—"
    share = round(100 * row.repeats / row.nonconformities)
    return _("{n} of {count} ({share} %)").format(n=row.repeats, count=row.nonconformities, share=share)


def _days(row: AuditTrend) -> str:
    if row.days_to_close is None:
        return "—"
    return ngettext("{n} day", "{n} days", row.days_to_close)
