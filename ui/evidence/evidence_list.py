"""All evidence of the audit: found, sorted, narrowed down."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.evidence.names import display_name, extension_of
from app.evidence.reads import (
    EvidenceFilter,
    EvidenceRow,
    EvidenceSort,
    EvidenceWeight,
    evidence_ids,
    evidence_rows,
)
from app.planning.checklist_reads import item_references
from app.reporting import formats
from ui.evidence.gallery import Gallery
from ui.evidence_words import kind_text, weight_choices, weight_text
from ui.on_item_line import OnItemLine
from ui.page import Context
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import ChoiceField
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _

_ALL, _UNUSED = "all", "unused"
_WIDTHS = "evidence.columns"
_SORT = "evidence.sort"
_GALLERY = "evidence.gallery"


class EvidenceList(QWidget):
    """`chosen(id)` tells of the selected piece, `activated(id)` of Enter on it; `attach_requested` comes from
    the empty page. Table and gallery are two looks of one list: what is selected in one is so in the other.

    `cleared()` says that the words it was narrowed down by no longer count.
    """

    chosen = Signal(str)
    activated = Signal(str)
    attach_requested = Signal()
    cleared = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._text = ""
        self._ids: list[str] = []
        self.table = LazyTable(_columns(), self._fetch)
        self.gallery = Gallery(context, self._fetch)
        self._has_pictures = context.settings.get(_GALLERY) is True
        self.on_item = OnItemLine(_("Only what is used on {reference}"), _("Show all evidence"))
        self.narrow = ChoiceField([(_ALL, _("All")), (_UNUSED, _("Not used yet")), *weight_choices()])
        self._empty = EmptyState(
            _("No evidence yet"),
            _("Drop files or folders here, paste a screenshot, or attach files. Each is hashed at once."),
            _("Attach files"),
        )
        self._no_hit = EmptyState(
            _("Nothing matches"), _("No evidence has these words."), _("Show all evidence")
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.table, self.gallery, self._empty, self._no_hit):
            self._stack.addWidget(part)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self.on_item)
        layout.addWidget(self._stack, 1)
        self.table.setAccessibleName(_("Evidence"))
        self.narrow.setAccessibleName(_("Which evidence"))
        self.narrow.set_value(_ALL)
        self.table.set_widths(self._context.settings.get(_WIDTHS))
        self.table.set_sort(*self._remembered_sort())

    def _remembered_sort(self) -> tuple[str, bool]:
        kept = self._context.settings.get(_SORT)
        if (
            isinstance(kept, list)
            and len(kept) == 2
            and str(kept[0]) in {sort.value for sort in EvidenceSort}
        ):
            return str(kept[0]), bool(kept[1])
        return EvidenceSort.NUMBER.value, True

    def _connect(self) -> None:
        self.table.row_selected.connect(self.chosen)
        self.table.row_selected.connect(self.gallery.select)
        self.gallery.row_selected.connect(self.table.select)
        self.table.row_activated.connect(self.activated)
        self.gallery.row_activated.connect(self.activated)
        self.table.sort_requested.connect(self._sort)
        self.table.columns_resized.connect(self._keep_widths)
        self.narrow.value_chosen.connect(self._narrow)
        self.on_item.widened.connect(self.show_all)
        self._empty.action_requested.connect(self.attach_requested)
        self._no_hit.action_requested.connect(self.show_all)

    def load(self) -> None:
        """Read which pieces there are; the selected one stays selected."""
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        key, ascending = self.table.sort_state()
        with self._context.workspace.read() as unit:
            self.on_item.read(unit, audit_id)
            self._ids = evidence_ids(
                unit, audit_id, self._filter(), EvidenceSort(key), descending=not ascending
            )
        self.table.set_ids(self._ids)
        self._show_look()

    def _show_look(self) -> None:
        if self._has_pictures:
            self.gallery.set_ids(self._ids)
            self.gallery.select(self.table.current_id())
        empty = self._no_hit if self._is_narrowed() else self._empty
        self._stack.setCurrentWidget(self._look() if self._ids else empty)

    def _look(self) -> QWidget:
        return self.gallery if self._has_pictures else self.table

    @property
    def is_gallery(self) -> bool:
        """Whether the pieces stand as pictures, not as lines."""
        return self._has_pictures

    def turn(self) -> None:
        """Change between table and gallery; the keyboard stays on the list where it was there."""
        had_focus = self._look().hasFocus()
        self._has_pictures = not self._has_pictures
        self._context.settings.set(_GALLERY, self._has_pictures)
        self._show_look()
        if had_focus:
            self.first_focus().setFocus()

    def refresh_ids(self, ids: set[str]) -> None:
        """Read these pieces again where they are seen."""
        self.table.refresh_ids(ids)
        self.gallery.refresh_ids(ids)

    def first_focus(self) -> QWidget:
        """Where the keyboard starts: table or gallery, or the button of the empty page."""
        if self._ids:
            return self._look()
        return self._no_hit.button if self._is_narrowed() else self._empty.button

    def neighbour(self, evidence_id: str) -> str:
        """The piece below, else the one above, or ""."""
        if evidence_id not in self._ids:
            return ""
        at = self._ids.index(evidence_id)
        beside = self._ids[at + 1 : at + 2] or self._ids[max(at - 1, 0) : at]
        return beside[0] if beside else ""

    def choose_one(self) -> None:
        """Select the first piece where none is selected."""
        if self._ids and not self.table.current_id():
            self.table.select(self._ids[0])

    def _filter(self) -> EvidenceFilter:
        value = self.narrow.value()
        weights = (value,) if isinstance(value, EvidenceWeight) else ()
        return EvidenceFilter(
            text=self._text,
            weights=weights,
            item_id=self.on_item.item_id,
            only_unlinked=value == _UNUSED,
        )

    def _is_narrowed(self) -> bool:
        return bool(self._text.strip() or self.on_item.item_id) or self.narrow.value() != _ALL

    def look_for(self, text: str) -> None:
        """Show only what has these words in number, title, file name, source or notes."""
        if text != self._text:
            self._text = text
            self.load()

    def show_all(self) -> None:
        self.show_on_item(None)

    def show_on_item(self, item_id: str | None) -> None:
        """Show what is used on an item, narrowed by nothing else; all evidence where none is named."""
        self._text, self.on_item.item_id = "", item_id
        self.narrow.set_value(_ALL)
        self.load()
        self.cleared.emit()

    def select(self, evidence_id: str) -> bool:
        """Go to a piece, also when the filter hid it; False when it is not in this audit."""
        if self.table.select(evidence_id):
            return True
        if self._is_narrowed():
            self.show_all()
        return self.table.select(evidence_id)

    def _narrow(self, _value: object) -> None:
        self.load()

    def _sort(self, key: str, ascending: bool) -> None:
        self.table.set_sort(key, ascending)
        self._context.settings.set(_SORT, [key, ascending])
        self.load()

    def _keep_widths(self) -> None:
        self._context.settings.set(_WIDTHS, self.table.widths())

    def _fetch(self, ids: list[str]) -> Sequence[RowCells]:
        with self._context.workspace.read() as unit:
            rows = evidence_rows(unit, ids)
            items = {link.target.item_id for row in rows for link in row.links if link.target.item_id}
            references = item_references(unit, items)
        return [_cells(row, references) for row in rows]


def _columns() -> list[Column]:
    return [
        Column("number", _("No."), 0.8, least=60),
        Column("title", _("Evidence"), 2.7, least=120),
        Column("kind", _("Kind"), 1.6, least=56),
        Column("obtained_from", _("From"), 1.2, least=48),
        Column("obtained_at", _("Obtained"), 1.45, least=60),
        Column("used", _("Used in"), 1.05, sortable=False, least=48),
        Column("size", _("Size"), 0.95, "right", "muted", least=56),
    ]


def _cells(row: EvidenceRow, references: Mapping[str, str]) -> RowCells:
    if row.is_destroyed:
        return RowCells(
            row.id, {"number": Cell(row.number, bold=True), "title": Cell(_destroyed(row), "muted")}
        )
    title = display_name(row.title)
    weight = weight_text(row.weight)
    return RowCells(
        row.id,
        {
            "number": Cell(row.number, bold=True, second_line=_("weak") if row.is_weak else ""),
            "title": Cell(title or row.name, second_line=row.name if row.name != title else ""),
            "kind": Cell(kind_text(row.kind), second_line=weight),
            "obtained_from": _origin(row),
            "obtained_at": Cell(f"{row.obtained_at:%d %b %Y}", second_line=f"{row.obtained_at:%H:%M}"),
            "used": Cell(_places(row, references)),
            "face": Cell(_face(row)),
            "size": Cell(formats.size(row.size) if row.has_file else ""),
        },
    )


def _destroyed(row: EvidenceRow) -> str:
    at = row.destroyed_at
    return _("Destroyed on {day}").format(day=f"{at:%d %b %Y}") if at else ""


def _face(row: EvidenceRow) -> str:
    """What stands in the gallery for a piece without a picture: the kind of its file, or what it is."""
    extension = extension_of(row.name).removeprefix(".").upper()
    return extension if row.has_file and extension else kind_text(row.kind)


def _origin(row: EvidenceRow) -> Cell:
    """From whom, or from which system; where, below."""
    given_by = row.obtained_from or row.source or row.obtained_where
    return Cell(given_by, second_line=row.obtained_where if row.obtained_where != given_by else "")


def _places(row: EvidenceRow, references: Mapping[str, str]) -> str:
    """Findings and items that rest on it; a line of notes is only told where there is nothing else."""
    findings = [link.label for link in row.links if link.target.finding_id]
    items = [references.get(link.target.item_id or "", "") for link in row.links if link.target.item_id]
    if findings or items:
        return ", ".join(dict.fromkeys(findings + items))
    return _("a note") if row.links else "–"
