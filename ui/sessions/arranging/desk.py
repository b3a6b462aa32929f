"""Arranges the session that is on: opens the panel where the keys say, and does what its cards ask for."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.programme.people import add_person
from app.progress import Progress
from app.reporting import read_back as sheet
from app.sessions import changes, read_back, sessions
from app.sessions.reads import session_view
from app.settings import last_folder
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.page import Context
from ui.saving import Writer
from ui.sessions.arranging.data import ArrangingData, read_arranging
from ui.sessions.arranging.panel import ArrangingPanel
from ui.words import _, ngettext

_FOLDER = "read_back_folder"


class ArrangingDesk(QObject):
    """Works on `session_id()`. `places` shows the panel in front of the notes; `changed()` follows a step.

    `closed` is said when the notes are in front again.
    """

    closed = Signal()

    def __init__(
        self,
        context: Context,
        origin: str,
        places: QStackedWidget,
        session_id: Callable[[], str],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(places)
        self._context = context
        self._writer = Writer(context, origin, changed)
        self._places = places
        self._session_id = session_id
        self._panel: ArrangingPanel | None = None
        self._data: ArrangingData | None = None
        self._changed_last = ""

    @property
    def is_open(self) -> bool:
        return self._panel is not None and self._places.currentWidget() is self._panel

    @property
    def panel(self) -> ArrangingPanel:
        """Built when it is first wanted."""
        if self._panel is None:
            self._panel = ArrangingPanel(self._writer, self._places)
            self._connect(self._panel)
            self._places.addWidget(self._panel)
        return self._panel

    def _connect(self, panel: ArrangingPanel) -> None:
        panel.closed.connect(self.close)
        panel.stand_in.person_came.connect(self._substitute)
        panel.stand_in.stranger_came.connect(self._substitute_new)
        panel.time.slot_chosen.connect(self._move)
        panel.time.lengthened.connect(self._lengthen)
        panel.carry.carried.connect(self._carry)
        panel.why.editingFinished.connect(self._explain)
        panel.read_back.sheet_requested.connect(self.save_sheet)
        panel.read_back.confirmed.connect(self._confirm)
        panel.read_back.taken_back.connect(self._take_back)

    def start_or_pause(self) -> None:
        """Start the session, pause it, or go on with it."""
        with self._context.workspace.read() as unit:
            is_running = session_view(unit, self._session_id()).running_since is not None
        if is_running:
            self._writer.run(N_("Pause session"), sessions.pause, self._session_id())
        else:
            self._writer.run(N_("Start session"), sessions.start, self._session_id())

    def end(self) -> None:
        """The session is over."""
        self._writer.run(N_("End session"), sessions.end, self._session_id())

    def toggle(self) -> None:
        """Open the panel, or go back to the notes."""
        if self.is_open:
            self.close()
        else:
            self._open(self.panel.first_record_field)

    def somebody_else(self) -> None:
        """Somebody else is here: the name can be typed at once."""
        self._open(lambda: self.panel.stand_in.name)

    def another_time(self) -> None:
        """The end can be changed at once: Down and Up by a quarter of an hour."""
        self._open(lambda: self.panel.time.slot.end)

    def carry_over(self) -> None:
        """Enter carries what was not reached into the session that is proposed."""
        self._open(lambda: self.panel.carry.carry_button)

    def confirm(self) -> None:
        """Enter notes that the interviewee confirms what was read back."""
        self._open(lambda: self.panel.read_back.confirm_button)

    def take_back(self) -> None:
        """Enter takes back the confirmation that was noted last."""
        self._open(self.panel.read_back.first_take_back)

    def _open(self, first: Callable[[], QWidget]) -> None:
        self._places.setCurrentWidget(self.panel)
        self.show_data()
        first().setFocus()
        QTimer.singleShot(0, self.panel.show_focus)

    def show_data(self) -> None:
        """Read the session again, where the panel is to show it."""
        if self._panel is None:
            return
        with self._context.workspace.read() as unit:
            self._data = read_arranging(unit, self._session_id())
        self._panel.show_data(self._data)

    def close(self) -> None:
        """Back to the notes."""
        if self.is_open and self.flush():
            self._places.setCurrentIndex(0)
            self.closed.emit()

    def flush(self) -> bool:
        return self._panel is None or self._panel.flush()

    def _why(self) -> str:
        return self.panel.why.text().strip()

    def _explain(self) -> None:
        """What is said after a change is the reason of that change."""
        if self._changed_last and self._why():
            label, what = N_("Say why the plan changed"), self._changed_last
            self._writer.run(label, changes.explain, self._session_id(), what, self._why())

    def _substitute(self, absent_id: str, person_id: str) -> None:
        self._changed_last = changes.SOMEBODY_ELSE
        label = N_("Let somebody stand in")
        self._writer.run(label, changes.substitute, self._session_id(), absent_id, person_id, self._why())

    def _substitute_new(self, absent_id: str, name: str) -> None:
        self._changed_last = changes.SOMEBODY_ELSE
        organization_id = self._data.organization_id if self._data else None

        def come(uow: UnitOfWork) -> None:
            person_id = add_person(uow, name, organization_id=organization_id)
            changes.substitute(uow, self._session_id(), absent_id, person_id, self._why())

        self._writer.run(N_("Let somebody stand in"), come)

    def _move(self, day: date | None, start: time | None, end: time | None) -> None:
        self._changed_last = changes.MOVED
        self._writer.run(N_("Move session"), changes.move, self._session_id(), day, start, end, self._why())

    def _lengthen(self, minutes: int) -> None:
        self._changed_last = changes.MOVED
        self._writer.run(N_("Move session"), changes.lengthen, self._session_id(), minutes, self._why())

    def _carry(self, target_id: str) -> None:
        self._changed_last = changes.CARRIED
        label = N_("Carry over what was not reached")
        count = self._writer.run(
            label, changes.carry_over, self._session_id(), target_id or None, self._why()
        )
        if count:
            said = ngettext("{n} item was carried over.", "{n} items were carried over.", count)
            self._context.say(said)

    def _confirm(self, person_id: str, remark: str) -> None:
        label = N_("Note a confirmation")
        self._writer.run(label, read_back.confirm, self._session_id(), person_id, remark)

    def _take_back(self, person_id: str) -> None:
        label = N_("Take back a confirmation")
        self._writer.run(label, read_back.take_back, self._session_id(), person_id)

    def save_sheet(self) -> None:
        """Ask where the sheet goes, and write it."""
        context, session_id = self._context, self._session_id()
        with context.workspace.read() as unit:
            document = sheet.build_read_back(unit, session_id)
        name = sheet.read_back_name(document.audit_number, document.title)
        proposed = str(last_folder(context.settings, _FOLDER) / name)
        title = _("Save the read-back sheet")
        chosen, _kind = QFileDialog.getSaveFileName(self._places, title, proposed, "PDF (*.pdf)")
        if not chosen:
            return
        target, workspace, worker = Path(chosen), context.workspace, context.worker
        context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Path:
            return sheet.export_read_back(workspace, session_id, target, worker, progress)

        context.jobs.start(title, work, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self._context.say(_("Saved: {path}").format(path=path))
