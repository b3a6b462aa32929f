"""The controls of a version as rows."""

from collections.abc import Mapping, Sequence

from app.library.soa.checks import CHECK_NAMES, Remark, Severity
from app.library.soa.fields import REASON_NAMES, STATUS_NAMES
from app.library.soa.picture import SoaPicture
from app.library.soa.versions import Control, SoaLine
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext

_TONES = {Severity.HIGH: "accent", Severity.MEDIUM: "outline"}


class ControlTable(LazyTable):
    """Rows by the reference of their control."""

    def __init__(self) -> None:
        self._controls: dict[str, Control] = {}
        self._lines: Mapping[str, SoaLine] = {}
        self._remarked: Mapping[str, tuple[Remark, ...]] = {}
        columns = [
            Column("reference", _("Ref"), 0.8, sortable=False, least=72),
            Column("control", _("Control"), 4.2, sortable=False, least=200),
            Column("applies", _("Applies"), 0.9, kind="badge", sortable=False, least=92),
            Column("status", _("Status"), 1.4, kind="muted", sortable=False, least=110),
            Column("checks", _("Checks"), 1.9, kind="badge", sortable=False, least=172),
        ]
        super().__init__(columns, self._fetch)
        self.setAccessibleName(_("Controls"))

    def know(self, picture: SoaPicture) -> None:
        """Know the controls of a version; `show_controls` says which of them are listed."""
        self._controls = {one.reference: one for one in picture.controls}
        self._lines, self._remarked = picture.lines, picture.remarked

    def show_controls(self, references: Sequence[str]) -> None:
        self.set_ids(references)

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [self._cells(self._controls[one]) for one in ids]

    def _cells(self, control: Control) -> RowCells:
        line = self._lines.get(control.reference)
        return RowCells(
            control.reference,
            {
                "reference": Cell(control.reference, bold=True),
                "control": Cell(control.title, second_line=_why(line)),
                "applies": applies_cell(line),
                "status": Cell(_(STATUS_NAMES[line.status]), second_line=line.owner) if line else Cell(""),
                "checks": _checks(self._remarked.get(control.reference, ())),
            },
        )


def _why(line: SoaLine | None) -> str:
    if line is None:
        return _("The document does not list it.")
    said = " ".join(line.justification.split())
    return said or ", ".join(_(REASON_NAMES[one]) for one in line.reasons)


def applies_cell(line: SoaLine | None) -> Cell:
    """Whether a control applies, as a badge."""
    if line is None:
        return Cell(_("missing"), "outline")
    if not line.is_stated:
        return Cell(_("left open"), "outline")
    return Cell(_("yes"), "accent") if line.applicable else Cell(_("no"), "neutral")


def _checks(remarks: Sequence[Remark]) -> Cell:
    """The name of the one check that has something to say, or how many have."""
    if not remarks:
        return Cell("")
    tone = _TONES[Severity.HIGH if any(one.severity is Severity.HIGH for one in remarks) else Severity.MEDIUM]
    if len(remarks) == 1:
        return Cell(_(CHECK_NAMES[remarks[0].check]), tone)
    return Cell(ngettext("{n} remark", "{n} remarks", len(remarks)), tone)
