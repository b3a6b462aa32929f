"""The audit programme: the audits planned for a period and purpose (9.2.2)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class Programme(Row):
    """A set of audits over a period; later work adds calendar, coverage and competence.

    Evidence, and personal data, are to be destroyed so many years after their audit was closed; None for no
    such rule.
    """

    __tablename__ = "programme"

    organization_id: Mapped[str] = mapped_column(reference("organization.id"), index=True)
    title: Mapped[str]
    objectives: Mapped[str] = mapped_column(default="")
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    responsible_id: Mapped[str | None] = mapped_column(reference("person.id"))
    methods: Mapped[str] = mapped_column(default="")
    risks: Mapped[str] = mapped_column(default="")
    uses_observations: Mapped[bool] = mapped_column(default=False)
    response_days_major: Mapped[int] = mapped_column(default=14)
    response_days_minor: Mapped[int] = mapped_column(default=30)
    evidence_years: Mapped[int | None]
    personal_years: Mapped[int | None]
