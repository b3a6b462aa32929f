"""The scope of the management system (4.3) with every event that changed it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.library import isms
from app.library.isms import ScopeEvent, ScopeVersion
from app.words import N_
from ui.planning.plan_words import date_text
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, date_field, line_field, text_field
from ui.widgets.labels import body, muted
from ui.widgets.layout import in_a_row, named, side_by_side
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

EVENT_NAMES = {
    ScopeEvent.FIRST: N_("first scope"),
    ScopeEvent.PRODUCT: N_("new product"),
    ScopeEvent.SITE: N_("new site"),
    ScopeEvent.SERVICE: N_("new service"),
    ScopeEvent.REDUCTION: N_("something left the scope"),
    ScopeEvent.OTHER: N_("other significant change"),
}
_HEIGHT = 150


class ScopeEventsCard(Card):
    """The present scope, what led to it, and a form for the next event."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("Scope of the management system (4.3)"))
        self._writer = writer
        self._organization_id = ""
        self._scopes: dict[str, ScopeVersion] = {}
        self._present = body("")
        columns = [
            Column("version", _("Version"), 0.6, sortable=False, least=64),
            Column("day", _("Decided on"), 1, kind="muted", sortable=False, least=110),
            Column("what", _("What changed"), 4, sortable=False, least=200),
        ]
        self.table = LazyTable(columns, self._fetch)
        self.kind = choice_field([(one, _(text)) for one, text in EVENT_NAMES.items()])
        self.decided_on = date_field()
        self.what = line_field(_("such as the clinic app, or the site in Riga"))
        self.text = text_field(2, 8)
        self.add_button = button("")
        self.leave_button = button(_("Cancel"))
        self._mended = ""
        self._build()
        self.add_button.clicked.connect(self.write)
        self.leave_button.clicked.connect(self._begin)
        self.table.row_activated.connect(self._mend)

    def _build(self) -> None:
        self.table.setAccessibleName(_("Versions of the scope"))
        self.table.setFixedHeight(current_look().px(_HEIGHT))
        for row in (
            self._present,
            self.table,
            muted(
                _("A new product, site or service makes a new version; those before it stay as they were.")
            ),
            side_by_side(
                (named(_("Event"), self.kind), 1),
                (named(_("Decided on"), self.decided_on), 1),
                (named(_("What changed"), self.what), 2),
            ),
            named(_("Scope after it"), self.text),
            in_a_row((self.add_button, 0), (self.leave_button, 0), (QWidget(), 1)),
        ):
            self.body.addWidget(row)

    def show_scopes(self, organization_id: str, scopes: Sequence[ScopeVersion]) -> None:
        is_other = organization_id != self._organization_id or len(scopes) != len(self._scopes)
        self._organization_id = organization_id
        self._scopes = {one.id: one for one in scopes}
        self.table.set_ids(list(self._scopes))
        self.table.setVisible(bool(scopes))
        self._present.setText(
            scopes[0].text if scopes else _("No scope is recorded yet to check the document against.")
        )
        if is_other or self.decided_on.value() is None:
            self._begin()

    def _begin(self) -> None:
        """The form for the next version, with the present scope to change."""
        latest = next(iter(self._scopes.values()), None)
        self._mended = ""
        self.kind.set_value(ScopeEvent.OTHER if latest else ScopeEvent.FIRST)
        self.kind.set_enabled(ScopeEvent.FIRST, latest is None)
        self.decided_on.set_year(self._writer.today().year)
        self.decided_on.set_value(self._writer.today())
        self.what.clear()
        self.text.set_text(latest.text if latest else "")
        self._name_buttons()

    def _mend(self, scope_id: str) -> None:
        """The form for the latest version once more; those before it are history."""
        scope = self._scopes[scope_id]
        if scope.version < max(one.version for one in self._scopes.values()):
            self._writer.context.say(_("A later version has taken its place: it stays as it is."))
            return
        self._mended = scope_id
        self.kind.set_enabled(ScopeEvent.FIRST, scope.event is ScopeEvent.FIRST)
        self.kind.set_value(scope.event)
        self.decided_on.set_value(scope.decided_on)
        self.what.setText(scope.what)
        self.text.set_text(scope.text)
        self._name_buttons()
        self.text.setFocus()

    def _name_buttons(self) -> None:
        text = _("Save the change") if self._mended else _("Add this version of the scope")
        self.add_button.set_label(text)
        self.leave_button.setVisible(bool(self._mended))

    def write(self) -> None:
        """Add the version of the scope that the event led to, or mend the latest."""
        event, day = self.kind.value(), self.decided_on.value()
        if not isinstance(event, ScopeEvent) or day is None:
            self.decided_on.setFocus()
            return
        what, text = self.what.text(), self.text.text()
        if not self._mended:
            label = N_("Add a version of the scope")
            self._writer.run(label, isms.add_scope_event, self._organization_id, event, day, what, text)
            return
        label, values = N_("Mend the scope"), {"event": event, "decided_on": day, "what": what, "text": text}
        if self._writer.run(label, isms.edit_scope_event, self._mended, **values):
            self._begin()

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._scopes[one]) for one in ids]


def _cells(scope: ScopeVersion) -> RowCells:
    event = _(EVENT_NAMES[scope.event])
    what = f"{event}: {scope.what}" if scope.what else event
    return RowCells(
        scope.id,
        {
            "version": Cell(str(scope.version), bold=True),
            "day": Cell(date_text(scope.decided_on)),
            "what": Cell(what, second_line=" ".join(scope.text.split())),
        },
    )
