"""Organisations under audit, their sites, and their audit programmes."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from sqlalchemy import select

from app.edits import set_fields
from app.errors import UserError
from app.programme.grade_labels import labels_of
from app.programme.limits import limits_of
from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.due_dates import Limits
from models.organization import Organization, Site
from models.programme import Programme

_ORGANIZATION_FIELDS = frozenset({"name", "address", "representative"})
_SITE_FIELDS = frozenset({"name", "address", "zone", "is_virtual"})
_PROGRAMME_FIELDS = frozenset(
    {
        "title",
        "objectives",
        "period_start",
        "period_end",
        "responsible_id",
        "methods",
        "risks",
        "uses_observations",
        "response_days_major",
        "response_days_minor",
        "correction_days_major",
        "correction_days_minor",
        "action_days_major",
        "action_days_minor",
        "effectiveness_days_major",
        "effectiveness_days_minor",
        "soon_days",
        "days_from_issue",
        "reports_by_role",
        "label_major",
        "label_minor",
        "label_ofi",
        "label_observation",
        "label_strength",
        "evidence_years",
        "personal_years",
    }
)


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organisation with the programme that its audits belong to."""

    id: str
    name: str
    address: str
    representative: str
    programme_id: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site in a list or a field."""

    id: str
    name: str
    address: str
    zone: str
    is_virtual: bool


def add_organization(
    uow: UnitOfWork, name: str, *, address: str = "", representative: str = "", programme: str = ""
) -> str:
    """Add an organisation with a first audit programme. Raises UserError without a name."""
    if not name.strip():
        raise UserError(
            N_("An organisation needs a name."), todo=N_("Enter the name to print on the report.")
        )
    organization = Organization(name=name, address=address, representative=representative)
    uow.session.add(organization)
    uow.session.add(Programme(organization_id=organization.id, title=programme or name))
    uow.session.flush()
    return organization.id


def edit_organization(uow: UnitOfWork, organization_id: str, **values: object) -> None:
    """Set name, address or representative of an organisation."""
    set_fields(uow, Organization, organization_id, _ORGANIZATION_FIELDS, values)


def organizations(unit: ReadUnit) -> tuple[OrganizationRow, ...]:
    """All organisations by name, each with its newest programme."""
    query = select(Organization).order_by(Organization.sort_name, Organization.id)
    return tuple(_organization(unit, row) for row in unit.session.scalars(query))


def _organization(unit: ReadUnit, row: Organization) -> OrganizationRow:
    query = select(Programme.id).where(Programme.organization_id == row.id).order_by(Programme.id.desc())
    programme_id = unit.session.scalars(query).first()
    return OrganizationRow(row.id, row.name, row.address, row.representative, programme_id or "")


def edit_programme(uow: UnitOfWork, programme_id: str, **values: object) -> None:
    """Set fields of a programme; `_PROGRAMME_FIELDS` lists them."""
    set_fields(uow, Programme, programme_id, _PROGRAMME_FIELDS, values)


@dataclass(frozen=True, slots=True)
class ProgrammeDetail:
    """The programme's own settings. Things are kept for so many years after an audit; None for no rule."""

    id: str
    title: str
    objectives: str
    period_start: date | None
    period_end: date | None
    uses_observations: bool
    reports_by_role: bool
    limits: Limits
    labels: GradeLabels
    evidence_years: int | None
    personal_years: int | None


def programme(unit: ReadUnit, programme_id: str) -> ProgrammeDetail:
    """The settings of a programme."""
    row = unit.session.get_one(Programme, programme_id)
    return ProgrammeDetail(
        row.id,
        row.title,
        row.objectives,
        row.period_start,
        row.period_end,
        row.uses_observations,
        row.reports_by_role,
        limits_of(row),
        labels_of(row),
        row.evidence_years,
        row.personal_years,
    )


def add_site(
    uow: UnitOfWork,
    organization_id: str,
    name: str,
    *,
    address: str = "",
    zone: str = "UTC",
    is_virtual: bool = False,
) -> str:
    """Add a site. `zone` is an IANA name such as `Europe/London`; raises UserError for an unknown one."""
    _check_zone(zone)
    site = Site(organization_id=organization_id, name=name, address=address, zone=zone, is_virtual=is_virtual)
    uow.session.add(site)
    uow.session.flush()
    return site.id


def edit_site(uow: UnitOfWork, site_id: str, **values: object) -> None:
    """Set name, address, zone or is_virtual of a site. Raises UserError for a zone that is not known."""
    if "zone" in values:
        _check_zone(str(values["zone"]))
    set_fields(uow, Site, site_id, _SITE_FIELDS, values)


def _check_zone(zone: str) -> None:
    if zone != "UTC" and zone not in available_timezones():
        raise UserError(
            N_("{zone} is not a time zone that this laptop knows."),
            todo=N_("Choose one by region and city, such as Europe/London."),
            zone=zone,
        )


def sites(unit: ReadUnit, organization_id: str) -> tuple[SiteRow, ...]:
    """The sites of an organisation in the order in which they were added."""
    query = select(Site).where(Site.organization_id == organization_id).order_by(Site.id)
    return tuple(
        SiteRow(row.id, row.name, row.address, row.zone, row.is_virtual)
        for row in unit.session.scalars(query)
    )
