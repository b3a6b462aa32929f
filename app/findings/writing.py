"""Whether a finding may still be written on. Before issue nothing refuses a note (R-56)."""

from app.findings import refusals
from app.findings.facts import finding_of
from app.planning.writing import amended
from app.unit_of_work import UnitOfWork
from models.finding import Finding
from models.transitions import BEFORE_ISSUE, LEFT_OUT, SETTLED


def finding_to_write(uow: UnitOfWork, finding_id: str) -> Finding:
    """The finding, if its text may change. Raises UserError once it is issued, withdrawn or merged.

    While the issued report is amended, what it says of a finding may change with it (R-40).
    """
    finding = finding_of(uow.session, finding_id)
    if not can_be_written(finding, is_amended=bool(amended(uow.session, [finding.audit_id]))):
        raise refusals.fixed(finding)
    return finding


def can_be_written(finding: Finding, *, is_amended: bool) -> bool:
    """Whether text and grade may change: before issue, and while the report is amended."""
    return finding.state in BEFORE_ISSUE or (is_amended and finding.state not in LEFT_OUT)


def finding_to_follow(uow: UnitOfWork, finding_id: str) -> Finding:
    """The finding, if evidence may still be added to it; follow-up adds some after issue too."""
    finding = finding_of(uow.session, finding_id)
    if finding.state in SETTLED:
        raise refusals.fixed(finding)
    return finding
