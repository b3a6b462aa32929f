"""Where evidence is used: items of the checklist, findings, lines of notes."""

from dataclasses import dataclass

from sqlalchemy import select

from app.edits import existing
from app.planning.writing import refuse_after_issue
from app.unit_of_work import ReadUnit, UnitOfWork
from models.base import Row
from models.checklist import ChecklistItem
from models.evidence import Evidence, EvidenceLink
from models.finding import Finding
from models.session import NoteLine


@dataclass(frozen=True, slots=True)
class Target:
    """What evidence is linked to: exactly one of an item, a finding or a line of notes, by id."""

    item_id: str | None = None
    finding_id: str | None = None
    note_line_id: str | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.item_id, self.finding_id, self.note_line_id)) != 1:
            raise ValueError("a link has exactly one target")


@dataclass(frozen=True, slots=True)
class Link:
    """A link with what people call its target: an item's code, a finding's number, the words noted."""

    target: Target
    label: str


def link(uow: UnitOfWork, evidence_id: str, target: Target) -> None:
    """Use the evidence there; a link that is there already stays as it is.

    Raises UserError once the report is issued: what an item was concluded on stays; a finding goes on to
    gather evidence (R-40).
    """
    evidence = existing(uow, Evidence, evidence_id)
    existing(uow, *_row_of(target))
    if _find(uow, evidence_id, target) is None:
        _refuse_after_issue(uow, evidence, target)
        uow.session.add(
            EvidenceLink(
                evidence_id=evidence_id,
                item_id=target.item_id,
                finding_id=target.finding_id,
                note_line_id=target.note_line_id,
            )
        )
        uow.session.flush()


def unlink(uow: UnitOfWork, evidence_id: str, target: Target) -> None:
    """No longer use the evidence there; the evidence itself stays. Raises UserError as `link` does.

    Whether a finding may lose evidence is for `app.findings.links` to say.
    """
    found = _find(uow, evidence_id, target)
    if found is not None:
        _refuse_after_issue(uow, existing(uow, Evidence, evidence_id), target)
        uow.session.delete(found)
        uow.session.flush()


def _refuse_after_issue(uow: UnitOfWork, evidence: Evidence, target: Target) -> None:
    if target.finding_id is None:
        refuse_after_issue(uow, evidence.audit_id)


def _row_of(target: Target) -> tuple[type[Row], str]:
    for table, row_id in (
        (ChecklistItem, target.item_id),
        (Finding, target.finding_id),
        (NoteLine, target.note_line_id),
    ):
        if row_id is not None:
            return table, row_id
    raise AssertionError(target)


def _find(uow: UnitOfWork, evidence_id: str, target: Target) -> EvidenceLink | None:
    query = select(EvidenceLink).where(
        EvidenceLink.evidence_id == evidence_id,
        EvidenceLink.item_id == target.item_id,
        EvidenceLink.finding_id == target.finding_id,
        EvidenceLink.note_line_id == target.note_line_id,
    )
    return uow.session.scalars(query).first()


def targets_of(unit: ReadUnit, evidence_id: str) -> tuple[Target, ...]:
    """Everything that the evidence is linked to, in the order in which it was linked."""
    query = select(EvidenceLink).where(EvidenceLink.evidence_id == evidence_id).order_by(EvidenceLink.id)
    return tuple(
        Target(found.item_id, found.finding_id, found.note_line_id)
        for found in unit.session.scalars(query).all()
    )


def links_of(unit: ReadUnit, evidence_ids: tuple[str, ...]) -> dict[str, tuple[Link, ...]]:
    """The links of each piece of evidence, with their labels, in the order in which they were made."""
    query = (
        select(EvidenceLink, ChecklistItem.code, Finding.number, NoteLine.text)
        .outerjoin(ChecklistItem, ChecklistItem.id == EvidenceLink.item_id)
        .outerjoin(Finding, Finding.id == EvidenceLink.finding_id)
        .outerjoin(NoteLine, NoteLine.id == EvidenceLink.note_line_id)
        .where(EvidenceLink.evidence_id.in_(evidence_ids))
        .order_by(EvidenceLink.id)
    )
    found: dict[str, list[Link]] = {evidence_id: [] for evidence_id in evidence_ids}
    for row, code, number, text in unit.session.execute(query).all():
        target = Target(row.item_id, row.finding_id, row.note_line_id)
        found[row.evidence_id].append(Link(target, code or number or text or ""))
    return {evidence_id: tuple(links) for evidence_id, links in found.items()}
