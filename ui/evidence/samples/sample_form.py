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
    SiteStage,
    frequency_size,
    random_sites,
    sample_size,
    site_size,
)
from app.words import N_
from ui.evidence.file_column import FileColumn
from ui.evidence.item_field import ItemField
from ui.evidence.samples.sample_drawing import Drawing, Said
from ui.evidence.samples.sample_items import lines_of
from ui.evidence.writing import Writing
from ui.evidence_words import frequency_choices, method_choices, site_stage_choices
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import ChoiceField, NumberField, form_row, line_field, text_field
from ui.widgets.labels import body, heading, muted
from ui.widgets.scrolled import scrolled
from ui.words import _, ngettext

_MOST_ROWS = 1_000_000


class SampleForm(QWidget):
    """`made(id)` follows the draw, `left()` Escape or "Cancel"."""

    made = Signal(str)
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
        self.stage = ChoiceField(site_stage_choices())
        self.count = NumberField(0, _MOST_ROWS)
        self.identifiers = text_field(3, 6)
        self.file = FileColumn(context)
        self._size = body("")
        self._about_list = muted("")
        self._source_of_file = ""
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
        self._which_audit = _row_of(form_row(_("Sites for"), self.stage))
        layout.addWidget(form_row(_("Taken from"), self.population))
        layout.addWidget(form_row(_("Source"), self.source))
        layout.addWidget(form_row(_("Completeness check"), self.completeness))
        layout.addWidget(_row_of(form_row(_("Chosen"), self.method), form_row(_("For the item"), self.item)))
        layout.addWidget(self._rates)
        layout.addWidget(self._how_often)
        layout.addWidget(self._which_audit)
        layout.addWidget(self.file)
        layout.addWidget(form_row(_("Items, one per line"), self.identifiers))
        layout.addWidget(self._about_list)
        layout.addWidget(form_row(_("Or only its size, where there is no list"), self.count))
        layout.addStretch(1)
        return fields

    def _connect(self) -> None:
        self.method.value_chosen.connect(self._on_method)
        self.frequency.value_chosen.connect(self._show_size)
        self.stage.value_chosen.connect(self._show_size)
        self.confidence.valueChanged.connect(self._show_size)
        self.tolerable.valueChanged.connect(self._show_size)
        self.count.valueChanged.connect(self._show_size)
        self.identifiers.textChanged.connect(self._show_size)
        self.file.column_chosen.connect(self._take_column)
        self.draw_button.clicked.connect(self.draw)
        self.cancel_button.clicked.connect(self.left)

    def _start_values(self) -> None:
        self.method.set_value(SampleMethod.STATISTICAL)
        self.frequency.set_value(Frequency.MONTHLY)
        self.stage.set_value(SiteStage.INITIAL)
        self.confidence.setValue(95)
        self.tolerable.setValue(10)
        self.count.setSpecialValueText(_("not known"))
        self.count.setGroupSeparatorShown(True)
        self._on_method(None)

    def begin(self) -> None:
        """Take up the form; what was begun earlier is still there."""
        self.population.setFocus()

    def begin_for(self, item_id: str, population: str) -> None:
        """Take up the form for an item; the hands go to what is still to be said."""
        self.item.set_item(item_id)
        if population:
            self.population.setText(population)
        self.first_focus().setFocus()

    def first_focus(self) -> QWidget:
        """What is still to be said: what the sample is taken from, then the list of it."""
        return self.identifiers if self.population.text().strip() else self.population

    def size_text(self) -> str:
        """How large the sample will be, in words."""
        return self._size.text()

    def _on_method(self, _method: object) -> None:
        drawn = self._is_drawn()
        self._rates.setVisible(drawn)
        self._how_often.setVisible(self.method.value() is SampleMethod.FREQUENCY)
        self._which_audit.setVisible(self.method.value() is SampleMethod.SITES)
        self.draw_button.set_label(_("Draw the sample") if drawn else _("Record the sample"))
        self.identifiers.setPlaceholderText(
            _("Paste the whole population, as it was supplied")
            if drawn or self.method.value() is SampleMethod.ALL
            else _("Paste or type the items that you chose")
        )
        self._show_size()

    def _take_column(self, items: Sequence[str], source: str) -> None:
        """The column is the population; where it stands is its source, unless something else was said."""
        self.identifiers.set_text("\n".join(items))
        if self.source.text() in ("", self._source_of_file):
            self.source.setText(source)
        self._source_of_file = source
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
        stage = self.stage.value()
        if self.method.value() is SampleMethod.SITES and isinstance(stage, SiteStage):
            return _sites_sentence(count, stage, len(listed))
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
        job = Drawing(self._context.workspace, self._writing.origin, audit_id, self._said(method))
        self._context.jobs.start(_("Drawing"), job.work, self._on_made, self._on_refused, self._on_cancelled)

    def _said(self, method: SampleMethod) -> Said:
        return Said(
            method=method,
            population=self.population.text().strip(),
            source=self.source.text().strip(),
            completeness=self.completeness.text().strip(),
            item_id=self.item.item_id(),
            confidence=self.confidence.value(),
            tolerable=self.tolerable.value(),
            listed=tuple(lines_of(self.identifiers.text())),
            count=self.count.value(),
        )

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

    def _on_made(self, sample_id: str) -> None:
        self.draw_button.setEnabled(True)
        for line in (self.population, self.source):
            line.setText("")
        for text in (self.completeness, self.identifiers):
            text.set_text("")
        self.count.setValue(0)
        self.file.clear()
        self.item.set_item(None)
        self.made.emit(sample_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _sites_sentence(sites: int | None, stage: SiteStage, listed: int) -> str:
    """How many sites IAF MD 1 asks for, and how many of them at random."""
    if not sites:
        return _("Give the number of sites as the size.")
    size = site_size(sites, stage)
    return _(
        "Usual size: {usual} beside the central function, {random} of them at random. Listed: {listed}."
    ).format(usual=size, random=random_sites(size), listed=listed)


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
