"""Draws up the checklist to print: the audit's items by theme, with what the last audit found."""

from itertools import groupby

from sqlalchemy import select

from app.planning.reads import audit_detail
from app.programme.organizations import organizations
from app.reporting import labels
from app.reporting.checklist_document import ChecklistDocument, ChecklistGroup, ChecklistItem
from app.sessions.item_reads import LastAudit, last_audit
from app.unit_of_work import ReadUnit
from app.words import Words
from models.checklist import ChecklistItem as Item
from models.framework import Requirement


def build_checklist_document(unit: ReadUnit, audit_id: str) -> ChecklistDocument:
    """The printed checklist of an audit, in its report's language."""
    audit = audit_detail(unit, audit_id)
    words = Words(audit.fields["report_language"])
    organization = next(row for row in organizations(unit) if row.id == audit.organization_id)
    return ChecklistDocument(
        organisation=organization.name,
        audit_number=audit.number,
        audit_type=audit.type.value,
        title=audit.title,
        groups=_groups(unit, audit_id, words),
        classification=audit.fields["classification"],
        auditor=audit.lead_auditor.name if audit.lead_auditor else "",
        printed=unit.today(),
        language=words.language,
    )


def _groups(unit: ReadUnit, audit_id: str, words: Words) -> tuple[ChecklistGroup, ...]:
    query = (
        select(Item, Requirement)
        .join(Requirement, Requirement.id == Item.requirement_id)
        .where(Item.audit_id == audit_id)
        .order_by(Requirement.position, Item.position)
    )
    rows = [(item, requirement) for item, requirement in unit.session.execute(query)]
    return tuple(
        ChecklistGroup(
            labels.label(words, labels.THEMES, theme),
            tuple(_item(unit, item, requirement, words) for item, requirement in group),
        )
        for theme, group in groupby(rows, key=lambda row: row[1].theme)
    )


def _item(unit: ReadUnit, item: Item, requirement: Requirement, words: Words) -> ChecklistItem:
    last = last_audit(unit, item.id)
    return ChecklistItem(
        number=requirement.reference,
        title=requirement.title,
        question=words.text(item.question) if item.verifies_exclusion else item.question,
        look_for=tuple(map(words.text, item.look_for)) if item.verifies_exclusion else item.look_for,
        evidence=item.expected_evidence,
        sampling=item.sampling_hint,
        last_result=_last_result(last, words) if last else "",
        answers=_answers(item, words),
    )


def _last_result(last: LastAudit, words: Words) -> str:
    """Nonconforming · designed: yes · operating: no, as far as that audit said it."""
    result = labels.label(words, labels.RESULTS, last.result.value)
    return " · ".join(part for part in (result, _answers(last, words)) if part)


def _answers(said: Item | LastAudit, words: Words) -> str:
    codes = map(labels.answer_code, (said.designed, said.implemented, said.operating))
    return labels.three_answers(words, *codes)
