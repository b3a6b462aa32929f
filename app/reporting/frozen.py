"""The document of an issued revision, as it was frozen (R-39)."""

from datetime import datetime

from sqlalchemy import func, select, true

from app.errors import UserError
from app.reporting import document as documents
from app.reporting.document import ReportDocument
from app.unit_of_work import ReadUnit
from app.words import N_
from models.report import ReportRevision


def frozen_document(unit: ReadUnit, revision_id: str) -> ReportDocument:
    """The document of an issued revision, checked against its hash. Raises UserError when it was changed."""
    return thawed(unit.session.get_one(ReportRevision, revision_id))


def thawed(row: ReportRevision) -> ReportDocument:
    """`frozen_document` of a row that is read already."""
    content = row.document.encode()
    if documents.digest(content) != row.sha256:
        raise UserError(
            N_("Revision {revision} of the report is not what was issued: its hash does not fit."),
            todo=N_("Restore the workspace from a backup made before."),
            revision=row.revision,
        )
    return documents.from_json(content)


def first_issued_at(unit: ReadUnit, audit_id: str, finding_id: str) -> datetime | None:
    """When the first revision was issued that holds a finding; None while there is none. What was left out
    of one as withdrawn or merged never stands again.

    SQLite looks into the documents by itself: to thaw them takes too long for what is read at each selection.
    """
    cards = func.json_each(func.nullif(ReportRevision.document, ""), "$.findings").table_valued("value")
    query = (
        select(ReportRevision.issued_at)
        .join(cards, true())
        .where(
            ReportRevision.audit_id == audit_id,
            func.json_extract(cards.c.value, "$.id") == finding_id,
        )
        .order_by(ReportRevision.revision)
    )
    return unit.session.scalar(query.limit(1))
