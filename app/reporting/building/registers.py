"""The registers of a report: requirements, checklist, evidence and samples, with who, how and by what."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from app.grouped import Grouped
from app.library.soa import soa_lines
from app.numbers import in_order, order_key
from app.planning.coverage import ItemResult, RequirementResult
from app.planning.reads import AuditDetail
from app.programme.people import people
from app.reporting import labels
from app.reporting.building.naming import Naming
from app.reporting.building.register_reads import (
    Links,
    evidence_by_item,
    findings_by_item,
    lines_by_item,
    links_by_piece,
    sources,
    units_by_sample,
)
from app.reporting.finding_card import FindingCard
from app.reporting.formats import span
from app.reporting.parts import Reasoned, Replacement
from app.reporting.parts import Sample as SampleRow
from app.reporting.registers import ChecklistRow, EvidenceRow, RequirementRow
from app.retention.disposals import DisposalRow, destroyed_text, disposals_of_audit
from app.sessions.reads import SessionView
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.checklist import Result, weakest_answer
from models.evidence import Evidence, EvidenceKind, StoredObject
from models.sample import Sample, SampleMethod, SampleUnit, UnitResult
from models.session import SessionKind

_METHOD_OF_SESSION = {
    SessionKind.INTERVIEW: "interview",
    SessionKind.DOCUMENT_REVIEW: "document_review",
    SessionKind.OBSERVATION: "observation",
    SessionKind.TECHNICAL_TEST: "technical_test",
}
_SAMPLE_METHOD = {SampleMethod.ALL: "all_items"}


class Registers:
    """Reads an audit's registers once and writes them down in the report's rows."""

    def __init__(
        self,
        unit: ReadUnit,
        audit: AuditDetail,
        sessions: tuple[SessionView, ...],
        requirements: tuple[RequirementResult, ...],
        cards: tuple[FindingCard, ...],
        calling: Naming,
    ) -> None:
        self._unit = unit
        self._audit = audit
        self._results = requirements
        self._people = {person.id: calling.person(person).name for person in people(unit)}
        self._soa = soa_lines(unit, audit.soa_version_id) if audit.soa_version_id else {}
        self._kinds = {session.id: session.kind for session in sessions}
        self._lines = lines_by_item(unit, audit.id)
        self._evidence = evidence_by_item(unit, audit.id)
        self._findings = findings_by_item(unit, audit.id)
        self._cards = {card.number: card for card in cards}
        self._references = {
            item.id: requirement.reference for requirement in requirements for item in requirement.items
        }
        self._titles = {requirement.reference: requirement.title for requirement in requirements}

    def requirements(self) -> tuple[RequirementRow, ...]:
        """Every requirement with how it was examined (Appendix B)."""
        return tuple(self._requirement(row) for row in self._results)

    def _requirement(self, row: RequirementResult) -> RequirementRow:
        items = [item.id for item in row.items]
        judged = (self._people.get(item.concluded_by_id or "") for item in row.items)
        return RequirementRow(
            id=row.id,
            reference=row.reference,
            title=row.title,
            theme=row.theme,
            applicable=not row.verifies_exclusion,
            result=row.result.value,
            methods=self._methods_used(items),
            auditors=tuple(dict.fromkeys(name for name in judged if name)),
            evidence=_united(self._evidence, items),
            findings=_united(self._findings, items),
            reason=self._why(row),
            designed=labels.answer_code(weakest_answer([item.designed for item in row.items])),
            implemented=labels.answer_code(weakest_answer([item.implemented for item in row.items])),
            operating=labels.answer_code(weakest_answer([item.operating for item in row.items])),
            items=len(items),
            open_items=sum(item.result is Result.OPEN for item in row.items),
        )

    def _why(self, row: RequirementResult) -> str:
        """The SoA's justification of an exclusion, else the reasons of the results that need one."""
        if row.verifies_exclusion and row.reference in self._soa:
            return self._soa[row.reference].justification
        return " ".join(dict.fromkeys(reason for item in row.items if (reason := _reason(item))))

    def _methods_used(self, item_ids: list[str]) -> tuple[str, ...]:
        """The methods by which something was noted on these items."""
        lines = [line for item_id in item_ids for line in self._lines.get(item_id, ())]
        used = (_METHOD_OF_SESSION[self._kinds[line.session_id]] for line in lines)
        return tuple(dict.fromkeys(used))

    def methods(self) -> tuple[str, ...]:
        """The methods used in the whole audit."""
        return self._methods_used([item.id for row in self._results for item in row.items])

    def checklist(self) -> tuple[ChecklistRow, ...]:
        """Every item with its answer."""
        return tuple(self._item(row, item) for row in self._results for item in row.items)

    def _item(self, row: RequirementResult, item: ItemResult) -> ChecklistRow:
        return ChecklistRow(
            id=item.id,
            number=item.code,
            requirements=(row.reference,),
            title=row.title,
            question=item.question,
            result=item.result.value,
            notes="\n".join(line.text for line in self._lines.get(item.id, ())),
            reason=_reason(item),
            auditor=self._people.get(item.concluded_by_id or "", ""),
            answered=item.concluded_at,
            evidence=_united(self._evidence, [item.id]),
            findings=_united(self._findings, [item.id]),
            designed=labels.answer_code(item.designed),
            implemented=labels.answer_code(item.implemented),
            operating=labels.answer_code(item.operating),
        )

    def limitations(self) -> tuple[Reasoned, ...]:
        """What could not be verified, with the reason (R-25)."""
        return tuple(
            Reasoned(row.title, item.reason, row.reference)
            for row in self._results
            for item in row.items
            if item.result is Result.UNABLE_TO_VERIFY
        )

    def not_produced(self) -> tuple[Reasoned, ...]:
        """What was asked for and did not come, with what was answered (R-25)."""
        query = select(Evidence).where(
            Evidence.audit_id == self._audit.id,
            Evidence.kind == EvidenceKind.REQUESTED_NOT_PRODUCED,
            Evidence.destroyed_at.is_(None),
        )
        found = self._unit.session.scalars(query.order_by(*in_order(Evidence.number)))
        return tuple(Reasoned(row.title, row.notes, row.number) for row in found)

    def evidence(self, words: Words) -> tuple[EvidenceRow, ...]:
        """The evidence index with hashes (Appendix A); a piece that was destroyed keeps its line."""
        query = (
            select(Evidence, StoredObject)
            .outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
            .where(Evidence.audit_id == self._audit.id)
            .order_by(*in_order(Evidence.number))
        )
        disposals = disposals_of_audit(self._unit, self._audit.id)
        links = links_by_piece(self._unit, self._audit.id)
        derived = sources(self._unit, self._audit.id)
        return tuple(
            self._piece(
                row,
                stored,
                words,
                disposals.get(row.id),
                links.get(row.id, Links()),
                derived.get(row.derived_from_id or "", ""),
            )
            for row, stored in self._unit.session.execute(query)
        )

    def _piece(
        self,
        row: Evidence,
        stored: StoredObject | None,
        words: Words,
        disposal: DisposalRow | None,
        links: Links,
        derived_from: str,
    ) -> EvidenceRow:
        from_whom = self._people.get(row.obtained_from_id or "", "")
        return EvidenceRow(
            id=row.id,
            number=row.number,
            title=row.title if row.destroyed_at is None else words.text(N_("Destroyed")),
            kind=row.kind.value,
            source=", ".join(part for part in (row.source, from_whom) if part),
            method=row.obtained_how,
            obtained_by=self._people.get(row.obtained_by_id or "", ""),
            obtained_at=row.obtained_where,
            obtained=row.obtained_at,
            period=_period(row, words),
            file_name=row.original_name,
            media_type=row.media_type,
            size=stored.size if stored else None,
            sha256=stored.sha256 if stored else "",
            classification=row.classification,
            personal_data=row.has_personal_data and row.destroyed_at is None,
            items=self._references_of(links.items),
            findings=tuple(sorted(links.findings, key=order_key)),
            derived_from=derived_from,
            destroy_on=row.destroy_on,
            disposal=destroyed_text(words, row.destroyed_at, disposal) if row.destroyed_at else "",
            note=row.notes,
        )

    def _references_of(self, item_ids: Collection[str]) -> tuple[str, ...]:
        """The requirements of some items, once each, in the order of the framework."""
        if not item_ids:
            return ()
        found = (reference for item_id, reference in self._references.items() if item_id in item_ids)
        return tuple(dict.fromkeys(found))

    def samples(self, words: Words) -> tuple[SampleRow, ...]:
        """The samples with what they showed."""
        query = select(Sample).where(Sample.audit_id == self._audit.id).order_by(*in_order(Sample.number))
        units = units_by_sample(self._unit, self._audit.id)
        rows = self._unit.session.scalars(query)
        return tuple(self._sample(row, units.get(row.id, ()), words) for row in rows)

    def _sample(self, row: Sample, units: Sequence[SampleUnit], words: Words) -> SampleRow:
        results = [unit.result for unit in units if unit.result is not UnitResult.REPLACED]
        reference = self._references.get(row.item_id or "", "")
        return SampleRow(
            number=row.number,
            objective=self._titles.get(reference, ""),
            population=row.population,
            population_size=row.population_size,
            source=row.source,
            method=_SAMPLE_METHOD.get(row.method, row.method.value),
            size=len(results),
            exceptions=results.count(UnitResult.EXCEPTION),
            seed=row.seed,
            confidence=_confidence(row, words),
            selected_by=self._people.get(row.selected_by_id or "", ""),
            requirements=(reference,) if reference else (),
            completeness=row.completeness_check,
            replacements=_replacements(units),
        )


def _reason(item: ItemResult) -> str:
    """Why it was not verified or not examined; what was written before another result is not printed."""
    return item.reason.strip() if item.result in (Result.UNABLE_TO_VERIFY, Result.NOT_EXAMINED) else ""


def _replacements(units: Sequence[SampleUnit]) -> tuple[Replacement, ...]:
    stand_ins = {unit.replaces: unit.identifier for unit in units if unit.replaces is not None}
    return tuple(
        Replacement(unit.identifier, stand_ins.get(unit.position, ""), unit.replaced_because.strip())
        for unit in units
        if unit.result is UnitResult.REPLACED
    )


def _confidence(row: Sample, words: Words) -> str:
    """Stated for statistical samples only: judgement can claim none (section 6.3)."""
    if row.method is not SampleMethod.STATISTICAL or row.confidence_percent is None:
        return ""
    return words.text(
        N_("{confidence} % confidence, {tolerable} % tolerable"),
        confidence=row.confidence_percent,
        tolerable=row.tolerable_percent,
    )


def _period(row: Evidence, words: Words) -> str:
    return span(row.period_start, row.period_end, words)


def _united(groups: Grouped[str], item_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        sorted({number for item_id in item_ids for number in groups.get(item_id, ())}, key=order_key)
    )
