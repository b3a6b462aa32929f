"""The parts of the room: items at the left, notes in the middle, at the right what there is on the item."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.words import N_
from ui.page import Context
from ui.sessions.item_list import ItemList
from ui.sessions.item_view import ItemHead, ResultBar
from ui.sessions.line_words import line_marks
from ui.sessions.more_questions import MoreQuestions
from ui.sessions.next_today import NextToday
from ui.sessions.notes_editor import NotesEditor, NoteWriter
from ui.sessions.room_data import ItemData, SessionData
from ui.sessions.room_words import place_of_item, speakers, time_hint
from ui.sessions.session_card import SessionCard
from ui.sessions.side_panel import SidePanel
from ui.theme import current_look
from ui.widgets.buttons import Button, key_button, leave_the_caret, primary_button
from ui.widgets.card import Panel
from ui.widgets.labels import label
from ui.widgets.lead_label import LeadLabel
from ui.widgets.scrolled import show_inside
from ui.widgets.segmented import Segmented
from ui.words import _

THIS, ALL, TO_FILE = "this", "all", "file"
_LEFT, _RIGHT = 272, 300
# Below these sizes, in pixels at 100 %, two columns stand side by side and hints give way to the notes.
_NARROW, _SHORT = 1150, 560
_LEAST_NOTES = 88
_ON_AN_ITEM = N_("· lines on this item; # and a number files a line elsewhere")
_TO_FILE = N_("· lines of this session without an item; # and a number files one")


class RoomParts(QWidget):
    """The widgets of the room; what they do is the room's. Buttons run the command they are named after."""

    def __init__(self, context: Context, writer: NoteWriter, save_reason: Callable[[str], None]) -> None:
        super().__init__()
        self._commands = context.commands
        self.card = SessionCard(context.workspace.seat.clock)
        self.choice = Segmented([(THIS, _("This session")), (ALL, _("All")), (TO_FILE, _("To file"))])
        self.list = ItemList()
        self.hint = label("", 2)
        self.next_today = NextToday()
        self.head = ItemHead()
        self.more = MoreQuestions()
        self.results = ResultBar(context.commands, save_reason)
        self.notes_name = LeadLabel(role="label")
        self.notes = NotesEditor(writer)
        self.side = SidePanel()
        self.places = QStackedWidget()
        self._there = Button(_("On this item"))
        self._command_buttons: list[Button] = []
        self._is_focused = False
        self._left = Panel("right")
        self._right = QScrollArea()
        self._build()

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._fill_left()
        self._fill_right()
        layout.addWidget(self._left)
        layout.addWidget(self._middle(), 1)
        layout.addWidget(self._right)
        self._there.setCheckable(True)
        leave_the_caret(self._there)
        self._there.setAccessibleDescription(_("Shows evidence, samples and findings in place of the items"))
        self._there.toggled.connect(self._arrange)
        self._there.hide()

    def _fill_left(self) -> None:
        px, panel = current_look().px, self._left
        self.choice.setAccessibleName(_("Which items"))
        hint = QHBoxLayout()
        hint.setContentsMargins(px(8), 0, px(8), 0)
        hint.addWidget(self.hint)
        for part in (self.card, self.choice, self.list):
            panel.body.addWidget(part)
        panel.body.addLayout(hint)
        panel.body.addWidget(self.next_today)
        panel.body.addStretch(1)

    def _middle(self) -> QWidget:
        """The item with its notes; what else takes their place for a while comes behind it."""
        px = current_look().px
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(px(20), px(14), px(20), px(14))
        layout.setSpacing(px(8))
        for part in (self.head, self.more, self.results, self.notes_name):
            layout.addWidget(part)
        self.more.hide()
        layout.addWidget(self.notes, 1)
        layout.addLayout(self._button_row())
        self.places.addWidget(middle)
        return self.places

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        for text, command_id in (
            (_("Attach"), "session.attach"),
            (_("Seen, not taken"), "session.seen_not_taken"),
            (_("Raise finding"), "session.raise_finding"),
        ):
            row.addWidget(self._runs(key_button(text, self._commands.keys(command_id)), command_id))
        row.addWidget(self._there)
        row.addStretch(1)
        following = primary_button(_("Next item"), self._commands.keys("session.next_item"))
        row.addWidget(self._runs(following, "session.next_item"))
        return row

    def _runs(self, part: Button, command_id: str) -> Button:
        part.setProperty("command", command_id)
        part.clicked.connect(self._run)
        leave_the_caret(part)
        self._command_buttons.append(part)
        return part

    def _run(self) -> None:
        sender = self.sender()
        if isinstance(sender, QObject):
            self._commands.run(str(sender.property("command")))

    def _fill_right(self) -> None:
        area = self._right
        area.setProperty("role", "side")
        self.side.setProperty("role", "side_content")
        show_inside(area, self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        """Take away what there is no room for: a column on a narrow screen, hints on a short one."""
        px = current_look().px
        self._left.setFixedWidth(px(_LEFT))
        self._right.setFixedWidth(px(_RIGHT))
        self.notes.setMinimumHeight(px(_LEAST_NOTES))
        is_narrow, is_short = self.width() < px(_NARROW), self.height() < px(_SHORT)
        for part in self._command_buttons:
            part.set_keys("" if is_narrow else self._commands.keys(part.property("command")))
        self._there.setVisible(is_narrow and not self._is_focused)
        self._right.setVisible(not self._is_focused and (not is_narrow or self._there.isChecked()))
        self._left.setVisible(not self._is_focused and (not is_narrow or not self._there.isChecked()))
        for button in self._command_buttons:
            button.setVisible(not self._is_focused)
        self.results.set_narrow(is_narrow)
        self.head.set_short(is_short or self._is_focused)
        self.next_today.set_short(is_short)

    def set_focused(self, is_focused: bool) -> None:
        """Leave the question and the notes alone on the page, or bring everything back."""
        self._is_focused = is_focused
        self._arrange()

    def show_session(self, data: SessionData, item_id: str | None, *, discreet: bool) -> None:
        """Show the session's card, its items with the present one, and what follows today."""
        self.card.show_session(data.view)
        self.list.setVisible(self.choice.current() != TO_FILE)
        self.list.show_items(data.items, item_id, discreet)
        self.hint.setText(time_hint(data.view, self.card.remaining()))
        self.hint.setVisible(bool(self.hint.text()))
        self.next_today.show_entries(data.next_today)
        self.notes.set_speakers(speakers(data.view))
        self.choice.set_text(THIS, _("This session {n}").format(n=len(data.view.items)))
        self.choice.set_text(ALL, _("All {n}").format(n=data.pace.items))
        self.choice.set_text(TO_FILE, _("To file {n}").format(n=data.view.unfiled))

    def show_item(self, session: SessionData, data: ItemData, *, discreet: bool) -> None:
        """Show an item; `discreet` hides what an interviewee must not read."""
        item = data.item
        self.head.setVisible(item is not None)
        self.results.setVisible(item is not None and not discreet and not self._is_focused)
        if item is not None:
            place, hides_results = place_of_item(session.items, item.id), discreet or self._is_focused
            self.head.show_item(item, place, hides_results=hides_results)
            self.results.show_item(item)

    def show_lines(self, session: SessionData, data: ItemData, today: date, *, same_item: bool) -> None:
        """Show the lines of the item, or those to file; on the `same_item` caret and unsaved typing stay."""
        which = _TO_FILE if data.item is None else _ON_AN_ITEM
        self.notes_name.set_words(_("Notes"), _(which))
        marks = line_marks(data.lines, today, session.view.id)
        self.notes.show_lines(session.view.id, data.lines, marks, same_item=same_item)
