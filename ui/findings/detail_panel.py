"""One finding in full, at the right of the list."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.findings import findings, labels
from app.findings.detail import FindingDetail
from app.findings.terms import FindingState, Question
from ui.findings.editor import Editor, Part, Shown
from ui.findings.finding_terms import full_badge, state_text
from ui.findings.grading_tab import GradingTab
from ui.findings.history_tab import HistoryTab
from ui.findings.response_tab import ResponseTab
from ui.findings.statement_tab import StatementTab
from ui.findings.step_bar import StepBar
from ui.findings.text_part import INDENT, Remarks, TitleField
from ui.findings.type_choice import TypeChoice
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.badge import Badge
from ui.widgets.buttons import link_button
from ui.widgets.card import Panel
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label, muted, strong
from ui.widgets.refusal_line import RefusalLine
from ui.widgets.scrolled import show_inside
from ui.widgets.tab_order import keep_reading_order
from ui.widgets.tabs import Tabs
from ui.words import _

_MARGIN = 12
_LAID_OUT_MS = 40
_ROOM_BELOW = 96


class DetailPanel(Panel):
    """`place_requested(page_id, where)` leads to other pages; `part_chosen()` asks for the finding with what
    the part in front shows.

    A part is filled while it is in front.
    """

    place_requested = Signal(str, dict)
    part_chosen = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._number = strong("")
        self._badge = Badge("")
        self._change_type = link_button(_("Change…"))
        self._change_type.setAccessibleName(_("Change the type"))
        self._state = muted("", 1)
        self.type_choice = TypeChoice()
        self._refusal = RefusalLine()
        self.title = TitleField(_("Title"))
        self._title_save = AutoSave(self.title, self._save_title)
        self._title_remarks = Remarks()
        self._note = label("", 4)
        self.tabs = Tabs()
        self.statement = StatementTab(editor)
        self.grading = GradingTab(editor)
        self.response = ResponseTab(editor)
        self.history = HistoryTab(editor)
        self.steps = StepBar(editor)
        self._areas: list[QScrollArea] = []
        self._settled = QTimer(self)
        self._empty = EmptyState(
            _("No finding is chosen"), _("Choose one from the list, or raise a new one.")
        )
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._stack)
        whole = QWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(whole)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addLayout(self._tabs(), 1)
        layout.addWidget(self.steps)
        self._add_parts()

    def _head(self) -> QVBoxLayout:
        px = current_look().px
        line = QHBoxLayout()
        line.setContentsMargins(px(INDENT), 0, px(INDENT), 0)
        line.setSpacing(px(8))
        line.addWidget(self._number)
        line.addWidget(self._badge)
        line.addWidget(self._change_type)
        line.addStretch(1)
        line.addWidget(self._state)
        below = QVBoxLayout()
        below.setContentsMargins(px(INDENT), 0, px(INDENT), 0)
        below.setSpacing(px(4))
        for part in (self.type_choice, self._refusal, self._note):
            below.addWidget(part)
        head = QVBoxLayout()
        head.setContentsMargins(px(_MARGIN), px(14), px(_MARGIN), px(6))
        head.setSpacing(px(4))
        head.addLayout(line)
        head.addWidget(self.title)
        head.addWidget(self._title_remarks)
        head.addLayout(below)
        return head

    def _tabs(self) -> QVBoxLayout:
        px = current_look().px
        framed = QVBoxLayout()
        framed.setContentsMargins(px(_MARGIN), 0, px(_MARGIN - 4), 0)
        framed.addWidget(self.tabs)
        return framed

    def _add_parts(self) -> None:
        """From without to within: Qt dresses all that is in a widget anew when that gets another parent."""
        for key, text, widget in (
            (Part.STATEMENT, _("Statement"), self.statement),
            (Part.GRADING, _("Grading"), self.grading),
            (Part.RESPONSE, _("Response"), self.response),
            (Part.HISTORY, _("History"), self.history),
        ):
            area = QScrollArea()
            self._areas.append(area)
            self.tabs.add(key, text, area)
            show_inside(area, widget)

    def _connect(self) -> None:
        self._title_save.failed.connect(self._editor.context.report_error)
        self._change_type.clicked.connect(self._ask_type)
        self.type_choice.chosen.connect(self._change_to)
        self.type_choice.given_up.connect(self._change_type.setFocus)
        self.statement.question_requested.connect(self._go_to_question)
        self.statement.choice_requested.connect(self._choose_grade)
        self.statement.place_requested.connect(self.place_requested)
        self.steps.evidence_requested.connect(self.add_evidence)
        self.steps.verification_requested.connect(self._go_to_verification)
        self.tabs.chosen.connect(self.part_chosen)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._bring_focus_into_view)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._wait_until_laid_out)

    def _wait_until_laid_out(self) -> None:
        self._settled.start(_LAID_OUT_MS)

    def _bring_focus_into_view(self) -> None:
        """A field that was opened by a button, or is new, is where the auditor looks next."""
        focused = self.focusWidget()
        for area in self._areas:
            if focused is not None and focused.hasFocus() and area.isAncestorOf(focused):
                area.ensureWidgetVisible(focused, 0, current_look().px(_ROOM_BELOW))

    def show_nothing(self) -> None:
        """Nothing is chosen, or what was chosen is gone."""
        self.flush()
        self._editor.shown = None
        self._stack.setCurrentIndex(0)

    def show_shown(self, shown: Shown) -> None:
        """Show a finding; where it is the one that is shown already, caret and typing stay."""
        is_other = shown.detail.row.id != self._editor.finding_id
        self._editor.shown = shown
        self._show_head(shown.detail, is_other)
        self.steps.show_shown(shown, is_other)
        self._show_part(shown)
        if is_other:
            for area in self._areas:
                area.verticalScrollBar().setValue(0)
        self._stack.setCurrentIndex(1)

    def part(self) -> Part:
        """The part in front."""
        return Part(self.tabs.current())

    def _show_part(self, shown: Shown) -> None:
        part: QWidget
        match self.part():
            case Part.STATEMENT:
                part = self.statement
                self.statement.show_shown(shown)
            case Part.GRADING:
                part = self.grading
                self.grading.show_shown(shown)
            case Part.RESPONSE:
                part = self.response
                self.response.show_shown(shown)
            case Part.HISTORY:
                part = self.history
                self.history.read()
        keep_reading_order(self.tabs.bar, part, self.steps)

    def _show_head(self, detail: FindingDetail, is_other: bool) -> None:
        row = detail.row
        self._number.setText(row.number)
        self._badge.set_badge(*full_badge(row))
        self._state.setText(state_text(row))
        self._change_type.setVisible(detail.can_be_written)
        self._title_save.set_text(detail.own_title)
        self.title.setReadOnly(not detail.can_be_written)
        self.title.set_placeholder(row.title or _("Title, in a few words"))
        self._title_remarks.show_hints([hint for hint in detail.hints if hint.field == "title"])
        text = _note(detail)
        self._note.setText(text)
        self._note.setVisible(bool(text))
        if is_other:
            self.type_choice.hide()
            self._refusal.say("")

    def _save_title(self, text: str) -> None:
        title = " ".join(text.split("\n"))
        finding_id = self._editor.finding_id
        self._editor.save_text(labels.EDIT, "title", findings.edit, finding_id, title=title)

    def _ask_type(self) -> None:
        shown = self._editor.shown
        if shown is not None:
            self.type_choice.begin(but=shown.detail.row.type)

    def _change_to(self, kind: object) -> None:
        act, finding_id = findings.change_type, self._editor.finding_id
        self._refusal.say(self._editor.attempt(labels.CHANGE_TYPE, act, finding_id, kind))
        self._change_type.setFocus()

    def refusal(self) -> str:
        return self._refusal.text()

    def _go_to_question(self, question: int) -> None:
        shown = self._editor.shown
        if question == Question.Q0 and shown is not None and not shown.detail.criteria:
            self.statement.criteria.begin()
            return
        self.tabs.choose(Part.GRADING)
        self.grading.go_to(Question(question))

    def _choose_grade(self) -> None:
        self.tabs.choose(Part.GRADING)
        self.grading.begin_choice()

    def add_evidence(self) -> None:
        """Open the field that adds evidence, wherever the auditor is."""
        self.tabs.choose(Part.STATEMENT)
        self.statement.add_evidence()

    def _go_to_verification(self) -> None:
        self.tabs.choose(Part.RESPONSE)
        self.response.verification.begin()

    def flush(self) -> bool:
        """Write what is not saved yet; False when something could not be."""
        parts = (self.statement, self.grading, self.response)
        written = [self._title_save.flush(), *(part.flush() for part in parts)]
        return all(written)


def _note(detail: FindingDetail) -> str:
    """A quiet word on where it stands: why it was returned, why its text is fixed."""
    reason = detail.state_reason
    match detail.row.state:
        case FindingState.DRAFT if reason:
            return _("Returned to draft: {reason}").format(reason=reason)
        case FindingState.WITHDRAWN:
            return _("Withdrawn: {reason} Its number stays listed.").format(reason=_sentence(reason))
        case FindingState.MERGED:
            return _("It was merged into {number}; its own number stays listed.").format(
                number=detail.row.merged_into
            )
    return " ".join(said for said in (_merged(detail), _fixed(detail)) if said)


def _merged(detail: FindingDetail) -> str:
    return _("Stands for {numbers}, too.").format(numbers=", ".join(detail.merges)) if detail.merges else ""


def _fixed(detail: FindingDetail) -> str:
    if detail.can_be_written:
        return ""
    if not detail.is_reported:
        return _("Answered before the report: the text stays as the auditee answered it.")
    return _("Issued: the text is part of the report. It changes only in a new revision with its reason.")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
