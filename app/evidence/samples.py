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
    "population_of",
    "random_sites",
    "record_sample",
    "replace_unit",
    "row_numbers",
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
    listed: Sequence[str] = (),
) -> str:
    """Record a sample, selected by the acting person (R-19), with the audit's next number; returns its id.

    `listed` is the population item by item, where there is a list of it. Raises UserError for a population
    without words and for a confidence that the method cannot state.
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
        listed=_kept(listed),
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

    Without `seed` a new one is made. The same list and seed give the same items (see `models.sampling`), and
    both are kept, so that anybody can repeat the draw (AS-26).
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
        listed=identifiers,
    )


def extend_draw(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str], size: int) -> int:
    """Draw on from the same list and seed until `size` units count (R-18); returns how many came.

    Without `identifiers` the list that was kept is drawn from. Raises UserError when the list is not the one
    that the sample was drawn from.
    """
    sample = _sample_to_change(uow, sample_id)
    units = _units(uow, sample_id)
    counted = sum(unit.result is not UnitResult.REPLACED for unit in units)
    return _draw_on(uow, sample, units, identifiers, max(size - counted, 0))


def _draw_on(
    uow: UnitOfWork, sample: Sample, units: Sequence[SampleUnit], identifiers: Sequence[str], more: int
) -> int:
    """The next `more` of the draw, behind all that were drawn: replaced ones are not drawn again."""
    drawn = draw(identifiers or population_of(sample), len(units) + more, sample.seed)
    if not sample.seed or drawn[: len(units)] != [unit.identifier for unit in units][: len(drawn)]:
        raise UserError(
            N_("This is not the list that {number} was drawn from."),
            N_("The sample stays as it is."),
            N_("Give the same list in the same order, or record a new sample."),
            number=sample.number,
        )
    _append(uow, sample.id, drawn[len(units) :])
    return max(len(drawn) - len(units), 0)


def population_of(sample: Sample) -> list[str]:
    """The list that a sample was drawn from; the numbers of its rows where only its size was known."""
    return sample.listed.split("\n") if sample.listed else row_numbers(sample.population_size or 0)


def row_numbers(count: int) -> list[str]:
    """A population of which only the size is known: its rows by number."""
    return [str(number) for number in range(1, count + 1)]


def _kept(identifiers: Sequence[str]) -> str:
    """A list as it is kept, a line per item; none where the items are but the numbers of the rows."""
    if list(identifiers) == row_numbers(len(identifiers)):
        return ""
    return "\n".join(" ".join(identifier.splitlines()) for identifier in identifiers)


def _units(uow: UnitOfWork, sample_id: str) -> Sequence[SampleUnit]:
    query = select(SampleUnit).where(SampleUnit.sample_id == sample_id).order_by(SampleUnit.position)
    return uow.session.scalars(query).all()


def add_units(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str]) -> None:
    """Add items to a sample, behind those that are there. Raises UserError once it was reported."""
    _append(uow, _sample_to_change(uow, sample_id).id, identifiers)


def _append(uow: UnitOfWork, sample_id: str, identifiers: Sequence[str], replaces: int | None = None) -> None:
    last = uow.session.scalar(select(func.max(SampleUnit.position)).where(SampleUnit.sample_id == sample_id))
    for position, identifier in enumerate(identifiers, start=(last or 0) + 1):
        unit = SampleUnit(sample_id=sample_id, position=position, identifier=identifier, replaces=replaces)
        uow.session.add(unit)
    uow.session.flush()


def set_unit_result(uow: UnitOfWork, unit_id: str, result: UnitResult, note: str | None = None) -> None:
    """What one item showed. Items are never taken out of a sample again (R-18).

    Raises UserError once the sample was reported (R-40), and for an item that was replaced.
    """
    unit = existing(uow, SampleUnit, unit_id)
    _sample_to_change(uow, unit.sample_id)
    if UnitResult.REPLACED in (result, unit.result) and result is not unit.result:
        raise UserError(
            N_("{item} was replaced: what stands in for it is tested instead."),
            N_("Nothing was changed."),
            item=unit.identifier,
        )
    values: dict[str, object] = {"result": result} if note is None else {"result": result, "note": note}
    set_fields(uow, SampleUnit, unit_id, frozenset({"result", "note"}), values)


def replace_unit(uow: UnitOfWork, unit_id: str, reason: str, stand_in: str = "") -> None:
    """Put another item in the place of one that cannot be tested; both stay, with the reason (AS-26).

    Of a draw it is the next one of the same draw; otherwise the auditor names the `stand_in` (R-19).
    Raises UserError without a reason, for an item that was tested (an exception is never swapped, R-18), and
    where there is nothing left to be drawn.
    """
    unit = existing(uow, SampleUnit, unit_id)
    sample = _sample_to_change(uow, unit.sample_id)
    _refuse_replacement(unit, reason)
    units = _units(uow, sample.id)
    drawn = draw(population_of(sample), len(units) + 1, sample.seed) if sample.seed else []
    found = drawn[len(units)] if len(drawn) > len(units) else "" if sample.seed else stand_in.strip()
    if not found:
        raise UserError(
            N_("There is nothing that could stand in for {item}."),
            N_("The sample stays as it is."),
            N_("Leave the item untested and say so in its note, or name the item that you take instead."),
            item=unit.identifier,
        )
    set_fields(
        uow,
        SampleUnit,
        unit_id,
        frozenset({"result", "replaced_because"}),
        {"result": UnitResult.REPLACED, "replaced_because": reason.strip()},
    )
    _append(uow, sample.id, [found], replaces=unit.position)


def _refuse_replacement(unit: SampleUnit, reason: str) -> None:
    if unit.result is not UnitResult.OPEN:
        raise UserError(
            N_("{item} was tested or replaced already. No item of a sample is swapped for a better one."),
            N_("Nothing was changed."),
            item=unit.identifier,
        )
    if not reason.strip():
        raise UserError(
            N_("Say why {item} cannot be tested."),
            N_("Nothing was changed."),
            item=unit.identifier,
        )


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
