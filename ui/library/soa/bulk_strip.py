"""The same said of every control that the filter leaves: one field and its value, one step to undo."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.library.soa.fields import OPERATED_BY_NAMES, REASON_NAMES, SOA_FIELD_NAMES, STATUS_NAMES, SoaField
from ui.library.soa.escape_strip import EscapeStrip
from ui.library.soa.line_form import APPLIES, APPLIES_TEXTS
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import label_strong
from ui.words import _, ngettext

_FIELDS = (
    SoaField.OWNER,
    SoaField.REASONS,
    SoaField.STATUS,
    SoaField.OPERATED_BY,
    SoaField.APPLICABLE,
    SoaField.JUSTIFICATION,
)
_TEXTS = (SoaField.OWNER, SoaField.JUSTIFICATION)
_CHOICES: Mapping[SoaField, Sequence[tuple[object, str]]] = {
    SoaField.REASONS: tuple(REASON_NAMES.items()),
    SoaField.STATUS: tuple(STATUS_NAMES.items()),
    SoaField.OPERATED_BY: tuple(OPERATED_BY_NAMES.items()),
    SoaField.APPLICABLE: tuple(APPLIES_TEXTS.items()),
}


class BulkStrip(EscapeStrip):
    """`said(values)` carries fields of a line by name, as `edit_lines` takes them."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.field = choice_field([(one, _(SOA_FIELD_NAMES[one])) for one in _FIELDS])
        self.text = line_field()
        self.choice = choice_field([])
        self._values = QStackedWidget()
        self.apply_button = primary_button("")
        self.cancel_button = button(_("Cancel"))
        self._build()
        self.field.value_chosen.connect(self._show_field)
        self.apply_button.clicked.connect(self._say)
        self.text.returnPressed.connect(self._say)
        self.cancel_button.clicked.connect(self.escaped)
        self.hide()

    def _build(self) -> None:
        self.field.setAccessibleName(_("Field"))
        for value in (self.text, self.choice):
            value.setAccessibleName(_("Value"))
            self._values.addWidget(value)
        self._values.setFixedHeight(self.choice.sizeHint().height())
        for widget in (label_strong(_("Say of all")), self.field):
            self.body.addWidget(widget)
        self.body.addWidget(self._values, 1)
        self.body.addWidget(self.apply_button)
        self.body.addWidget(self.cancel_button)
        self.field.set_value(_FIELDS[0])

    def begin(self) -> None:
        """Ask for the field and its value."""
        self.show()
        self._show_field()
        self.field.setFocus()

    def count(self, controls: Sequence[str]) -> None:
        """Of how many controls it will be said."""
        text = ngettext("Say it of {n} control", "Say it of {n} controls", len(controls))
        self.apply_button.set_label(text)
        self.apply_button.setEnabled(bool(controls))

    def _show_field(self) -> None:
        field = self.field.value()
        assert isinstance(field, SoaField)
        self.text.clear()
        self._values.setCurrentWidget(self.text if field in _TEXTS else self.choice)
        offered = [(value, _(text)) for value, text in _CHOICES.get(field, ())]
        self.choice.set_choices(offered)
        if offered:
            self.choice.set_value(offered[0][0])

    def _say(self) -> None:
        field = self.field.value()
        assert isinstance(field, SoaField)
        value = self.text.text().strip() if field in _TEXTS else self.choice.value()
        if field is SoaField.APPLICABLE:
            self.said.emit(APPLIES[str(value)])
        elif field is SoaField.REASONS:
            self.said.emit({"reasons": (value,)})
        else:
            self.said.emit({field.value: value})
