"""The page of what is due over all audits: a list, a calendar, and the entry that is chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.follow_up.due_list import Show
from app.follow_up.due_rows import DueCounts, DueRow, due_counts, due_row
from app.follow_up.extensions import extensions
from app.programme.people import people
from app.unit_of_work import Change
from ui.commands import Command
from ui.follow_up.actions_commands import actions_commands
from ui.follow_up.calendar_view import CalendarView
from ui.follow_up.due_panel import DuePanel
from ui.follow_up.due_table import DueTable
from ui.follow_up.letters_menu import LettersMenu
from ui.follow_up.plan_form import FollowUpForm
from ui.follow_up.trends_view import TrendsView
from ui.follow_up.writing import Writer
from ui.page import Context, Page
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button
from ui.widgets.card import Panel
from ui.widgets.flow import Flow
from ui.widgets.labels import title
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Splitter
from ui.words import _, ngettext

LIST, CALENDAR, TRENDS = "list", "calendar", "trends"
_VIEW = "follow_up.view"
_SHARES = (780, 390)
_CONCERNS = frozenset(
    {
        "audit",
        "programme",
        "person",
        "team_assignment",
        "finding",
        "finding_criterion",
        "response",
        "action",
        "verification",
        "due_extension",
        "followed_finding",
    }
)


class ActionsPage(Page):
    """Enter on an entry opens its finding, in its own audit."""

    page_id = "actions"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        with context.workspace.read() as unit:
            today = unit.today()
        self._shown: DueRow | None = None
        self._counts = DueCounts()
        self.writer = Writer(context, self.origin, self)
        self._badges = Flow()
        self.views = Segmented([(LIST, _("List")), (CALENDAR, _("Calendar")), (TRENDS, _("Trends"))])
        self.list = DueTable(context)
        self.calendar = CalendarView(context, today)
        self.panel = DuePanel(self.writer)
        self.plan_button = button(_("Plan follow-up audit…"))
        self.plan_form = FollowUpForm(context)
        self.letters = LettersMenu(context)
        self.trends = TrendsView(context)
        self._left = QStackedWidget()
        self._whole = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self._left.addWidget(self.list)
        self._left.addWidget(self.calendar)
        sides = Splitter(Qt.Orientation.Horizontal, "actions", self.context.settings)
        sides.addWidget(self._left)
        sides.addWidget(self._right())
        sides.setSizes(_SHARES)
        for place, share in enumerate(_SHARES):
            sides.setStretchFactor(place, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self.plan_form)
        self._whole.addWidget(sides)
        self._whole.addWidget(self.trends)
        layout.addWidget(self._whole, 1)
        self.views.setAccessibleName(_("How it is shown"))
        kept = self.context.settings.get(_VIEW)
        if kept in (LIST, CALENDAR, TRENDS):
            self.views.choose(kept)
        self._show_view(self.views.current())

    def _right(self) -> Panel:
        right = Panel()
        right.body.setContentsMargins(0, 0, 0, 0)
        right.body.addWidget(self.calendar.day_list)
        right.body.addWidget(self.panel, 1)
        return right

    def _head(self) -> QHBoxLayout:
        px = current_look().px
        head = QHBoxLayout()
        head.setContentsMargins(px(18), px(14), px(18), px(8))
        head.setSpacing(px(8))
        head.addWidget(title(_("Actions")))
        head.addWidget(self._badges, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.letters)
        head.addWidget(self.plan_button)
        head.addWidget(self.views)
        return head

    def _connect(self) -> None:
        self.views.chosen.connect(self._choose_view)
        self.list.chosen.connect(self._show_of_list)
        self.list.activated.connect(self._open_key)
        self.list.counted.connect(self.status_changed)
        self.calendar.chosen.connect(self._show_of_calendar)
        self.calendar.activated.connect(self._open_key)
        self.trends.audit_wanted.connect(self._open_findings_of)
        self.panel.finding_requested.connect(self._open_finding)
        self.writer.written.connect(self._read_all)
        self.plan_button.clicked.connect(self.plan_follow_up)
        self.plan_form.planned.connect(self._show_planned)
        self.plan_form.given_up.connect(self.plan_button.setFocus)

    def title(self) -> str:
        return _("Actions")

    def load(self) -> None:
        self._read_all()
        self.list.select_first()
        self._show_chosen()

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNS for change in changes):
            self._read_all()

    def _read_all(self) -> None:
        with self.context.workspace.read() as unit:
            self._counts = due_counts(unit)
        self._show_counts()
        self.list.reload()
        if self.views.current() == CALENDAR:
            self.calendar.reload()
        elif self.views.current() == TRENDS:
            self.trends.reload()
        self._show_chosen()

    def _show_counts(self) -> None:
        counts = self._counts
        self._badges.clear()
        overdue = ngettext("{n} overdue", "{n} overdue", counts.overdue)
        soon = ngettext("{n} due soon", "{n} due soon", counts.soon)
        self._badges.add(Badge(overdue, "accent" if counts.overdue else "neutral"))
        self._badges.add(Badge(soon, "outline" if counts.soon else "neutral"))
        self._badges.add(Badge(ngettext("{n} open", "{n} open", counts.open), "neutral"))

    def badge_texts(self) -> list[str]:
        """The totals as they read."""
        items = [self._badges.row.itemAt(place) for place in range(self._badges.row.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [one.text() for one in widgets if isinstance(one, Badge)]

    def _choose_view(self, view: str) -> None:
        self.context.settings.set(_VIEW, view)
        self._show_view(view)

    def _show_view(self, view: str) -> None:
        self._left.setCurrentWidget(self.calendar if view == CALENDAR else self.list)
        self.calendar.day_list.setVisible(view == CALENDAR)
        self._whole.setCurrentIndex(1 if view == TRENDS else 0)
        if view == CALENDAR:
            self.calendar.reload()
        elif view == TRENDS:
            self.trends.reload()
        self._show_chosen()

    def _chosen_key(self) -> str:
        in_calendar = self.views.current() == CALENDAR
        return self.calendar.current_key() if in_calendar else self.list.current_row()

    def _show_of_list(self, _key: str) -> None:
        if self.views.current() == LIST:
            self._show_chosen()

    def _show_of_calendar(self, _key: str) -> None:
        if self.views.current() == CALENDAR:
            self._show_chosen()

    def _show_chosen(self) -> None:
        """Read the entry that is chosen; one that is done is shown no more, unless the list still has it."""
        key = self._chosen_key()
        with self.context.workspace.read() as unit:
            row = due_row(unit, key) if key else None
            put_off = extensions(unit, row.finding_id) if row else ()
            known = people(unit) if row else ()
        self._shown = row
        self.panel.show_row(row, put_off, known)
        self.letters.show_row(row)
        self.commands_changed.emit()

    def _open_key(self, key: str) -> None:
        with self.context.workspace.read() as unit:
            row = due_row(unit, key)
        if row is not None:
            self._open_finding(row)

    def _open_finding(self, row: object) -> None:
        if isinstance(row, DueRow):
            where = {"audit_id": row.audit_id, "finding_id": row.finding_id}
            self.context.navigate("findings", where)

    def _open_findings_of(self, audit_id: str) -> None:
        self.context.navigate("findings", {"audit_id": audit_id})

    def plan_follow_up(self) -> None:
        """Ask which open findings a follow-up audit looks at, and when."""
        self.plan_form.begin(self.list.wanted().audit_id)

    def _show_planned(self, audit_id: str) -> None:
        self.context.say(_("The follow-up audit is planned; its items are in the checklist."))
        self.context.navigate("plan", {"audit_id": audit_id})

    def open(self, **where: Any) -> None:
        """Narrow the list (`show`, `owner_id`), go to an entry (`key`)."""
        show = where.get("show")
        if show in {one.value for one in Show}:
            self.views.choose(LIST)
            self._show_view(LIST)
            self.list.narrow(Show(show), owner_id=where.get("owner_id"))
            self.list.select_first()
        key = where.get("key")
        if key:
            self.list.table.select(key)

    def where(self) -> dict[str, str]:
        key = self.list.current_row()
        return {"key": key} if key else {}

    def first_focus(self) -> QWidget:
        if not self.plan_form.isHidden():
            return self.plan_form.title
        if self.views.current() == CALENDAR:
            return self.calendar.grid
        if self.views.current() == TRENDS:
            return self.trends.table
        return self.list.table if self.list.count() else self.list.filter

    def status_text(self) -> str:
        return self.list.count_text()

    def commands(self) -> Sequence[Command]:
        return actions_commands(self)

    def has_row(self) -> bool:
        return self._shown is not None

    def open_shown(self) -> None:
        if self._shown is not None:
            self._open_finding(self._shown)

    def to_list(self) -> None:
        self.views.choose(LIST)
        self._choose_view(LIST)
        self.first_focus().setFocus()

    def to_calendar(self) -> None:
        self.views.choose(CALENDAR)
        self._choose_view(CALENDAR)
        self.first_focus().setFocus()

    def to_trends(self) -> None:
        self.views.choose(TRENDS)
        self._choose_view(TRENDS)
        self.first_focus().setFocus()

    def go_to_filter(self) -> None:
        self.views.choose(LIST)
        self._choose_view(LIST)
        self.list.filter.setFocus()
