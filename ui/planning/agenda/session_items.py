"""The items on the agenda of a session, picked from the checklist, against the time there is."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.planning.checklist_reads import item_ids, item_rows, requirements
from app.sessions.reads import SessionView
from ui.planning.checklist.item_table import ItemFilter, ItemTable
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.layout import in_a_row
from ui.widgets.segmented import Segmented
from ui.words import _, ngettext

_AGENDA, _ALL = "agenda", "all"
_HEIGHT = 300


class SessionItems(Card):
    """`save(ids)` puts the items on the agenda, `turn_must(item_id)` says that one must be asked or not."""

    def __init__(
        self, writer: Writer, save: Callable[[Sequence[str]], None], turn_must: Callable[[str], None]
    ) -> None:
        super().__init__(_("Items to ask"))
        self._writer = writer
        self._context = writer.context
        self._save = save
        self._turn_must = turn_must
        self._audit_id = writer.context.audit_id or ""
        self._ids: tuple[str, ...] = ()
        self._session_id = ""
        self._sum = label("")
        self.choice = Segmented([(_AGENDA, _("On the agenda")), (_ALL, _("All items"))])
        self.filter = ItemFilter(is_narrow=True)
        self.table = ItemTable(writer.context, with_result=False)
        self.turn_button = button("")
        self.must_button = button(_("Must be asked"))
        self.up_button = button(_("Earlier"))
        self.down_button = button(_("Later"))
        self._order = in_a_row((self.up_button, 0), (self.down_button, 0), (QWidget(), 1))
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.header.addWidget(self._sum)
        self.choice.setAccessibleName(_("Which items"))
        self.table.setFixedHeight(px(_HEIGHT))
        self.table.mark(self._on_agenda)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.table)
        self.body.addWidget(in_a_row((self.turn_button, 0), (self.must_button, 0), (QWidget(), 1)))
        self.body.addWidget(self._order)
        self.filter.hide()

    def _connect(self) -> None:
        self.choice.chosen.connect(self._show_choice)
        self.filter.changed.connect(self._show_filtered)
        self.filter.list_wanted.connect(self.table.setFocus)
        self.table.row_selected.connect(self._show_buttons)
        self.table.row_activated.connect(self._turn)
        self.turn_button.clicked.connect(self._turn_current)
        self.must_button.clicked.connect(self._must_current)
        self.up_button.clicked.connect(self._move_up)
        self.down_button.clicked.connect(self._move_down)

    def _on_agenda(self) -> tuple[str, ...]:
        return self._ids

    def show_session(self, view: SessionView) -> None:
        self._ids = tuple(item.id for item in view.items)
        if view.id != self._session_id:
            self._session_id = view.id
            self._choose(_AGENDA if self._ids else _ALL)
        minutes = sum(item.minutes for item in view.items)
        self._sum.setText(slot_text(len(view.items), minutes, _planned_minutes(view)))
        self.choice.set_text(_AGENDA, _("On the agenda {n}").format(n=len(self._ids)))
        self._show_ids()

    def choose_all(self) -> None:
        """Offer the whole checklist."""
        self._choose(_ALL)
        self._show_ids()

    def _choose(self, key: str) -> None:
        """An agenda on which nothing stands yet begins with what can be put on it."""
        self.choice.choose(key)
        self._show_filter(key)

    def _show_choice(self, key: str) -> None:
        self._show_filter(key)
        self._show_ids()

    def _show_filter(self, key: str) -> None:
        self.filter.setVisible(key == _ALL)
        if key == _ALL:
            with self._context.workspace.read() as unit:
                self.filter.offer(one.theme for one in requirements(unit, self._audit_id))

    def _show_filtered(self) -> None:
        self._show_ids()
        self.table.show_from_top()

    def _show_ids(self) -> None:
        ids = self._ids
        if self.choice.current() == _ALL:
            with self._context.workspace.read() as unit:
                ids = item_ids(
                    unit,
                    self._audit_id,
                    theme=self.filter.chosen_theme(),
                    text=self.filter.text.text(),
                    unplanned=self.filter.unplanned.isChecked(),
                )
        self.table.set_ids(ids)
        self._show_buttons()

    def _show_buttons(self) -> None:
        current = self.table.current_id()
        is_on = current in self._ids
        self.turn_button.set_label(_("Take off the agenda") if is_on else _("Put on the agenda"))
        self.must_button.set_label(_("Need not be asked") if self._is_must(current) else _("Must be asked"))
        may = not self._writer.is_settled
        for part in (self.turn_button, self.must_button):
            part.setEnabled(may and bool(current))
        self._order.setVisible(self.choice.current() == _AGENDA)
        for part in (self.up_button, self.down_button):
            part.setEnabled(may and is_on)

    def _is_must(self, item_id: str) -> bool:
        with self._context.workspace.read() as unit:
            return any(row.must_ask for row in item_rows(unit, [item_id] if item_id else []))

    def _turn_current(self) -> None:
        self._turn(self.table.current_id())

    def _turn(self, item_id: str) -> None:
        if not item_id or self._writer.is_settled:
            return
        place = self.table.currentIndex().row()
        without = [known for known in self._ids if known != item_id]
        self._save(without if item_id in self._ids else [*self._ids, item_id])
        if not self.table.current_id():
            self._select_near(place)

    def _select_near(self, place: int) -> None:
        """After a row went, the one that took its place is the next to be worked on."""
        if self._ids and self.choice.current() == _AGENDA:
            self.table.select(self._ids[min(place, len(self._ids) - 1)])

    def _must_current(self) -> None:
        if self.table.current_id():
            self._turn_must(self.table.current_id())

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, way: int) -> None:
        order, current = list(self._ids), self.table.current_id()
        if current not in order:
            return
        place = order.index(current)
        target = place + way
        if 0 <= target < len(order):
            order[place], order[target] = order[target], order[place]
            self._save(order)


def _planned_minutes(view: SessionView) -> int | None:
    if view.planned_start is None or view.planned_end is None:
        return None
    return round((view.planned_end - view.planned_start).total_seconds() / 60)


def slot_text(items: int, minutes: int, planned: int | None) -> str:
    """`7 items ≈ 62 of 75 min`."""
    count = ngettext("{n} item", "{n} items", items)
    if planned is None:
        return _("{items} ≈ {minutes} min").format(items=count, minutes=minutes)
    text = _("{items} ≈ {minutes} of {planned} min").format(items=count, minutes=minutes, planned=planned)
    return (
        _("{text}: {over} min too many").format(text=text, over=minutes - planned)
        if minutes > planned
        else text
    )
