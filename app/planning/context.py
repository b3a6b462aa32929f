"""What happened around an audit: changes of its plan, and what it learnt beside its findings."""

from app.edits import existing, set_fields
from app.planning.writing import refuse_after_issue
from app.unit_of_work import UnitOfWork
from models.audit import PlanDeviation
from models.context import ContextKind, ContextNote

__all__ = [
    "ContextKind",
    "add_context_note",
    "add_deviation",
    "edit_context_note",
    "edit_deviation",
    "remove_context_note",
    "remove_deviation",
]

_NOTE = frozenset({"kind", "text", "detail"})
_DEVIATION = frozenset({"what", "reason"})


def add_deviation(uow: UnitOfWork, audit_id: str, what: str, reason: str) -> str:
    """Log a change of plan; the report prints it (R-15). Raises UserError after issue, as all of these do."""
    refuse_after_issue(uow, audit_id)
    deviation = PlanDeviation(audit_id=audit_id, at=uow.now(), what=what, reason=reason)
    uow.session.add(deviation)
    uow.session.flush()
    return deviation.id


def edit_deviation(uow: UnitOfWork, deviation_id: str, **values: object) -> None:
    """Set what or reason of a change of plan; when it was logged stays."""
    refuse_after_issue(uow, existing(uow, PlanDeviation, deviation_id).audit_id)
    set_fields(uow, PlanDeviation, deviation_id, _DEVIATION, values)


def remove_deviation(uow: UnitOfWork, deviation_id: str) -> None:
    """Take back a change of plan that was logged by mistake (R-5)."""
    deviation = existing(uow, PlanDeviation, deviation_id)
    refuse_after_issue(uow, deviation.audit_id)
    uow.session.delete(deviation)
    uow.session.flush()


def add_context_note(uow: UnitOfWork, audit_id: str, kind: ContextKind, text: str, detail: str = "") -> str:
    """Record a risk, an incident, a significant change or an obstacle for the report."""
    refuse_after_issue(uow, audit_id)
    note = ContextNote(audit_id=audit_id, kind=kind, at=uow.now(), text=text, detail=detail)
    uow.session.add(note)
    uow.session.flush()
    return note.id


def edit_context_note(uow: UnitOfWork, note_id: str, **values: object) -> None:
    """Set kind, text or detail (where it was learnt) of a context note."""
    refuse_after_issue(uow, existing(uow, ContextNote, note_id).audit_id)
    set_fields(uow, ContextNote, note_id, _NOTE, values)


def remove_context_note(uow: UnitOfWork, note_id: str) -> None:
    """Take back a context note (R-5)."""
    note = existing(uow, ContextNote, note_id)
    refuse_after_issue(uow, note.audit_id)
    uow.session.delete(note)
    uow.session.flush()
