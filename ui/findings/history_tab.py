"""Who changed what on the finding, and when; and how it stood on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.reads import evidence_rows
from app.evidence.sample_reads import samples_of_audit
from app.findings.as_of import finding_as_of
from app.findings.history import HistoryEntry, history
from app.findings.reads import finding_rows
from app.programme import people
from app.reporting import formats
from app.unit_of_work import ReadUnit
from app.words import Words
from ui.findings.as_of_view import AsOfView
from ui.findings.editor import Editor
from ui.findings.history_words import change_text, ids_in
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.card import rule
from ui.widgets.form import date_field
from ui.widgets.labels import body, label, label_strong, muted
from ui.words import _, message

_AT_ONCE = 40


class HistoryTab(QWidget):
    """The latest steps first, or the finding as of a day; read when the part is looked at."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._entries: tuple[HistoryEntry, ...] = ()
        self._known: tuple[object, ...] = ()
        self._names: Mapping[str, str] = {}
        self._finding_id = ""
        self._shown = 0
        self.day = date_field()
        self.to_steps = link_button(_("Show the steps"))
        self.as_of = AsOfView()
        self._steps = QWidget()
        self._list = QVBoxLayout()
        self._more = link_button(_("Earlier steps"))
        self._build()
        self._more.clicked.connect(self._show_more)
        self.day.value_chosen.connect(self._choose_day)
        self.to_steps.clicked.connect(self._show_steps)

    def _build(self) -> None:
        px = current_look().px
        self._list.setSpacing(px(6))
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(px(8))
        steps.addLayout(self._list)
        steps.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(6), 0, px(4), px(8))
        layout.setSpacing(px(8))
        layout.addLayout(self._day_row())
        layout.addWidget(self.as_of)
        layout.addWidget(self._steps)
        layout.addStretch(1)
        self.as_of.hide()
        self.to_steps.hide()

    def _day_row(self) -> QHBoxLayout:
        name = label_strong(_("As it stood on"))
        name.setBuddy(self.day)
        self.day.setAccessibleName(_("Show the finding as it stood on"))
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        for part in (name, self.day, self.to_steps):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def read(self) -> None:
        """Read the history of the finding that is shown."""
        finding_id = self._editor.finding_id
        if not finding_id:
            return
        with self._editor.context.workspace.read() as unit:
            entries = history(unit, finding_id)
            known = (finding_id, entries, self._words().own)
            if known == self._known:
                return
            self._names = self._names_in(unit, entries)
        self._known, self._entries, self._finding_id, self._shown = known, entries, finding_id, 0
        self._clear()
        self._show_more()
        self._choose_day(self.day.value())

    def _names_in(self, unit: ReadUnit, entries: Sequence[HistoryEntry]) -> dict[str, str]:
        changes = [change for entry in entries for change in entry.changes]
        values = [(one.field, value) for one in changes for value in (one.was, one.became)]
        return _names(unit, self._editor.context.audit_id or "", ids_in(values))

    def _words(self) -> Words:
        """The window's words, with what the programme of the finding calls grades and types."""
        shown, words = self._editor.shown, self._editor.context.words
        return words.calling(shown.detail.row.own.by_code()) if shown else words

    def _choose_day(self, day: object) -> None:
        if isinstance(day, date):
            self._show_day(day)
        else:
            self._show_steps()

    def _show_day(self, day: date) -> None:
        """The finding at the end of a day; the names are those that the steps name."""
        words = self._words()
        with self._editor.context.workspace.read() as unit:
            rows = finding_as_of(unit, self._finding_id, day)
        self.as_of.show_rows(rows, formats.day(day, words), self._names, words)
        self._turn(to_day=True)

    def _show_steps(self) -> None:
        if self.day.value() is not None:
            self.day.set_value(None)
        self._turn(to_day=False)

    def _turn(self, *, to_day: bool) -> None:
        if not to_day and self.to_steps.hasFocus():
            self.day.setFocus()
        self.as_of.setVisible(to_day)
        self.to_steps.setVisible(to_day)
        self._steps.setVisible(not to_day)

    def _clear(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _show_more(self) -> None:
        following = self._entries[self._shown : self._shown + _AT_ONCE]
        for entry in following:
            for part in self._entry(entry):
                self._list.addWidget(part)
        self._shown += len(following)
        self._more.setVisible(self._shown < len(self._entries))

    def _entry(self, entry: HistoryEntry) -> Sequence[QWidget]:
        words = self._words()
        when = f"{formats.day(entry.at.date(), words)}, {formats.clock(entry.at)}"
        who = entry.who or _("nobody named")
        changes = [change_text(one, self._names, words) for one in entry.changes]
        told = "\n".join(text for text in changes if text)
        parts: list[QWidget] = [label(f"{when} · {who}"), body(message(entry.label))]
        if told:
            parts.append(muted(told))
        return [*parts, rule()]

    def texts(self) -> list[str]:
        """Every step that is shown, as it reads."""
        return [
            f"{message(entry.label)}: "
            + "; ".join(change_text(one, self._names, self._words()) for one in entry.changes)
            for entry in self._entries[: self._shown]
        ]


def _names(unit: ReadUnit, audit_id: str, found: set[str]) -> dict[str, str]:
    """What people call the rows whose ids stand in the history."""
    ids = sorted(found)
    names = dict(people.names(unit))
    names.update({row.id: row.number for row in evidence_rows(unit, ids)})
    names.update({row.id: f"{row.number} {row.title}".strip() for row in finding_rows(unit, ids)})
    names.update({row.id: row.number for row in samples_of_audit(unit, audit_id)})
    return names
