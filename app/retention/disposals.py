"""The register of what was destroyed: number, hash, who, when, why and by which rule (R-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select

from app.programme import people
from app.reporting import formats
from app.unit_of_work import ReadUnit
from app.words import N_, NN_, Words
from models.audit import Audit
from models.evidence import StoredObject
from models.retention import Disposal, RetentionRule, SubjectKind

__all__ = [
    "DisposalRow",
    "RetentionRule",
    "SubjectKind",
    "destroyed_text",
    "disposal_count",
    "disposal_of",
    "disposal_rows",
    "disposals_of_audit",
    "rule_text",
]


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A record of destruction. `number` is `E-031` or `P-02`, `audit` the number of its audit or "".

    `is_elsewhere`: the workspace still holds the bytes, because another piece has the same. `rule_years`
    belongs to the rules that count years after the closing of an audit.
    """

    id: str
    kind: SubjectKind
    subject_id: str
    audit_id: str | None
    audit: str
    number: str
    sha256: str
    size: int | None
    is_elsewhere: bool
    at: datetime
    by: str
    rule: RetentionRule
    rule_years: int | None
    due_on: date | None
    reason: str


_YEARS = {
    RetentionRule.EVIDENCE_YEARS: NN_(
        "Rule for evidence: {n} year after the audit was closed.",
        "Rule for evidence: {n} years after the audit was closed.",
    ),
    RetentionRule.PERSONAL_YEARS: NN_(
        "Rule for personal data: {n} year after the audit was closed.",
        "Rule for personal data: {n} years after the audit was closed.",
    ),
}
_OTHERS = {
    RetentionRule.OWN_DATE: N_("Rule: the date that was set for it."),
    RetentionRule.TRASH: N_("It had been removed, and the trash was emptied."),
}


def rule_text(words: Words, rule: RetentionRule, years: int | None) -> str:
    """Why something falls due, or was destroyed, as a sentence."""
    if rule in _YEARS:
        return words.plural(*_YEARS[rule], years or 0)
    return words.text(_OTHERS[rule])


def destroyed_text(words: Words, at: datetime, row: DisposalRow | None) -> str:
    """When, by whom, by which rule and why, as the report's index and the window say it.

    In a workspace that was restored from an earlier backup only the day may be known.
    """
    by = row.by if row else ""
    text = N_("Destroyed on {day} by {who}.") if by else N_("Destroyed on {day}.")
    said = words.text(text, day=formats.day(at.date(), words), who=by)
    if row is None:
        return said
    parts = [
        said,
        rule_text(words, row.rule, row.rule_years),
        words.text(N_("Reason: {reason}"), reason=row.reason) if row.reason else "",
    ]
    return " ".join(part for part in parts if part)


def disposal_count(unit: ReadUnit) -> int:
    """How many records of destruction there are."""
    return unit.session.scalar(select(func.count(Disposal.id))) or 0


def disposal_rows(unit: ReadUnit) -> tuple[DisposalRow, ...]:
    """Everything that was ever destroyed in this workspace, the latest first."""
    return _rows(unit, _query().order_by(Disposal.at.desc(), Disposal.id.desc()))


def disposal_of(unit: ReadUnit, subject_id: str) -> DisposalRow | None:
    """The record of one piece of evidence or person; None where it was not destroyed here."""
    return next(iter(_rows(unit, _query().where(Disposal.subject_id == subject_id))), None)


def disposals_of_audit(unit: ReadUnit, audit_id: str) -> dict[str, DisposalRow]:
    """The records of an audit's evidence, by the id of the piece."""
    rows = _rows(unit, _query().where(Disposal.audit_id == audit_id))
    return {row.subject_id: row for row in rows}


def _query() -> Select[Disposal, str]:
    return select(Disposal, Audit.number).outerjoin(Audit, Audit.id == Disposal.audit_id)


def _rows(unit: ReadUnit, query: Select[Disposal, str]) -> tuple[DisposalRow, ...]:
    found = unit.session.execute(query).all()
    if not found:
        return ()
    known, held = people.names(unit), _hashes_held(unit)
    return tuple(_row(row, audit, known, is_elsewhere=row.sha256 in held) for row, audit in found)


def _hashes_held(unit: ReadUnit) -> frozenset[str]:
    """The hashes of destroyed bytes that the workspace has all the same."""
    destroyed = select(Disposal.sha256).where(Disposal.sha256 != "")
    query = select(StoredObject.sha256).where(
        StoredObject.key.is_not(None), StoredObject.sha256.in_(destroyed)
    )
    return frozenset(unit.session.scalars(query).all())


def _row(row: Disposal, audit: str | None, known: Mapping[str, str], *, is_elsewhere: bool) -> DisposalRow:
    return DisposalRow(
        row.id,
        row.kind,
        row.subject_id,
        row.audit_id,
        audit or "",
        row.number,
        row.sha256,
        row.size,
        is_elsewhere,
        row.at,
        known.get(row.by_id or "", ""),
        row.rule,
        row.rule_years,
        row.due_on,
        row.reason,
    )
