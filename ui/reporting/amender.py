"""Carries out what is asked of the card of the amendment, and compares the draft with the issued revision."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.programme.grade_labels import grade_labels
from app.progress import Progress
from app.reporting.amendments import (
    Amendment,
    DueDate,
    amendment,
    begin_amendment,
    changes_since_issue,
    confirm_date,
    dates_to_confirm,
    edit_reason,
    give_up_amendment,
)
from app.reporting.reports import ReportState, RevisionRow
from app.reporting.telling import Difference
from app.unit_of_work import ReadUnit
from app.words import N_
from ui.page import Context
from ui.reporting.amending import AmendingCard
from ui.words import _

_COMPARE_AFTER_MS = 500


class Amender(QObject):
    """`changed` follows when a revision was begun, given up, or a date confirmed."""

    changed = Signal()

    def __init__(self, context: Context, origin: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._origin = origin
        self._found: Amendment | None = None
        self._compared = ""
        self._is_comparing = False
        self.card = AmendingCard(context.words, self._save_reason)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_COMPARE_AFTER_MS)
        self._pause.timeout.connect(self._compare)
        self.card.begin_form.begin_requested.connect(self._begin)
        self.card.give_up_requested.connect(self.give_up)
        self.card.date_requested.connect(self._confirm_date)
        self.card.saver.failed.connect(context.report_error)

    @property
    def under_way(self) -> Amendment | None:
        """The revision that is being prepared."""
        return self._found

    def show(self, unit: ReadUnit, audit_id: str, rows: Sequence[RevisionRow]) -> None:
        """Show where the report stands; the comparison follows when nothing changed for a moment."""
        issued = next((row.revision for row in rows if row.state is ReportState.ISSUED), 0)
        self._found = amendment(unit, audit_id)
        self.card.show_standing(issued, self._found)
        if self._found is None:
            self._compared = ""
            return
        self.card.show_dates(dates_to_confirm(unit, audit_id), grade_labels(unit, audit_id))
        if self._compared != self._found.id:
            self.card.show_changes(None, self._found.replaces)
            self._compared = self._found.id
        self._pause.start()

    def _compare(self) -> None:
        found, workspace, audit_id = self._found, self._context.workspace, self._context.audit_id
        if found is None or audit_id is None:
            return
        if self._is_comparing:
            self._pause.start()
            return
        words = self._context.words

        def work(_progress: Progress) -> tuple[Difference, ...]:
            with workspace.read() as unit:
                return changes_since_issue(unit, audit_id, workspace.seat.device_id, words)

        self._is_comparing = True
        text = _("Comparing with revision {n}").format(n=found.replaces)
        self._context.jobs.start(text, work, self._show_changes, self._give_up_comparing, self._end_comparing)

    def _show_changes(self, found: tuple[Difference, ...]) -> None:
        self._end_comparing()
        if self._found is not None:
            self.card.show_changes(found, self._found.replaces)

    def _give_up_comparing(self, error: UserError) -> None:
        self._end_comparing()
        self._context.report_error(error)

    def _end_comparing(self) -> None:
        self._is_comparing = False

    def ask(self) -> None:
        """Ask why the report is amended."""
        self.card.begin_form.begin()

    def _begin(self, reason: str) -> None:
        try:
            self._write(
                N_("Begin the next revision of the report"), begin_amendment, self._audit_id(), reason
            )
        except UserError as error:
            self.card.begin_form.refuse(" ".join(error.sentences(self._context.words)))
            return
        self.card.begin_form.reset()
        self.changed.emit()
        self.card.reason.setFocus()
        self._context.say(_("What was reported can be changed until the revision is issued."))

    def _save_reason(self, text: str) -> None:
        found = self._found
        if found is not None and text.strip():
            self._write(N_("Edit the reason of the revision"), edit_reason, found.id, text, merge=found.id)

    def give_up(self) -> None:
        """Leave the issued revision as the last one, or say why that cannot be."""
        found, device_id = self._found, self._context.workspace.seat.device_id
        if found is None or not self.card.saver.flush():
            return
        try:
            self._write(N_("Give up the revision of the report"), give_up_amendment, found.id, device_id)
        except UserError as error:
            self._context.report_error(error)
            return
        self.changed.emit()
        self.card.begin_form.ask_button.setFocus()

    def _confirm_date(self, wanted: DueDate) -> None:
        try:
            self._write(N_("Let a date follow the grade"), confirm_date, self._audit_id(), wanted)
        except UserError as error:
            self._context.report_error(error)
        self.changed.emit()
        self.card.focus_dates()

    def _audit_id(self) -> str:
        return self._context.audit_id or ""

    def _write(self, label: str, act: Callable[..., object], *args: object, merge: str = "") -> None:
        with self._context.workspace.write(label, origin=self._origin, merge_key=merge) as uow:
            act(uow, *args)
