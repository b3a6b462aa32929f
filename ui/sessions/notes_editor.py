"""The notes on an item: its lines, and an empty one at the end that is always ready."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.sessions.line_reads import NoteRow
from app.sessions.sessions import LineKind
from ui.sessions.note_line import NoteLine, Speaker
from ui.sessions.unsaved_strip import UnsavedStrip
from ui.theme import current_look
from ui.widgets.autosave import SaveState
from ui.widgets.buttons import link_button
from ui.widgets.scrolled import show_inside
from ui.words import _, ngettext

# Lines that are made at once, as many as are seen and some more; earlier ones are shown when asked for.
_LEAST_AT_ONCE, _MOST_AT_ONCE = 16, 40
_LINE_HEIGHT, _OUT_OF_SIGHT = 29, 4
_MOST_SPARE = _MOST_AT_ONCE + 1


class NoteWriter(Protocol):
    """Writes lines where they belong. Raises UserError when it cannot; the text then stays in its field."""

    def add_line(self, text: str, kind: LineKind, speaker_id: str | None) -> NoteRow: ...

    def edit_line(self, line_id: str, text: str) -> None: ...

    def end_line(self, line_id: str) -> str:
        """The item to which the line was filed by its mark, such as `A.8.13`; "" when it was not."""
        ...

    def remove_line(self, line_id: str) -> None: ...

    def set_speaker(self, line_id: str, speaker: Speaker) -> None: ...


class NotesEditor(QFrame):
    """Lines of one item. `written` follows each save, `failed` carries the error of one that failed.

    `filed(reference)` follows a line that was filed by its mark; "" when no item has that number.
    """

    written = Signal()
    failed = Signal(object)
    filed = Signal(str)
    image_pasted = Signal(QImage)
    files_pasted = Signal(list)

    def __init__(self, writer: NoteWriter) -> None:
        super().__init__()
        self._writer = writer
        self._lines: list[NoteLine] = []
        self._spare: list[NoteLine] = []
        self._speakers: list[Speaker] = []
        self._speaker: Speaker | None = None
        self._asking: NoteLine | None = None
        self._current: NoteLine | None = None
        self._session_id = ""
        self._rows: Sequence[NoteRow] = ()
        self._marks: Mapping[str, Sequence[str]] = {}
        self._phrases: Mapping[str, str] = {}
        self._most = _LEAST_AT_ONCE
        self._earlier = link_button("")
        self._content = QWidget()
        self._layout = QVBoxLayout(self._content)
        self._area = QScrollArea()
        self._unsaved = UnsavedStrip()
        self._menu = QMenu(self)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)
        self._build()
        self._connect_parts()

    def _build(self) -> None:
        px = current_look().px
        self.setProperty("role", "notes")
        self._layout.setContentsMargins(0, px(8), 0, px(8))
        self._layout.setSpacing(0)
        self._earlier.hide()
        self._layout.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(1)
        self._content.setProperty("role", "notes_content")
        self._area.setProperty("role", "notes_area")
        show_inside(self._area, self._content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(0)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._unsaved)

    def _connect_parts(self) -> None:
        self._unsaved.retry_requested.connect(self.retry)
        self._earlier.clicked.connect(self._show_more)
        self._menu.triggered.connect(self._choose_speaker)
        self._following.timeout.connect(self._show_current)
        self._area.verticalScrollBar().rangeChanged.connect(self._follow_growth)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._mark_focus)

    def _mark_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The frame shows the focus for the line inside it."""
        mark = "" if new is not None and self.isAncestorOf(new) else "away"
        if self.property("mark") != mark:
            self.setProperty("mark", mark)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_speakers(self, speakers: Sequence[Speaker]) -> None:
        """Who can be speaking; the first one is at the start of a session."""
        self._speakers = list(speakers)
        if self._speaker not in self._speakers:
            self._speaker = self._speakers[0]
        self._blank().set_speaker(self._speaker)

    def set_phrases(self, phrases: Mapping[str, str]) -> None:
        """What is written out while typing: words by abbreviation."""
        self._phrases = phrases
        for line in (*self._lines, *self._spare):
            line.text.phrases = phrases

    def show_lines(
        self, session_id: str, rows: Sequence[NoteRow], marks: Mapping[str, Sequence[str]], *, same_item: bool
    ) -> None:
        """Show the lines of an item, with `marks` by line. On the same item caret and unsaved typing stay."""
        focused = QApplication.focusWidget()
        had_caret = focused is not None and self.isAncestorOf(focused)
        # Each line that comes or goes would lay out all of them anew.
        self._layout.setEnabled(False)
        if not same_item:
            self._clear()
        grown = max(0, len(rows) - len(self._rows)) if same_item else 0
        self._most = self._most + grown if same_item else self._at_once()
        self._session_id, self._rows, self._marks = session_id, rows, marks
        self._show_rows(rows[-self._most :])
        self._show_earlier()
        blank = self._blank()
        self._layout.setEnabled(True)
        self._layout.activate()
        if had_caret and self._current is None:
            self._focus(blank)

    def _show_rows(self, rows: Sequence[NoteRow]) -> None:
        known = self._let_go_of_lines_without({row.id for row in rows})
        position = 0
        for row in rows:
            line = known.get(row.id)
            position = self._lines.index(line) if line else position
            line = line or self._insert(position)
            line.set_speaker(Speaker(row.kind, row.speaker_id, self._name(row)))
            is_own = row.session_id == self._session_id
            line.show_row(row, self._marks.get(row.id, ()), is_own_session=is_own)
            position += 1

    def _at_once(self) -> int:
        """How many lines fill the page, and some more to scroll to."""
        seen = self._area.viewport().height() // current_look().px(_LINE_HEIGHT)
        return min(max(seen + _OUT_OF_SIGHT, _LEAST_AT_ONCE), _MOST_AT_ONCE)

    def _show_earlier(self) -> None:
        left = len(self._rows) - self._most
        self._earlier.setVisible(left > 0)
        self._earlier.set_label(ngettext("Show {n} earlier line", "Show {n} earlier lines", max(left, 0)))

    def _show_more(self) -> None:
        """Show earlier lines too, above those that are there."""
        self._most += _MOST_AT_ONCE
        self._layout.setEnabled(False)
        self._show_rows(self._rows[-self._most :])
        self._show_earlier()
        self._layout.setEnabled(True)
        self._layout.activate()

    def _let_go_of_lines_without(self, row_ids: set[str]) -> dict[str, NoteLine]:
        """The lines that stay, by row. One that is gone elsewhere stays too while typing in it is unsaved."""
        known = {line.row_id: line for line in self._lines if line.row_id}
        for row_id in known.keys() - row_ids:
            line = known.pop(row_id)
            if line.autosave.state is SaveState.SAVED:
                self._drop(line)
            else:
                line.forget_row()
        return known

    def _name(self, row: NoteRow) -> str:
        for speaker in self._speakers:
            if (speaker.kind, speaker.person_id) == (row.kind, row.speaker_id):
                return speaker.text
        return row.speaker or _("said")

    def _clear(self) -> None:
        self.flush()
        for line in list(self._lines):
            self._drop(line)

    def _drop(self, line: NoteLine) -> None:
        """Take a line off the page. Some are kept to be used again: making one costs more than filling it."""
        self._lines.remove(line)
        if self._current is line:
            self._current = None
        line.hide()
        if line.autosave.state is SaveState.SAVED and len(self._spare) < _MOST_SPARE:
            self._spare.append(line)
        else:
            self._layout.removeWidget(line)
            line.deleteLater()

    def _insert(self, position: int) -> NoteLine:
        line = self._spare.pop() if self._spare else self._new_line()
        line.set_speaker(self._speaker or self._speakers[0])
        self._lines.insert(position, line)
        self._layout.insertWidget(position + 1, line)
        if line.isHidden():
            line.show()
        line.follow(self._lines[position - 1].text if position else self._earlier)
        return line

    def _new_line(self) -> NoteLine:
        line = NoteLine(self._save, self._speakers[0])
        line.text.phrases = self._phrases
        self._connect(line)
        return line

    def _connect(self, line: NoteLine) -> None:
        line.ended.connect(self._end)
        line.left_upwards.connect(self._go_up)
        line.left_downwards.connect(self._go_down)
        line.emptied.connect(self._remove_empty)
        line.focused.connect(self._note_current)
        line.speaker_asked.connect(self._ask_speaker)
        line.text.cursorPositionChanged.connect(self._follow_caret)
        line.autosave.saved.connect(self.written)
        line.autosave.failed.connect(self.failed)
        line.autosave.state_changed.connect(self._show_unsaved)
        line.text.image_pasted.connect(self.image_pasted)
        line.text.files_pasted.connect(self.files_pasted)

    def _blank(self) -> NoteLine:
        """The empty line at the end, made anew where the last one was written in."""
        if self._lines and not self._lines[-1].row_id:
            return self._lines[-1]
        line = self._insert(len(self._lines))
        line.clear()
        return line

    def _save(self, line: NoteLine, text: str) -> None:
        if line.row_id:
            self._writer.edit_line(line.row_id, text)
            return
        row = self._writer.add_line(text, line.speaker.kind, line.speaker.person_id)
        line.row_id = row.id
        line.set_time(row.at)

    def _end(self, line: NoteLine) -> None:
        if not line.autosave.text().strip() or not self._settle(line):
            return
        self._focus(self._blank())

    def _settle(self, line: NoteLine) -> bool:
        """Save a line and file it where its mark says. False when it could not be saved."""
        if not line.autosave.flush():
            return False
        if line.row_id and line.autosave.text().startswith("#") and not line.text.isReadOnly():
            self._file(line)
        return True

    def _file(self, line: NoteLine) -> None:
        try:
            reference = self._writer.end_line(line.row_id)
        except UserError as error:
            self.failed.emit(error)
            return
        if reference:
            self._drop(line)
        self.filed.emit(reference)

    def _go_up(self, line: NoteLine) -> None:
        self._step(line, -1)

    def _go_down(self, line: NoteLine) -> None:
        self._step(line, 1)

    def _step(self, line: NoteLine, way: int) -> None:
        position = self._lines.index(line) + way
        if position < 0 and len(self._rows) > self._most:
            self._show_more()
            position = self._lines.index(line) + way
        if 0 <= position < len(self._lines):
            self._focus(self._lines[position])

    def _remove_empty(self, line: NoteLine) -> None:
        if not line.row_id:
            self._step(line, -1)
            return
        position = self._lines.index(line)
        if not line.autosave.flush():
            return
        try:
            self._writer.remove_line(line.row_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._drop(line)
        self._focus(self._lines[max(0, position - 1)])

    def _focus(self, line: NoteLine) -> None:
        line.show()
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        line.text.moveCursor(QTextCursor.MoveOperation.End)
        self._current = line
        self._following.start()

    def _follow_caret(self) -> None:
        """A caret that moved is looked for when what was typed or pasted has its place."""
        if self._current is not None and self.sender() is self._current.text:
            self._following.start()

    def _follow_growth(self) -> None:
        """A line that took its new height has moved the caret, too."""
        if self._current is not None and self._current.text.hasFocus():
            self._following.start()

    def _show_current(self) -> None:
        """Show the line with the caret; of one that is taller than the room, the caret."""
        line, margin = self._current, current_look().px(12)
        if line is None:
            return
        if line.height() <= self._area.viewport().height() - 2 * margin:
            self._area.ensureWidgetVisible(line, 0, margin)
            return
        caret = line.text.cursorRect()
        place = line.text.viewport().mapTo(self._content, caret.center())
        self._area.ensureVisible(0, place.y(), 0, caret.height() + margin)

    def focus_blank(self) -> None:
        """Put the caret on the empty line, ready to type."""
        self._focus(self._blank())

    def go_to(self, line_id: str) -> bool:
        """Put the caret on a line, earlier ones included; False when it is not among those of this item."""
        place = next((at for at, row in enumerate(self._rows) if row.id == line_id), None)
        if place is None:
            return False
        while len(self._rows) - self._most > place:
            self._show_more()
        self._focus(next(line for line in self._lines if line.row_id == line_id))
        return True

    def first_focus(self) -> QWidget:
        """The line that was gone to or written in last."""
        return (self._current or self._blank()).text

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the lines goes on with the notes."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.focus_blank()

    def _note_current(self, line: NoteLine) -> None:
        self._current = line

    def next_speaker(self) -> None:
        """The line with the caret, and those after it, are put down to the next speaker in the list."""
        line = self._current or self._blank()
        position = self._speakers.index(line.speaker) if line.speaker in self._speakers else -1
        self._put_down(line, self._speakers[(position + 1) % len(self._speakers)])

    def _put_down(self, line: NoteLine, speaker: Speaker) -> None:
        try:
            if line.row_id:
                self._writer.set_speaker(line.row_id, speaker)
        except UserError as error:
            self.failed.emit(error)
            return
        line.set_speaker(speaker)
        if line is self._lines[-1]:
            self._speaker = speaker

    def _ask_speaker(self, line: NoteLine) -> None:
        self._asking = line
        self._menu.clear()
        for position, speaker in enumerate(self._speakers):
            action = self._menu.addAction(speaker.text.replace("&", "&&"))
            action.setData(position)
        self._menu.popup(line.mapToGlobal(QPoint(current_look().px(56), line.height())))

    def _choose_speaker(self, action: QAction) -> None:
        if self._asking is not None and self._asking in self._lines:
            self._put_down(self._asking, self._speakers[action.data()])
            self._asking.text.setFocus()

    def current_words(self) -> str:
        """The words selected in the line with the caret, or all of that line."""
        if self._current is None:
            return ""
        selected = self._current.text.textCursor().selectedText().replace("\u2029", "\n")
        return selected or self._current.autosave.text()

    def current_line_id(self) -> str | None:
        """The line with the caret, saved first; None when it is empty or could not be saved."""
        line = self._current
        if line is None or not line.autosave.text().strip() or not line.autosave.flush():
            return None
        return line.row_id or None

    def flush(self) -> bool:
        """Save what is not saved yet and file what is marked; False when something could not be saved."""
        settled = [self._settle(line) for line in list(self._lines)]
        return all(settled)

    def retry(self) -> None:
        """Try again to save the lines that failed."""
        if self.flush():
            self._focus(self._current or self._blank())

    def _show_unsaved(self) -> None:
        self._unsaved.setVisible(any(line.autosave.state is SaveState.FAILED for line in self._lines))
