"""When, where, from whom and how evidence was obtained, and what it belongs to (section 6.4)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.evidence.evidence import AFTER_ISSUE, edit_evidence
from app.evidence.reads import EvidenceDetail, EvidenceRow
from app.programme.people import PersonRow
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.fields import Fields
from ui.evidence.moment_field import MomentField
from ui.evidence.writing import Writing
from ui.evidence_words import kind_choices, weight_choices
from ui.page import Context
from ui.retention.words import hold_text
from ui.theme import current_look
from ui.widgets.date_field import DateField
from ui.widgets.form import CheckField, ChoiceField, form_row, line_field, text_field
from ui.widgets.labels import muted
from ui.words import _

_OF_THE_ROW = (
    "title",
    "kind",
    "weight",
    "obtained_at",
    "obtained_from_id",
    "obtained_where",
    "obtained_how",
    "source",
    "classification",
    "period_start",
    "period_end",
    "has_personal_data",
)


class Circumstances(QWidget):
    """Fields that save themselves. `edited(id)` follows each save."""

    edited = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._writing = writing
        self._row: EvidenceRow | None = None
        self.title_field = line_field()
        self.kind = ChoiceField(kind_choices())
        self.weight = ChoiceField(weight_choices())
        self.obtained_at = MomentField()
        self.obtained_from = ChoiceField()
        self.obtained_where = line_field(_("Site, room, system"))
        self.obtained_how = line_field(_("Shown on screen, exported, handed over …"))
        self.source = line_field(_("System, register, supplier"))
        self.classification = line_field()
        self.period_start = DateField()
        self.period_end = DateField()
        self.destroy_on = DateField()
        self._destroy_row = form_row(_("Destroy on"), self.destroy_on)
        self.personal = CheckField(_("Holds personal data"))
        self.notes = text_field(2, 8)
        self._fixed = muted(_("An issued report prints this: amend the report to change it."))
        self._fields = Fields(self._write, self)
        self._build()
        self._bind()
        self._fields.failed.connect(context.report_error)

    def _build(self) -> None:
        px = current_look().px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, px(8), px(8))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.addWidget(self._fixed, 0, 0, 1, 2)
        grid.addWidget(form_row(_("Title"), self.title_field), 1, 0, 1, 2)
        grid.addWidget(form_row(_("Kind"), self.kind), 2, 0)
        grid.addWidget(form_row(_("Weight"), self.weight), 2, 1)
        grid.addWidget(form_row(_("Obtained on"), self.obtained_at), 3, 0, 1, 2)
        for line, (left, right) in enumerate(self._pairs(), start=4):
            grid.addWidget(left, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, line, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.personal, grid.rowCount(), 0, 1, 2)
        line = grid.rowCount()
        grid.addWidget(form_row(_("Notes"), self.notes), line, 0, 1, 2)
        grid.setRowStretch(line + 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _pairs(self) -> tuple[tuple[QWidget, QWidget], ...]:
        return (
            (form_row(_("From whom"), self.obtained_from), form_row(_("Where"), self.obtained_where)),
            (form_row(_("How"), self.obtained_how), form_row(_("Source"), self.source)),
            (form_row(_("Period from"), self.period_start), form_row(_("Period to"), self.period_end)),
            (form_row(_("Classification"), self.classification), self._destroy_row),
        )

    def _bind(self) -> None:
        for name, text in (
            ("title", self.title_field),
            ("obtained_where", self.obtained_where),
            ("obtained_how", self.obtained_how),
            ("source", self.source),
            ("classification", self.classification),
            ("notes", self.notes),
        ):
            self._fields.add_text(name, text)
        for name, choice in (
            ("kind", self.kind),
            ("weight", self.weight),
            ("obtained_at", self.obtained_at),
            ("obtained_from_id", self.obtained_from),
            ("period_start", self.period_start),
            ("period_end", self.period_end),
            ("destroy_on", self.destroy_on),
        ):
            self._fields.add_choice(name, choice)
        self._fields.add_check("has_personal_data", self.personal)

    def _write(self, name: str, value: object) -> None:
        row = self._row
        if row is None:
            return

        def change(uow: UnitOfWork) -> None:
            edit_evidence(uow, row.id, **{name: value})

        key = f"evidence:{row.id}:{name}"
        self._writing.field(N_("Edit evidence {number}"), key, change, number=row.number)
        self.edited.emit(row.id)

    def show_evidence(self, detail: EvidenceDetail, people: Sequence[PersonRow]) -> None:
        """Fill the fields; what is being typed into the same piece stays."""
        row = self._row = detail.row
        everybody: list[tuple[object, str]] = [(None, _("nobody named"))]
        self.obtained_from.set_choices(everybody + [(person.id, person.label) for person in people])
        values = {name: getattr(row, name) for name in _OF_THE_ROW}
        self._fields.show({**values, "notes": detail.notes, "destroy_on": detail.destroy_on})
        self._show_retention(detail)

    def _show_retention(self, detail: EvidenceDetail) -> None:
        """What holds without a date of its own, and what stops it."""
        due = detail.due
        by_rule = _("by the rule: {day}").format(day=f"{due.destroy_on:%d %b %Y}") if due else ""
        self.destroy_on.line().setPlaceholderText(by_rule or _("Day month year"))
        self._destroy_row.set_remark(hold_text(due.hold) if due and due.hold else "")

    def set_fixed(self, is_fixed: bool) -> None:
        """What an issued report prints is only read; how the piece is kept stays open."""
        self._fixed.setVisible(is_fixed)
        self._fields.set_read_only(is_fixed, AFTER_ISSUE)

    def forget(self) -> None:
        """Show nobody's fields; what could not be saved because its row is gone is let go of."""
        self._row = None
        self._fields.flush()

    def flush(self) -> bool:
        return self._fields.flush()

    def focus_source(self) -> None:
        """Go where a weak screenshot is mended."""
        row = self._row
        target = self.obtained_how if row is not None and row.source.strip() else self.source
        target.setFocus(Qt.FocusReason.OtherFocusReason)
