"""The requirements that the finding is judged by, as chips, and the form that adds one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings import criteria, labels
from app.findings.criteria import EXCLUSION_CLAUSE, NewCriterion
from app.findings.detail import CriterionView
from app.findings.terms import RequirementKind
from app.planning.audit_list import audit_row
from app.planning.checklist_reads import requirements
from app.reporting import labels as words_of
from app.words import N_
from ui.findings.chip import Chip
from ui.findings.editor import Editor, Shown
from ui.findings.pick_field import Choice, PickField
from ui.findings.text_part import INDENT
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.flow import Flow
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import body
from ui.words import _

_OWN = (
    (RequirementKind.ORGANIZATIONAL, N_("Organisational")),
    (RequirementKind.LEGAL, N_("Legal")),
    (RequirementKind.CONTRACTUAL, N_("Contractual")),
)


def chip_text(criterion: CriterionView) -> str:
    """`A.8.13`, or `organisational · ISP-09 §4.2 v3`."""
    if criterion.kind in (RequirementKind.CLAUSE, RequirementKind.CONTROL):
        return criterion.reference
    own = {kind: _(name).lower() for kind, name in _OWN}
    named = f"{criterion.reference} {criterion.version}".strip()
    return f"{own[criterion.kind]} · {named}"


class CriteriaPart(QWidget):
    """Works on the row of chips that a text part has beside its name. Escape closes its form."""

    def __init__(self, editor: Editor, head: Flow) -> None:
        super().__init__()
        self._editor = editor
        self._head = head
        self._kept = head.row.count()
        self._known: tuple[object, ...] = ()
        self.add = link_button(_("Add…"))
        self.add.setAccessibleName(_("Add criterion"))
        self._pick = PickField(
            _("Clause or control"),
            _("Type a number or a word, such as A.8.13 or backup"),
            self._find,
            _("No requirement of this audit holds these words. Add it as one of the organisation's own."),
        )
        self._own = OwnCriterion()
        self._other = link_button(_("An organisational, legal or contractual requirement instead…"))
        self._excluded = _Excluded()
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        indented = QHBoxLayout()
        indented.setContentsMargins(current_look().px(INDENT), 0, 0, 0)
        indented.addWidget(self._other)
        indented.addStretch(1)
        layout.addWidget(self._pick)
        layout.addLayout(indented)
        layout.addWidget(self._own)
        layout.addWidget(self._excluded)
        self._other.hide()

    def _connect(self) -> None:
        self.add.clicked.connect(self.begin)
        self._pick.picked.connect(self._add_requirement)
        self._pick.given_up.connect(self._end)
        self._other.clicked.connect(self._begin_own)
        self._own.add.clicked.connect(self._add_own)
        self._own.cancel.clicked.connect(self._end)
        self._excluded.raise_against.clicked.connect(self._raise_against_exclusion)
        self._excluded.correct.clicked.connect(self._open_soa)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        known = (detail.row.id, detail.criteria, detail.can_be_written)
        if known != self._known:
            if self._known[:1] != known[:1]:
                self._close()
            self._known = known
            self._show_chips(detail.criteria, detail.can_be_written)
        primary = next((one for one in detail.criteria if one.is_primary), None)
        self._excluded.show_reference(primary.reference if primary and primary.is_excluded else "")

    def _show_chips(self, found: Sequence[CriterionView], can_be_written: bool) -> None:
        self._head.row.removeWidget(self.add)
        self._head.clear(self._kept)
        for criterion in found:
            chip = Chip(criterion.id, chip_text(criterion), _tip(criterion), removable=can_be_written)
            chip.pressed_on.connect(self._make_primary)
            chip.removed.connect(self._remove)
            self._head.add(chip)
        self._head.add(self.add)
        self.add.setVisible(can_be_written)

    def begin(self) -> None:
        """Open the form with the caret in it."""
        self._own.hide()
        self._other.show()
        self._pick.begin()

    def _begin_own(self) -> None:
        self._pick.end()
        self._other.hide()
        self._own.begin()

    def _close(self) -> None:
        self._pick.end()
        self._other.hide()
        self._own.hide()

    def _end(self) -> None:
        self._close()
        self.add.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not (self._other.isHidden() and self._own.isHidden()):
            self._end()
            return
        super().keyPressEvent(event)

    def _find(self, text: str) -> Sequence[Choice]:
        context = self._editor.context
        if context.audit_id is None or self._editor.shown is None:
            return ()
        with context.workspace.read() as unit:
            found = requirements(unit, context.audit_id)
        taken = {one.requirement_id for one in self._editor.shown.detail.criteria}
        words = text.casefold().split()
        return [
            Choice(one.id, f"{one.reference} {one.title}")
            for one in found
            if one.id not in taken
            and all(word in f"{one.reference} {one.title}".casefold() for word in words)
        ]

    def _add_requirement(self, requirement_id: str) -> None:
        finding_id = self._editor.finding_id
        if self._editor.do(labels.CRITERIA, criteria.add_requirement, finding_id, requirement_id):
            self._end()

    def _add_own(self) -> None:
        finding_id, new = self._editor.finding_id, self._own.criterion()
        refusal = self._editor.attempt(labels.CRITERIA, criteria.add_criterion, finding_id, new)
        self._own.show_refusal(refusal)
        if not refusal:
            self._end()

    def _make_primary(self, criterion_id: str) -> None:
        shown = self._editor.shown
        chosen = [one for one in shown.detail.criteria if one.id == criterion_id] if shown else []
        if chosen and not chosen[0].is_primary and shown and shown.detail.can_be_written:
            self._editor.do(labels.CRITERIA, criteria.make_primary, criterion_id)
            self.add.setFocus()

    def _remove(self, criterion_id: str) -> None:
        if self._editor.do(labels.CRITERIA, criteria.remove_criterion, criterion_id):
            self.add.setFocus()

    def _open_soa(self) -> None:
        """The pinned version at the control, from where the next version begins (R-53)."""
        context = self._editor.context
        with context.workspace.read() as unit:
            audit = audit_row(unit, context.audit_id or "")
        if audit is not None and audit.soa_version_id is not None:
            where = {"version_id": audit.soa_version_id, "reference": self._excluded.reference}
            context.navigate("soa", where)

    def _raise_against_exclusion(self) -> None:
        self._editor.do(labels.CRITERIA, criteria.raise_against_exclusion, self._editor.finding_id)


def _tip(criterion: CriterionView) -> str:
    parts = [term(words_of.CRITERIA_KINDS, criterion.kind), criterion.reference, criterion.title]
    text = " ".join(part for part in parts if part)
    if criterion.version and criterion.kind in (RequirementKind.CLAUSE, RequirementKind.CONTROL):
        text = f"{text} ({criterion.version})"
    if criterion.is_primary:
        return _("Primary criterion: {criterion}").format(criterion=text)
    return _("{criterion}. Press it to make it the primary one").format(criterion=text)


class OwnCriterion(QWidget):
    """A requirement that no framework holds: its kind, its paragraph, its version."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = choice_field([(kind, _(name)) for kind, name in _OWN])
        self._reference = line_field(_("Document and paragraph, such as ISP-09 §4.2"))
        self._version = line_field(_("Version"))
        self.add = button(_("Add criterion"))
        self.cancel = link_button(_("Cancel"))
        self._refusal = body("")
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self._kind.setAccessibleName(_("Kind of requirement"))
        self._reference.setAccessibleName(_("Document and paragraph"))
        self._version.setAccessibleName(_("Version"))
        self._version.setMaximumWidth(px(90))
        fields = QHBoxLayout()
        fields.setSpacing(px(4))
        for field in (self._kind, self._reference, self._version):
            fields.addWidget(field, 1 if field is self._reference else 0)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(INDENT), 0, 0, px(4))
        layout.setSpacing(px(4))
        layout.addLayout(fields)
        layout.addWidget(self._refusal)
        layout.addLayout(buttons)
        self._reference.returnPressed.connect(self.add.click)
        self._version.returnPressed.connect(self.add.click)
        self.hide()

    def begin(self) -> None:
        self._kind.set_value(RequirementKind.ORGANIZATIONAL)
        self._reference.clear()
        self._version.clear()
        self.show_refusal("")
        self.show()
        self._reference.setFocus()

    def criterion(self) -> NewCriterion:
        kind = self._kind.value()
        assert isinstance(kind, RequirementKind)
        return NewCriterion(kind, self._reference.text(), self._version.text())

    def show_refusal(self, text: str) -> None:
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))


class _Excluded(QWidget):
    """A control that the Statement of Applicability excludes is no primary criterion (R-27, R-53)."""

    def __init__(self) -> None:
        super().__init__()
        self.reference = ""
        self._text = body("")
        self.raise_against = button(_("Raise against {clause}").format(clause=EXCLUSION_CLAUSE))
        self.correct = button(_("Open the SoA"))
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(INDENT), 0, 0, px(4))
        layout.setSpacing(px(4))
        row = QHBoxLayout()
        row.addWidget(self.raise_against)
        row.addWidget(self.correct)
        row.addStretch(1)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.hide()

    def show_reference(self, reference: str) -> None:
        """Say which control it is; "" takes the remark away."""
        self.reference = reference
        self._text.setText(
            _(
                "The SoA of this audit excludes {reference}. Raise the finding against {clause}, which asks "
                "for the reason of an exclusion, or correct the SoA in a new version."
            ).format(reference=reference, clause=EXCLUSION_CLAUSE)
        )
        self.setVisible(bool(reference))
