"""What each item of a sample showed, and more items after a first exception (R-18)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.sample_reads import SampleMethod, SampleRow, UnitResult
from app.evidence.samples import (
    add_units,
    extend_draw,
    extended_size,
    replace_unit,
    sample_size,
    set_unit_result,
)
from app.progress import Progress
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.fields import Fields
from ui.evidence.replacement import Replacement
from ui.evidence.samples.unit_table import UnitTable
from ui.evidence.writing import Writing
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import Button, button, key_button
from ui.widgets.card import Card
from ui.widgets.flow import Flow
from ui.widgets.form import form_row, line_field, text_field
from ui.widgets.labels import body
from ui.words import _

_TABLE_HEIGHT = 120


class SampleItems(QWidget):
    """`changed(id)` follows each change of the sample.

    The table's keys are I, E, O and R; Enter goes to the note, and from the note to the next item.
    """

    changed = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._context = context
        self._row: SampleRow | None = None
        self._unit_id = ""
        self._extended: set[str] = set()
        self.table = UnitTable()
        self.in_order_button = key_button(_("In order"), "I")
        self.exception_button = key_button(_("Exception"), "E")
        self.open_button = key_button(_("Open again"), "O")
        self.replace_button = key_button(_("Replace"), "R")
        self.replacement = Replacement()
        self.note = line_field()
        self._fields = Fields(self._write, self)
        self.offer = Card(tone="quiet")
        self._offer_text = body("")
        self.further = text_field(1, 4)
        self._further_row = form_row(_("Items, one per line"), self.further)
        self.extend_button = button("")
        self._build()
        self._connect()
        self._fields.failed.connect(context.report_error)

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        self.table.setMinimumHeight(px(_TABLE_HEIGHT))
        layout.addWidget(self.table, 1)
        results = Flow(8)
        results.add(*self._result_buttons())
        layout.addWidget(results)
        layout.addWidget(self.replacement)
        layout.addWidget(form_row(_("Note on this item"), self.note))
        self.offer.body.addWidget(self._offer_text)
        self.offer.body.addWidget(self._further_row)
        beside = QHBoxLayout()
        beside.addWidget(self.extend_button)
        beside.addStretch(1)
        self.offer.body.addLayout(beside)
        layout.addWidget(self.offer)

    def _result_buttons(self) -> tuple[Button, ...]:
        return self.in_order_button, self.exception_button, self.open_button, self.replace_button

    def _connect(self) -> None:
        self._fields.add_text("note", self.note)
        self.replace_button.clicked.connect(self.begin_replacing)
        self.table.replace_pressed.connect(self.begin_replacing)
        self.replacement.wanted.connect(self._replace)
        self.replacement.left.connect(self._leave_replacing)
        self.table.result_pressed.connect(self.mark)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._go_to_note)
        self.note.returnPressed.connect(self._go_on)
        self.in_order_button.clicked.connect(self._in_order)
        self.exception_button.clicked.connect(self._exception)
        self.open_button.clicked.connect(self._open_again)
        self.extend_button.clicked.connect(self.extend)

    def show_sample(self, row: SampleRow) -> None:
        if self._row is None or self._row.id != row.id:
            self.further.set_text("")
            self.replacement.hide()
        self._row = row
        self.table.show_units(row.units)
        self._show_note()
        self._show_offer(row)
        for part in self._result_buttons():
            part.setEnabled(bool(row.units) and not row.is_fixed)
        self.note.setEnabled(bool(row.units))
        self._fields.set_read_only(row.is_fixed)

    def _show_note(self) -> None:
        unit = self.table.current_unit()
        self._unit_id = unit.id if unit else ""
        self._fields.show({"note": unit.note if unit else ""})

    def _on_selected(self, _unit_id: str) -> None:
        if self._fields.flush():
            self._show_note()

    def _show_offer(self, row: SampleRow) -> None:
        size = self._offered_size(row)
        drawn = row.method is SampleMethod.STATISTICAL
        self.offer.setVisible(not row.is_fixed and (not drawn or size > 0))
        self._offer_text.setVisible(size > 0)
        self._offer_text.setText(
            _("An exception: examine {size} items, to tell a single case from a pattern.").format(size=size)
        )
        self._further_row.setVisible(not (drawn and self._can_draw_on(row)))
        description = _("The same list that it was drawn from, in the same order.") if drawn else ""
        self.further.setPlaceholderText(description)
        self.extend_button.set_label(
            _("Extend the draw to {size}").format(size=size) if drawn else _("Add items")
        )

    def _offered_size(self, row: SampleRow) -> int:
        """The size that the sample should grow to; 0 where nothing is offered."""
        if not row.exceptions or row.id in self._extended:
            return 0
        base = row.size
        if row.confidence_percent and row.tolerable_percent:
            base = sample_size(row.population_size, row.confidence_percent, row.tolerable_percent)
        size = extended_size(base)
        if row.population_size is not None:
            size = min(size, row.population_size)
        return size if size > row.size else 0

    def _can_draw_on(self, row: SampleRow) -> bool:
        """Whether the list that was drawn from is known: it was kept, or its rows are drawn by number."""
        count = row.population_size or 0
        numbered = all(unit.identifier.isascii() and unit.identifier.isdigit() for unit in row.units)
        return row.has_list or (numbered and all(0 < int(unit.identifier[:9]) <= count for unit in row.units))

    def extend(self) -> None:
        """Draw on from the same list, or add the items that were typed."""
        row = self._row
        if row is None or not self.flush():
            return
        listed = lines_of(self.further.text())
        drawn = row.method is SampleMethod.STATISTICAL
        if not listed and not (drawn and self._can_draw_on(row)):
            self.further.setFocus()
        elif drawn:
            self._draw_on(row, listed)
        else:
            self._add(row, listed)

    def _draw_on(self, row: SampleRow, population: Sequence[str]) -> None:
        workspace, origin, size = self._context.workspace, self._writing.origin, self._offered_size(row)

        def work(_progress: Progress) -> str:
            with workspace.write(N_("Extend sample {number}"), origin=origin, number=row.number) as uow:
                extend_draw(uow, row.id, population, size)
            return row.id

        self._context.jobs.start(_("Drawing"), work, self._on_extended)

    def _on_extended(self, sample_id: str) -> None:
        self.further.set_text("")
        self.changed.emit(sample_id)
        self.table.setFocus()

    def _add(self, row: SampleRow, listed: Sequence[str]) -> None:
        def change(uow: UnitOfWork) -> None:
            add_units(uow, row.id, listed)

        if self._writing.do(N_("Extend sample {number}"), change, number=row.number):
            if row.exceptions:
                self._extended.add(row.id)
            self._on_extended(row.id)

    def begin_replacing(self) -> None:
        """Ask why the selected item cannot be tested; the answer replaces it."""
        unit = self.table.current_unit()
        if self._row is not None and not self._row.is_fixed and unit is not None and self.flush():
            self.replacement.begin(self._row, unit)

    def _replace(self, reason: str, stand_in: str) -> None:
        row, unit = self._row, self.table.current_unit()
        if row is None or unit is None:
            return

        def change(uow: UnitOfWork) -> None:
            replace_unit(uow, unit.id, reason, stand_in)

        if self._writing.do(N_("Replace an item of {number}"), change, number=row.number):
            self._leave_replacing()
            self.changed.emit(row.id)

    def _leave_replacing(self) -> None:
        self.replacement.hide()
        self.table.setFocus()

    def mark(self, result: UnitResult) -> None:
        """Record what the selected item showed and go on: to the next one, after an exception to its note."""
        row, unit = self._row, self.table.current_unit()
        if row is None or unit is None or not self.flush():
            return

        def change(uow: UnitOfWork) -> None:
            set_unit_result(uow, unit.id, result)

        if not self._writing.do(N_("Record a result in {number}"), change, number=row.number):
            return
        if result is UnitResult.IN_ORDER:
            self.table.select_next()
        self.changed.emit(row.id)
        if result is UnitResult.EXCEPTION:
            self.note.setFocus()
        else:
            self.table.setFocus()

    def _in_order(self) -> None:
        self.mark(UnitResult.IN_ORDER)

    def _exception(self) -> None:
        self.mark(UnitResult.EXCEPTION)

    def _open_again(self) -> None:
        self.mark(UnitResult.OPEN)

    def _go_to_note(self, _unit_id: str) -> None:
        self.note.setFocus()

    def _go_on(self) -> None:
        if self.flush():
            self.table.select_next()
            self.table.setFocus()

    def _write(self, _name: str, value: object) -> None:
        row = self._row
        unit = next((unit for unit in row.units if unit.id == self._unit_id), None) if row else None
        if row is None or unit is None:
            return
        unit_id = unit.id

        def change(uow: UnitOfWork) -> None:
            set_unit_result(uow, unit_id, unit.result, str(value))

        self._writing.field(N_("Edit note in {number}"), f"sample_unit:{unit_id}", change, number=row.number)
        self.changed.emit(row.id)

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._row = None
        self._fields.flush()

    def flush(self) -> bool:
        return self._fields.flush()


def lines_of(text: str) -> list[str]:
    """The items of a pasted list: its lines without blanks at their ends, empty ones left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]
