"""The second part of the page: evidence that was removed, to be restored or destroyed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.trash import Restored, TrashRow, restore_from_trash, trash_rows
from app.reporting import formats
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.page import Context
from ui.retention.list_part import ListPart
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import body, muted, title
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _, ngettext


class TrashPart(ListPart[TrashRow]):
    """The trash of all audits."""

    place = "trashed_id"

    def __init__(self, context: Context, writing: Writing, parent: QObject) -> None:
        self._writing = writing
        self.detail = _TrashDetail()
        empty = EmptyState(
            _("The trash is empty"),
            _("Evidence that is removed lies here until it is restored or destroyed."),
        )
        super().__init__(context, _("Trash"), _columns(), empty, self.detail, parent)
        self.detail.restore_button.clicked.connect(self.restore)
        self.detail.destroy_button.clicked.connect(self.ask_about_chosen)

    def read(self) -> Sequence[TrashRow]:
        with self.context.workspace.read() as unit:
            return trash_rows(unit)

    def show_row(self, row: TrashRow | None) -> None:
        if row is not None:
            self.detail.show_row(row)

    def restore(self) -> None:
        """Bring the chosen piece back into its audit; undo takes it out again."""
        row = self.chosen()
        if row is None:
            return
        done: list[Restored] = []

        def change(uow: UnitOfWork) -> None:
            done.append(restore_from_trash(uow, row.id))

        if self._writing.do(N_("Restore evidence {number}"), change, number=row.number):
            self._tell(row, done[0])
            self.load()
            self.first_focus().setFocus()
            self.counts_changed.emit()

    def _tell(self, row: TrashRow, done: Restored) -> None:
        said = _("{number} is back in {audit}.").format(number=row.number, audit=row.audit)
        if done.lost_links:
            lost = ngettext(
                "{n} place that used it is gone.", "{n} places that used it are gone.", done.lost_links
            )
            said = f"{said} {lost}"
        self.context.say(said)

    def cells(self, row: TrashRow) -> RowCells:
        return _cells(row)


class _TrashDetail(QWidget):
    """One piece in the trash."""

    def __init__(self) -> None:
        super().__init__()
        self._name = title("", 2)
        self._about = muted("", 2)
        self._removed = body("")
        self.restore_button = button(_("Restore"))
        self.destroy_button = button(_("Destroy…"))
        self._build()

    def _build(self) -> None:
        px = current_look().px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for part in (self.restore_button, self.destroy_button):
            buttons.addWidget(part)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(10))
        for text in (self._name, self._about, self._removed):
            layout.addWidget(text)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_row(self, row: TrashRow) -> None:
        self._name.setText(f"{row.number} {row.title or row.name}")
        self._about.setText(_about(row))
        day = f"{row.removed_at:%d %b %Y, %H:%M}"
        text = _("Removed on {day} by {who}.") if row.removed_by else _("Removed on {day}.")
        self._removed.setText(text.format(day=day, who=row.removed_by))


def _about(row: TrashRow) -> str:
    parts = (row.audit, _file_name(row), formats.size(row.size))
    return " · ".join(part for part in parts if part)


def _file_name(row: TrashRow) -> str:
    """The name of the file, where the title does not say it already."""
    return row.name if row.title and row.title != row.name else ""


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), 1.1, sortable=False, least=92),
        Column("title", _("Evidence"), 3.2, sortable=False, least=140),
        Column("removed", _("Removed"), 1.4, sortable=False, least=92),
        Column("by", _("By"), 1.5, kind="muted", sortable=False, least=70),
        Column("size", _("Size"), 0.95, "right", "muted", sortable=False, least=56),
    ]


def _cells(row: TrashRow) -> RowCells:
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True, second_line=row.audit),
            "title": Cell(row.title or row.name, second_line=_file_name(row)),
            "removed": Cell(f"{row.removed_at:%d %b %Y}", second_line=f"{row.removed_at:%H:%M}"),
            "by": Cell(row.removed_by or _("nobody named")),
            "size": Cell(formats.size(row.size)),
        },
    )
