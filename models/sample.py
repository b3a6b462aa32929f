"""Samples: population defined before choosing, method, size, and what each item showed (section 6.3)."""

import enum
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class SampleMethod(enum.Enum):
    """How the items were chosen. Only statistical sampling may state a confidence."""

    JUDGEMENT = "judgement"
    STATISTICAL = "statistical"
    FREQUENCY = "frequency"
    SITES = "sites"
    ALL = "all"


class UnitResult(enum.Enum):
    """What one sampled item showed."""

    OPEN = "open"
    IN_ORDER = "in_order"
    EXCEPTION = "exception"
    REPLACED = "replaced"


class Sample(Row):
    """A sample drawn for an item of the checklist. The auditor selects, the auditee supplies (R-19).

    `listed` is the population as it was supplied, a line per item, where it was listed: with the seed anybody
    can repeat the draw. It may be long, and is read only when it is asked for.
    """

    __tablename__ = "sample"
    __table_args__ = (UniqueConstraint("audit_id", "number"),)

    audit_id: Mapped[str] = mapped_column(reference("audit.id"))
    item_id: Mapped[str | None] = mapped_column(reference("checklist_item.id"), index=True)
    session_id: Mapped[str | None] = mapped_column(reference("audit_session.id"))
    number: Mapped[str]
    population: Mapped[str]
    population_size: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    completeness_check: Mapped[str] = mapped_column(default="")
    method: Mapped[SampleMethod] = mapped_column(default=SampleMethod.JUDGEMENT)
    confidence_percent: Mapped[int | None]
    tolerable_percent: Mapped[int | None]
    seed: Mapped[str] = mapped_column(default="")
    listed: Mapped[str] = mapped_column(default="", server_default="", deferred=True)
    selected_by_id: Mapped[str | None] = mapped_column(reference("person.id"))
    selected_at: Mapped[datetime]


class SampleUnit(Row):
    """One item of a sample. An exception is never dropped or swapped (R-18).

    An item that cannot be tested is replaced, with the reason; `replaces` is the position of the item that
    this one stands in for.
    """

    __tablename__ = "sample_unit"
    __table_args__ = (UniqueConstraint("sample_id", "position"),)

    sample_id: Mapped[str] = mapped_column(reference("sample.id"))
    position: Mapped[int]
    identifier: Mapped[str]
    result: Mapped[UnitResult] = mapped_column(default=UnitResult.OPEN)
    note: Mapped[str] = mapped_column(default="")
    replaces: Mapped[int | None]
    replaced_because: Mapped[str] = mapped_column(default="", server_default="")


class SampleEvidence(Row):
    """Evidence that backs a sample."""

    __tablename__ = "sample_evidence"
    __table_args__ = (UniqueConstraint("sample_id", "evidence_id"),)

    sample_id: Mapped[str] = mapped_column(reference("sample.id"))
    evidence_id: Mapped[str] = mapped_column(reference("evidence.id"))
