"""What lies on the desk: the open workspace, its audits, and the one that is worked on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread

from ui.bus import Bus
from ui.shell.places import Place, Trail

if TYPE_CHECKING:
    from datetime import date

    from app.planning.audit_list import AuditRow
    from app.planning.overview import RailCounts
    from app.undo import UndoStep
    from app.unit_of_work import Change
    from app.workspace.workspace import Workspace

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """What top bar and rail show; `due` counts what could be destroyed today, `actions` all that is due."""

    name: str
    audits: tuple[AuditRow, ...]
    counts: RailCounts | None
    today: date
    due: int = 0
    actions: int = 0


class Desk(QObject):
    """An open workspace as the window works with it; `place()` says where the auditor is."""

    def __init__(self, workspace: Workspace, place: Callable[[], Place | None], parent: QObject) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.audit_id: str | None = None
        self.bus = Bus(self)
        self.trail = Trail()
        self._place = place
        self._place_of_write: Place | None = None
        self._steps: list[tuple[UndoStep, Place]] = []
        self._last_commit = object()
        self._summed_up: tuple[object, Summary] | None = None
        workspace.subscribe(self._on_committed)
        workspace.subscribe(self.bus.publish)
        self.bus.changed.connect(self._on_announced)

    @property
    def name(self) -> str:
        """The folder's name, which holds no audit content."""
        path = self.workspace.path
        return path.stem if path.suffix == ".assay" else path.name

    @property
    def last_commit(self) -> object:
        """Stands for the last commit: another one after each."""
        return self._last_commit

    def choose_audit(self, audit_id: str | None) -> None:
        """Work on this audit, unless it is not in the workspace (any more)."""
        from app.planning.audit_list import audit_row

        with self.workspace.read() as unit:
            row = audit_row(unit, audit_id) if audit_id else None
        self.audit_id = row.id if row else None

    def likely_audit(self) -> str | None:
        """The audit that was begun last, or the next one where none was; None without audits."""
        from app.planning.audit_list import audit_rows

        with self.workspace.read() as unit:
            rows, today = audit_rows(unit), unit.today()
        begun = [row for row in rows if row.start_on is not None and row.start_on <= today]
        return next((row.id for row in [*begun, *rows]), None)

    def is_anonymous(self) -> bool:
        """Whether there is an organisation to audit and nobody has said who is at the screen."""
        from app.programme.organizations import organizations

        if self.workspace.acting_person_id is not None:
            return False
        with self.workspace.read() as unit:
            return bool(organizations(unit))

    def summary(self) -> Summary:
        """What top bar and rail show, read anew when something was written, another audit was chosen or the
        day has changed; an audit that is gone is no longer the chosen one."""
        commit, today = self._last_commit, self._today()
        if self._summed_up is None or self._summed_up[0] != (commit, self.audit_id, today):
            summary = self._read_summary()
            self._summed_up = (commit, self.audit_id, today), summary
        return self._summed_up[1]

    def _today(self) -> date:
        with self.workspace.read() as unit:
            return unit.today()

    def _read_summary(self) -> Summary:
        from app.follow_up import due_rows
        from app.planning.audit_list import audit_rows
        from app.planning.overview import rail_counts
        from app.programme.organizations import organizations
        from app.retention.due import due_counts

        with self.workspace.read() as unit:
            audits = audit_rows(unit)
            if self.audit_id not in {row.id for row in audits}:
                self.audit_id = None
            counts = rail_counts(unit, self.audit_id) if self.audit_id else None
            names = {row.id: row.name for row in organizations(unit)}
            name = self._name_of(audits, list(names.values()))
            actions = due_rows.due_counts(unit).open
            return Summary(name, audits, counts, unit.today(), due_counts(unit).total, actions)

    def _name_of(self, audits: tuple[AuditRow, ...], organizations: list[str]) -> str:
        current = next((row.organization_name for row in audits if row.id == self.audit_id), None)
        return current or (organizations[0] if len(organizations) == 1 else self.name)

    def place_of(self, step: UndoStep) -> Place | None:
        """Where the auditor was when the step was made."""
        return next((place for known, place in reversed(self._steps) if known is step), None)

    def _on_committed(self, _changes: frozenset[Change]) -> None:
        self._last_commit = object()
        if QThread.currentThread() is self.thread():
            self._place_of_write = self._place()

    def _on_announced(self, _changes: frozenset[Change]) -> None:
        step, place = self.workspace.undo_list.next_undo, self._place_of_write
        if step is not None and place is not None and self.place_of(step) is None:
            self._steps.append((step, place))
            del self._steps[:-_MOST_STEPS]

    def close(self) -> None:
        """Let go of the workspace; nothing may be written any more."""
        self.workspace.close()
        self.deleteLater()
