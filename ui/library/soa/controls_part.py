"""The controls of a version: a table to filter, and the selected one beside it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.library.soa.filtering import Which, found_controls
from app.library.soa.picture import SoaPicture
from app.library.soa.writing import edit_line, edit_lines
from app.words import N_
from ui.library.soa.bulk_strip import BulkStrip
from ui.library.soa.control_table import ControlTable
from ui.library.soa.line_form import APPLIES, LineForm
from ui.planning.checklist.themes import theme_choices
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_field import FilterField
from ui.widgets.form import choice_field
from ui.widgets.labels import muted
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Splitter
from ui.words import _

_WHICH = (
    (Which.ALL, N_("All")),
    (Which.APPLICABLE, N_("Applicable")),
    (Which.EXCLUDED, N_("Not applicable")),
    (Which.REMARKED, N_("With remarks")),
)


class ControlsPart(QWidget):
    """`say_applies` and the form write; the table shows what they wrote at once."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self._picture: SoaPicture | None = None
        self._found: list[str] = []
        self.which = Segmented([(one.value, _(text)) for one, text in _WHICH])
        self.theme = choice_field([])
        self.text = FilterField(_("Number, title, owner or reason"), _("Filter the controls"))
        self.bulk_button = button(_("For all listed…"))
        self.bulk = BulkStrip()
        self.table = ControlTable()
        self.form = LineForm(writer)
        self._list = QStackedWidget()
        self._side = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.which.setAccessibleName(_("Which controls"))
        self.theme.setAccessibleName(_("Theme"))
        self._list.addWidget(self.table)
        self._list.addWidget(EmptyState(_("No control fits the filter"), _("Take away a part of it.")))
        self._side.addWidget(self.form)
        self._side.addWidget(muted(_("Choose a control to see all that is said of it.")))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.which)
        row.addWidget(self.theme)
        row.addWidget(self.text, 1)
        row.addWidget(self.bulk_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, px(12), 0)
        column.setSpacing(px(8))
        column.addLayout(row)
        column.addWidget(self.bulk)
        column.addWidget(self._list, 1)
        splitter = Splitter(Qt.Orientation.Horizontal, "soa.controls", self._writer.context.settings, self)
        splitter.addWidget(left)
        splitter.addWidget(self._side)
        splitter.setSizes([px(760), px(380)])
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _connect(self) -> None:
        self.which.chosen.connect(self._show_found)
        self.theme.value_chosen.connect(self._show_found)
        self.text.textChanged.connect(self._show_found)
        self.text.list_wanted.connect(self.table.setFocus)
        self.bulk_button.clicked.connect(self.begin_bulk)
        self.bulk.said.connect(self._say_of_all)
        self.bulk.escaped.connect(self._put_bulk_away)
        self.table.row_selected.connect(self._show_selected)
        self.table.row_activated.connect(self._enter_form)

    def show_picture(self, picture: SoaPicture) -> None:
        is_other = self._picture is None or self._picture.about.id != picture.about.id
        self._picture = picture
        self.table.know(picture)
        self.bulk_button.setEnabled(picture.about.is_editable)
        if not picture.about.is_editable:
            self.bulk.hide()
        if is_other or self.theme.value() is None:
            self.theme.set_choices(theme_choices(one.theme for one in picture.controls))
            self.theme.set_value("")
        self._show_found()

    def _show_found(self) -> None:
        if self._picture is None:
            return
        theme, which = str(self.theme.value() or ""), Which(self.which.current())
        found = self._found = found_controls(self._picture, self.text.text(), theme, which)
        self.bulk.count(found)
        self.table.show_controls(found)
        self.table.show_from_top()
        if found and not self.table.current_id():
            self.table.select(found[0])
        self._list.setCurrentIndex(0 if found else 1)
        self._show_line()

    def _show_selected(self) -> None:
        """Another control; what was typed for the one before is written first."""
        if self.form.flush():
            self._show_line()

    def _show_line(self) -> None:
        reference, picture = self.table.current_id(), self._picture
        known = picture.controls if picture else ()
        control = next((one for one in known if one.reference == reference), None)
        self._side.setCurrentIndex(1 if control is None else 0)
        if control is not None and picture is not None:
            remarks = picture.remarked.get(reference, ())
            self.form.show_line(picture.about.id, control, picture.lines.get(reference), remarks)

    def show_control(self, reference: str) -> None:
        """Go to a control, whatever the filter was."""
        if not self.table.select(reference):
            self.which.choose(Which.ALL.value)
            self.theme.set_value("")
            self.text.clear()
            self._show_found()
            self.table.select(reference)
        self.table.setFocus()

    def say_applies(self, said: str) -> None:
        """Say of the selected control that it applies, does not, or is left open."""
        reference, picture = self.table.current_id(), self._picture
        if picture is not None and reference:
            values: Mapping[str, object] = APPLIES[said]
            label = N_("Edit the Statement of Applicability")
            self._writer.run(label, edit_line, picture.about.id, reference, **values)

    def begin_bulk(self) -> None:
        """Say the same of all controls that are listed."""
        if self._picture is not None and self._picture.about.is_editable:
            self.bulk.begin()

    def _say_of_all(self, values: Mapping[str, object]) -> None:
        picture, found = self._picture, tuple(self._found)
        if picture is None or not self.form.flush():
            return
        self._put_bulk_away()
        label = N_("Say the same of several controls")
        self._writer.run(label, edit_lines, picture.about.id, found, **values)

    def _put_bulk_away(self) -> None:
        self.bulk.hide()
        self.table.setFocus()

    def step(self, by: int) -> None:
        """Go to the next or the previous control that is listed; the focus stays where it is."""
        if self._found:
            reference = self.table.current_id()
            place = self._found.index(reference) + by if reference in self._found else 0
            self.table.select(self._found[max(0, min(place, len(self._found) - 1))])

    def _enter_form(self) -> None:
        self.form.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        return self.table

    def flush(self) -> bool:
        return self.form.flush()
