"""Over the whole window: a picture or a PDF to be redacted or marked up, saved as a copy of its own."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.errors import UserError
from app.evidence.marking.copies import MadeCopy, make_copy
from app.evidence.marking.marks import LONGEST_LABEL, MarkKind
from app.evidence.reads import EvidenceRow
from app.progress import Progress
from ui.commands import Command, Commands
from ui.evidence.marking.drafts import Drafts
from ui.evidence.marking.foot import Foot
from ui.evidence.marking.paper import Paper
from ui.evidence.marking.tools import Tools
from ui.jobs import Job
from ui.page import Context
from ui.shortcut_sheet import ShortcutSheet
from ui.theme import current_look
from ui.widgets.labels import muted
from ui.words import _, ngettext

_EDGE = 24


class MarkingView(QDialog):
    """`made(MadeCopy)` follows when the copy is recorded. Nothing is changed before that."""

    made = Signal(object)

    def __init__(self, context: Context, row: EvidenceRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._row = row
        self._may_leave = False
        self._making: Job | None = None
        self.drafts = Drafts()
        self.tools = Tools()
        self.paper = Paper(context, row.id, self.drafts)
        self.foot = Foot(row)
        self._told = muted("", 2)
        self._commands = Commands(self, context.shortcuts)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.setWindowTitle(_("Redact or mark up {number}").format(number=self._row.number))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(16), px(12), px(16), px(12))
        layout.setSpacing(px(8))
        layout.addWidget(self.tools)
        layout.addWidget(self.paper, 1)
        layout.addWidget(self._told)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self.tools.chosen.connect(self._take_tool)
        self.tools.words_changed.connect(self._write_label)
        self.tools.undo_button.clicked.connect(self.undo)
        self.tools.smaller_button.clicked.connect(self.paper.smaller)
        self.tools.larger_button.clicked.connect(self.paper.larger)
        self.tools.fit_button.clicked.connect(self.paper.fit)
        self.tools.previous_button.clicked.connect(self._turn_back)
        self.tools.next_button.clicked.connect(self._turn_on)
        self.paper.sheet.changed.connect(self._on_changed)
        self.paper.shown.connect(self._show_state)
        self.paper.zoomed.connect(self.tools.show_zoom)
        self.paper.failed.connect(self._told.setText)
        self.foot.save_button.clicked.connect(self.save)
        self.foot.close_button.clicked.connect(self.reject)
        self._commands.set_window(self._general_commands())
        self._commands.set_page(self._marking_commands())

    def _marking_commands(self) -> Sequence[Command]:
        group, marks, pages = _("Tools"), _("Marks"), _("Pages")
        return (
            Command("marking.black", _("Black out"), self.tools.take_black, group=group),
            Command("marking.highlight", _("Highlight"), self.tools.take_highlight, group=group),
            Command("marking.frame", _("Frame"), self.tools.take_frame, group=group),
            Command("marking.arrow", _("Arrow"), self.tools.take_arrow, group=group),
            Command("marking.label", _("Label"), self.tools.take_label, group=group),
            Command("marking.put_down", _("Put a mark down"), self.paper.put_down, group=marks),
            Command("marking.next_mark", _("Next mark"), self.next_mark, group=marks),
            Command("marking.previous_mark", _("Previous mark"), self.previous_mark, group=marks),
            Command("marking.remove", _("Remove the mark"), self.remove_mark, group=marks),
            Command("marking.next_page", _("Next page"), self.paper.next_page, group=pages),
            Command("marking.previous_page", _("Previous page"), self.paper.previous_page, group=pages),
            Command("marking.save", _("Save the copy"), self.save, group=_("Copy")),
        )

    def _general_commands(self) -> Sequence[Command]:
        return (
            Command("window.undo", _("Undo"), self.undo),
            Command("window.redo", _("Redo"), self.redo),
            Command("window.larger", _("Larger"), self.paper.larger),
            Command("window.smaller", _("Smaller"), self.paper.smaller),
            Command("window.usual_size", _("Fit the page"), self.paper.fit),
            Command("window.shortcuts", _("Keyboard shortcuts"), self._show_keys),
        )

    def open_over(self, window: QWidget) -> None:
        """Show it over a window, nearly as large."""
        edge = current_look().px(_EDGE)
        self.setGeometry(window.geometry().adjusted(edge, edge, -edge, -edge))
        self.open()
        self._show_state()
        self.paper.sheet.setFocus()
        self.paper.ask()

    def _show_keys(self) -> None:
        ShortcutSheet(_("Redact or mark up"), self._commands, self).open()

    def _turn_back(self) -> None:
        self.paper.turn(-1)

    def _turn_on(self) -> None:
        self.paper.turn(1)

    def _take_tool(self, kind: MarkKind) -> None:
        self.paper.sheet.tool = kind
        self.paper.sheet.setFocus()

    def next_mark(self) -> None:
        """Choose the next mark on the page."""
        self._choose(1)

    def previous_mark(self) -> None:
        """Choose the mark before on the page."""
        self._choose(-1)

    def _choose(self, way: int) -> None:
        self.drafts.choose_next(self.paper.page, way)
        self.paper.sheet.setFocus()
        self._on_changed()

    def remove_mark(self) -> None:
        """Take the chosen mark away."""
        self.drafts.remove()
        self._on_changed()

    def undo(self) -> None:
        """Take the last mark or the last change of one back."""
        self.drafts.undo()
        self._on_changed()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.drafts.redo()
        self._on_changed()

    def _write_label(self, text: str) -> None:
        mark = self.drafts.chosen_mark()
        if mark is not None and mark.kind is MarkKind.LABEL and mark.text != text:
            self.drafts.change(replace(mark, text=text[:LONGEST_LABEL]), is_same_step=bool(mark.text))
            self._on_changed()

    def _on_changed(self) -> None:
        self._may_leave = False
        self.paper.sheet.update()
        self.paper.show_chosen()
        self._show_label()
        self._show_state()

    def _show_label(self) -> None:
        """A label that was just put down is to be written at once."""
        chosen = self.drafts.chosen_mark()
        if chosen is None or chosen.kind is not MarkKind.LABEL:
            self.tools.show_label(None)
            return
        self.tools.show_label(chosen.text)
        if not chosen.text:
            self.tools.words.setFocus()

    def _show_state(self) -> None:
        marks = self.drafts.finished()
        self.tools.show_page(self.paper.page, self.paper.pages)
        self.tools.undo_button.setEnabled(self.drafts.can_undo())
        self.foot.set_pages(self.paper.page, self.paper.pages)
        self.foot.show_marks(marks, is_busy=self._making is not None)
        self._told.setText(_state(len(marks)))

    def save(self) -> None:
        """Make the copy, in a job; the view closes when it is recorded."""
        marks = self.drafts.finished()
        if not marks or self._making is not None:
            return
        title, pages, is_used_alike = self.foot.wish(self.paper.page)
        worker, workspace, evidence_id = self._context.worker, self._context.workspace, self._row.id

        def work(progress: Progress) -> MadeCopy:
            return make_copy(
                worker,
                workspace,
                evidence_id,
                marks,
                title,
                pages=pages,
                is_used_alike=is_used_alike,
                progress=progress,
            )

        name = _("Making the copy")
        self._making = self._context.jobs.start(name, work, self._on_made, self._on_failed, self._go_on)
        self._show_state()
        self._told.setText(_("Making the copy… Escape stops it."))

    def _on_made(self, made: MadeCopy) -> None:
        self._context.say(
            _("{number} was made from {original}.").format(number=made.number, original=made.original)
        )
        self.made.emit(made)
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._go_on()
        self._told.setText(" ".join(error.sentences(self._context.words)))

    def _go_on(self) -> None:
        self._making = None
        self._show_state()

    def reject(self) -> None:
        """Stop what is being made, or leave; with marks not saved only when asked a second time."""
        if self._making is not None:
            self._making.cancel()
            return
        if self.drafts.finished() and not self._may_leave:
            self._may_leave = True
            self._told.setText(
                _("The marks are not saved as a copy yet. Close once more to leave without them.")
            )
            return
        super().reject()


def _state(count: int) -> str:
    if not count:
        return _("Draw over what is to be hidden or pointed at, or press N. F1 shows the keys.")
    marks = ngettext("{n} mark", "{n} marks", count)
    keys = _("Arrow keys move the chosen one, with Shift they resize it; M goes to the next, F1 shows keys.")
    return f"{marks} · {keys}"
