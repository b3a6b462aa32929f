"""The room in which a session is held: which session, which item, and what is done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.sessions.item_reads import item_is_there
from app.sessions.phrases import expansions
from app.sessions.reads import AgendaItem, SessionView, session_is_there
from app.sessions.results import Aspect, Result, set_aspect, set_reason, set_result
from app.words import N_
from ui.page import Context
from ui.sessions.arranging.desk import ArrangingDesk
from ui.sessions.asking import Asking
from ui.sessions.aspects import answer_of, following_answer
from ui.sessions.beside import Beside
from ui.sessions.capture import Capture
from ui.sessions.line_writer import LineWriter
from ui.sessions.room_data import (
    ItemData,
    SessionData,
    read_item,
    read_progress,
    read_session,
    read_unfiled,
    with_result,
)
from ui.sessions.room_parts import ALL, THIS, TO_FILE, RoomParts
from ui.sessions.room_words import pace_text
from ui.sessions.stepping import waiting_after
from ui.words import _


class Room(QWidget):
    """`left` asks for the list of sessions, `session_chosen(id)` for another one; `status_changed` for the
    status text to be read again."""

    left = Signal()
    session_chosen = Signal(str)
    status_changed = Signal()

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__()
        self._context = context
        self._origin = origin
        self._session: SessionData | None = None
        self._item: ItemData | None = None
        self._item_id: str | None = None
        self._discreet = False
        self._is_focused = False
        self._parts = RoomParts(context, LineWriter(context, origin, self.where), self._save_reason)
        self.capture = Capture(context, origin, self._parts.notes, self.reload, self)
        self.arranging = ArrangingDesk(context, origin, self._parts.places, self._session_id, self.reload)
        self._asking = Asking(context, origin, self._parts.more, self.where)
        self._beside = Beside(context, self._parts.side, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._parts)
        self._connect()

    def _connect(self) -> None:
        parts, notes = self._parts, self._parts.notes
        parts.card.toggled.connect(self.arranging.start_or_pause)
        parts.card.end_requested.connect(self.end_session)
        parts.card.list_requested.connect(self._ask_to_leave)
        parts.choice.chosen.connect(self._show_choice)
        parts.list.item_chosen.connect(self._choose_item)
        parts.next_today.session_chosen.connect(self.session_chosen)
        parts.results.result_chosen.connect(self.set_result)
        parts.results.aspects.turned.connect(self.turn_aspect)
        parts.results.reason_ended.connect(parts.notes.focus_blank)
        parts.results.reason_save.failed.connect(self._context.report_error)
        parts.head.more_asked.connect(self.more_questions)
        self._asking.asked.connect(self._go_on_with)
        self._asking.closed.connect(notes.focus_blank)
        notes.failed.connect(self._context.report_error)
        notes.written.connect(self.status_changed)
        notes.filed.connect(self._tell_filed)
        notes.image_pasted.connect(self.capture.attach_picture)
        notes.files_pasted.connect(self.capture.attach)
        self.arranging.closed.connect(notes.focus_blank)
        parts.side.attach_requested.connect(self.capture.choose_files)

    def enter(self, session_id: str, item_id: str | None = None, line_id: str | None = None) -> bool:
        """Take a session up, at an item if one is named that is there; a line without one waits "To file".

        False when the session is not in the plan (any more), or when unsaved notes could not be written.
        """
        if not self.flush() or not self._is_there(session_id):
            return False
        self.arranging.close()
        if self._view() is None or self._session_id() != session_id:
            self._item_id = None
            self._parts.choice.choose(THIS)
        if line_id and not item_id:
            self._item_id = None
            self._parts.choice.choose(TO_FILE)
        self._read_phrases()
        self._read_session(session_id)
        self._go_to(item_id or self._item_id)
        self._show_all(same_item=False)
        return True

    def _is_there(self, session_id: str) -> bool:
        with self._context.workspace.read() as unit:
            return session_is_there(unit, session_id)

    def _go_to(self, item_id: str | None) -> None:
        """Decide for an item; one that is gone gives way to the first without a result."""
        if self._parts.choice.current() == TO_FILE and item_id is None:
            self._item_id = None
        elif item_id is None or not self._has_item(item_id):
            self._item_id = self._first_open()
        else:
            self._item_id = item_id
            if item_id not in [item.id for item in self._items()]:
                self._parts.choice.choose(ALL)
                self._read_session(self._session_id())

    def _has_item(self, item_id: str) -> bool:
        view = self._view()
        with self._context.workspace.read() as unit:
            return view is not None and item_is_there(unit, view.audit_id, item_id)

    def _view(self) -> SessionView | None:
        return self._session.view if self._session else None

    def _session_id(self) -> str:
        return self._session.view.id if self._session else ""

    def _items(self) -> tuple[AgendaItem, ...]:
        """The items in the list."""
        is_filing = self._parts.choice.current() == TO_FILE
        return self._session.items if self._session and not is_filing else ()

    def _first_open(self) -> str | None:
        items = self._items()
        waiting = next((item.id for item in items if item.result is Result.OPEN), None)
        return waiting or (items[0].id if items else None)

    def _read_session(self, session_id: str) -> None:
        with_all = self._parts.choice.current() == ALL
        with self._context.workspace.read() as unit:
            self._session = read_session(unit, session_id, with_all_items=with_all)

    def _read_phrases(self) -> None:
        with self._context.workspace.read() as unit:
            self._parts.notes.set_phrases(expansions(unit))

    def reload(self) -> None:
        """Read everything again; the caret and unsaved typing stay. A session that is gone is left."""
        if self._session is None:
            return
        if not self._is_there(self._session_id()):
            self._session, self._item_id = None, None
            self.left.emit()
            return
        self._read_phrases()
        self._read_session(self._session_id())
        before = self._item_id
        self._go_to(before)
        self._show_all(same_item=self._item_id == before)
        if self.arranging.is_open:
            self.arranging.show_data()

    def _show_all(self, *, same_item: bool) -> None:
        self._show_session()
        self._show_item(same_item=same_item)
        self._beside.show_item(self._session_id(), self._item_id, hides_results=self._discreet)

    def _show_session(self) -> None:
        if self._session is not None:
            self._parts.show_session(self._session, self._item_id, discreet=self._discreet)
            self.status_changed.emit()

    def _show_item(self, *, same_item: bool) -> None:
        session = self._session
        if session is None:
            return
        self.capture.session_id, self.capture.item_id = session.view.id, self._item_id
        with self._context.workspace.read() as unit:
            data = read_item(unit, self._item_id) if self._item_id else read_unfiled(unit, session.view.id)
            today = unit.today()
        self._item = data
        self._parts.show_item(session, data, discreet=self._discreet)
        self._parts.show_lines(session, data, today, same_item=same_item)

    def _choose_item(self, item_id: str) -> None:
        if item_id == self._item_id:
            return
        if not self.flush():
            self._parts.list.show_current(self._item_id)
            return
        self._item_id = item_id
        self._parts.more.hide()
        self._parts.list.show_current(item_id)
        self._show_item(same_item=False)
        self._beside.follow(item_id)
        self._parts.notes.focus_blank()

    def _show_choice(self, key: str) -> None:
        if self._session is None or not self.flush():
            return
        self._read_session(self._session_id())
        listed = {item.id for item in self._items()}
        if key == TO_FILE:
            self._item_id = None
        elif self._item_id not in listed:
            self._item_id = self._first_open()
        self._show_all(same_item=False)

    def next_item(self) -> None:
        self._step(1)

    def previous_item(self) -> None:
        self._step(-1)

    def _step(self, way: int) -> None:
        ids = [item.id for item in self._items()]
        if not ids:
            return
        position = ids.index(self._item_id) + way if self._item_id in ids else 0
        if 0 <= position < len(ids):
            self._choose_item(ids[position])
        else:
            self._context.say(_("This is the last item.") if way > 0 else _("This is the first item."))

    def next_open_item(self) -> None:
        """The next item without a result, from the present one on, must-asks before others."""
        waiting = waiting_after(self._items(), self._item_id)
        waiting.sort(key=lambda item: not item.must_ask)
        self._go_on_to(waiting, _("Every item here has a result."))

    def next_must_ask(self) -> None:
        """The next must-ask without a result, from the present item on."""
        waiting = [item for item in waiting_after(self._items(), self._item_id) if item.must_ask]
        self._go_on_to(waiting, _("No must-ask item is left here."))

    def _go_on_to(self, items: Sequence[AgendaItem], none: str) -> None:
        if items:
            self._choose_item(items[0].id)
        else:
            self._context.say(none)

    def more_questions(self) -> None:
        """Offer further questions on the item; asked again, go back to the notes."""
        if self._asking.is_open:
            self._asking.close()
        elif self.flush():
            self._asking.show_offers()

    def _go_on_with(self, item_id: str) -> None:
        """Go on with an item that came to the agenda."""
        self._read_session(self._session_id())
        self._go_to(item_id)
        self._show_all(same_item=False)
        self._parts.notes.focus_blank()

    def set_result(self, result: Result) -> None:
        """Set the result of the item; the caret stays where it is. Set again, one goes on to its reason."""
        item_id, session_id = self._item_id, self._session_id()
        if item_id is None or (self._has_result(result) and self._parts.results.go_to_reason()):
            return
        try:
            with self._context.workspace.write(N_("Set result"), origin=self._origin) as uow:
                set_result(uow, item_id, result, session_id=session_id)
        except UserError as error:
            self._context.report_error(error)
            self.reload()
        else:
            self._show_result(result)

    def _has_result(self, result: Result) -> bool:
        return self._item is not None and self._item.item is not None and self._item.item.result is result

    def _show_result(self, result: Result) -> None:
        """Show what a result changes, and read nothing else: somebody is speaking."""
        session, item = self._session, self._item
        if session is None or item is None or item.item is None:
            return
        with_all = self._parts.choice.current() == ALL
        with self._context.workspace.read() as unit:
            self._session = read_progress(unit, session, with_all_items=with_all)
        self._item = with_result(item, result)
        self._show_session()
        self._parts.show_item(self._session, self._item, discreet=self._discreet)
        if Result.NONCONFORMING in (item.item.result, result):
            # A candidate finding came or went with it.
            self._beside.follow(item.item.id)

    def _save_reason(self, reason: str) -> None:
        if self._item_id is None:
            return
        key = f"reason:{self._item_id}"
        name = N_("Give the reason for a result")
        with self._context.workspace.write(name, origin=self._origin, merge_key=key) as uow:
            set_reason(uow, self._item_id, reason)

    def _tell_filed(self, reference: str) -> None:
        if reference:
            self._context.say(_("Filed to {reference}").format(reference=reference))
            self.reload()
        else:
            self._context.say(_("No item of this audit has that number; the line stays here."))

    def next_speaker(self) -> None:
        self._parts.notes.next_speaker()

    @property
    def is_discreet(self) -> bool:
        """Whether results and findings are hidden."""
        return self._discreet

    def toggle_discreet(self) -> None:
        """Hide or show what an interviewee who can see the screen should not read."""
        self._discreet = not self._discreet
        self.capture.is_discreet = self._discreet
        self._context.say(_("Results and findings are hidden") if self._discreet else _("Results are shown"))
        self._show_all(same_item=True)

    def toggle_focus(self) -> None:
        """Leave nothing but the question and the notes on the page, or bring everything back."""
        self._is_focused = not self._is_focused
        self._parts.set_focused(self._is_focused)
        self._show_all(same_item=True)
        keys = self._context.commands.keys("session.focus")
        back = _("Only the question and the notes; {keys} brings everything back").format(keys=keys)
        self._context.say(back if self._is_focused else _("Everything is shown"))

    def turn_aspect(self, aspect: Aspect) -> None:
        """Give the next answer on design, implementation or operation: not said, yes, no."""
        shown = self._item.item if self._item is not None else None
        if shown is None:
            return
        answer = following_answer(answer_of(shown, aspect))
        key = f"aspect:{aspect.value}:{shown.id}"
        name = N_("Say how far it is met")
        try:
            with self._context.workspace.write(name, origin=self._origin, merge_key=key) as uow:
                set_aspect(uow, shown.id, aspect, answer)
        except UserError as error:
            self._context.report_error(error)
            return
        self._show_item(same_item=True)

    def end_session(self) -> None:
        """The session is over; what is not saved yet is saved first."""
        if self.flush():
            self.arranging.end()

    def _ask_to_leave(self) -> None:
        if self.flush():
            self.left.emit()

    def new_sample(self) -> None:
        """Take up the form for a sample on the item; the words of the line say what it is taken from."""
        if self._item_id is not None and self.flush():
            words = self._parts.notes.current_words().strip()
            where = {"sample_for_item": self._item_id, "sample_from": words}
            self._context.navigate("evidence", where)

    def where(self) -> dict[str, str]:
        if self._session is None:
            return {}
        place = {"session_id": self._session_id()}
        return {**place, "item_id": self._item_id} if self._item_id else place

    def first_focus(self) -> QWidget:
        """The notes, or the reason that a result still lacks."""
        if self.arranging.is_open:
            return self.arranging.panel.first_record_field()
        lacking = self._parts.results.lacking_reason()
        return lacking or self._parts.notes.first_focus()

    def focus_notes(self, line_id: str | None = None) -> None:
        """Put the caret on a line of notes, or on the empty one where there is no such line."""
        if line_id is None or not self._parts.notes.go_to(line_id):
            self._parts.notes.focus_blank()

    def flush(self) -> bool:
        written = (
            self._parts.notes.flush(),
            self._parts.results.reason_save.flush(),
            self.arranging.flush(),
        )
        return all(written)

    def status_text(self) -> str:
        return pace_text(self._session.pace) if self._session else ""
