"""The document of an issued revision, as it was frozen (R-39)."""

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
