"""What the twelve checks find in a version, which it passes, and which could not be made."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.library.soa.checks import CHECK_NAMES, Check, Remark, Severity
from app.library.soa.picture import SoaPicture
from app.words import N_
from ui.theme import current_look
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import muted
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, message, ngettext

_SEVERITIES = {Severity.HIGH: (N_("high"), "accent"), Severity.MEDIUM: (N_("medium"), "outline")}


class ChecksPart(QWidget):
    """`control_requested(reference)` asks for the first control that a remark is about."""

    control_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._remarks: dict[str, Remark] = {}
        self._titles: dict[str, str] = {}
        self._passed = muted("", 2)
        columns = [
            Column("severity", _("Severity"), 0.7, kind="badge", sortable=False, least=84),
            Column("check", _("Check"), 1.4, sortable=False, least=150),
            Column("what", _("What it found"), 5, sortable=False, least=240),
        ]
        self.table = LazyTable(columns, self._fetch)
        self.table.setAccessibleName(_("What the checks find"))
        self._stack = QStackedWidget()
        self._clean = EmptyState("", "")
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._clean)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(self._passed)
        layout.addWidget(self._stack, 1)
        self.table.row_activated.connect(self._ask_for_control)

    def show_picture(self, picture: SoaPicture) -> None:
        self._remarks = {f"{place}": one for place, one in enumerate(picture.remarks)}
        self._titles = {one.reference: one.title for one in picture.controls}
        self.table.set_ids(list(self._remarks))
        self._stack.setCurrentIndex(0 if self._remarks else 1)
        self._show_passed(picture)
        self._show_clean(picture)

    def _show_passed(self, picture: SoaPicture) -> None:
        failed = {one.check for one in picture.remarks}
        passed = [one for one in Check if one not in failed and one not in picture.unmade]
        said = [
            ngettext(
                "{n} check passes: {checks}", "{n} checks pass: {checks}", len(passed), checks=_names(passed)
            ),
            _not_made(picture),
        ]
        self._passed.setText(" · ".join(one for one in said if one))
        self._passed.setVisible(bool(failed))

    def _show_clean(self, picture: SoaPicture) -> None:
        made = len(Check) - len(picture.unmade)
        if picture.unmade:
            title = ngettext("{n} check passes", "{n} checks pass", made)
            where = _("“Document and scope” takes what they need.")
            self._clean.set_texts(title, f"{_not_made(picture)}. {where}")
        else:
            everything = _("Nothing in this version contradicts itself or its scope.")
            self._clean.set_texts(_("All twelve checks pass"), everything)

    def _ask_for_control(self, remark_id: str) -> None:
        references = self._remarks[remark_id].references
        if references:
            self.control_requested.emit(references[0])

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [self._cells(one, self._remarks[one]) for one in ids]

    def _cells(self, row_id: str, remark: Remark) -> RowCells:
        text, tone = _SEVERITIES[remark.severity]
        titles = (self._titles.get(one, "") for one in remark.references)
        return RowCells(
            row_id,
            {
                "severity": Cell(_(text), tone),
                "check": Cell(_(CHECK_NAMES[remark.check]), bold=True),
                "what": Cell(message(remark.message), second_line=" · ".join(one for one in titles if one)),
            },
        )

    def first_focus(self) -> QWidget:
        return self.table


def _names(checks: Iterable[Check]) -> str:
    return ", ".join(_(CHECK_NAMES[one]) for one in checks)


def _not_made(picture: SoaPicture) -> str:
    if not picture.unmade:
        return ""
    text = _("Not made, as nothing is recorded to check against: {checks}")
    return text.format(checks=_names(picture.unmade))
