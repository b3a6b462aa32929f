"""Fields of one row that save themselves: texts while they are typed, choices and dates at once."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.errors import UserError
from ui.evidence.moment_field import MomentField
from ui.widgets.autosave import AutoSave
from ui.widgets.date_field import DateField
from ui.widgets.form import CheckField, ChoiceField

Write = Callable[[str, object], None]


class Fields(QObject):
    """`write(name, value)` writes one field and raises `UserError` when it cannot.

    `failed(error)` tells of that; a text then stays in its field, other values go back.
    """

    failed = Signal(object)

    def __init__(self, write: Write, parent: QObject) -> None:
        super().__init__(parent)
        self._write = write
        self._texts: dict[str, AutoSave] = {}
        self._lines: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._others: dict[str, ChoiceField | DateField | MomentField | CheckField] = {}
        self._savers: list[_Saver] = []
        self._values: dict[str, Any] = {}

    def add_text(self, name: str, field: QLineEdit | QPlainTextEdit) -> None:
        saving = AutoSave(field, self._saver(name).write)
        saving.failed.connect(self.failed)
        self._texts[name] = saving
        self._lines[name] = field

    def add_choice(self, name: str, field: ChoiceField | DateField | MomentField) -> None:
        field.value_chosen.connect(self._saver(name).save)
        self._others[name] = field

    def add_check(self, name: str, field: CheckField) -> None:
        field.clicked.connect(self._saver(name).save)
        self._others[name] = field

    def _saver(self, name: str) -> "_Saver":
        saver = _Saver(self, name)
        self._savers.append(saver)
        return saver

    def show(self, values: Mapping[str, Any]) -> None:
        """Fill the fields; what is being typed at the moment stays. Flush before showing another row."""
        self._values = dict(values)
        for name, saving in self._texts.items():
            saving.set_text(values[name])
        for name in self._others:
            self._show_other(name)

    def set_read_only(self, read_only: bool, but: Collection[str] = ()) -> None:
        """Whether the fields are only read, all `but` these."""
        for name, line in self._lines.items():
            line.setReadOnly(read_only and name not in but)
        for name, field in self._others.items():
            field.setEnabled(not read_only or name in but)

    def _show_other(self, name: str) -> None:
        field, value = self._others[name], self._values.get(name)
        if isinstance(field, CheckField):
            field.setChecked(bool(value))
        else:
            field.set_value(value)

    def write(self, name: str, value: object) -> None:
        self._write(name, value)
        self._values[name] = value

    def save(self, name: str, value: object) -> None:
        try:
            self.write(name, value)
        except UserError as error:
            self._show_other(name)
            self.failed.emit(error)

    def flush(self) -> bool:
        """Write unsaved text; False when some could not be written."""
        written = [saving.flush() for saving in self._texts.values()]
        return all(written)


class _Saver(QObject):
    """Writes one field."""

    def __init__(self, fields: Fields, name: str) -> None:
        super().__init__(fields)
        self._fields = fields
        self._name = name

    def write(self, text: str) -> None:
        self._fields.write(self._name, text)

    def save(self, value: object) -> None:
        self._fields.save(self._name, value)
