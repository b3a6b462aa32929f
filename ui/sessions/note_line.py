"""One line of the notes: when, who, what was said, and what came with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.sessions.line_reads import NoteRow
from app.sessions.sessions import LineKind
from ui.sessions.note_text import NoteText
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.words import _

_TIME, _WHO, _HEIGHT = 42, 88, 21


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a line is put down to."""

    kind: LineKind
    person_id: str | None
    text: str


class NoteLine(QWidget):
    """A line with its time, speaker, text and what came with it. `row_id` is "" until it is first saved."""

    ended = Signal(object)
    left_upwards = Signal(object)
    left_downwards = Signal(object)
    emptied = Signal(object)
    focused = Signal(object)
    speaker_asked = Signal(object)

    def __init__(self, save: Callable[["NoteLine", str], None], speaker: Speaker) -> None:
        super().__init__()
        self.row_id = ""
        self.speaker = speaker
        self._write = save
        self._time = label("")
        self._who = Button("", "quiet_link")
        self.text = NoteText()
        self.autosave = AutoSave(self.text, self._save)
        self._build()
        self._connect()
        self.set_speaker(speaker)

    def _build(self) -> None:
        px = current_look().px
        self._set_columns()
        self.text.setAccessibleName(_("Note"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(14), px(4), px(12), px(4))
        layout.setSpacing(px(4))
        layout.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._who, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)

    def _set_columns(self) -> None:
        px = current_look().px
        self._time.setFixedSize(px(_TIME), px(_HEIGHT))
        self._who.setFixedSize(px(_WHO), px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_columns()

    def _connect(self) -> None:
        self.text.ended.connect(self._tell_ended)
        self.text.left_upwards.connect(self._tell_left_upwards)
        self.text.left_downwards.connect(self._tell_left_downwards)
        self.text.emptied.connect(self._tell_emptied)
        self.text.focused.connect(self._tell_focused)
        self._who.clicked.connect(self._ask_speaker)

    def show_row(self, row: NoteRow, marks: Sequence[str], *, is_own_session: bool) -> None:
        """Show a saved line; unsaved typing in it is never overwritten."""
        self.row_id = row.id
        self.set_time(row.at)
        self.autosave.set_text(row.text)
        self.text.setReadOnly(not is_own_session)
        self._who.setEnabled(is_own_session)
        self._who.setToolTip("" if is_own_session else row.session_title)
        self.text.show_marks(marks)

    def set_time(self, at: datetime) -> None:
        self._time.setText(f"{at:%H:%M}")

    def set_speaker(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self._who.set_label(speaker.text)
        self._who.setAccessibleName(_("Speaker: {name}").format(name=speaker.text))

    def follow(self, before: QWidget) -> None:
        """Be the next one when Tab is pressed in `before`."""
        QWidget.setTabOrder(before, self._who)
        QWidget.setTabOrder(self._who, self.text)

    def clear(self) -> None:
        """Become an empty line again; what was typed must be saved or given up before."""
        self.row_id = ""
        self._time.setText("")
        self.autosave.set_text("")
        self.text.show_marks(())
        self.text.setReadOnly(False)
        self._who.setEnabled(True)
        self._who.setToolTip("")

    def forget_row(self) -> None:
        """The saved line is gone, but not what is being typed: it will be saved as a new one."""
        self.row_id = ""
        self.text.show_marks(())

    def _save(self, text: str) -> None:
        self._write(self, text)

    def _tell_ended(self) -> None:
        self.ended.emit(self)

    def _tell_left_upwards(self) -> None:
        self.left_upwards.emit(self)

    def _tell_left_downwards(self) -> None:
        self.left_downwards.emit(self)

    def _tell_emptied(self) -> None:
        self.emptied.emit(self)

    def _tell_focused(self) -> None:
        self.focused.emit(self)

    def _ask_speaker(self) -> None:
        self.speaker_asked.emit(self)
