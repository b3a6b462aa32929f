"""Samples as pages and report see them, and the sentence that a report says of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from app.evidence.settled import is_sample_fixed
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.evidence import Evidence
from models.finding import FindingSample
from models.organization import Person
from models.sample import Sample, SampleEvidence, SampleMethod, SampleUnit, UnitResult
from models.sampling import sample_size

__all__ = [
    "SampleMethod",
    "SampleRow",
    "SampleUnitRow",
    "UnitResult",
    "population_list",
    "sample_count",
    "sample_sentence",
    "samples_of_audit",
    "samples_of_finding",
    "samples_of_item",
]


@dataclass(frozen=True, slots=True)
class SampleUnitRow:
    """One item of a sample and what it showed. `replaces`: the position of the item it stands in for."""

    id: str
    position: int
    identifier: str
    result: UnitResult
    note: str
    replaces: int | None = None
    replaced_because: str = ""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample with its units, in order. `population_size` None: not known.

    `is_fixed`: an issued report counts it, so that it is only read; `has_list`: the list that it was drawn
    from is kept.
    """

    id: str
    number: str
    audit_id: str
    item_id: str | None
    session_id: str | None
    population: str
    population_size: int | None
    source: str
    completeness_check: str
    method: SampleMethod
    confidence_percent: int | None
    tolerable_percent: int | None
    seed: str
    selected_by: str
    selected_at: datetime
    units: tuple[SampleUnitRow, ...]
    evidence: tuple[str, ...]
    is_fixed: bool = False
    has_list: bool = False

    @property
    def size(self) -> int:
        """How many items count: those that were replaced do not."""
        return len(self.units) - self.replaced

    @property
    def replaced(self) -> int:
        """How many items others stand in for."""
        return sum(unit.result is UnitResult.REPLACED for unit in self.units)

    @property
    def exceptions(self) -> int:
        """How many items deviate."""
        return sum(unit.result is UnitResult.EXCEPTION for unit in self.units)

    @property
    def not_tested(self) -> int:
        """How many items still wait for a result."""
        return sum(unit.result is UnitResult.OPEN for unit in self.units)

    @property
    def confirms_rate(self) -> bool:
        """Whether it carries the statement it was sized for: random, large enough, whole, no exception."""
        if self.method is not SampleMethod.STATISTICAL or self.exceptions or self.not_tested:
            return False
        if self.confidence_percent is None or self.tolerable_percent is None:
            return False
        wanted = sample_size(self.population_size, self.confidence_percent, self.tolerable_percent)
        return 0 < wanted <= self.size


def population_list(unit: ReadUnit, sample_id: str) -> list[str]:
    """The list that a sample was drawn from, empty where none was kept."""
    listed = unit.session.scalar(select(Sample.listed).where(Sample.id == sample_id))
    return listed.split("\n") if listed else []


def sample_count(unit: ReadUnit, audit_id: str) -> int:
    """How many samples an audit has."""
    return unit.session.scalar(select(func.count(Sample.id)).where(Sample.audit_id == audit_id)) or 0


def samples_of_audit(unit: ReadUnit, audit_id: str) -> tuple[SampleRow, ...]:
    """All samples of an audit in the order of their numbers."""
    return _rows(unit, Sample.audit_id == audit_id)


def samples_of_item(unit: ReadUnit, item_id: str) -> tuple[SampleRow, ...]:
    """The samples drawn for an item of the checklist."""
    return _rows(unit, Sample.item_id == item_id)


def samples_of_finding(unit: ReadUnit, finding_id: str) -> tuple[SampleRow, ...]:
    """The samples that a finding rests on."""
    used = select(FindingSample.sample_id).where(FindingSample.finding_id == finding_id)
    return _rows(unit, Sample.id.in_(used))


def _rows(unit: ReadUnit, condition: ColumnElement[bool]) -> tuple[SampleRow, ...]:
    query = (
        select(Sample, Person.name, Sample.listed != "")
        .outerjoin(Person, Person.id == Sample.selected_by_id)
        .where(condition)
        .order_by(Sample.id)
    )
    return tuple(
        _row(unit, sample, name or "", has_list=has_list)
        for sample, name, has_list in unit.session.execute(query).all()
    )


