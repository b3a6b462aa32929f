"""What the programme of an audit calls grades and types of finding."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from app.reporting.grade_labels import GradeLabels
from app.unit_of_work import ReadUnit
from models.audit import Audit
from models.programme import Programme


def labels_of(row: Programme) -> GradeLabels:
    """The names that stand in a programme."""
    return GradeLabels(
        row.label_major, row.label_minor, row.label_ofi, row.label_observation, row.label_strength
    )


def grade_labels(unit: ReadUnit, audit_id: str) -> GradeLabels:
    """The names of the programme that an audit belongs to."""
    return grade_labels_by_audit(unit, (audit_id,))[audit_id]


def grade_labels_by_audit(unit: ReadUnit, audit_ids: Collection[str]) -> Mapping[str, GradeLabels]:
    """The same for several audits at once, by the id of the audit."""
    query = select(Audit.id, Programme).join(Programme, Programme.id == Audit.programme_id)
    found = unit.session.execute(query.where(Audit.id.in_(audit_ids)))
    return {audit_id: labels_of(row) for audit_id, row in found}
