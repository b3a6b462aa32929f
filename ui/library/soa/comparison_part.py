"""Two versions side by side: what was added, removed, and changed in which field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.library.soa.comparing import Change, FieldChange, LineChange, compare_versions
from app.library.soa.fields import SOA_FIELD_NAMES, in_words
from app.library.soa.picture import SoaPicture
from app.library.soa.versions import SoaVersionRow
from app.words import N_
from ui.page import Context
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import choice_field
from ui.widgets.labels import label_strong, muted
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext

_CHANGES = {
    Change.ADDED: (N_("added"), "accent"),
    Change.REMOVED: (N_("removed"), "outline"),
    Change.CHANGED: (N_("changed"), "neutral"),
}
Difference = tuple[LineChange, FieldChange | None]


class ComparisonPart(QWidget):
    """The version in hand against another; `control_requested(reference)` asks for a control."""

    control_requested = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._picture: SoaPicture | None = None
        self._titles: dict[str, str] = {}
        self._differences: dict[str, Difference] = {}
        self._counts = muted("", 1)
        self.other = choice_field([])
        columns = [
            Column("reference", _("Ref"), 0.8, sortable=False, least=72),
            Column("field", _("What"), 1.4, sortable=False, least=150),
            Column("before", _("Before"), 3, kind="muted", sortable=False, least=160),
            Column("after", _("Now"), 3, sortable=False, least=160),
            Column("change", _("Change"), 0.8, kind="badge", sortable=False, least=92),
        ]
        self.table = LazyTable(columns, self._fetch)
        self._stack = QStackedWidget()
        self._nothing = EmptyState("", "")
        self._build()
        self.other.value_chosen.connect(self._compare)
        self.table.row_activated.connect(self._ask_for_control)

    def _build(self) -> None:
        px = current_look().px
        self.table.setAccessibleName(_("Differences"))
        name = label_strong(_("Compared with"))
        name.setBuddy(self.other)
        self.other.setAccessibleName(_("Compared with"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(name)
        row.addWidget(self.other)
        row.addWidget(self._counts, 1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)

    def show_picture(self, picture: SoaPicture, versions: Sequence[SoaVersionRow]) -> None:
        """Compare with the version before, unless another was chosen for this one."""
        is_other = self._picture is None or self._picture.about.id != picture.about.id
        self._picture = picture
        self._titles = {one.reference: one.title for one in picture.controls}
        others = [one for one in versions if one.id != picture.about.id]
        self.other.set_choices([(one.id, _("Version {number}").format(number=one.number)) for one in others])
        if is_other or self.other.value() is None:
            earlier = [one.id for one in others if one.id < picture.about.id]
            self.other.set_value(earlier[-1] if earlier else next((one.id for one in others), None))
        self.other.setEnabled(bool(others))
        self._compare()

    def compare_with(self, version_id: str) -> None:
        """Compare with this version; one that is not there is left aside."""
        before = self.other.value()
        self.other.set_value(version_id)
        if self.other.value() is None:
            self.other.set_value(before)
        self._compare()

    def _compare(self) -> None:
        other = self.other.value()
        changes: tuple[LineChange, ...] = ()
        if isinstance(other, str) and self._picture is not None:
            with self._context.workspace.read() as unit:
                changes = compare_versions(unit, other, self._picture.about.id)
        self._differences = {f"{place}": one for place, one in enumerate(_differences(changes))}
        self.table.set_ids(list(self._differences))
        self._counts.setText(_counts_text(changes) if changes else "")
        self._stack.setCurrentIndex(0 if changes else 1)
        if other is None:
            self._nothing.set_texts(
                _("There is no other version yet"), _("Begin or import the next one to see what it changes.")
            )
        else:
            self._nothing.set_texts(_("No difference"), _("Both versions say the same of every control."))

    def _ask_for_control(self, row_id: str) -> None:
        self.control_requested.emit(self._differences[row_id][0].reference)

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [self._cells(one, *self._differences[one]) for one in ids]

    def _cells(self, row_id: str, line: LineChange, field: FieldChange | None) -> RowCells:
        text, tone = _CHANGES[line.change]
        words = self._context.words
        cells = {
            "reference": Cell(line.reference, bold=True),
            "field": Cell(_(SOA_FIELD_NAMES[field.field]) if field else _("The control")),
            "change": Cell(_(text), tone),
        }
        if field is not None:
            cells["before"] = Cell(" ".join(in_words(field.before, words).split()))
            cells["after"] = Cell(" ".join(in_words(field.after, words).split()))
        else:
            side = "after" if line.change is Change.ADDED else "before"
            cells[side] = Cell(self._titles.get(line.reference, ""))
        return RowCells(row_id, cells)

    def first_focus(self) -> QWidget:
        return self.other


def _differences(changes: Sequence[LineChange]) -> list[Difference]:
    return [(line, field) for line in changes for field in (line.fields or (None,))]


def _counts_text(changes: Sequence[LineChange]) -> str:
    """`3 controls differ · 1 added · 1 changes its applicability`."""
    counts = {kind: sum(one.change is kind for one in changes) for kind in Change}
    turned = sum(one.turns_applicability for one in changes)
    parts = [
        ngettext("{n} control differs", "{n} controls differ", len(changes)),
        ngettext("{n} added", "{n} added", counts[Change.ADDED]) if counts[Change.ADDED] else "",
        ngettext("{n} removed", "{n} removed", counts[Change.REMOVED]) if counts[Change.REMOVED] else "",
        ngettext("{n} changes its applicability", "{n} change their applicability", turned) if turned else "",
    ]
    return " · ".join(part for part in parts if part)
