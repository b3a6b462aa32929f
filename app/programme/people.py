"""People: auditors and those they meet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.organization import Person

_FIELDS = frozenset({"name", "role", "department", "email", "organization_id"})


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list or a field. Of one whose data was destroyed only a number is left, as `P-02`."""

    id: str
    name: str
    role: str
    department: str
    email: str
    organization_id: str | None
    destroy_on: date | None = None
    destroyed_on: date | None = None

    @property
    def label(self) -> str:
        """Name and role, as a list shows a person."""
        return f"{self.name} · {self.role}" if self.role else self.name


def add_person(
    uow: UnitOfWork,
    name: str,
    *,
    role: str = "",
    department: str = "",
    email: str = "",
    organization_id: str | None = None,
) -> str:
    """Add a person; one without `organization_id` comes from outside, such as an independent auditor."""
    person = Person(name=name, role=role, department=department, email=email, organization_id=organization_id)
    uow.session.add(person)
    uow.session.flush()
    return person.id


def edit_person(uow: UnitOfWork, person_id: str, **values: object) -> None:
    """Set name, role, department, email or organization_id of a person.

    Raises UserError for one whose data was destroyed.
    """
    refuse_destroyed(existing(uow, Person, person_id))
    set_fields(uow, Person, person_id, _FIELDS, values)


def refuse_destroyed(person: Person) -> None:
    """Raise UserError for a person of whom only a number is left (R-5)."""
    if person.destroyed_at is not None:
        raise UserError(
            N_("The data of {number} was destroyed: nothing is recorded of this person any more."),
            N_("Nothing was changed."),
            number=person.name,
        )


def people(unit: ReadUnit) -> tuple[PersonRow, ...]:
    """Everybody in the workspace, by name."""
    rows = unit.session.scalars(select(Person).order_by(Person.sort_name, Person.id))
    return tuple(_row(person) for person in rows)


def person(unit: ReadUnit, person_id: str | None) -> PersonRow | None:
    """One person; None without an id, and for one who is gone."""
    row = unit.session.get(Person, person_id) if person_id else None
    return _row(row) if row else None


def names(unit: ReadUnit) -> dict[str, str]:
    """Names by id, for reads that show many people."""
    return {row.id: row.name for row in unit.session.execute(select(Person.id, Person.name))}


def _row(person: Person) -> PersonRow:
    return PersonRow(
        person.id,
        person.name,
        person.role,
        person.department,
        person.email,
        person.organization_id,
        person.destroy_on,
        person.destroyed_at.date() if person.destroyed_at else None,
    )
