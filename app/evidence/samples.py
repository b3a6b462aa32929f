"""Samples: what was chosen from what, how, and what each item showed (section 6.3)."""

import secrets
from collections.abc import Sequence

from sqlalchemy import func, select

from app import numbers
from app.edits import existing, set_fields
from app.errors import UserError
from app.evidence.settled import refuse_fixed_sample
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.sample import Sample, SampleEvidence, SampleMethod, SampleUnit, UnitResult
from models.sampling import (
    Frequency,
    SiteStage,
    draw,
    extended_size,
    frequency_size,
    random_sites,
    sample_size,
    site_size,
)

__all__ = [
    "Frequency",
    "SampleMethod",
    "SiteStage",
    "UnitResult",
    "add_units",
    "draw",
    "draw_sample",
    "edit_sample",
    "extend_draw",
    "extended_size",
    "frequency_size",
    "link_sample_to_evidence",
    "random_sites",
    "record_sample",
    "sample_size",
    "set_unit_result",
    "site_size",
]

SAMPLE_FIELDS = frozenset(
    [
        "item_id",
        "session_id",
        "population",
        "population_size",
        "source",
        "completeness_check",
    ]
)


def record_sample(
    uow: UnitOfWork,
    audit_id: str,
    population: str,
    units: Sequence[str] = (),
    *,
    item_id: str | None = None,
    session_id: str | None = None,
    population_size: int | None = None,
    source: str = "",
    completeness_check: str = "",
    method: SampleMethod = SampleMethod.JUDGEMENT,
    confidence_percent: int | None = None,
    tolerable_percent: int | None = None,
    seed: str = "",
) -> str:
    """Record a sample, selected by the acting person (R-19), with the audit's next number; returns its id.

    Raises UserError for a population without words and for a confidence that the method cannot state.
    """
    if not population.strip():
        raise UserError(N_("Say what the sample is taken from."), N_("Nothing was recorded."))
    if method is not SampleMethod.STATISTICAL and (confidence_percent or tolerable_percent or seed):
        raise UserError(
            N_("Only a sample drawn at random may state a confidence."),
            N_("Nothing was recorded."),
            N_("Leave the confidence out, or draw the sample at random."),
        )
    sample = Sample(
        audit_id=audit_id,
        item_id=item_id,
        session_id=session_id,
        number=numbers.next_number(uow, audit_id, numbers.SAMPLE),
        population=population,
        population_size=population_size,
        source=source,
        completeness_check=completeness_check,
        method=method,
        confidence_percent=confidence_percent,
        tolerable_percent=tolerable_percent,
        seed=seed,
        selected_by_id=uow.actor_id,
        selected_at=uow.now(),
    )
    uow.session.add(sample)
    _append(uow, sample.id, units)
    return sample.id


def draw_sample(
    uow: UnitOfWork,
    audit_id: str,
    population: str,
    identifiers: Sequence[str],
    confidence_percent: int,
    tolerable_percent: int,
    *,
    item_id: str | None = None,
    session_id: str | None = None,
    source: str = "",
    completeness_check: str = "",
    seed: str = "",
) -> str:
    """Size and draw a statistical sample from the listed population and record it with its seed.

    Without `seed` a new one is made. The same list and seed give the same items (see `models.sampling`).
    """
    seed = seed or secrets.token_hex(8)
    size = sample_size(len(identifiers), confidence_percent, tolerable_percent)
    return record_sample(
        uow,
        audit_id,
        population,
        draw(identifiers, size, seed),
        item_id=item_id,
        session_id=session_id,
        population_size=len(identifiers),
        source=source,
        completeness_check=completeness_check,
        method=SampleMethod.STATISTICAL,
        confidence_percent=confidence_percent,
        tolerable_percent=tolerable_percent,
        seed=seed,
    )


def extend_draw(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str], size: int) -> int:
    """Draw on from the same list and seed until the sample has `size` units (R-18); returns how many came.

    Raises UserError when the list is not the one that the sample was drawn from.
    """
    sample = _sample_to_change(uow, sample_id)
    drawn = draw(identifiers, max(size, 0), sample.seed)
    units = _identifiers(uow, sample_id)
    if not sample.seed or drawn[: len(units)] != units[: len(drawn)]:
        raise UserError(
            N_("This is not the list that {number} was drawn from."),
            N_("The sample stays as it is."),
            N_("Give the same list in the same order, or record a new sample."),
            number=sample.number,
        )
    _append(uow, sample_id, drawn[len(units) :])
    return max(len(drawn) - len(units), 0)


def _identifiers(uow: UnitOfWork, sample_id: str) -> list[str]:
    query = select(SampleUnit.identifier).where(SampleUnit.sample_id == sample_id)
    return list(uow.session.scalars(query.order_by(SampleUnit.position)).all())


def add_units(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str]) -> None:
    """Add items to a sample, behind those that are there. Raises UserError once it was reported."""
    _append(uow, _sample_to_change(uow, sample_id).id, identifiers)


def _append(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str]) -> None:
    last = uow.session.scalar(select(func.max(SampleUnit.position)).where(SampleUnit.sample_id == sample_id))
    for position, identifier in enumerate(identifiers, start=(last or 0) + 1):
        uow.session.add(SampleUnit(sample_id=sample_id, position=position, identifier=identifier))
    uow.session.flush()


def set_unit_result(uow: UnitOfWork, unit_id: str, result: UnitResult, note: str | None = None) -> None:
    """What one item showed. Items are never taken out of a sample again (R-18).

    Raises UserError once the sample was reported (R-40).
    """
    _sample_to_change(uow, existing(uow, SampleUnit, unit_id).sample_id)
    values: dict[str, object] = {"result": result} if note is None else {"result": result, "note": note}
    set_fields(uow, SampleUnit, unit_id, frozenset({"result", "note"}), values)


def edit_sample(uow: UnitOfWork, sample_id: str, **values: object) -> None:
    """Set fields of a sample; `SAMPLE_FIELDS` lists them. Method, seed and confidence stay as selected.

    Raises UserError once the sample was reported (R-40).
    """
    _sample_to_change(uow, sample_id)
    set_fields(uow, Sample, sample_id, SAMPLE_FIELDS, values)


def link_sample_to_evidence(uow: UnitOfWork, sample_id: str, evidence_id: str) -> None:
    """The evidence backs the sample, such as the list that it was drawn from. Raises as `edit_sample`."""
    _sample_to_change(uow, sample_id)
    query = select(SampleEvidence.id).where(
        SampleEvidence.sample_id == sample_id, SampleEvidence.evidence_id == evidence_id
    )
    if uow.session.scalar(query) is None:
        uow.session.add(SampleEvidence(sample_id=sample_id, evidence_id=evidence_id))
        uow.session.flush()


def _sample_to_change(uow: UnitOfWork, sample_id: str) -> Sample:
    sample = existing(uow, Sample, sample_id)
    refuse_fixed_sample(uow, sample)
    return sample
