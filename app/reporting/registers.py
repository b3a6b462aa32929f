"""The rows of the report's registers: requirements, checklist items, evidence."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A requirement in scope and how it was examined (Appendix B).

    `theme`: clauses, organizational, people, physical, technological, own. `result`: conforming,
    nonconforming, unable_to_verify, not_examined, open; a control that the Statement of Applicability
    excludes has `applicable` False and `reason` the justification. `designed`, `implemented` and
    `operating` are yes, no or "" (not said), no where one of several questions was answered so;
    `open_items` counts items without a result yet.
    """

    id: str
    reference: str
    title: str
    theme: str
    applicable: bool = True
    result: str = "open"
    methods: tuple[str, ...] = ()
    auditors: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    reason: str = ""
    designed: str = ""
    implemented: str = ""
    operating: str = ""
    items: int = 0
    open_items: int = 0


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """An item of the audit's own checklist with its answer; the three are yes, no or "" (not said)."""

    id: str
    number: str
    requirements: tuple[str, ...]
    title: str
    question: str
    result: str = "open"
    notes: str = ""
    reason: str = ""
    auditor: str = ""
    answered: datetime | None = None
    evidence: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    designed: str = ""
    implemented: str = ""
    operating: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence as it was taken in (Appendix A). `obtained` carries the zone offset of the
    place; `sha256` is that of the plain bytes at intake, empty where nothing was taken; `size` in bytes."""

    id: str
    number: str
    title: str
    kind: str
    source: str = ""
    method: str = ""
    obtained_by: str = ""
    obtained_at: str = ""
    obtained: datetime | None = None
    period: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int | None = None
    sha256: str = ""
    classification: str = ""
    personal_data: bool = False
    items: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    derived_from: str = ""
    destroy_on: date | None = None
    disposal: str = ""
    note: str = ""
