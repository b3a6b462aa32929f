"""A population out of a file: a column of a CSV file or an Excel sheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.names import display_name
from app.exchange.lists import ListFile, Sheet
from app.library.importing import read_list_file
from app.progress import Progress
from app.settings import last_folder
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.form import ChoiceField, check_field, form_row
from ui.words import _

_FOLDER = "attach.folder"
_MOST_LETTERS = 60


class FileColumn(QWidget):
    """`column_chosen(items, source)` follows the choice of a column: its cells, and where they stand."""

    column_chosen = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._name = ""
        self._sheets: tuple[Sheet, ...] = ()
        self.choose_button = button(_("From a CSV or Excel file…"), "folder")
        self.columns = ChoiceField([])
        self.has_head = check_field(_("The first row holds the names of the columns"))
        self._found = QWidget()
        self._build()
        self.choose_button.clicked.connect(self.choose_file)
        self.columns.value_chosen.connect(self._tell)
        self.has_head.toggled.connect(self._show_columns)

    def _build(self) -> None:
        px = current_look().px
        self.has_head.setChecked(True)
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(px(4))
        found.addWidget(form_row(_("Column with the items"), self.columns))
        found.addWidget(self.has_head)
        above = QHBoxLayout()
        above.addWidget(self.choose_button)
        above.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(above)
        layout.addWidget(self._found)
        self._found.hide()

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        folder = str(last_folder(self._context.settings, _FOLDER))
        kinds = _("Lists (*.csv *.tsv *.txt *.xlsx)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Population from a file"), folder, kinds)
        if name:
            self._context.settings.set(_FOLDER, str(Path(name).parent))
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file in the worker, and take up its first column."""
        worker = self._context.worker

        def work(progress: Progress) -> tuple[Path, ListFile]:
            return path, read_list_file(path, worker, progress)

        self._context.jobs.start(_("Reading the list"), work, self._on_read)

    def _on_read(self, answer: tuple[Path, ListFile]) -> None:
        path, found = answer
        self._name, self._sheets = display_name(path.name), found.sheets
        self._show_columns()
        self._found.show()
        self.columns.setFocus()

    def _show_columns(self, *_toggled: object) -> None:
        choices = [
            ((number, column), self._title(sheet, column))
            for number, sheet in enumerate(self._sheets)
            for column in range(sheet.columns)
        ]
        self.columns.set_choices(choices)
        if choices:
            self.columns.set_value(choices[0][0])
            self._tell()

    def _title(self, sheet: Sheet, column: int) -> str:
        head = _cell(sheet.lines[0].cells, column) if self.has_head.isChecked() else ""
        name = head[:_MOST_LETTERS] or _("Column {n}").format(n=column + 1)
        return f"{sheet.name} · {name}" if len(self._sheets) > 1 else name

    def _tell(self, *_chosen: object) -> None:
        where = self.columns.value()
        if not isinstance(where, tuple):
            return
        sheet, column = self._sheets[where[0]], where[1]
        lines = sheet.lines[1:] if self.has_head.isChecked() else sheet.lines
        cells = (" ".join(_cell(line.cells, column).split()) for line in lines)
        source = _("{file}, column {column}").format(file=self._name, column=self._title(sheet, column))
        self.column_chosen.emit([cell for cell in cells if cell], source)

    def clear(self) -> None:
        """Forget the file."""
        self._sheets = ()
        self._found.hide()


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
