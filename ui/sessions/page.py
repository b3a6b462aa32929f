"""The sessions page: a list of sessions, and the room in which one is held."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.sessions.reads import session_for_item, session_rows
from app.sessions.results import Aspect, Result
from app.unit_of_work import Change
from ui.commands import Command
from ui.evidence.attaching import local_paths
from ui.page import Context, Page
from ui.sessions.room import Room
from ui.sessions.session_list import SessionList
from ui.sessions.watching import Watching
from ui.words import _


class SessionsPage(Page):
    """Opens in the session where the auditor left off."""

    page_id = "sessions"
    collapses_rail = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._list = SessionList()
        self._room = Room(context, self.origin)
        self.watching = Watching(context, self._room.capture.attach, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._room)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.watching.strip)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self._list.session_chosen.connect(self._enter)
        self._list.plan_requested.connect(self._open_plan)
        self._room.left.connect(self._leave)
        self._room.session_chosen.connect(self._enter)
        self._room.status_changed.connect(self.status_changed)

    def title(self) -> str:
        return _("Sessions")

    def load(self) -> None:
        self._show_list()

    def _show_list(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        with self.context.workspace.read() as unit:
            self._list.show_sessions(session_rows(unit, audit_id))

    def refresh(self, _changes: frozenset[Change]) -> None:
        if self._in_room():
            self._room.reload()
        else:
            self._show_list()

    def open(self, **where: Any) -> None:
        """Open a session at an item, or at a line of its notes.

        An item alone is opened in the session that most likely takes it up.
        """
        session_id, item_id = where.get("session_id"), where.get("item_id")
        if session_id is None and item_id is not None:
            session_id = self._session_with(item_id)
        if session_id is not None:
            self._take_up(session_id, item_id, where.get("line_id"))

    def _session_with(self, item_id: str) -> str | None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return None
        with self.context.workspace.read() as unit:
            return session_for_item(unit, audit_id, item_id)

    def where(self) -> dict[str, str]:
        return self._room.where() if self._in_room() else {}

    def _in_room(self) -> bool:
        return self._stack.currentWidget() is self._room

    def _enter(self, session_id: str) -> None:
        self._take_up(session_id, None, None)

    def _take_up(self, session_id: str, item_id: str | None, line_id: str | None) -> None:
        if not self._room.enter(session_id, item_id, line_id):
            return
        self._stack.setCurrentWidget(self._room)
        self.watching.enter_session()
        self._room.focus_notes(line_id)
        self.status_changed.emit()

    def _leave(self) -> None:
        self._show_list()
        self._stack.setCurrentWidget(self._list)
        self.watching.leave_session()
        self._list.table.setFocus()
        self.status_changed.emit()

    def _open_plan(self) -> None:
        self.context.navigate("plan", {})

    def first_focus(self) -> QWidget:
        return self._room.first_focus() if self._in_room() else self._list.table

    def is_discreet(self) -> bool:
        return self._in_room() and self._room.is_discreet

    def status_text(self) -> str:
        return self._room.status_text() if self._in_room() else ""

    def flush(self) -> bool:
        return self._room.flush()

    def commands(self) -> Sequence[Command]:
        room, results, work = self._room, _("Result"), _("Session")
        offered = (
            ("conforms", _("Conforms"), self._conforms, results),
            ("nonconforms", _("Nonconforms, raise a candidate"), self._nonconforms, results),
            ("unable_to_verify", _("Unable to verify"), self._unable, results),
            ("not_examined", _("Not examined this time"), self._not_examined, results),
            ("open_again", _("Open again"), self._open_again, results),
            ("designed", _("Designed: not said, yes, no"), self._designed, results),
            ("implemented", _("Implemented: not said, yes, no"), self._implemented, results),
            ("operating", _("Operating: not said, yes, no"), self._operating, results),
            ("next_item", _("Next item"), room.next_item, work),
            ("previous_item", _("Previous item"), room.previous_item, work),
            ("next_open_item", _("Next item without a result"), room.next_open_item, work),
            ("next_must_ask", _("Next must-ask without a result"), room.next_must_ask, work),
            ("more_questions", _("More questions on this item"), room.more_questions, work),
            ("next_speaker", _("Next speaker"), room.next_speaker, work),
            ("attach", _("Attach files"), room.capture.choose_files, work),
            ("paste_image", _("Paste a picture as evidence"), room.capture.paste_picture, work),
            ("seen_not_taken", _("Seen, not taken"), room.capture.seen_not_taken, work),
            ("owes_me", _("Owes me: note what was promised"), room.capture.owes_me, work),
            ("raise_finding", _("Raise finding from the words"), room.capture.raise_finding, work),
            ("new_sample", _("New sample on this item"), room.new_sample, work),
            ("hide_results", _("Hide results and findings"), room.toggle_discreet, work),
            ("focus", _("Only the question and the notes"), room.toggle_focus, work),
            ("start_or_pause", _("Start or pause the session"), room.arranging.start_or_pause, work),
            ("end", _("End the session"), room.end_session, work),
            ("about", _("About this session: who, when, what was agreed"), room.arranging.toggle, work),
            ("somebody_else", _("Somebody else is here"), room.arranging.somebody_else, work),
            ("another_time", _("Move, shorten or lengthen the session"), room.arranging.another_time, work),
            (
                "carry_over",
                _("Carry what was not reached over"),
                room.arranging.carry_over,
                work,
            ),
            ("read_back", _("Save the sheet to read back as PDF…"), room.arranging.save_sheet, work),
            ("confirmed", _("Confirmed by the interviewee"), room.arranging.confirm, work),
            ("unconfirmed", _("Take back a confirmation"), room.arranging.take_back, work),
        )
        return (*(self._command(*one) for one in offered), *self.watching.commands(work))

    def _command(self, name: str, text: str, handler: Callable[[], None], group: str) -> Command:
        hint = _("Open a session first.")
        return Command(f"session.{name}", text, handler, group=group, enabled=self._in_room, hint=hint)

    def _conforms(self) -> None:
        self._room.set_result(Result.CONFORMING)

    def _nonconforms(self) -> None:
        self._room.set_result(Result.NONCONFORMING)

    def _unable(self) -> None:
        self._room.set_result(Result.UNABLE_TO_VERIFY)

    def _not_examined(self) -> None:
        self._room.set_result(Result.NOT_EXAMINED)

    def _open_again(self) -> None:
        self._room.set_result(Result.OPEN)

    def _designed(self) -> None:
        self._room.turn_aspect(Aspect.DESIGNED)

    def _implemented(self) -> None:
        self._room.turn_aspect(Aspect.IMPLEMENTED)

    def _operating(self) -> None:
        self._room.turn_aspect(Aspect.OPERATING)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._in_room() and local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._room.capture.attach(local_paths(event.mimeData()))
