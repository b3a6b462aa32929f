"""An organisation's management system: its scope with every event that changed it, and what is done there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.isms import IsmsBackground, IsmsScope, Practice, ScopeEvent

__all__ = [
    "Background",
    "Practice",
    "ScopeEvent",
    "ScopeVersion",
    "add_scope_event",
    "background",
    "edit_background",
    "edit_scope_event",
    "last_change",
    "scope_versions",
    "set_practice",
]

_FIELDS = frozenset({"event", "decided_on", "what", "text"})
_BACKGROUND = frozenset({"risk_assessed_on", "treatment_controls"})


@dataclass(frozen=True, slots=True)
class ScopeVersion:
    """The scope as one event left it."""

    id: str
    version: int
    event: ScopeEvent
    decided_on: date
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Background:
    """What an SoA is checked against; `treatment_controls` is None where nobody said it."""

    practices: frozenset[Practice] = frozenset()
    risk_assessed_on: date | None = None
    treatment_controls: tuple[str, ...] | None = None


def scope_versions(unit: ReadUnit, organization_id: str) -> tuple[ScopeVersion, ...]:
    """The scope of the management system in its versions, the present one first."""
    query = (
        select(IsmsScope)
        .where(IsmsScope.organization_id == organization_id)
        .order_by(IsmsScope.version.desc())
    )
    return tuple(
        ScopeVersion(row.id, row.version, row.event, row.decided_on, row.what, row.text)
        for row in unit.session.scalars(query)
    )


def last_change(versions: Iterable[ScopeVersion]) -> date | None:
    """The day of the last significant change; the first scope of all changed nothing."""
    days = [one.decided_on for one in versions if one.event is not ScopeEvent.FIRST]
    return max(days, default=None)


def add_scope_event(
    uow: UnitOfWork, organization_id: str, event: ScopeEvent, decided_on: date, what: str, text: str
) -> str:
    """Add the version of the scope that an event led to; those before it stay as they are. Returns its id.

    Raises UserError without a scope, and for a change that does not say what is new.
    """
    _refuse_silent(event, what, text)
    known = scope_versions(uow, organization_id)
    row = IsmsScope(
        organization_id=organization_id,
        version=known[0].version + 1 if known else 1,
        event=event,
        decided_on=decided_on,
        what=what.strip(),
        text=text.strip(),
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id


def edit_scope_event(uow: UnitOfWork, scope_id: str, **values: object) -> str:
    """Mend the latest version; returns its id. Raises UserError for an earlier one, which is history."""
    row = existing(uow, IsmsScope, scope_id)
    if scope_versions(uow, row.organization_id)[0].id != scope_id:
        raise UserError(
            N_("A later version of the scope has taken the place of this one."),
            N_("Nothing was changed."),
            N_("Add another version."),
        )
    set_fields(uow, IsmsScope, scope_id, _FIELDS, values)
    _refuse_silent(row.event, row.what, row.text)
    return scope_id


def _refuse_silent(event: ScopeEvent, what: str, text: str) -> None:
    if not text.strip():
        raise UserError(
            N_("A version of the scope needs its wording."),
            N_("Nothing was changed."),
            N_("Enter the scope as it is documented after the change."),
        )
    if event is not ScopeEvent.FIRST and not what.strip():
        raise UserError(
            N_("It is not said what changed the scope."),
            N_("Nothing was changed."),
            N_("Name the product, site, service or other change."),
        )


def background(unit: ReadUnit, organization_id: str) -> Background:
    """What is known of an organisation beside its SoA."""
    row = _row(unit, organization_id)
    if row is None:
        return Background()
    practices = frozenset(Practice(one) for one in row.practices)
    return Background(practices, row.risk_assessed_on, row.treatment_controls)


def set_practice(uow: UnitOfWork, organization_id: str, practice: Practice, *, is_done: bool) -> None:
    """Say that an organisation does something, or that it does not."""
    row = _written_row(uow, organization_id)
    known = {Practice(one) for one in row.practices} - {practice} | ({practice} if is_done else set())
    row.practices = tuple(one.value for one in Practice if one in known)
    uow.session.flush()


def edit_background(uow: UnitOfWork, organization_id: str, **values: object) -> None:
    """Set risk_assessed_on, or treatment_controls: references, or None where nobody knows them."""
    row = _written_row(uow, organization_id)
    uow.session.flush()
    set_fields(uow, IsmsBackground, row.id, _BACKGROUND, values)


def _row(unit: ReadUnit, organization_id: str) -> IsmsBackground | None:
    query = select(IsmsBackground).where(IsmsBackground.organization_id == organization_id)
    return unit.session.scalars(query).first()


def _written_row(uow: UnitOfWork, organization_id: str) -> IsmsBackground:
    row = _row(uow, organization_id)
    if row is None:
        row = IsmsBackground(organization_id=organization_id)
        uow.session.add(row)
    return row
