"""What the answers propose, and the grade that the auditor chose instead, with the reason (R-29)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings import grading, labels
from app.findings.detail import FindingDetail
from app.findings.terms import Grade
from ui.finding_words import explanation
from ui.findings.editor import Editor, Shown
from ui.findings.finding_terms import grade_badge
from ui.findings.inline_form import InlineForm
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import button, link_button
from ui.widgets.flow import Flow
from ui.widgets.form import line_field
from ui.widgets.labels import PlainLabel, body, label
from ui.widgets.refusal_line import RefusalLine
from ui.widgets.segmented import Segmented
from ui.words import _


class GradeLine(QWidget):
    """`Proposed Minor · choose another grade, with a reason…`; both grades where they differ.

    `choice_requested()` asks for the form that chooses.
    """

    choice_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line = Flow(5)
        self._why = label("", None)
        self._known: tuple[object, ...] = ()
        self.choose = link_button(_("choose another grade, with a reason…"))
        self.choose.clicked.connect(self.choice_requested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(2))
        layout.addWidget(self._line)
        layout.addWidget(self._why)

    def show_detail(self, detail: FindingDetail) -> None:
        is_chosen, can_be_written = detail.is_grade_chosen, detail.can_be_written
        row, proposal = detail.row, detail.proposal
        known = (row.grade, row.own, proposal, detail.grade_reason, is_chosen, can_be_written)
        if known == self._known:
            return
        self._known = known
        self._line.row.removeWidget(self.choose)
        self._line.clear()
        self._line.add(*_said(detail))
        self._line.add(self.choose)
        self.choose.setVisible(detail.can_be_written)
        has_focus = self.choose.hasFocus()
        self.choose.set_label(
            _("choose again…") if detail.is_grade_chosen else _("choose another grade, with a reason…")
        )
        if has_focus:
            self.choose.setFocus()
        self._why.setText(_why(detail))

    def text(self) -> str:
        """The line as it reads."""
        parts = [self._line.row.itemAt(place) for place in range(self._line.row.count())]
        widgets = [part.widget() for part in parts if part is not None]
        said = [one.text() for one in widgets if isinstance(one, (PlainLabel, Badge))]
        return " ".join([*said, self._why.text()])


def _said(detail: FindingDetail) -> list[QWidget]:
    proposed, grade, own = detail.proposal.grade, detail.row.grade, detail.row.own
    if detail.is_grade_chosen and grade is not None:
        parts: list[QWidget] = [body(_("Chosen"), 1), Badge(*grade_badge(grade, own))]
        if proposed is None:
            return [*parts, body(_("where the questions propose no grade"), 1)]
        return [*parts, body(_("instead of proposed"), 1), Badge(*grade_badge(proposed, own))]
    if proposed is None:
        return [body(_("No grade proposed yet"), 1)]
    said: list[QWidget] = [body(_("Proposed"), 1), Badge(*grade_badge(proposed, own))]
    return [*said, body("·", 1)] if detail.can_be_written else said


def _why(detail: FindingDetail) -> str:
    if detail.is_grade_chosen:
        return _("Reason: {reason}").format(reason=detail.grade_reason)
    return explanation(detail.proposal.stop, detail.row.own)


class GradeChoice(InlineForm):
    """Chooses a grade with its reason. Without one it is refused, and says so."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._grade = Segmented([(grade.value, "") for grade in Grade])
        self.reason = line_field(_("Why this grade and not the proposed one; the report prints it"))
        self.apply = button(_("Choose grade"))
        self._follow = link_button(_("Follow the questions again"))
        self._cancel = link_button(_("Cancel"))
        self._refusal = RefusalLine()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self._grade.setAccessibleName(_("Grade"))
        self.reason.setAccessibleName(_("Reason for the grade"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for part in (self.apply, self._follow, self._cancel):
            row.addWidget(part)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(4), 0, 0)
        layout.setSpacing(px(6))
        grades = QHBoxLayout()
        grades.addWidget(self._grade)
        grades.addStretch(1)
        layout.addLayout(grades)
        layout.addWidget(self.reason)
        layout.addWidget(self._refusal)
        layout.addLayout(row)
        self.hide()

    def _connect(self) -> None:
        self.apply.clicked.connect(self._choose)
        self.reason.returnPressed.connect(self._choose)
        self._follow.clicked.connect(self._follow_again)
        self._cancel.clicked.connect(self.close_form)

    def begin(self, shown: Shown) -> None:
        """Open with the grade that differs from the proposal, and the caret in the reason."""
        detail = shown.detail
        for grade in Grade:
            self._grade.set_text(grade.value, grade_badge(grade, detail.row.own)[0])
        other = Grade.MINOR if detail.proposal.grade is Grade.MAJOR else Grade.MAJOR
        self._grade.choose((detail.row.grade if detail.is_grade_chosen and detail.row.grade else other).value)
        self.reason.setText(detail.grade_reason)
        self._follow.setVisible(detail.is_grade_chosen)
        self._refusal.say("")
        self.show()
        self.reason.setFocus()

    def choose_grade(self, grade: Grade) -> None:
        self._grade.choose(grade.value)

    def refusal(self) -> str:
        return self._refusal.text()

    def _choose(self) -> None:
        grade, reason = Grade(self._grade.current()), self.reason.text()
        self._take(grade, reason)

    def _follow_again(self) -> None:
        self._take(None, "")

    def _take(self, grade: Grade | None, reason: str) -> None:
        finding_id = self._editor.finding_id
        refusal = self._editor.attempt(labels.CHOOSE_GRADE, grading.choose_grade, finding_id, grade, reason)
        self._refusal.say(refusal)
        if not refusal:
            self.close_form()
