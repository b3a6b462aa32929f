"""The item on the table: what is asked, what to look for, what the last audit found, and the result."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.sessions.item_reads import ItemView
from app.sessions.results import Result
from app.words import N_
from ui.commands import Commands
from ui.sessions.aspects import AspectBar
from ui.sessions.item_words import extra_texts, last_audit_text, sentence, soa_text
from ui.terms import RESULT_SIGNS
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button, key_button, leave_the_caret, link_button
from ui.widgets.card import Strip
from ui.widgets.form import line_field
from ui.widgets.labels import label, label_strong, muted, question, title
from ui.widgets.lead_label import LeadLabel
from ui.words import _

_KEYS = {
    Result.CONFORMING: "session.conforms",
    Result.NONCONFORMING: "session.nonconforms",
    Result.UNABLE_TO_VERIFY: "session.unable_to_verify",
    Result.NOT_EXAMINED: "session.not_examined",
}
_SHORT = {
    Result.CONFORMING: N_("Conforms"),
    Result.NONCONFORMING: N_("Nonconforms"),
    Result.UNABLE_TO_VERIFY: N_("Unable to verify"),
    Result.NOT_EXAMINED: N_("Not examined"),
}


class ItemHead(QWidget):
    """Reference, question and hints; more of them on request. `more_asked` wants further questions."""

    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = title("")
        self._soa = Badge("", "neutral")
        self._place = label("")
        self._question = question("")
        self._look_for = muted("", 3)
        self._evidence = muted("", 3)
        self._more = link_button(_("More"))
        self._ask_more = link_button(_("Ask more"))
        self._extra = QVBoxLayout()
        self._last = Strip()
        self._last_text = LeadLabel(lines=2, role="label", tone="text")
        self._item: ItemView | None = None
        self._is_short = False
        self._hint_box = QWidget()
        self._build()
        self._more.toggled.connect(self._show_extra)
        self._ask_more.clicked.connect(self.more_asked)

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(self._first_line())
        layout.addWidget(self._question)
        self._fill_hints()
        layout.addWidget(self._hint_box)
        self._extra.setSpacing(px(4))
        layout.addLayout(self._extra)
        self._last.body.addWidget(self._last_text, 1)
        layout.addWidget(self._last)

    def _first_line(self) -> QHBoxLayout:
        self._more.setCheckable(True)
        self._place.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        leave_the_caret(self._more, self._ask_more)
        self._ask_more.setAccessibleName(_("Ask more questions on this requirement"))
        self._more.setAccessibleName(_("More about this question"))
        line = QHBoxLayout()
        line.setSpacing(current_look().px(8))
        line.addWidget(self._title)
        line.addWidget(self._soa)
        line.addStretch(1)
        line.addWidget(self._ask_more)
        line.addWidget(self._more)
        line.addWidget(self._place)
        return line

    def _fill_hints(self) -> None:
        columns = QHBoxLayout(self._hint_box)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(current_look().px(16))
        for name, text in ((_("Look for"), self._look_for), (_("Evidence to see"), self._evidence)):
            column = QVBoxLayout()
            column.setSpacing(current_look().px(2))
            column.addWidget(label_strong(name))
            column.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
            columns.addLayout(column, 1)

    def set_short(self, is_short: bool) -> None:
        """On a short screen the hints are shown on request only."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._hint_box.setVisible(not is_short)
            self._show_extra(self._more.isChecked())

    def show_item(self, item: ItemView, place: str, *, hides_results: bool) -> None:
        """Show an item; what was opened with "More" stays open on the next one."""
        self._title.setText(f"{item.reference} {item.title}")
        self._place.setText(place)
        self._show_last_audit(item, hides_results)
        if item == self._item:
            return
        self._item = item
        self._soa.set_badge(soa_text(item), "neutral")
        self._soa.setVisible(bool(item.soa_number) and item.soa is not None)
        translated = item.verifies_exclusion
        self._question.setText(_(item.question) if translated else item.question)
        self._look_for.setText(sentence(item.look_for, translated))
        self._evidence.setText(sentence(item.expected_evidence, translated))
        self._show_extra(self._more.isChecked())

    def _show_last_audit(self, item: ItemView, hides_results: bool) -> None:
        lead, text = last_audit_text(item.last_audit, item.soa)
        self._last_text.set_words(lead, text)
        self._last.setVisible(bool(lead or text) and not hides_results)

    def _show_extra(self, wanted: bool) -> None:
        while (old := self._extra.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        texts = extra_texts(self._item, with_hints=self._is_short) if self._item is not None else []
        self._more.setVisible(bool(texts))
        for name, text in texts if wanted else ():
            self._extra.addWidget(LeadLabel(name, text, lines=4))


class ResultBar(QWidget):
    """The four results with their keys, and the reason where one is needed.

    `result_chosen(Result)`; `reason_ended` follows Enter in the reason.
    """

    result_chosen = Signal(object)
    reason_ended = Signal()

    def __init__(self, commands: Commands, save_reason: Callable[[str], None]) -> None:
        super().__init__()
        self._commands = commands
        self._buttons: dict[Result, Button] = {}
        self.aspects = AspectBar(commands)
        self._is_narrow = False
        self._reason = line_field(_("Reason, for the report; the keys of the result again lead here"))
        self.reason_save = AutoSave(self._reason, save_reason)
        self._build()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        how = _("· Alt + number, while typing too; {keys} hides it from the interviewee")
        how = how.format(keys=self._commands.keys("session.hide_results"))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(LeadLabel(_("Result"), how, role="label"), 1)
        head.addWidget(self.aspects)
        layout.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for result in _KEYS:
            keys = self._number(result)
            part = key_button(_(_SHORT[result]), keys, keys_first=True, checkable=True)
            part.clicked.connect(self._choose)
            leave_the_caret(part)
            self._buttons[result] = part
            row.addWidget(part)
        row.addStretch(1)
        layout.addLayout(row)
        self._reason.setAccessibleName(_("Reason"))
        self._reason.returnPressed.connect(self.reason_ended)
        layout.addWidget(self._reason)

    def _number(self, result: Result) -> str:
        return self._commands.keys(_KEYS[result]).rpartition(" ")[2]

    def _show_text(self, result: Result) -> None:
        """The word, with its sign when it is chosen, and with its number where the key has no room."""
        part = self._buttons[result]
        number = self._number(result) if self._is_narrow else ""
        sign = RESULT_SIGNS[result.value] if part.isChecked() else ""
        part.set_label(" ".join(word for word in (number, sign, _(_SHORT[result])) if word))
        part.set_keys("" if self._is_narrow else self._number(result))

    def set_narrow(self, is_narrow: bool) -> None:
        """Where there is little room the numbers stand in the words."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            for result in self._buttons:
                self._show_text(result)

    def go_to_reason(self) -> bool:
        """Put the caret into the reason; False where none is asked for."""
        if not self._reason.isVisible():
            return False
        self._reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def lacking_reason(self) -> QWidget | None:
        """The field of a reason that is needed and not given yet."""
        is_asked = not self._reason.isHidden() and not self.isHidden()
        return self._reason if is_asked and not self._reason.text().strip() else None

    def _choose(self) -> None:
        sender = self.sender()
        for result, part in self._buttons.items():
            if part is sender:
                self.result_chosen.emit(result)

    def show_item(self, item: ItemView) -> None:
        """Show what was found of an item, and why."""
        result, reason = item.result, item.result_reason
        self.aspects.show_item(item)
        for value, part in self._buttons.items():
            with QSignalBlocker(part):
                part.setChecked(value is result)
            self._show_text(value)
        self.reason_save.set_text(reason)
        self._reason.setVisible(result in (Result.UNABLE_TO_VERIFY, Result.NOT_EXAMINED))
