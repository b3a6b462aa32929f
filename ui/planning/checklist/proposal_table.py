"""The questions of a proposal as rows, and what they are filtered by."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning.proposal import Change, ProposedItem
from ui.planning.checklist.themes import theme_choices
from ui.theme import current_look
from ui.widgets.filter_field import FilterField
from ui.widgets.form import choice_field
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.widgets.segmented import Segmented
from ui.words import _, message

EVERYTHING, ADDED, LEFT_OUT = "everything", "added", "left_out"
_WANTED = {ADDED: Change.ADD, LEFT_OUT: Change.LEAVE_OUT}


class ProposalTable(LazyTable):
    """Rows by the code of their question."""

    def __init__(self) -> None:
        self._items: dict[str, ProposedItem] = {}
        columns = [
            Column("reference", _("Ref"), 0.8, sortable=False, least=72),
            Column("question", _("Question"), 5, sortable=False, least=200),
            Column("minutes", _("Min"), 0.4, kind="number", sortable=False, least=44),
            Column("change", _("Checklist"), 0.9, kind="muted", sortable=False, least=96),
            Column("reasons", _("Why"), 2.6, kind="muted", sortable=False, least=160),
        ]
        super().__init__(columns, self._fetch)
        self.setAccessibleName(_("Proposed questions"))

    def show_items(self, items: Iterable[ProposedItem]) -> None:
        """Know these questions; `show_only` says which of them are listed."""
        self._items = {item.code: item for item in items}

    def show_only(self, items: Sequence[ProposedItem]) -> None:
        self.set_ids([item.code for item in items])

    def current_item(self) -> ProposedItem | None:
        return self._items.get(self.current_id())

    def _fetch(self, codes: list[str]) -> list[RowCells]:
        return [_cells(self._items[code]) for code in codes]


def _cells(item: ProposedItem) -> RowCells:
    is_left_out = item.change is Change.LEAVE_OUT
    return RowCells(
        item.code,
        {
            "reference": Cell(item.reference, bold=not is_left_out),
            "question": Cell(_(item.question), tone="muted" if is_left_out else ""),
            "minutes": Cell(str(item.minutes)),
            "change": Cell(change_word(item.change), tone="accent" if item.change is Change.ADD else ""),
            "reasons": Cell(reasons_text(item)),
        },
    )


def reasons_text(item: ProposedItem) -> str:
    """`Major nonconformity F-02 in IA-2025-01; Risk emphasis`."""
    return "; ".join(message(reason) for reason in item.reasons)


def change_word(change: Change) -> str:
    """What happens to a question, with its sign."""
    return {
        Change.ADD: _("+ add"),
        Change.KEEP: _("✓ stays"),
        Change.LEAVE_OUT: _("– leave out"),
    }[change]


class ProposalFilter(QWidget):
    """What changes, theme and words. `changed` follows each; `list_wanted` asks to go on to the rows."""

    changed = Signal()
    list_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.which = Segmented(
            [(EVERYTHING, _("Everything")), (ADDED, _("To add")), (LEFT_OUT, _("To leave out"))]
        )
        self.theme = choice_field([])
        self.text = FilterField(_("Filter by number or words"), _("Filter by number or words"))
        self.theme.setAccessibleName(_("Theme"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_look().px(8))
        row.addWidget(self.which)
        row.addWidget(self.theme)
        row.addWidget(self.text, 1)
        self.which.chosen.connect(self.changed)
        self.theme.value_chosen.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.text.list_wanted.connect(self.list_wanted)

    def offer(self, items: Iterable[ProposedItem]) -> None:
        """Offer the themes of these questions."""
        offered = theme_choices(item.theme for item in items)
        if [self.theme.itemText(row) for row in range(self.theme.count())] != [
            text for _key, text in offered
        ]:
            self.theme.set_choices(offered)
            if self.theme.value() is None:
                self.theme.set_value("")

    def fits(self, item: ProposedItem) -> bool:
        """Whether a question is wanted in the list."""
        which, theme = self.which.current(), self.theme.value()
        if which in _WANTED and item.change is not _WANTED[which]:
            return False
        if theme and item.theme != theme:
            return False
        hay = f"{item.reference} {item.title} {item.question} {item.interviewee} {item.process}".casefold()
        return all(word in hay for word in self.text.text().casefold().split())
