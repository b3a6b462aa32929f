"""What stands instead of the findings for a while, with the way back to them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.commands import Command
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.labels import title
from ui.widgets.layout import ScrollPage
from ui.words import _


class InsteadPanel(QWidget):
    """`shown(itself)` asks for it to be seen, `closed()` for the findings again."""

    shown = Signal(QWidget)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._title = title("")
        self.back_button = button(_("Back to the findings"))
        self.back_button.clicked.connect(self.close_panel)

    def _lay_out(self, *parts: QWidget, action: QWidget | None = None) -> None:
        """The way back, the title and `action` in a row, `parts` below: the last one takes the room."""
        px = current_look().px
        # What scrolls keeps the room of its bar itself.
        edge, foot = (6, 8) if isinstance(parts[-1], ScrollPage) else (18, 14)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.setContentsMargins(0, 0, px(18 - edge), 0)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1, Qt.AlignmentFlag.AlignVCenter)
        if action is not None:
            head.addWidget(action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(edge), px(foot))
        layout.setSpacing(px(8))
        layout.addLayout(head)
        for part in parts[:-1]:
            layout.addWidget(part)
        layout.addWidget(parts[-1], 1)

    def first_focus(self) -> QWidget:
        """What has the keys when it is shown."""
        return self.back_button

    def _come_to_the_front(self) -> None:
        self.shown.emit(self)
        self.first_focus().setFocus()

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return ()

    def _back_command(self, name: str, group: str) -> Command:
        return Command(name, _("Back to the findings"), self.close_panel, "Esc", group)

    def close_panel(self) -> None:
        self.closed.emit()
