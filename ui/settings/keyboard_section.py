"""The keys of every command, and how to change them."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QKeySequenceEdit, QWidget

from ui.command_texts import command_text
from ui.page import Context
from ui.settings.section import Section
from ui.shortcuts import key_caps, scope
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import form_row
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_OF_TEXT_FIELDS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
_PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyboardSection(Section):
    """Choose a command, press the keys it shall have."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard"), context, parent)
        columns = [
            Column("command", _("Command"), 4, sortable=False),
            Column("scope", _("Where"), 2, kind="muted", sortable=False),
            Column("keys", _("Keys"), 2, sortable=False),
        ]
        self.table = LazyTable(columns, self._cells, lines=1)
        self.table.setAccessibleName(_("Commands and their keys"))
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self._keys_row = form_row(_("New keys for the chosen command"), self.keys)
        self.set_button = button(_("Use these keys"))
        self.none_button = button(_("Use no keys"))
        self.usual_button = button(_("Use the usual keys"))
        self._lay_out()
        self.table.row_selected.connect(self._on_selected)
        self.set_button.clicked.connect(self._change)
        self.none_button.clicked.connect(self._remove)
        self.usual_button.clicked.connect(self._reset)

    def _lay_out(self) -> None:
        px = current_look().px
        self.table.setMinimumHeight(px(280))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._keys_row)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for widget in (self.set_button, self.none_button, self.usual_button):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def load(self) -> None:
        self.table.set_ids(list(self.context.shortcuts.command_ids()))
        if not self.table.current_id():
            self.table.select(self.context.shortcuts.command_ids()[0])

    def _cells(self, ids: list[str]) -> list[RowCells]:
        return [RowCells(command_id, self._row(command_id)) for command_id in ids]

    def _row(self, command_id: str) -> dict[str, Cell]:
        shortcuts = self.context.shortcuts
        caps = "  ".join(key_caps(keys) for keys in shortcuts.sequences(command_id))
        changed = shortcuts.is_changed(command_id)
        return {
            "command": Cell(command_text(command_id)),
            "scope": Cell(_scope_text(scope(command_id))),
            "keys": Cell(caps or _("none"), bold=changed),
        }

    def _on_selected(self, _command_id: str) -> None:
        self.keys.clear()
        self._keys_row.set_remark("")

    def _change(self) -> None:
        keys, command_id = self.keys.keySequence().toString(_PORTABLE), self.table.current_id()
        objection = self._objection(keys, command_id)
        self._keys_row.set_remark(objection)
        if not objection:
            self.context.shortcuts.change(command_id, keys)
            self._show_changed(command_id)

    def _objection(self, keys: str, command_id: str) -> str:
        if not keys:
            return _("Press the keys in the field first.")
        if any(QKeySequence(keys) in QKeySequence.keyBindings(standard) for standard in _OF_TEXT_FIELDS):
            return _("Text fields need these keys.")
        if not _leaves_typing_alone(keys):
            return _("These keys type text. Add Ctrl or Alt.")
        other = self.context.shortcuts.taken_by(keys, command_id)
        if other is not None:
            return _("“{command}” has these keys. Change that one first.").format(command=command_text(other))
        return ""

    def _remove(self) -> None:
        self.context.shortcuts.change(self.table.current_id(), "")
        self._show_changed(self.table.current_id())

    def _reset(self) -> None:
        self.context.shortcuts.reset(self.table.current_id())
        self._show_changed(self.table.current_id())

    def _show_changed(self, command_id: str) -> None:
        self.keys.clear()
        self._keys_row.set_remark("")
        self.table.refresh_ids({command_id})


def _leaves_typing_alone(keys: str) -> bool:
    modified = any(keys.startswith(modifier) for modifier in ("Ctrl+", "Alt+", "Meta+"))
    function_key = keys.rpartition("+")[2].startswith("F") and keys.rpartition("+")[2][1:].isdigit()
    return modified or function_key


def _scope_text(name: str) -> str:
    texts = {
        "window": _("everywhere"),
        "session": _("sessions"),
        "audits": _("audits"),
        "plan": _("plan"),
        "evidence": _("evidence"),
        "marking": _("redacting and marking up"),
        "findings": _("findings"),
    }
    return texts.get(name, name)
