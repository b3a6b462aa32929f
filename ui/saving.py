"""Writing from a page of fields: one service call a step, and fields that save themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from ui.page import Context
from ui.widgets.autosave import AutoSave
from ui.widgets.date_field import DateField
from ui.widgets.form import CheckField, ChoiceField

_Answer = TypeVar("_Answer")


class Writer:
    """Runs services in steps of their own, in the name of a page; `written()` follows each.

    `is_settled` says that what the page shows is only read: an issued report rests on it.
    """

    def __init__(self, context: Context, origin: str, written: Callable[[], None]) -> None:
        self.context = context
        self.is_settled = False
        self._origin = origin
        self._written = written

    def allow(self, *parts: QWidget) -> None:
        """Switch parts that would change something off while what the page shows is only read."""
        for part in parts:
            part.setEnabled(not self.is_settled)

    def today(self) -> date:
        """The day by the clock of the workspace."""
        return self.context.workspace.seat.clock.now().date()

    def run(self, label: str, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer | None:
        """Do it, or show why it cannot be done; its answer, None where it failed."""
        try:
            return self.attempt(label, "", act, *args, **named)
        except UserError as error:
            self.context.report_error(error)
            self._written()
            return None

    def attempt(
        self, label: str, merge_key: str, act: Callable[..., _Answer], *args: object, **named: object
    ) -> _Answer:
        """Do it; raises UserError when it cannot be done. Steps with one `merge_key` are undone as one."""
        workspace = self.context.workspace
        with workspace.write(label, origin=self._origin, merge_key=merge_key) as uow:
            answer = act(uow, *args, **named)
        self._written()
        return answer


class SavedFields(QObject):
    """Fields by name that hand what is entered to `save(name, value)`.

    Texts wait for a pause in typing, everything else is saved at once. `save` raises UserError when it
    cannot: a text stays in its field, another value goes back to what was there.
    """

    def __init__(self, save: Callable[[str, Any], None], writer: Writer, parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._writer = writer
        self._report = writer.context.report_error
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._texts: dict[str, AutoSave] = {}
        self._lines: set[str] = set()
        self._others: dict[str, ChoiceField | DateField | CheckField] = {}
        self._shown: Mapping[str, Any] = {}

    def add_text(self, name: str, field: QLineEdit | QPlainTextEdit) -> None:
        autosave = AutoSave(field, _TextSaver(name, self._save))
        autosave.failed.connect(self._report)
        self._texts[name] = autosave
        self._fields[name] = field

    def add_lines(self, name: str, field: QPlainTextEdit) -> None:
        """A text of which each line is an entry: a tuple of texts."""
        autosave = AutoSave(field, _LinesSaver(name, self._save))
        autosave.failed.connect(self._report)
        self._texts[name] = autosave
        self._fields[name] = field
        self._lines.add(name)

    def add(self, name: str, field: ChoiceField | DateField | CheckField) -> None:
        self._others[name] = field
        if isinstance(field, DateField):
            field.set_year(self._writer.today().year)
        if isinstance(field, CheckField):
            field.clicked.connect(self._take)
        else:
            field.value_chosen.connect(self._take)

    def _take(self) -> None:
        field = self.sender()
        name = next(name for name, other in self._others.items() if other is field)
        try:
            self._save(name, _value(self._others[name]))
        except UserError as error:
            self._report(error)
            _show(self._others[name], self._shown.get(name))

    def show(self, values: Mapping[str, Any]) -> None:
        """Fill the fields; what is being typed is left alone."""
        self._shown = values
        self.set_read_only(self._writer.is_settled)
        for name, autosave in self._texts.items():
            self._show_text(name, autosave, values[name])
        for name, field in self._others.items():
            _show(field, values[name])

    def set_read_only(self, read_only: bool) -> None:
        """Whether the fields are only read."""
        for text in self._fields.values():
            text.setReadOnly(read_only)
        for field in self._others.values():
            field.setEnabled(not read_only)

    def _show_text(self, name: str, autosave: AutoSave, value: Any) -> None:
        if name not in self._lines:
            autosave.set_text(value)
        elif entries(autosave.text()) != tuple(value):
            autosave.set_text("\n".join(value))

    def flush(self) -> bool:
        """Write what was typed last; False when some could not be written."""
        written = [autosave.flush() for autosave in self._texts.values()]
        return all(written)


class _TextSaver:
    """Saves the text of one field."""

    def __init__(self, name: str, save: Callable[[str, Any], None]) -> None:
        self._name = name
        self._save = save

    def __call__(self, text: str) -> None:
        self._save(self._name, text)


class _LinesSaver(_TextSaver):
    """Saves the lines of one field."""

    def __call__(self, text: str) -> None:
        self._save(self._name, entries(text))


def entries(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _value(field: ChoiceField | DateField | CheckField) -> object:
    return field.isChecked() if isinstance(field, CheckField) else field.value()


def _show(field: ChoiceField | DateField | CheckField, value: Any) -> None:
    if isinstance(field, CheckField):
        field.setChecked(bool(value))
    else:
        field.set_value(value)


def choices(values: Sequence[Any], words: Callable[[Any], str]) -> list[tuple[object, str]]:
    """Values with their words, as a ChoiceField offers them."""
    return [(value, words(value)) for value in values]