def _row(unit: ReadUnit, sample: Sample, selected_by: str, *, has_list: bool) -> SampleRow:
    return SampleRow(
        id=sample.id,
        number=sample.number,
        audit_id=sample.audit_id,
        item_id=sample.item_id,
        session_id=sample.session_id,
        population=sample.population,
        population_size=sample.population_size,
        source=sample.source,
        completeness_check=sample.completeness_check,
        method=sample.method,
        confidence_percent=sample.confidence_percent,
        tolerable_percent=sample.tolerable_percent,
        seed=sample.seed,
        selected_by=selected_by,
        selected_at=sample.selected_at,
        units=_units(unit, sample.id),
        evidence=_evidence_numbers(unit, sample.id),
        is_fixed=is_sample_fixed(unit, sample),
        has_list=has_list,
    )


def _units(unit: ReadUnit, sample_id: str) -> tuple[SampleUnitRow, ...]:
    query = select(SampleUnit).where(SampleUnit.sample_id == sample_id).order_by(SampleUnit.position)
    return tuple(
        SampleUnitRow(
            row.id, row.position, row.identifier, row.result, row.note, row.replaces, row.replaced_because
        )
        for row in unit.session.scalars(query).all()
    )


def _evidence_numbers(unit: ReadUnit, sample_id: str) -> tuple[str, ...]:
    query = (
        select(Evidence.number)
        .join(SampleEvidence, SampleEvidence.evidence_id == Evidence.id)
        .where(SampleEvidence.sample_id == sample_id)
        .order_by(Evidence.id)
    )
    return tuple(unit.session.scalars(query).all())


_HOW_CHOSEN = {
    SampleMethod.JUDGEMENT: N_("Chosen by the auditor's judgement."),
    SampleMethod.STATISTICAL: N_("Drawn at random with seed {seed}."),
    SampleMethod.FREQUENCY: N_("Size by how often the control works; chosen by the auditor."),
    SampleMethod.SITES: N_("Size by the number of sites; chosen by the auditor."),
    SampleMethod.ALL: N_("Every item was examined."),
}


def sample_sentence(words: Words, sample: SampleRow) -> str:
    """What the report says of a sample. Only a whole random sample without exception states a confidence."""
    parts = [
        _examined(words, sample),
        words.text(_HOW_CHOSEN[sample.method], seed=sample.seed),
        words.text(N_("Source: {source}."), source=sample.source) if sample.source else "",
        words.text(N_("Completeness: {check}."), check=sample.completeness_check)
        if sample.completeness_check
        else "",
        _outcome(words, sample),
        *_replacements(words, sample),
        _conclusion(words, sample),
    ]
    return " ".join(part for part in parts if part)


def _examined(words: Words, sample: SampleRow) -> str:
    tested = sample.size - sample.not_tested
    if sample.population_size is None:
        return words.text(N_("{population}: {n} examined."), population=sample.population, n=tested)
    return words.text(
        N_("{population}: {n} of {all} examined."),
        population=sample.population,
        n=tested,
        all=sample.population_size,
    )


def _outcome(words: Words, sample: SampleRow) -> str:
    exceptions = words.plural("{n} exception.", "{n} exceptions.", sample.exceptions)
    if not sample.not_tested:
        return exceptions
    open_units = words.plural("{n} not tested yet.", "{n} not tested yet.", sample.not_tested)
    return f"{exceptions} {open_units}"


def _replacements(words: Words, sample: SampleRow) -> list[str]:
    return [
        words.text(N_("{item} was replaced: {reason}."), item=unit.identifier, reason=_without_stop(unit))
        for unit in sample.units
        if unit.result is UnitResult.REPLACED
    ]


def _without_stop(unit: SampleUnitRow) -> str:
    return unit.replaced_because.strip().rstrip(".")


def _conclusion(words: Words, sample: SampleRow) -> str:
    rates = {"confidence": sample.confidence_percent, "rate": sample.tolerable_percent}
    if sample.confirms_rate:
        return words.text(
            N_("With {confidence} % confidence fewer than {rate} % of the population deviate."), **rates
        )
    if sample.method is SampleMethod.STATISTICAL and sample.exceptions:
        return words.text(
            N_("That fewer than {rate} % deviate is therefore not confirmed at {confidence} % confidence."),
            **rates,
        )
    return ""
