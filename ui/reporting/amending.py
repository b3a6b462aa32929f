"""After issue: the way to the next revision; while one is under way what it changes, and whom it concerns."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.follow_up.extensions import DateOf
from app.reporting import formats
from app.reporting.amendments import Amendment, DueDate
from app.reporting.grade_labels import GradeLabels
from app.reporting.telling import Difference
from app.words import N_, Words
from ui.finding_words import grade_within
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.buttons import Button, button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.form import form_row, text_field
from ui.widgets.labels import PlainLabel, body, label_strong, muted
from ui.words import _, ngettext

_MOST_SHOWN = 40
_DATES: Mapping[DateOf, tuple[str, str]] = MappingProxyType(
    {
        DateOf.CORRECTION: (
            N_("{number} is {grade} now. Its correction stays due on {day} unless you move it."),
            N_("{number}: move correction to {day}"),
        ),
        DateOf.RESPONSE: (
            N_("{number} is {grade} now. Its response stays due on {day} unless you move it."),
            N_("{number}: move response to {day}"),
        ),
    }
)


class BeginForm(QWidget):
    """Asks why the report is amended. `begin_requested(reason)`; Escape leaves the report as it is."""

    begin_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.ask_button = button(_("Amend the report…"))
        self._form = QWidget()
        self.reason = text_field(2, 8)
        self._row = form_row(
            _("What is wrong with the issued revision"), self.reason, _("The next revision prints it.")
        )
        self.begin_button = primary_button("")
        self._leave = link_button(_("Leave as it is"))
        self._build()
        self.ask_button.clicked.connect(self.begin)
        self.begin_button.clicked.connect(self._ask)
        self._leave.clicked.connect(self.close_form)

    def _build(self) -> None:
        px = current_look().px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.begin_button)
        row.addWidget(self._leave)
        row.addStretch(1)
        inside = QVBoxLayout(self._form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._row)
        inside.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.ask_button)
        layout.addWidget(self._form)
        self._form.hide()

    def show_next(self, revision: int) -> None:
        self.begin_button.set_label(_("Begin revision {n}").format(n=revision))

    def begin(self) -> None:
        """Open the form."""
        self._row.set_remark("")
        self.ask_button.hide()
        self._form.show()
        self.reason.setFocus()

    def close_form(self) -> None:
        self._form.hide()
        self.ask_button.show()
        self.ask_button.setFocus()

    def reset(self) -> None:
        """Forget what was entered: the revision is under way."""
        self.reason.clear()
        self._form.hide()
        self.ask_button.show()

    def refuse(self, text: str) -> None:
        """Say why the revision was not begun."""
        self._row.set_remark(text)
        self.reason.setFocus()

    def _ask(self) -> None:
        self.begin_requested.emit(self.reason.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.isVisible():
            self.close_form()
            return
        super().keyPressEvent(event)


class AmendingCard(Card):
    """Hidden before the first issue.

    `date_requested(due_date)` confirms the date of a correction or response by a new grade,
    `give_up_requested` leaves the issued revision as the last one. `save_reason` raises UserError when it
    cannot.
    """

    date_requested = Signal(object)
    give_up_requested = Signal()

    def __init__(self, words: Words, save_reason: Callable[[str], None]) -> None:
        super().__init__(" ")
        self._words = words
        self._said = muted("")
        self.begin_form = BeginForm()
        self._under_way = QWidget()
        self.reason = text_field(1, 6)
        self.saver = AutoSave(self.reason, save_reason)
        self._changes_name = label_strong("")
        self._changes = QVBoxLayout()
        self._recipients = muted("")
        self._dates = QVBoxLayout()
        self._buttons: dict[Button, DueDate] = {}
        self.give_up_button = link_button(_("Give up this revision"))
        self._build()
        self.give_up_button.clicked.connect(self.give_up_requested)

    def _build(self) -> None:
        px = current_look().px
        inside = QVBoxLayout(self._under_way)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        inside.addWidget(form_row(_("Why this revision"), self.reason, _("Printed in it.")))
        inside.addWidget(self._changes_name)
        self._changes.setSpacing(px(4))
        self._dates.setSpacing(px(8))
        inside.addLayout(self._changes)
        inside.addLayout(self._dates)
        inside.addWidget(self._recipients)
        inside.addWidget(self.give_up_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._said, self.begin_form, self._under_way):
            self.body.addWidget(part)
        self.hide()

    def show_standing(self, issued: int, found: Amendment | None) -> None:
        """Show that revision `issued` stands (0 for none), or the one under way that replaces it."""
        self.setVisible(bool(issued))
        self.begin_form.setVisible(found is None)
        self._under_way.setVisible(found is not None)
        if found is None:
            self.set_title(_("Revision {n} is issued").format(n=issued))
            self._said.setText(_("It is frozen. The findings are followed up without another revision."))
            self.begin_form.show_next(issued + 1)
            return
        self.set_title(_("Revision {n} is under way").format(n=found.revision))
        self._said.setText(
            _("Revision {n} stays as it was issued; this one replaces it.").format(n=found.replaces)
        )
        self.saver.set_text(found.reason)
        self._recipients.setText(_tell(found))

    def show_changes(self, found: Sequence[Difference] | None, replaces: int) -> None:
        """What the revision says otherwise; None while that is being found out."""
        self._changes_name.setText(_("Changed since revision {n}").format(n=replaces))
        lines = [_("Comparing…")] if found is None else _lines(found)
        _fill(self._changes, [muted(line) for line in lines])

    def show_dates(self, found: Sequence[DueDate], own: GradeLabels) -> None:
        """What is still due by the grade before; each date moves when its button is pressed."""
        rows: list[QWidget] = []
        self._buttons = {}
        for one in found:
            stays, move_to = _DATES[one.date_of]
            grade, day = grade_within(one.grade, own), formats.day(one.due_on, self._words)
            by_grade = formats.day(one.by_grade, self._words)
            move = button(_(move_to).format(number=one.number, day=by_grade))
            move.clicked.connect(self._ask_for_date)
            self._buttons[move] = one
            rows += [body(_(stays).format(number=one.number, grade=grade, day=day)), move]
        _fill(self._dates, rows)

    def focus_dates(self) -> None:
        """To the next date that can be moved, or on to why the report is amended."""
        next(iter(self._buttons), self.reason).setFocus()

    def changes(self) -> list[str]:
        """The changes as they are shown."""
        items = [self._changes.itemAt(place) for place in range(self._changes.count())]
        parts = [item.widget() for item in items if item is not None]
        return [part.text() for part in parts if isinstance(part, PlainLabel)]

    def _ask_for_date(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.date_requested.emit(self._buttons[sender])


def _tell(found: Amendment) -> str:
    if not found.recipients:
        return ""
    text = _("Tell those who have revision {n}: {recipients}")
    return text.format(n=found.replaces, recipients="; ".join(found.recipients))


def _lines(found: Sequence[Difference]) -> list[str]:
    """What is amended first, then what follow-up brought; a long list is cut, the report prints all."""
    told = [one.text for one in found if not one.is_follow_up] or [
        _("Nothing that was reported is changed yet.")
    ]
    followed = [one.text for one in found if one.is_follow_up]
    lines = [*told, *([_("Follow-up:"), *followed] if followed else [])]
    left = len(lines) - _MOST_SHOWN
    if left <= 0:
        return lines
    more = ngettext("{n} more in the report", "{n} more in the report", left)
    return [*lines[:_MOST_SHOWN], more]


def _fill(layout: QVBoxLayout, parts: Sequence[QWidget]) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for part in parts:
        layout.addWidget(part)
        part.show()
