"""Requirements and questions of one framework as rows."""

from collections.abc import Sequence

from app.library.browsing import Line
from ui.library.question_words import question_about
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _


class ContentTable(LazyTable):
    """Rows by the id of their line: headings, requirements, and below each its questions."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        columns = [
            Column("reference", _("Ref"), 1, sortable=False, least=96),
            Column("text", _("Requirement or question"), 6, sortable=False, least=220),
            Column("about", _("About"), 1.6, kind="muted", sortable=False, least=110),
        ]
        super().__init__(columns, self._fetch)
        self.setAccessibleName(_("Requirements and questions"))

    def know(self, lines: Sequence[Line]) -> None:
        """Know these lines; `show_lines` says which of them are listed."""
        self._lines = {line.id: line for line in lines}

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.set_ids([line.id for line in lines])

    def current_line(self) -> Line | None:
        return self._lines.get(self.current_id())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._lines[one]) for one in ids]


def _cells(line: Line) -> RowCells:
    if line.question is not None:
        one = line.question
        cells = {"text": Cell(one.question), "about": Cell(question_about(one), second_line=one.code)}
        return RowCells(line.id, cells)
    named = line.requirement or line.heading
    assert named is not None
    about = line.requirement.process if line.requirement else ""
    text = Cell(named.title, bold=True, tone="" if line.requirement else "muted")
    return RowCells(
        line.id, {"reference": Cell(named.reference, bold=True), "text": text, "about": Cell(about)}
    )
