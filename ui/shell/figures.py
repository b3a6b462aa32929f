"""What bars and rail say of the workspace: its audits, how much there is of what, and when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.shell.counts import rail_texts
from ui.shell.desk import Desk, Summary
from ui.shell.rail import Rail
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar

if TYPE_CHECKING:
    from app.planning.audit_list import AuditRow

_COUNT_AFTER_MS = 500


class Figures(QObject):
    """Reads the figures of the workspace on the desk, and shows them."""

    def __init__(self, top_bar: TopBar, rail: Rail, status_bar: StatusBar, parent: QObject) -> None:
        super().__init__(parent)
        self._top_bar = top_bar
        self._rail = rail
        self._status_bar = status_bar
        self._desk: Desk | None = None
        self._summary: Summary | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_AFTER_MS)
        self._counting.timeout.connect(self.read)

    def begin(self, desk: Desk) -> None:
        """From now on the figures are those of this workspace."""
        self._desk = desk
        self.show_protection()

    def end(self) -> None:
        """The workspace is closed."""
        self._desk, self._summary = None, None

    @property
    def audits(self) -> Sequence[AuditRow]:
        """The audits as they were read last."""
        return self._summary.audits if self._summary else ()

    def current_audit(self) -> AuditRow | None:
        """The audit in hand as top bar and rail show it."""
        audit_id = self._desk.audit_id if self._desk else None
        return next((row for row in self.audits if row.id == audit_id), None)

    def read(self) -> None:
        """Read them, and show them."""
        if self._desk is None:
            return
        summary = self._summary = self._desk.summary()
        self._top_bar.show_audits(summary.name, summary.audits, self._desk.audit_id, summary.today)
        self._rail.show_audit_pages(self._desk.audit_id is not None)
        self._rail.set_counts(rail_texts(summary))
        self.show_saved()

    def read_soon(self) -> None:
        """Something was written: say so now, and count when the hands rest."""
        self.show_saved()
        self._counting.start()

    def show_saved(self) -> None:
        if self._desk is not None:
            self._status_bar.show_saved(self._desk.workspace.last_saved_at)

    def show_protection(self) -> None:
        if self._desk is not None:
            self._status_bar.show_workspace(self._desk.workspace.is_encrypted)
