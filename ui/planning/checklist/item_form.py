"""One item of the audit's own checklist, and a question more on its requirement."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning import checklist
from app.planning.checklist_reads import ChecklistRow, RequirementChoice
from app.words import N_
from ui.saving import SavedFields, Writer
from ui.terms import RESULTS, term
from ui.widgets.buttons import button
from ui.widgets.form import check_field, choice_field, line_field, text_field
from ui.widgets.labels import body, label
from ui.widgets.layout import ScrollPage, card, named
from ui.words import _, message

_MOST_MINUTES = 480


class ItemForm(ScrollPage):
    """`item_added` carries the id of a new item."""

    item_added = Signal(str)

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self._writer = writer
        self._audit_id = writer.context.audit_id or ""
        self._row: ChecklistRow | None = None
        self._requirements: tuple[RequirementChoice, ...] = ()
        self._title = body("")
        self._about = label("", 2)
        self.question = text_field(3, 14)
        self.role = line_field()
        self.minutes = line_field()
        self.must_ask = check_field(_("Must be asked"))
        self.requirement = choice_field([])
        self.new_question = text_field(2, 8)
        self.add_button = button(_("Add question"))
        self._fields = SavedFields(self._save, writer, self)
        self._item = card(
            _("Item"),
            self._title,
            named(_("Question in this audit"), self.question, _("The question bank stays as it is.")),
            named(_("Whom to ask"), self.role),
            named(_("Minutes"), self.minutes),
            self.must_ask,
            self._about,
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        self.minutes.setValidator(QIntValidator(1, _MOST_MINUTES, self.minutes))
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        more = card(
            _("A question of your own"),
            named(_("On the requirement"), self.requirement),
            named(_("Question"), self.new_question),
        )
        more.body.addLayout(line)
        self.add(self._item, more)
        self.finish()

    def _connect(self) -> None:
        self._fields.add_text("question", self.question)
        self._fields.add_text("interviewee_role", self.role)
        self._fields.add("must_ask", self.must_ask)
        self._fields.add_text("minutes", self.minutes)
        self.add_button.clicked.connect(self._add_question)

    def offer(self, requirements: Sequence[RequirementChoice]) -> None:
        """Offer these requirements for a question more."""
        self._writer.allow(self.requirement, self.new_question, self.add_button)
        if tuple(requirements) != self._requirements:
            self._requirements = tuple(requirements)
            self.requirement.set_choices([(one.id, f"{one.reference} {one.title}") for one in requirements])

    def show_item(self, row: ChecklistRow | None) -> None:
        """Show an item; the caller has flushed the one before."""
        is_other = (row.id if row else "") != (self._row.id if self._row else "")
        self._row = row
        self._item.setVisible(row is not None)
        if row is None:
            return
        self._title.setText(f"{row.reference} {row.title}")
        self._about.setText(_about(row))
        self._fields.show(
            {
                "question": _(row.question),
                "interviewee_role": row.interviewee_role,
                "must_ask": row.must_ask,
                "minutes": str(row.minutes),
            }
        )
        if is_other:
            self.requirement.set_value(row.requirement_id)

    def _save(self, name: str, value: Any) -> None:
        row = self._row
        if row is None or (name == "minutes" and not self.minutes.hasAcceptableInput()):
            return
        key = f"item:{row.id}:{name}"
        changed = {name: int(value) if name == "minutes" else value}
        self._writer.attempt(N_("Edit the checklist"), key, checklist.edit_item, row.id, **changed)

    def _add_question(self) -> None:
        text, requirement_id = self.new_question.text().strip(), self.requirement.value()
        if requirement_id is None:
            self.requirement.setFocus()
            return
        if not text:
            self.new_question.setFocus()
            return
        add = checklist.add_question
        added = self._writer.run(N_("Add question"), add, self._audit_id, str(requirement_id), text)
        if added:
            self.new_question.clear()
            self.item_added.emit(added)

    def about_text(self) -> str:
        """What is said about the item below its fields."""
        return self._about.text()

    def flush(self) -> bool:
        return self._fields.flush()


def _about(row: ChecklistRow) -> str:
    parts = [
        row.code,
        _("verifies an exclusion") if row.verifies_exclusion else "",
        _("result: {result}").format(result=term(RESULTS, row.result)),
        _("on {n} agendas").format(n=row.sessions) if row.sessions > 1 else "",
        _("in no session") if not row.sessions else "",
        *(message(reason) for reason in row.reasons),
    ]
    return " · ".join(part for part in parts if part)
