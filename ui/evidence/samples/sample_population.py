"""What a sample was taken from, how it was chosen, and what backs it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.marks import evidence_named
from app.evidence.sample_reads import SampleMethod, SampleRow, population_list
from app.evidence.samples import edit_sample, link_sample_to_evidence
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.fields import Fields
from ui.evidence.item_field import ItemField
from ui.evidence.writing import Writing
from ui.evidence_words import method_text
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import form_row, line_field, text_field
from ui.widgets.labels import body, label_strong, muted
from ui.words import _, ngettext


class SamplePopulation(QWidget):
    """Fields that save themselves. `changed(id)` follows each save."""

    changed = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._row: SampleRow | None = None
        self.population = line_field()
        self.source = line_field(_("System or register, and who supplied the list"))
        self.completeness = text_field(2, 4, _("How it was made sure that none is missing"))
        self.item = ItemField(context)
        self._how = body("")
        self._repeat = muted("")
        self.copy_button = button(_("Copy the list it was drawn from"))
        self._evidence = body("")
        self.number = line_field("E-031")
        self.add_button = button(_("Add evidence"))
        self._number_row = form_row(_("Evidence that backs it, such as the list itself"), self.number)
        self._fields = Fields(self._write, self)
        self._build()
        self._connect()
        self._fields.failed.connect(context.report_error)

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(form_row(_("Population"), self.population))
        layout.addWidget(form_row(_("Source"), self.source))
        layout.addWidget(form_row(_("Completeness check"), self.completeness))
        layout.addWidget(form_row(_("For the item"), self.item))
        layout.addWidget(label_strong(_("How it was chosen")))
        layout.addWidget(self._how)
        layout.addWidget(self._repeat)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._number_row)
        layout.addWidget(self._evidence)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._fields.add_text("population", self.population)
        self._fields.add_text("source", self.source)
        self._fields.add_text("completeness_check", self.completeness)
        self.item.item_chosen.connect(self._save_item)
        self.number.returnPressed.connect(self.back)
        self.number.textChanged.connect(self._take_remark_away)
        self.add_button.clicked.connect(self.back)
        self.copy_button.clicked.connect(self.copy_list)

    def show_sample(self, row: SampleRow) -> None:
        if self._row is None or self._row.id != row.id:
            self.number.setText("")
        self._row = row
        self._fields.show(
            {
                "population": row.population,
                "source": row.source,
                "completeness_check": row.completeness_check,
            }
        )
        self._fields.set_read_only(row.is_fixed)
        self.item.set_item(row.item_id)
        self.item.line.setReadOnly(row.is_fixed)
        for part in (self._number_row, self.add_button):
            part.setVisible(not row.is_fixed)
        self._how.setText(_how_chosen(row))
        self._repeat.setText(_how_repeated(row))
        self._repeat.setVisible(bool(row.seed))
        self.copy_button.setVisible(row.has_list)
        self._evidence.setText(", ".join(row.evidence))
        self._evidence.setVisible(bool(row.evidence))

    def _save_item(self, item_id: str | None) -> None:
        self._fields.save("item_id", item_id)

    def _write(self, name: str, value: object) -> None:
        row = self._row
        if row is None:
            return

        def change(uow: UnitOfWork) -> None:
            edit_sample(uow, row.id, **{name: value})

        self._writing.field(N_("Edit sample {number}"), f"sample:{row.id}:{name}", change, number=row.number)
        self.changed.emit(row.id)

    def back(self) -> None:
        """The evidence whose number was typed backs the sample."""
        row, text = self._row, self.number.text().strip()
        if row is None or not text:
            return
        with self._context.workspace.read() as unit:
            evidence_id = evidence_named(unit, row.audit_id, text)
        if evidence_id is None:
            self._number_row.set_remark(_("There is no evidence with this number in the audit."))
            return

        def change(uow: UnitOfWork) -> None:
            link_sample_to_evidence(uow, row.id, evidence_id)

        if self._writing.do(N_("Back sample {number}"), change, number=row.number):
            self.number.setText("")
            self.changed.emit(row.id)

    def copy_list(self) -> None:
        """Put the list that was drawn from on the clipboard, for whoever repeats the draw."""
        if self._row is None:
            return
        with self._context.workspace.read() as unit:
            listed = population_list(unit, self._row.id)
        QGuiApplication.clipboard().setText("\n".join(listed))
        self._context.say(ngettext("{n} item copied", "{n} items copied", len(listed)))

    def _take_remark_away(self, _text: str) -> None:
        self._number_row.set_remark("")

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._row = None
        self._fields.flush()

    def flush(self) -> bool:
        return self._fields.flush()


def _how_chosen(row: SampleRow) -> str:
    chosen = _("{method}, by {person} on {date}").format(
        method=method_text(row.method),
        person=row.selected_by or _("nobody named"),
        date=f"{row.selected_at:%d %b %Y, %H:%M}",
    )
    if row.method is not SampleMethod.STATISTICAL:
        return chosen
    rates = _("{confidence} % confidence, fewer than {rate} % tolerable").format(
        confidence=row.confidence_percent, rate=row.tolerable_percent
    )
    return f"{chosen} · {rates}"


def _how_repeated(row: SampleRow) -> str:
    return _(
        "Anybody can repeat this draw with seed {seed}: number the list from 1, take the SHA-256 of the "
        "text “{seed}:number” for each row, and order the rows by it. The first ones are the sample. The "
        "command assay-cli draw does the same."
    ).format(seed=row.seed)
