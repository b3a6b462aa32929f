"""Taking evidence in during a session: files, pictures, things seen, things promised, findings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.evidence.circumstances import Circumstances, circumstances_from_session
from app.evidence.evidence import seen_not_taken
from app.evidence.intake import Attached
from app.evidence.requests import awaited_with, receive, request_evidence
from app.findings.findings import raise_finding
from app.findings.terms import FindingType
from app.sessions.notes import set_speaker
from app.sessions.sessions import LineKind
from app.words import N_
from ui.evidence.attaching import Attaching
from ui.page import Context
from ui.sessions.notes_editor import NotesEditor
from ui.words import _


class Capture(QObject):
    """Takes things in at `session_id` and `item_id`, on the line of `notes` that has the caret.

    `taken()` follows each thing that was taken in. While `is_discreet`, nothing that is said names a finding.
    """

    def __init__(
        self, context: Context, origin: str, notes: NotesEditor, taken: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._origin = origin
        self._notes = notes
        self._taken = taken
        self._attaching = Attaching(context, parent)
        self.session_id = ""
        self.item_id: str | None = None
        self.is_discreet = False
        self._attaching.attached.connect(self._on_attached)

    def _circumstances(self, line_id: str | None) -> Circumstances:
        with self._context.workspace.read() as unit:
            found = circumstances_from_session(unit, self.session_id, self.item_id)
        return replace(found, note_line_id=line_id)

    def _words(self) -> str:
        return self._notes.current_words().strip()

    def choose_files(self) -> None:
        """Ask for files and attach them."""
        self.attach(self._attaching.choose_files())

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files in a job; those that cannot be attached are named, the others are not held up."""
        self._attaching.attach(paths, self._circumstances(self._notes.current_line_id()))

    def _on_attached(self, attached: Sequence[Attached]) -> None:
        """What was attached to a line that awaits something is what was promised."""
        self._receive(attached[0].evidence_id)
        self._taken()

    def _receive(self, evidence_id: str) -> None:
        with self._context.workspace.read() as unit:
            request = awaited_with(unit, evidence_id)
        if request is None:
            return
        try:
            with self._context.workspace.write(N_("Receive what was owed"), origin=self._origin) as uow:
                receive(uow, request.id, evidence_id)
        except UserError as error:
            self._context.report_error(error)
        else:
            self._context.say(_("Received what {number} asked for").format(number=request.number))

    def paste_picture(self) -> None:
        """The picture on the clipboard becomes evidence."""
        picture = QGuiApplication.clipboard().image()
        if picture.isNull():
            self._context.say(_("There is no picture on the clipboard."))
        else:
            self.attach_picture(picture)

    def attach_picture(self, picture: QImage) -> None:
        """Attach a picture that lies in memory."""
        self._attaching.attach_picture(picture, self._circumstances(self._notes.current_line_id()))

    def seen_not_taken(self) -> None:
        """What the line says was seen and is not copied (R-25)."""
        audit_id, words, line_id = self._context.audit_id, self._words(), self._notes.current_line_id()
        if audit_id is None or line_id is None or not words:
            self._context.say(_("Write what you saw on a line first, then press the keys again."))
            return
        circumstances = self._circumstances(line_id)
        try:
            with self._context.workspace.write(N_("Seen, not taken"), origin=self._origin) as uow:
                seen_not_taken(uow, audit_id, words, circumstances)
        except UserError as error:
            self._context.report_error(error)
        self._taken()

    def owes_me(self) -> None:
        """What the line says was promised: it becomes a request."""
        audit_id, words, line_id = self._context.audit_id, self._words(), self._notes.current_line_id()
        if audit_id is None or line_id is None or not words:
            self._context.say(_("Write what was promised on a line first, then press the keys again."))
            return
        who = self._circumstances(line_id).obtained_from_id
        workspace = self._context.workspace
        try:
            with workspace.write(N_("Note what was promised"), origin=self._origin) as uow:
                set_speaker(uow, line_id, LineKind.OWED)
                request_evidence(
                    uow,
                    audit_id,
                    words,
                    person_id=who,
                    session_id=self.session_id,
                    item_id=self.item_id,
                    note_line_id=line_id,
                )
        except UserError as error:
            self._context.report_error(error)
        self._taken()

    def raise_finding(self) -> None:
        """A nonconformity on the item, begun with the words; it stays a draft."""
        audit_id, workspace, words = self._context.audit_id, self._context.workspace, self._words()
        if audit_id is None or not self._notes.flush():
            return
        try:
            with workspace.write(N_("Raise finding"), origin=self._origin) as uow:
                raised = raise_finding(
                    uow,
                    audit_id,
                    type=FindingType.NONCONFORMITY,
                    item_id=self.item_id,
                    session_id=self.session_id,
                    from_text=words,
                )
        except UserError as error:
            self._context.report_error(error)
            return
        said = _("Noted") if self.is_discreet else _("{number} raised as a draft")
        self._context.say(said.format(number=raised.number))
        self._taken()
