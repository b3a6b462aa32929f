"""The management system that is audited: its scope in versions, and what else a SoA is checked against."""

import enum
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class ScopeEvent(enum.Enum):
    """What made a version of the scope."""

    FIRST = "first"
    PRODUCT = "product"
    SITE = "site"
    SERVICE = "service"
    REDUCTION = "reduction"
    OTHER = "other"


class Practice(enum.Enum):
    """What an organisation does or has, so that certain controls can hardly be left out (section 11)."""

    DEVELOPMENT = "development"
    CONTRACT_DEVELOPERS = "contract_developers"
    REMOTE_WORK = "remote_work"
    CLOUD = "cloud"
    OFFICES = "offices"
    REMOVABLE_MEDIA = "removable_media"
    INTERNET = "internet"
    PERSONAL_DATA = "personal_data"
    CONTINUITY = "continuity"


class IsmsScope(Row):
    """The scope of the management system (4.3) as one event left it; a later one never alters it.

    `what`: the product, site, service or other change in a few words.
    """

    __tablename__ = "isms_scope"
    __table_args__ = (UniqueConstraint("organization_id", "version"),)

    organization_id: Mapped[str] = mapped_column(reference("organization.id"))
    version: Mapped[int]
    event: Mapped[ScopeEvent]
    decided_on: Mapped[date]
    what: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")


class IsmsBackground(Row):
    """What is known of an organisation beside its SoA; None where nobody has said it yet.

    `practices` are values of `Practice`, `treatment_controls` references of the controls that the risk
    treatment plan names.
    """

    __tablename__ = "isms_background"

    organization_id: Mapped[str] = mapped_column(reference("organization.id"), unique=True)
    practices: Mapped[tuple[str, ...]] = mapped_column(default=())
    risk_assessed_on: Mapped[date | None]
    treatment_controls: Mapped[tuple[str, ...] | None]
