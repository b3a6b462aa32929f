"""How a report calls the auditee's people: by their names or, where the programme says so, by their roles."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.planning.reads import AuditDetail
from app.programme.people import PersonRow
from app.sessions.reads import SessionView
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.audit import Audit
from models.programme import Programme


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is in the audit team keeps the name, and so does everybody unless it goes `by_role`."""

    by_role: bool
    team: frozenset[str]
    words: Words

    def person(self, person: PersonRow) -> PersonRow:
        """The person as the report knows it: the role stands for the name, and is not said twice."""
        if not self.by_role or person.id in self.team:
            return person
        called = person.role or person.department or self.words.text(N_("a person without a role"))
        return replace(person, name=called, role="")

    def session(self, view: SessionView) -> SessionView:
        return replace(view, participants=tuple((self.person(one), role) for one, role in view.participants))


def naming(unit: ReadUnit, audit: AuditDetail, words: Words) -> Naming:
    """How the programme of an audit wants it."""
    query = select(Programme.reports_by_role).join(Audit, Audit.programme_id == Programme.id)
    by_role = unit.session.scalars(query.where(Audit.id == audit.id)).one()
    return Naming(by_role, frozenset(row.person_id for row in audit.team), words)
