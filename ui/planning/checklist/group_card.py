"""Items that one person or process is asked together, and a session planned for them at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.grouping import Group
from ui.planning.checklist.item_table import group_text
from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.labels import body, muted
from ui.widgets.layout import card
from ui.words import _, message, ngettext


class GroupCard(QWidget):
    """`session_requested` asks to plan a session with what no agenda holds yet."""

    session_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = body("")
        self._about = muted("", 3)
        self.plan_button = primary_button("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, current_look().px(12), 0)
        line = QHBoxLayout()
        line.addWidget(self.plan_button)
        line.addStretch(1)
        made = card(_("Group"), self._name, self._about)
        made.body.addLayout(line)
        layout.addWidget(made)
        layout.addStretch(1)
        self.plan_button.clicked.connect(self.session_requested)

    def show_group(self, group: Group, unplanned: int) -> None:
        self._name.setText(message(group.name))
        open_ones = ngettext("{n} is in no session yet", "{n} are in no session yet", unplanned)
        self._about.setText(f"{group_text(group)} · {open_ones}")
        text = ngettext("Plan a session with {n} item", "Plan a session with {n} items", unplanned)
        self.plan_button.set_label(text)
        self.plan_button.setVisible(bool(unplanned))
