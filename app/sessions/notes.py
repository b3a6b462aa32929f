"""Notes: lines with time and speaker, filed to the current item, to another by `#8.13`, or to none.

Nothing refuses a note before the report is issued (R-56); after that the notes stand as they are (R-5).
"""

import re

from sqlalchemy import bindparam, func, select

from app.edits import gone
from app.planning.writing import is_issued, refuse_after_issue
from app.unit_of_work import ReadUnit, UnitOfWork
from models.checklist import ChecklistItem
from models.evidence import EvidenceLink, EvidenceRequest
from models.framework import Requirement
from models.session import AuditSession, LineKind, NoteLine, SessionItem

_AUDIT_OF = select(AuditSession.audit_id).where(AuditSession.id == bindparam("session"))
_LINE = (
    select(NoteLine, AuditSession.audit_id, is_issued(AuditSession.audit_id))
    .join(AuditSession, AuditSession.id == NoteLine.session_id)
    .where(NoteLine.id == bindparam("line"))
)
_FILED = re.compile(r"^#(?P<reference>[Aa]?\.?\d+(?:\.\d+)*)(?:\s+|$)")


def add_line(
    uow: UnitOfWork,
    session_id: str,
    text: str,
    *,
    item_id: str | None = None,
    kind: LineKind = LineKind.SAID,
    speaker_id: str | None = None,
) -> str:
    """Add a line at the end of the notes, stamped with the present time; returns its id."""
    refuse_after_issue(uow, _audit_of(uow, session_id))
    highest = uow.session.scalar(select(func.max(NoteLine.position)).where(NoteLine.session_id == session_id))
    line = NoteLine(
        session_id=session_id,
        item_id=item_id,
        position=0 if highest is None else highest + 1,
        at=uow.now(),
        kind=kind,
        speaker_id=speaker_id,
        text=text,
    )
    uow.session.add(line)
    uow.session.flush()
    return line.id


def edit_line(uow: UnitOfWork, line_id: str, text: str) -> None:
    """Replace the text of a line; its time stays."""
    _line_to_write(uow, line_id).text = text
    uow.session.flush()


def end_line(uow: UnitOfWork, line_id: str) -> str | None:
    """The auditor is done with a line: `#8.13` at its start files it. The item it was filed to, or None.

    Not done while typing, because `#8.1` may be on its way to `#8.13`.
    """
    line = _line_to_write(uow, line_id)
    mark = _FILED.match(line.text)
    item_id = item_by_mark(uow, line.session_id, mark["reference"]) if mark else None
    if mark and item_id:
        line.item_id = item_id
        line.text = line.text[mark.end() :]
        uow.session.flush()
    return item_id


def set_speaker(uow: UnitOfWork, line_id: str, kind: LineKind, speaker_id: str | None = None) -> None:
    """Say where a line comes from, and of what somebody said who it was."""
    line = _line_to_write(uow, line_id)
    line.kind, line.speaker_id = kind, speaker_id
    uow.session.flush()


def file_line(uow: UnitOfWork, line_id: str, item_id: str | None) -> None:
    """File a line to an item, or back to "To file" with None."""
    _line_to_write(uow, line_id).item_id = item_id
    uow.session.flush()


def remove_line(uow: UnitOfWork, line_id: str) -> None:
    """Remove a line; the log keeps that it was there. What was attached to it stays with its item."""
    line = _line_to_write(uow, line_id)
    for link in uow.session.scalars(select(EvidenceLink).where(EvidenceLink.note_line_id == line_id)).all():
        uow.session.delete(link)
    requests = select(EvidenceRequest).where(EvidenceRequest.note_line_id == line_id)
    for request in uow.session.scalars(requests).all():
        request.note_line_id = None
    uow.session.delete(line)
    uow.session.flush()


def _line_to_write(uow: UnitOfWork, line_id: str) -> NoteLine:
    row = uow.session.execute(_LINE, {"line": line_id}).first()
    if row is None:
        raise gone()
    line, audit_id, may_be_settled = row
    if may_be_settled:
        refuse_after_issue(uow, audit_id)
    return line


def item_by_mark(unit: ReadUnit, session_id: str, reference: str) -> str | None:
    """The item that `8.13` or `A.8.13` means in a session's audit, or None.

    Clause and control numbers collide (R-55): a bare number means an item on this session's agenda first,
    then the clause, then the control.
    """
    audit_id = _audit_of(unit, session_id)
    names = _meanings(reference)
    query = (
        select(ChecklistItem.id, Requirement.reference)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id, Requirement.reference.in_(names))
        .order_by(ChecklistItem.position)
    )
    found = [(item_id, name) for item_id, name in unit.session.execute(query)]
    agenda = set(
        unit.session.scalars(select(SessionItem.item_id).where(SessionItem.session_id == session_id))
    )
    found.sort(key=lambda hit: (hit[0] not in agenda, names.index(hit[1])))
    return found[0][0] if found else None


def _meanings(reference: str) -> list[str]:
    number = reference.lstrip("Aa").lstrip(".")
    if reference[0] in "Aa":
        return [f"A.{number}"]
    return [number, f"A.{number}"]


def _audit_of(unit: ReadUnit, session_id: str) -> str:
    return unit.session.scalars(_AUDIT_OF, {"session": session_id}).one()
