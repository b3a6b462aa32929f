"""The list of findings with its totals and the readiness indicator."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.findings.aggregation import aggregations
from app.findings.counts import FindingCounts, counts
from app.findings.listing import longest_number
from app.findings.reads import FindingRow, SortBy, finding_ids, finding_rows
from app.programme.grade_labels import grade_labels
from app.reporting import wording
from app.reporting.building.findings import readiness_of
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from ui.finding_words import missing_text, totals_of
from ui.findings.aggregation_line import AggregationLine
from ui.findings.finding_terms import position_text, row_badge, state_text
from ui.findings.type_choice import TypeChoice
from ui.on_item_line import OnItemLine
from ui.page import Context
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import primary_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_field import FilterField
from ui.widgets.flow import Flow
from ui.widgets.labels import title
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.widgets.lead_label import LeadLabel
from ui.widgets.menu_button import MenuButton
from ui.words import _

_WIDTHS, _SORT = "findings.columns", "findings.sort"
_FILTER_AFTER = 150
# Findings that were taken over keep numbers of any length.
_LONGEST_REF = 10
_ALWAYS_SAID = ("major", "minor")
_SORTED_BY = {
    "ref": SortBy.NUMBER,
    "grade": SortBy.SEVERITY,
    "finding": SortBy.TITLE,
    "criterion": SortBy.CRITERION,
    "auditee": SortBy.POSITION,
    "state": SortBy.STATE,
}


class ListPanel(QWidget):
    """`finding_chosen(id)` tells of every change ("" for none); `finding_entered(id)` of Enter;
    `new_requested()`; `export_requested()`, `columns_requested()`, `earlier_requested()` and
    `entry_requested()` come from the menu of files, `workbook_requested()` and `return_requested()` from that
    of responses.
    """

    finding_chosen = Signal(str)
    finding_entered = Signal(str)
    new_requested = Signal()
    export_requested = Signal()
    columns_requested = Signal()
    earlier_requested = Signal()
    entry_requested = Signal()
    workbook_requested = Signal()
    return_requested = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ids: list[str] = []
        self._has_findings = False
        self._layout = QVBoxLayout(self)
        self._head_row = QHBoxLayout()
        self._title = title(_("Findings"))
        self._badges = Flow()
        self.files = MenuButton(_("Files"))
        self.responses = MenuButton(_("Responses"))
        self.new = primary_button(_("New finding"))
        self.new_type = TypeChoice()
        self._readiness = LeadLabel(lines=None)
        self.aggregation = AggregationLine(context.settings)
        self.filter = FilterField(_("Filter by number, word or criterion"), _("Filter the findings"))
        self.on_item = OnItemLine(_("Only what was raised on {reference}"), _("Show all findings"))
        self.table = LazyTable(_columns(), self._fetch)
        self._empty = EmptyState("", "")
        self._stack = QStackedWidget()
        self._waiting = QTimer(self)
        self._build()
        self._connect()
        self._restore()

    def _build(self) -> None:
        px = current_look().px
        self.table.setAccessibleName(_("Findings"))
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_FILTER_AFTER)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = self._layout
        layout.setContentsMargins(px(18), px(14), px(10), px(14))
        layout.setSpacing(px(8))
        layout.addLayout(self._head())
        for part in (self.new_type, self._readiness, self.aggregation, self.filter, self.on_item):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        px = current_look().px
        head = self._head_row
        head.setSpacing(px(8))
        head.addWidget(self._title)
        head.addWidget(self._badges, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(0)
        head.addWidget(self.files)
        head.addWidget(self.responses)
        head.addWidget(self.new)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badges()

    def _place_badges(self) -> None:
        """Beside the title where there is room for all, else in a row of their own."""
        beside = (self._title, self._badges, self.files, self.responses, self.new)
        edges = self._layout.contentsMargins()
        room = self.width() - edges.left() - edges.right() - 5 * self._head_row.spacing()
        fits = sum(part.sizeHint().width() for part in beside) <= room
        is_beside = self._head_row.indexOf(self._badges) >= 0
        if fits and not is_beside:
            self._layout.removeWidget(self._badges)
            self._head_row.insertWidget(1, self._badges, 1, Qt.AlignmentFlag.AlignVCenter)
            self._head_row.setStretch(2, 0)
        elif is_beside and not fits:
            self._head_row.removeWidget(self._badges)
            self._head_row.setStretch(1, 1)
            self._layout.insertWidget(1, self._badges)

    def _connect(self) -> None:
        menu = self.files.menu()
        self._exports = (
            menu.addAction(_("Export everything as an Excel workbook…")),
            menu.addAction(_("Export in your own columns, Excel or CSV…")),
        )
        for action, wanted in zip(
            self._exports, (self.export_requested, self.columns_requested), strict=True
        ):
            action.triggered.connect(wanted)
        menu.addAction(_("Take over earlier findings from a list…")).triggered.connect(self.earlier_requested)
        menu.addAction(_("Enter an earlier finding by hand…")).triggered.connect(self.entry_requested)
        menu = self.responses.menu()
        menu.addAction(_("Workbook for responses…")).triggered.connect(self.workbook_requested)
        menu.addAction(_("Take in a returned workbook…")).triggered.connect(self.return_requested)
        self.new.clicked.connect(self.new_requested)
        self._empty.action_requested.connect(self._act_on_empty)
        self.filter.textChanged.connect(self._filter_soon)
        self.filter.list_wanted.connect(self.table.setFocus)
        self.on_item.widened.connect(self.show_all)
        self._waiting.timeout.connect(self._arrange)
        self.table.sort_requested.connect(self._sort)
        self.table.columns_resized.connect(self._remember_widths)
        self.table.row_selected.connect(self.finding_chosen)
        self.table.row_activated.connect(self.finding_entered)

    def _restore(self) -> None:
        widths, sort = self._context.settings.get(_WIDTHS), self._context.settings.get(_SORT)
        self.table.set_widths(widths)
        if isinstance(sort, list) and len(sort) == 2 and str(sort[0]) in _SORTED_BY:
            self.table.set_sort(str(sort[0]), bool(sort[1]))
        else:
            self.table.set_sort("grade", True)

    def reload(self) -> None:
        """Read order, totals and indicator again; the selected row stays selected where it is still there."""
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        with self._context.workspace.read() as unit:
            totals, own = counts(unit, audit_id), grade_labels(unit, audit_id)
            self._show_counts(totals, own)
            self._show_readiness(unit, audit_id, own)
            self.table.make_room("ref", longest_number(unit, audit_id)[:_LONGEST_REF])
            self.aggregation.show_questions(aggregations(unit, audit_id), own)
        self._has_findings = bool(totals.total or totals.withdrawn or totals.merged)
        self._arrange()

    def _arrange(self) -> None:
        """Read the order anew, as it is sorted and filtered now."""
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        with self._context.workspace.read() as unit:
            self.on_item.read(unit, audit_id)
            self._ids = self._read_ids(unit, audit_id)
        self.table.set_ids(self._ids)
        self._show_empty(bool(self._ids), self._has_findings)

    def _read_ids(self, unit: ReadUnit, audit_id: str) -> list[str]:
        key, ascending = self.table.sort_state()
        sort = _SORTED_BY.get(key, SortBy.SEVERITY)
        return finding_ids(
            unit,
            audit_id,
            sort,
            descending=not ascending,
            text=self.filter.text(),
            item_id=self.on_item.item_id,
        )

    def choose_one(self) -> None:
        """Choose the first finding where none is chosen."""
        if not self.table.current_id():
            self.step(1)

    def step(self, way: int) -> None:
        """Choose the next finding (1) or the previous one (-1); the first where none is chosen."""
        current = self.table.current_id()
        place = self._ids.index(current) + way if current in self._ids else 0
        if 0 <= place < len(self._ids):
            self.table.select(self._ids[place])

    def refresh_row(self, finding_id: str) -> None:
        """Read one row again."""
        self.table.refresh_ids({finding_id})

    def _show_counts(self, totals: FindingCounts, own: GradeLabels) -> None:
        """Zeros of majors and minors are said aloud (R-42)."""
        self._badges.clear()
        for one in totals_of(totals, own):
            if one.n or one.code in _ALWAYS_SAID:
                self._badges.add(Badge(one.text, one.tone if one.n else "neutral"))
        self._place_badges()

    def _show_readiness(self, unit: ReadUnit, audit_id: str, own: GradeLabels) -> None:
        state, words = readiness_of(unit, audit_id), self._context.words.calling(own.by_code())
        sentence = wording.readiness_sentence(state, words)
        verdict, dot, rest = sentence.partition(". ")
        self._readiness.set_words(verdict + dot.strip(), rest)

    def _show_empty(self, has_rows: bool, has_findings: bool) -> None:
        self._stack.setCurrentIndex(0 if has_rows else 1)
        for action in self._exports:
            action.setEnabled(has_findings)
        if has_findings:
            self._empty.set_texts(
                _("No finding holds these words"),
                _("Numbers, titles, texts and criteria are looked through."),
                _("Clear the filter"),
            )
        else:
            self._empty.set_texts(
                _("No finding yet"),
                _("Nonconformities, opportunities and strengths stand here. Most come from a session."),
                _("New finding"),
            )

    def _act_on_empty(self) -> None:
        if self.filter.text() or self.on_item.item_id:
            self.show_all()
            self.filter.setFocus()
        else:
            self.new_requested.emit()

    def _filter_soon(self) -> None:
        self._waiting.start()

    def show_all(self) -> None:
        """Let go of what narrows the list down."""
        if self.filter.text() or self.on_item.item_id:
            self.show_on_item(None)

    def show_on_item(self, item_id: str | None) -> None:
        """Show what was raised on an item, and nothing else that narrows it; all where none is named."""
        self.on_item.item_id = item_id
        self.filter.clear()
        self._waiting.stop()
        self._arrange()

    def _sort(self, key: str, ascending: bool) -> None:
        self._context.settings.set(_SORT, [key, ascending])
        self.table.set_sort(key, ascending)
        self._arrange()

    def _remember_widths(self) -> None:
        self._context.settings.set(_WIDTHS, self.table.widths())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        with self._context.workspace.read() as unit:
            rows = finding_rows(unit, ids)
        return [row_cells(row) for row in rows]

    def badge_texts(self) -> list[str]:
        """The totals as they read."""
        items = [self._badges.row.itemAt(place) for place in range(self._badges.row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one.text() for one in widgets if isinstance(one, Badge)]

    def readiness_text(self) -> str:
        return self._readiness.text()


def _columns() -> list[Column]:
    return [
        Column("ref", _("Ref"), 0.62, least=53),
        Column("grade", _("Grade"), 1.0, kind="badge", least=68),
        Column("finding", _("Finding"), 2.7, least=88),
        Column("criterion", _("Criterion"), 1.02, least=58),
        Column("auditee", _("Auditee"), 1.16, least=54),
        Column("state", _("State"), 1.36, least=58),
    ]


def row_cells(row: FindingRow) -> RowCells:
    """The cells of a finding; those that are withdrawn or merged stand back."""
    tone = "" if row.stands else "muted"
    return RowCells(
        row.id,
        {
            "ref": Cell(row.number, tone, bold=row.stands),
            "grade": Cell(*row_badge(row)),
            "finding": Cell(row.title or _("without a title"), tone, second_line=_second_line(row)),
            "criterion": Cell(row.criterion or "—", tone),
            "auditee": Cell(position_text(row), tone),
            "state": Cell(state_text(row), tone),
        },
    )


def _second_line(row: FindingRow) -> str:
    parts = []
    if row.repeat_of:
        parts.append(_("repeat of {earlier}").format(earlier=row.repeat_of))
    if row.missing and row.stands:
        parts.append(_("missing: {what}").format(what=missing_text(row)))
    if row.is_overdue:
        parts.append(_("response overdue"))
    return " · ".join(parts)
