"""What every import shows before it happens: its name, what comes in, the way on and the way back."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.labels import muted, title
from ui.widgets.layout import ScrollPage, in_a_row
from ui.words import _


class ImportFrame(QWidget):
    """`imported(id)` follows an import, `closed` asks to go back. What is in `page` is the import's own."""

    imported = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = title("", 1)
        self._counts = muted("", 2)
        self.page = ScrollPage(self)
        self.import_button = primary_button("")
        self.close_button = button(_("Cancel"))
        self.close_button.clicked.connect(self.closed)

    def lay_out(self) -> None:
        """To be called when `page` is filled: Tab goes through it before it comes to the buttons."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self._heading)
        layout.addWidget(self._counts)
        layout.addWidget(self.page, 1)
        layout.addWidget(in_a_row((self.import_button, 0), (self.close_button, 0), (QWidget(), 1)))

    def show_name(self, path: Path) -> None:
        self._heading.setText(_("Import {name}").format(name=path.name))

    def show_what_comes_in(self, counts: str, button_text: str, *, is_anything: bool) -> None:
        """Say what the import would bring; with nothing to bring it cannot be begun."""
        self._counts.setText(counts)
        self.import_button.set_label(button_text)
        self.import_button.setEnabled(is_anything)
