"""What a version says of one control, to be edited; everything saves itself."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.library.soa.checks import Remark
from app.library.soa.fields import OPERATED_BY_NAMES, REASON_NAMES, STATUS_NAMES
from app.library.soa.versions import Control, SoaLine
from app.library.soa.writing import edit_line
from app.words import N_
from ui.saving import SavedFields, Writer
from ui.theme import current_look
from ui.widgets.flow import Flow
from ui.widgets.form import check_field, choice_field, date_field, line_field, text_field
from ui.widgets.labels import body, label_strong, muted, question
from ui.widgets.layout import ScrollPage, named, side_by_side
from ui.words import _, message

YES, NO, LEFT_OPEN = "yes", "no", "open"
APPLIES_TEXTS = {YES: N_("Applicable"), NO: N_("Not applicable"), LEFT_OPEN: N_("Left open")}
APPLIES = {
    YES: {"applicable": True, "is_stated": True},
    NO: {"applicable": False, "is_stated": True},
    LEFT_OPEN: {"applicable": True, "is_stated": False},
}


class LineForm(QWidget):
    """The selected control; read only where an audit is judged by the version."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self._version_id = ""
        self._line = SoaLine("")
        self._name = question("")
        self._remarks = body("")
        self.applies = choice_field([(one, _(text)) for one, text in APPLIES_TEXTS.items()])
        self.justification = text_field(2, 8)
        self.status = choice_field([(one, _(text)) for one, text in STATUS_NAMES.items()])
        self.planned_on = date_field()
        self.owner = line_field()
        self.operated_by = choice_field([(one, _(text)) for one, text in OPERATED_BY_NAMES.items()])
        self.risks = line_field(_("such as R-12, R-17"))
        self.documents = line_field(_("such as ISP-05"))
        self.reasons = {one: check_field(_(text)) for one, text in REASON_NAMES.items()}
        self._saving = muted("")
        self._fields = SavedFields(self._save, writer, self)
        self._page = ScrollPage(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        reasons = Flow(12)
        reasons.add(*self.reasons.values())
        self._page.add(
            self._name,
            self._remarks,
            named(_("Applies"), self.applies),
            named(_("Justification"), self.justification),
            label_strong(_("Included because of")),
            reasons,
            side_by_side(named(_("Status"), self.status), named(_("Planned for"), self.planned_on)),
            side_by_side(named(_("Owner"), self.owner), named(_("Operated by"), self.operated_by)),
            side_by_side(named(_("Risks"), self.risks), named(_("Policies and evidence"), self.documents)),
            self._saving,
        )
        self._page.finish()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(current_look().px(14), 0, 0, 0)
        layout.addWidget(self._page)

    def _connect(self) -> None:
        for name in ("justification", "owner", "risks", "documents"):
            self._fields.add_text(name, getattr(self, name))
        for name in ("applies", "status", "planned_on", "operated_by"):
            self._fields.add(name, getattr(self, name))
        for reason, check in self.reasons.items():
            self._fields.add(reason.value, check)

    def show_line(
        self, version_id: str, control: Control, line: SoaLine | None, remarks: Sequence[Remark]
    ) -> None:
        """Show a control; one that the document does not list is added by the first thing said of it."""
        self._version_id = version_id
        self._line = line or SoaLine(control.reference, is_stated=False)
        self._name.setText(f"{control.reference} {control.title}")
        self._remarks.setText("\n".join(message(one.on(control.reference)) for one in remarks))
        self._remarks.setVisible(bool(remarks))
        self._saving.setText(
            _("An audit is judged by this version: begin the next one to change it.")
            if self._writer.is_settled
            else _("Everything is saved as you type.")
        )
        shown = {name: getattr(self._line, name) for name in _AS_THEY_ARE}
        reasons = {one.value: one in self._line.reasons for one in self.reasons}
        self._fields.show({**shown, **reasons, "applies": _said(self._line)})

    def _save(self, name: str, value: Any) -> None:
        values = {name: value}
        if name == "applies":
            values = APPLIES[value]
        elif name in {one.value for one in self.reasons}:
            values = {"reasons": tuple(one for one, check in self.reasons.items() if check.isChecked())}
        key = f"soa:{self._version_id}:{self._line.reference}:{name}"
        label = N_("Edit the Statement of Applicability")
        self._writer.attempt(label, key, edit_line, self._version_id, self._line.reference, **values)

    def first_focus(self) -> QWidget:
        return self.applies

    def flush(self) -> bool:
        return self._fields.flush()


_AS_THEY_ARE = ("justification", "status", "planned_on", "owner", "operated_by", "risks", "documents")


def _said(line: SoaLine) -> str:
    if not line.is_stated:
        return LEFT_OPEN
    return YES if line.applicable else NO
