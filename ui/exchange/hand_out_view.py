"""Chooses whose findings go into a workbook for responses, and saves it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.exchange.handing_out import OwnerChoice
from app.numbers import order_key
from ui.exchange.words import owner_text
from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import choice_field, form_row
from ui.widgets.labels import body, muted
from ui.words import _, ngettext

_EVERYBODY = ""
_WIDTH = 620


class HandOutView(QWidget):
    """`save_requested(owner id)`, "" for all owners."""

    save_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._choices: dict[str, OwnerChoice] = {}
        self._numbers: tuple[str, ...] = ()
        self.owner = choice_field([])
        self.about = muted("", 3)
        self.unowned = muted("", 3)
        self.save_button = primary_button(_("Save the workbook…"))
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            _("No finding waits for a response"),
            _(
                "A nonconformity waits from its confirmation until its response is submitted. Then a "
                "workbook for its owner can be made here."
            ),
        )
        self._build()
        self.owner.value_chosen.connect(self._show_about)
        self.save_button.clicked.connect(self._save)

    def _build(self) -> None:
        px = current_look().px
        card = Card()
        card.setMaximumWidth(px(_WIDTH))
        card.body.addWidget(
            body(
                _(
                    "The owners fill in correction, extent, cause, actions and a comment, in Excel or "
                    "LibreOffice; everything else is locked. What comes back is compared cell by cell, and "
                    "nothing is written before you accept it."
                )
            )
        )
        card.body.addWidget(form_row(_("For whom"), self.owner))
        card.body.addWidget(self.about)
        card.body.addWidget(self.unowned)
        card.body.addWidget(
            muted(_("The file is not encrypted: hand it over in the way in which you hand over the report."))
        )
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addStretch(1)
        card.body.addLayout(row)
        top = QWidget()
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self._stack.addWidget(top)
        self._stack.addWidget(self._empty)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack, 1, Qt.AlignmentFlag.AlignLeft)

    def show_owners(self, choices: Sequence[OwnerChoice]) -> None:
        """Whose findings wait; the chosen one stays chosen where it still waits."""
        self._choices = {choice.id: choice for choice in choices if choice.id}
        numbers = (number for choice in choices for number in choice.numbers)
        self._numbers = tuple(sorted(numbers, key=order_key))
        unowned = [number for choice in choices if not choice.id for number in choice.numbers]
        everybody = _("All owners ({n})").format(n=len(self._numbers))
        named = [(one.id, owner_text(one)) for one in self._choices.values()]
        chosen = self.owner.value()
        self.owner.set_choices([(_EVERYBODY, everybody), *named])
        self.owner.set_value(chosen if chosen in self._choices else _EVERYBODY)
        self.unowned.setText(_unowned_text(unowned))
        self.unowned.setVisible(bool(unowned))
        self._stack.setCurrentIndex(0 if choices else 1)
        self._show_about()

    def owner_name(self, owner_id: str) -> str:
        """The name behind a choice, "" for all owners."""
        return self._choices[owner_id].name if owner_id in self._choices else ""

    def has_owners(self) -> bool:
        """Whether any finding waits."""
        return bool(self._numbers)

    def first_focus(self) -> QWidget:
        return self.owner

    def _show_about(self, _value: object = None) -> None:
        choice = self._choices.get(str(self.owner.value()))
        numbers = choice.numbers if choice else self._numbers
        text = ngettext(
            "{n} finding: {numbers}", "{n} findings: {numbers}", len(numbers), numbers=", ".join(numbers)
        )
        self.about.setText(text)

    def _save(self) -> None:
        self.save_requested.emit(str(self.owner.value() or _EVERYBODY))


def _unowned_text(numbers: Sequence[str]) -> str:
    return ngettext(
        "{numbers} has no owner: it is only in the workbook for all.",
        "{numbers} have no owner: they are only in the workbook for all.",
        len(numbers),
        numbers=", ".join(numbers),
    )
