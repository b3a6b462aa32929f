"""A new sample: the population first, then how it is chosen, then the draw (section 6.3)."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.evidence.samples import (
    Frequency,
    SampleMethod,
    draw_sample,
    frequency_size,
    record_sample,
    sample_size,
)
from app.progress import Progress
from app.words import N_
from ui.evidence.item_field import ItemField
from ui.evidence.sample_items import lines_of, row_numbers
from ui.evidence.scrolled import scrolled
from ui.evidence.writing import Writing
from ui.evidence_words import frequency_choices, method_choices
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import ChoiceField, NumberField, form_row, line_field, text_field
from ui.widgets.labels import body, heading, muted
from ui.words import _, ngettext

_MOST_ROWS = 1_000_000


class SampleForm(QWidget):
    """`made(id, identifiers of the population)` follows the draw, `left()` Escape or "Cancel"."""

    made = Signal(str, object)
    left = Signal()

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self.population = line_field(_("Leavers of 2026"))
        self.source = line_field(_("System or register, and who supplied the list"))
        self.completeness = text_field(1, 4, _("How it was made sure that none is missing"))
        self.item = ItemField(context)
        self.method = ChoiceField(method_choices())
        self.confidence = NumberField(1, 99, " %")
        self.tolerable = NumberField(1, 99, " %")
        self.frequency = ChoiceField(frequency_choices())
        self.count = NumberField(0, _MOST_ROWS)
        self.identifiers = text_field(3, 6)
        self._size = body("")
        self._about_list = muted("")
        self.draw_button = button("")
        self.cancel_button = button(_("Cancel"))
        self._build()
        self._connect()
        self._start_values()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(heading(_("New sample")))
        layout.addWidget(scrolled(self._fields()), 1)
        layout.addWidget(self._size)
        row = _beside(self.draw_button, self.cancel_button)
        row.addStretch(4)
        layout.addLayout(row)

    def _fields(self) -> QWidget:
        px = current_look().px
        fields = QWidget()
        layout = QVBoxLayout(fields)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(10))
        self._rates = _row_of(
            form_row(_("Confidence"), self.confidence), form_row(_("Tolerable deviation"), self.tolerable)
        )
        self._how_often = _row_of(form_row(_("How often the control works"), self.frequency))
        layout.addWidget(form_row(_("Taken from"), self.population))
        layout.addWidget(form_row(_("Source"), self.source))
        layout.addWidget(form_row(_("Completeness check"), self.completeness))
        layout.addWidget(_row_of(form_row(_("Chosen"), self.method), form_row(_("For the item"), self.item)))
        layout.addWidget(self._rates)
        layout.addWidget(self._how_often)
        layout.addWidget(form_row(_("Items, one per line"), self.identifiers))
        layout.addWidget(self._about_list)
        layout.addWidget(form_row(_("Or only its size, where there is no list"), self.count))
        layout.addStretch(1)
        return fields

    def _connect(self) -> None:
        self.method.value_chosen.connect(self._on_method)
        self.frequency.value_chosen.connect(self._show_size)
        self.confidence.valueChanged.connect(self._show_size)
        self.tolerable.valueChanged.connect(self._show_size)
        self.count.valueChanged.connect(self._show_size)
        self.identifiers.textChanged.connect(self._show_size)
        self.draw_button.clicked.connect(self.draw)
        self.cancel_button.clicked.connect(self.left)

    def _start_values(self) -> None:
        self.method.set_value(SampleMethod.STATISTICAL)
        self.frequency.set_value(Frequency.MONTHLY)
        self.confidence.setValue(95)
        self.tolerable.setValue(10)
        self.count.setSpecialValueText(_("not known"))
        self.count.setGroupSeparatorShown(True)
        self._on_method(None)

    def begin(self) -> None:
        """Take up the form; what was begun earlier is still there."""
        self.population.setFocus()

    def size_text(self) -> str:
        """How large the sample will be, in words."""
        return self._size.text()

    def _on_method(self, _method: object) -> None:
        drawn = self._is_drawn()
        self._rates.setVisible(drawn)
        self._how_often.setVisible(self.method.value() is SampleMethod.FREQUENCY)
        self.draw_button.set_label(_("Draw the sample") if drawn else _("Record the sample"))
        self.identifiers.setPlaceholderText(
            _("Paste the whole population, as it was supplied")
            if drawn or self.method.value() is SampleMethod.ALL
            else _("Paste or type the items that you chose")
        )
        self._show_size()

    def _is_drawn(self) -> bool:
        return self.method.value() is SampleMethod.STATISTICAL

    def _show_size(self, *_changed: object) -> None:
        listed = lines_of(self.identifiers.text())
        self._about_list.setText(_list_text(listed))
        self._about_list.setVisible(bool(listed))
        self._size.setText(self._size_sentence(listed))

    def _size_sentence(self, listed: Sequence[str]) -> str:
        count = self._population_size(listed)
        if self._is_drawn():
            return self._drawn_sentence(count)
        frequency = self.frequency.value()
        if self.method.value() is SampleMethod.FREQUENCY and isinstance(frequency, Frequency):
            usual = frequency_size(frequency, count)
            return _("Usual size: {usual}. Listed: {listed}.").format(usual=usual, listed=len(listed))
        return ""

    def _drawn_sentence(self, count: int | None) -> str:
        if not count:
            return _("Paste the population, or give its size.")
        confidence, rate = self.confidence.value(), self.tolerable.value()
        size = sample_size(count, confidence, rate)
        return _(
            "{size} of {count}. If none of them deviates, fewer than {rate} % of all do, with {confidence} % "
            "confidence."
        ).format(size=size, count=count, rate=rate, confidence=confidence)

    def _population_size(self, listed: Sequence[str]) -> int | None:
        if listed and (self._is_drawn() or self.method.value() is SampleMethod.ALL):
            return len(listed)
        return self.count.value() or None

    def draw(self) -> None:
        """Draw the sample, or record what was chosen, in a job: a long list takes its time."""
        audit_id, method = self._context.audit_id, self.method.value()
        if audit_id is None or not isinstance(method, SampleMethod):
            return
        self.item.line.clearFocus()
        problem = self._problem()
        if problem is not None:
            self._context.report_error(problem)
            return
        self.draw_button.setEnabled(False)
        job = _Draw(self, audit_id, method, self._context, self._writing.origin)
        self._context.jobs.start(_("Drawing"), job.work, self._on_made, self._on_refused, self._on_cancelled)

    def _problem(self) -> UserError | None:
        if not self.population.text().strip():
            self.population.setFocus()
            return UserError(N_("Say what the sample is taken from."), N_("Nothing was recorded."))
        if not self.item.is_valid():
            self.item.setFocus()
            return UserError(N_("No item of this audit has this number."), N_("Nothing was recorded."))
        if self._is_drawn() and not self._population_size(lines_of(self.identifiers.text())):
            self.identifiers.setFocus()
            return UserError(
                N_("There is nothing to draw from."),
                N_("Nothing was recorded."),
                N_("Paste the population, one item per line, or give its size."),
            )
        return None

    def _on_refused(self, error: UserError) -> None:
        self.draw_button.setEnabled(True)
        self._context.report_error(error)

    def _on_cancelled(self) -> None:
        self.draw_button.setEnabled(True)

    def _on_made(self, answer: tuple[str, Sequence[str]]) -> None:
        self.draw_button.setEnabled(True)
        for line in (self.population, self.source):
            line.setText("")
        for text in (self.completeness, self.identifiers):
            text.set_text("")
        self.count.setValue(0)
        self.item.set_item(None)
        self.made.emit(*answer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Draw:
    """What the form said when the draw began; the work reads no widgets."""

    def __init__(
        self, form: SampleForm, audit_id: str, method: SampleMethod, context: Context, origin: str
    ) -> None:
        self._workspace = context.workspace
        self._origin = origin
        self._audit_id = audit_id
        self._method = method
        self._population = form.population.text().strip()
        self._source = form.source.text().strip()
        self._completeness = form.completeness.text().strip()
        self._item_id = form.item.item_id()
        self._confidence = form.confidence.value()
        self._tolerable = form.tolerable.value()
        self._listed = lines_of(form.identifiers.text())
        self._count = form.count.value()

    def work(self, _progress: Progress) -> tuple[str, Sequence[str]]:
        """The id of the new sample, and the population that it was drawn from."""
        everything = self._method in (SampleMethod.STATISTICAL, SampleMethod.ALL)
        items = self._listed or (row_numbers(self._count) if everything else [])
        label = N_("Draw a sample") if self._method is SampleMethod.STATISTICAL else N_("Record a sample")
        with self._workspace.write(label, origin=self._origin) as uow:
            if self._method is SampleMethod.STATISTICAL:
                made = draw_sample(
                    uow,
                    self._audit_id,
                    self._population,
                    items,
                    self._confidence,
                    self._tolerable,
                    item_id=self._item_id,
                    source=self._source,
                    completeness_check=self._completeness,
                )
            else:
                made = record_sample(
                    uow,
                    self._audit_id,
                    self._population,
                    items,
                    item_id=self._item_id,
                    population_size=len(items) if everything else self._count or None,
                    source=self._source,
                    completeness_check=self._completeness,
                    method=self._method,
                )
        return made, items


def _list_text(listed: Sequence[str]) -> str:
    twice = sum(count > 1 for count in Counter(listed).values())
    text = ngettext("{n} item listed", "{n} items listed", len(listed))
    again = ngettext("{n} of them more than once", "{n} of them more than once", twice) if twice else ""
    return " · ".join(part for part in (text, again) if part)


def _beside(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(current_look().px(12))
    for part in parts:
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _row_of(*parts: QWidget) -> QWidget:
    widget = QWidget()
    widget.setLayout(_beside(*parts))
    return widget
