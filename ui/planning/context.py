"""What the audit learnt beside its findings, and what became of the plan (R-15)."""

from typing import Any, cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning import context as notes
from app.planning.context import ContextKind
from app.planning.reads import ContextRow, DeviationRow
from app.words import N_
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import CONTEXT_KINDS, date_text
from ui.planning.rows import Identified, RowForm, RowForms
from ui.planning.section import Section
from ui.saving import SavedFields, Writer, choices
from ui.terms import term
from ui.widgets.buttons import button, icon_button
from ui.widgets.form import choice_field, line_field, text_field
from ui.widgets.labels import label
from ui.widgets.layout import below_label, card, filling, named, side_by_side
from ui.words import _


class ContextSection(Section):
    """Context notes and deviations; the report prints both."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        self.notes = RowForms(self._make_note, _("No risk, incident, change or obstacle is noted."))
        self.kind = choice_field(choices(list(ContextKind), kind_word))
        self.text = line_field()
        self.source = line_field()
        self.note_button = button(_("Add note"))
        self.deviations = RowForms(self._make_deviation, _("The audit goes as planned so far."))
        self.what = line_field()
        self.reason = line_field()
        self.deviation_button = button(_("Log deviation"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.kind.setCurrentIndex(0)
        page = filling(self)
        page.add(
            card(
                _("Risks, incidents, changes, obstacles"),
                self.notes,
                side_by_side(
                    (named(_("Kind"), self.kind), 2),
                    (named(_("What"), self.text), 4),
                    (named(_("Where it was learnt"), self.source), 3),
                    (below_label(self.note_button), 0),
                ),
            ),
            card(
                _("Deviations from the plan"),
                self.deviations,
                side_by_side(
                    (named(_("What was changed"), self.what), 4),
                    (named(_("Reason"), self.reason), 4),
                    (below_label(self.deviation_button), 0),
                ),
            ),
        )
        page.finish()

    def _connect(self) -> None:
        self.note_button.clicked.connect(self._add_note)
        self.deviation_button.clicked.connect(self._add_deviation)
        for field in (self.text, self.source):
            field.returnPressed.connect(self._add_note)
        for field in (self.what, self.reason):
            field.returnPressed.connect(self._add_deviation)

    def _make_note(self, note_id: str) -> RowForm:
        return NoteForm(self.writer, note_id)

    def _make_deviation(self, deviation_id: str) -> RowForm:
        return DeviationForm(self.writer, deviation_id)

    def show_plan(self, plan: PlanData) -> None:
        self.writer.allow(
            *(self.kind, self.text, self.source, self.note_button),
            *(self.what, self.reason, self.deviation_button),
        )
        self.notes.show_rows(plan.audit.context)
        self.deviations.show_rows(plan.audit.deviations)

    def _add_note(self) -> None:
        text = self.text.text().strip()
        kind = self.kind.value()
        if not text or kind is None:
            (self.text if kind is not None else self.kind).setFocus()
            return
        source = self.source.text().strip()
        add = notes.add_context_note
        if self.writer.run(N_("Add context note"), add, self.audit_id, kind, text, source):
            self.text.clear()
            self.source.clear()
            self.text.setFocus()

    def _add_deviation(self) -> None:
        what, reason = self.what.text().strip(), self.reason.text().strip()
        if not what or not reason:
            (self.reason if what else self.what).setFocus()
            return
        if self.writer.run(N_("Log deviation"), notes.add_deviation, self.audit_id, what, reason):
            self.what.clear()
            self.reason.clear()
            self.what.setFocus()

    def first_focus(self) -> QWidget:
        return self.text

    def flush(self) -> bool:
        written = [self.notes.flush(), self.deviations.flush()]
        return all(written)


class NoteForm(RowForm):
    """A context note."""

    def __init__(self, writer: Writer, note_id: str) -> None:
        super().__init__(tone="quiet")
        self._writer = writer
        self._note_id = note_id
        self._at = label("")
        self.kind = choice_field(choices(list(ContextKind), kind_word))
        self.text = text_field(1, 10)
        self.source = line_field()
        self.remove_button = icon_button("close", _("Remove note"))
        self._fields = SavedFields(self._save, writer, self)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self._at, 1)
        head.addWidget(self.remove_button)
        self.body.addLayout(head)
        self.body.addWidget(
            side_by_side((named(_("What"), self.text), 3), (named(_("Where it was learnt"), self.source), 2))
        )
        self.kind.setAccessibleName(_("Kind"))
        self._fields.add("kind", self.kind)
        self._fields.add_text("text", self.text)
        self._fields.add_text("detail", self.source)
        self.remove_button.clicked.connect(self._remove)

    def show_row(self, row: Identified) -> None:
        note = cast(ContextRow, row)
        self._at.setText(f"{date_text(note.at.date())} {note.at:%H:%M}")
        self._writer.allow(self.remove_button)
        self._fields.show({"kind": note.kind, "text": note.text, "detail": note.detail})

    def _save(self, name: str, value: Any) -> None:
        key = f"context:{self._note_id}:{name}"
        edit = notes.edit_context_note
        self._writer.attempt(N_("Edit context note"), key, edit, self._note_id, **{name: value})

    def _remove(self) -> None:
        self._writer.run(N_("Remove context note"), notes.remove_context_note, self._note_id)

    def first_field(self) -> QWidget:
        return self.text

    def flush(self) -> bool:
        return self._fields.flush()


class DeviationForm(RowForm):
    """A change of plan with its reason."""

    def __init__(self, writer: Writer, deviation_id: str) -> None:
        super().__init__(tone="quiet")
        self._writer = writer
        self._deviation_id = deviation_id
        self._at = label("")
        self.what = text_field(1, 8)
        self.reason = text_field(1, 8)
        self.remove_button = icon_button("close", _("Remove deviation"))
        self._reason_row = named(_("Reason"), self.reason)
        self._fields = SavedFields(self._save, writer, self)
        head = QHBoxLayout()
        head.addWidget(self._at, 1)
        head.addWidget(self.remove_button)
        self.body.addLayout(head)
        self.body.addWidget(side_by_side(named(_("What was changed"), self.what), self._reason_row))
        self._fields.add_text("what", self.what)
        self._fields.add_text("reason", self.reason)
        self.remove_button.clicked.connect(self._remove)

    def show_row(self, row: Identified) -> None:
        deviation = cast(DeviationRow, row)
        self._at.setText(f"{date_text(deviation.at.date())} {deviation.at:%H:%M}")
        self._writer.allow(self.remove_button)
        self._fields.show({"what": _(deviation.what), "reason": deviation.reason})
        self._reason_row.set_remark(
            "" if deviation.reason.strip() else _("The report prints the reason: write it down.")
        )

    def _save(self, name: str, value: Any) -> None:
        key = f"deviation:{self._deviation_id}:{name}"
        edit = notes.edit_deviation
        self._writer.attempt(N_("Edit deviation"), key, edit, self._deviation_id, **{name: value})

    def _remove(self) -> None:
        self._writer.run(N_("Remove deviation"), notes.remove_deviation, self._deviation_id)

    def first_field(self) -> QWidget:
        return self.reason

    def flush(self) -> bool:
        return self._fields.flush()


def kind_word(kind: ContextKind) -> str:
    return term(CONTEXT_KINDS, kind)
