"""The finding as it is written: requirement, evidence, statement, the grading in short, and the rest."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.findings import findings, labels
from app.findings.detail import FindingDetail
from app.findings.terms import FindingType
from app.words import N_
from ui.findings.criteria_part import CriteriaPart
from ui.findings.editor import Editor, Shown
from ui.findings.evidence_part import EvidencePart
from ui.findings.finding_terms import is_nonconformity
from ui.findings.grading_card import GradingCard
from ui.findings.text_part import INDENT, TextPart
from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.form import choice_field, form_row
from ui.words import _

_UNMET = N_("In one sentence, in which way the requirement is not met")
_STATEMENTS = {
    FindingType.NONCONFORMITY: (N_("Nonconformity"), _UNMET),
    FindingType.OFI: (N_("What could be better"), N_("In one sentence; the requirement itself is met")),
    FindingType.OBSERVATION: (N_("What may fail if left"), N_("In one sentence, what may happen and why")),
    FindingType.STRENGTH: (N_("What is worth keeping"), N_("In one sentence, what is done well")),
}
_PARTS = (
    ("requirement_text", N_("Requirement"), N_("What is asked for, in your own words")),
    ("evidence_text", N_("Evidence"), N_("What, how many of how many, when, where, from whom (role)")),
    ("statement", N_("Nonconformity"), _UNMET),
    ("expected_benefit", N_("Expected benefit"), N_("What it would gain")),
    ("extent", N_("Extent"), N_("Where else the same was seen")),
    ("risk", N_("Risk"), N_("What may come of it")),
    (
        "corrected_during_audit",
        N_("Corrected during the audit"),
        N_("What was mended at once; it stays a nonconformity"),
    ),
    ("recommendation", N_("Recommendation"), N_("Not part of the finding; the auditee decides what to do")),
)
# What is asked of each type; a nonconformity has its grading between the first three and the rest.
_WRITTEN = ("requirement_text", "evidence_text", "statement")
_FURTHER = ("extent", "risk", "corrected_during_audit")
_ONLY_NONCONFORMITY = frozenset(_FURTHER)
_ONLY_IMPROVEMENT = frozenset({"expected_benefit"})


class StatementTab(QWidget):
    """`question_requested(question)` and `choice_requested()` lead to the grading, `place_requested` away."""

    question_requested = Signal(int)
    choice_requested = Signal()
    place_requested = Signal(str, dict)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.parts = {
            key: TextPart(editor, key, _(name), _(placeholder)) for key, name, placeholder in _PARTS
        }
        self.criteria = CriteriaPart(editor, self.parts["requirement_text"].head)
        self.evidence = EvidencePart(editor, self.parts["evidence_text"].head)
        self.card = GradingCard()
        self._owner = choice_field([])
        self._owner_row = form_row(_("Owner"), self._owner, _("Who answers for it at the auditee."))
        self._recommendation = Card("", "quiet")
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(4), px(8))
        layout.setSpacing(px(6))
        for part in self._in_order():
            layout.addWidget(part)
        layout.addStretch(1)

    def _in_order(self) -> list[QWidget]:
        parts = self.parts
        return [
            parts["requirement_text"],
            self.criteria,
            parts["evidence_text"],
            self.evidence,
            parts["statement"],
            parts["expected_benefit"],
            _indented(self.card),
            *(parts[key] for key in _FURTHER),
            _indented(self._owner_row),
            _indented(self._recommendation_card()),
        ]

    def _recommendation_card(self) -> Card:
        card = self._recommendation
        px = current_look().px
        card.body.setContentsMargins(px(8), px(8), px(8), px(8))
        card.body.addWidget(self.parts["recommendation"])
        return card

    def _connect(self) -> None:
        self.card.question_requested.connect(self.question_requested)
        self.card.choice_requested.connect(self.choice_requested)
        self.evidence.place_requested.connect(self.place_requested)
        self._owner.value_chosen.connect(self._save_owner)

    def show_shown(self, shown: Shown) -> None:
        detail = shown.detail
        self._show_texts(detail)
        self.criteria.show_shown(shown)
        self.evidence.show_shown(shown)
        graded = is_nonconformity(detail)
        self.card.setVisible(graded)
        if graded:
            self.card.show_shown(shown)
        self._show_owner(shown)

    def _show_texts(self, detail: FindingDetail) -> None:
        name, placeholder = _STATEMENTS[detail.row.type]
        self.parts["statement"].set_name(_(name), _(placeholder))
        for key, part in self.parts.items():
            text = str(getattr(detail, key))
            part.show_text(text, detail.can_be_written, detail.hints)
            part.setVisible(self._concerns(key, detail, text))
        self._recommendation.setVisible(self._concerns("recommendation", detail, detail.recommendation))

    def _concerns(self, key: str, detail: FindingDetail, text: str) -> bool:
        """Whether a finding of this type has the field; what was written once stays in sight."""
        if text or key == "requirement_text":
            return True
        if not detail.can_be_written and key not in _WRITTEN:
            return False
        if key in _ONLY_NONCONFORMITY:
            return is_nonconformity(detail)
        if key in _ONLY_IMPROVEMENT:
            return detail.row.type is FindingType.OFI
        return key in _WRITTEN or detail.row.type is not FindingType.STRENGTH

    def _show_owner(self, shown: Shown) -> None:
        people = [(one.id, one.label) for one in shown.people]
        self._owner.set_choices([("", _("nobody yet")), *people])
        self._owner.set_value(shown.detail.owner_id or "")
        self._owner.setEnabled(shown.detail.can_be_written)
        self._owner_row.setVisible(shown.detail.row.type is not FindingType.STRENGTH)

    def _save_owner(self, person_id: object) -> None:
        owner_id = str(person_id) or None
        self._editor.do(labels.EDIT, findings.edit, self._editor.finding_id, owner_id=owner_id)

    def add_evidence(self) -> None:
        self.evidence.begin()

    def flush(self) -> bool:
        written = [part.flush() for part in self.parts.values()]
        return all(written)


def _indented(widget: QWidget) -> QWidget:
    """Where the texts begin, which stand behind the frames of their fields."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(current_look().px(INDENT), 0, current_look().px(2), 0)
    layout.addWidget(widget)
    return holder
