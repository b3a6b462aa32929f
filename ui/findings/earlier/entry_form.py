"""The fields of one earlier finding, in the order in which a paper report tells them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QWidget

from app.findings.earlier.reading import FIELD_NAMES, REQUIRED, Field
from app.findings.terms import Severity
from app.reporting.grade_labels import GradeLabels
from app.words import N_
from ui.finding_words import full_word
from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.card import Card
from ui.widgets.form import FormRow, choice_field, date_field, form_row, line_field, text_field
from ui.widgets.layout import side_by_side
from ui.words import _

# Fields beside one another, each with its share of the width.
_LINES: Sequence[Sequence[tuple[Field, int]]] = (
    ((Field.AUDIT, 4), (Field.NUMBER, 2), (Field.RAISED_ON, 3)),
    ((Field.TITLE, 1),),
    ((Field.REFERENCE, 4), (Field.GRADE, 5)),
    ((Field.STATEMENT, 1), (Field.EVIDENCE, 1)),
    ((Field.CAUSE, 1), (Field.ACTION, 1)),
    ((Field.DUE_ON, 4), (Field.CLOSED_ON, 5)),
)
_REQUIRED = (Field.AUDIT, *REQUIRED)
_NOT_GRADED = N_("Nonconformity, grade not known")


class EntryForm(Card):
    """`entry_requested()` follows Enter in a line and the button, `reference_left()` the requirement."""

    entry_requested = Signal()
    reference_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = {
            Field.AUDIT: line_field(_("such as Internal audit 2024")),
            Field.NUMBER: line_field(_("such as NC-04")),
            Field.TITLE: line_field(),
            Field.REFERENCE: line_field(),
        }
        self.texts = {
            field: text_field(2, 6) for field in (Field.STATEMENT, Field.EVIDENCE, Field.CAUSE, Field.ACTION)
        }
        self.days = {field: date_field() for field in (Field.RAISED_ON, Field.DUE_ON, Field.CLOSED_ON)}
        self.grade = choice_field(_grades(GradeLabels()))
        self.enter_button = primary_button(_("Enter finding"))
        self._rows: dict[Field, FormRow] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.setSpacing(current_look().px(12))
        for line in _LINES:
            self.body.addWidget(side_by_side(*((self._row(field), share) for field, share in line)))
        buttons = QHBoxLayout()
        buttons.addWidget(self.enter_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.grade.set_value("")

    def _row(self, field: Field) -> FormRow:
        name = _(FIELD_NAMES[field])
        self._rows[field] = form_row(f"{name} *" if field in _REQUIRED else name, self.field(field))
        return self._rows[field]

    def _connect(self) -> None:
        self.enter_button.clicked.connect(self.entry_requested)
        # Enter takes what the list below the audit offers; the finding is entered from the other lines.
        for field in (Field.NUMBER, Field.TITLE, Field.REFERENCE):
            self.lines[field].returnPressed.connect(self.entry_requested)
        self.lines[Field.REFERENCE].editingFinished.connect(self.reference_left)

    def field(self, field: Field) -> QWidget:
        """Where this is typed or chosen."""
        if field is Field.GRADE:
            return self.grade
        places: tuple[Mapping[Field, QWidget], ...] = (self.lines, self.texts, self.days)
        return next(place[field] for place in places if field in place)

    def name_grades(self, own: GradeLabels) -> None:
        """Offer grades and types as the programme calls them; what is chosen stays."""
        self.grade.set_choices(_grades(own))

    def offer_audits(self, titles: Sequence[str]) -> None:
        """Propose the earlier audits that are there while the title of one is typed."""
        completer = QCompleter(list(titles), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.lines[Field.AUDIT].setCompleter(completer)

    def cells(self) -> dict[Field, str]:
        """What was entered, as a row of a list would say it; a day that is none stays as it was typed."""
        texts = {field: line.text().strip() for field, line in self.lines.items()}
        texts |= {field: text.text().strip() for field, text in self.texts.items()}
        for field, day in self.days.items():
            value = day.value() if day.is_valid() else None
            texts[field] = value.isoformat() if value else day.line().text().strip()
        return {**texts, Field.GRADE: str(self.grade.value())}

    def say(self, field: Field, text: str) -> None:
        """A remark below a field; "" takes it away."""
        self._rows[field].set_remark(text)

    def refuse(self, field: Field, reason: str) -> None:
        """Say below the field why the finding was not entered, with the caret in it."""
        self.clear_remarks()
        self.say(field, reason)
        self.field(field).setFocus()

    def clear_remarks(self) -> None:
        for row in self._rows.values():
            row.set_remark("")

    def begin_next(self) -> None:
        """Empty for the next finding of the same audit, which was raised on the same day."""
        self.clear_remarks()
        for field in (Field.NUMBER, Field.TITLE, Field.REFERENCE):
            self.lines[field].clear()
        for text in self.texts.values():
            text.set_text("")
        self.days[Field.DUE_ON].set_value(None)
        self.days[Field.CLOSED_ON].set_value(None)
        self.grade.set_value("")
        self.lines[Field.NUMBER].setFocus()


def _grades(own: GradeLabels) -> list[tuple[object, str]]:
    """Grades and types by their codes, with "" for a nonconformity of which nobody knows the grade."""
    graded = (Severity.MAJOR, Severity.MINOR)
    others = (Severity.OFI, Severity.OBSERVATION, Severity.STRENGTH)
    return [
        *((one.value, full_word(one, own)) for one in graded),
        ("", _(_NOT_GRADED)),
        *((one.value, full_word(one, own)) for one in others),
    ]
