"""The audit programme: the audits planned for a period and purpose (9.2.2)."""

from datetime import date

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class Programme(Row):
    """A set of audits over a period; later work adds calendar, coverage and competence.

    The days are limits by grade (section 7.8), counted from the closing meeting or, with `days_from_issue`,
    from the issue of the first revision with the finding; `effectiveness_days_minor` None looks at a minor at
    the next audit. With `reports_by_role` reports say the roles of the auditee's people and not their names.
    A label is what the organisation calls a grade or a type, "" for the usual word. Evidence, and personal
    data, are to be destroyed so many years after their audit was closed; None for no such rule.
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
    correction_days_major: Mapped[int] = mapped_column(default=7, server_default="7")
    correction_days_minor: Mapped[int] = mapped_column(default=30, server_default="30")
    action_days_major: Mapped[int] = mapped_column(default=90, server_default="90")
    action_days_minor: Mapped[int] = mapped_column(default=180, server_default="180")
    effectiveness_days_major: Mapped[int] = mapped_column(default=90, server_default="90")
    effectiveness_days_minor: Mapped[int | None]
    days_from_issue: Mapped[bool] = mapped_column(default=False, server_default=false())
    soon_days: Mapped[int] = mapped_column(default=14, server_default="14")
    reports_by_role: Mapped[bool] = mapped_column(default=False, server_default=false())
    label_major: Mapped[str] = mapped_column(default="", server_default="")
    label_minor: Mapped[str] = mapped_column(default="", server_default="")
    label_ofi: Mapped[str] = mapped_column(default="", server_default="")
    label_observation: Mapped[str] = mapped_column(default="", server_default="")
    label_strength: Mapped[str] = mapped_column(default="", server_default="")
    evidence_years: Mapped[int | None]
    personal_years: Mapped[int | None]
