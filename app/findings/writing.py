"""Whether a finding may still be written on. Before issue nothing refuses a note (R-56)."""

from app.findings import refusals
from app.findings.facts import finding_of
from app.unit_of_work import UnitOfWork
from models.finding import Finding
from models.transitions import BEFORE_ISSUE, SETTLED


def finding_to_write(uow: UnitOfWork, finding_id: str) -> Finding:
    """The finding, if its text may change. Raises UserError once it is issued, withdrawn or merged.

    Everything after issue is a revision of the report, or a step of the lifecycle.
    """
    finding = finding_of(uow.session, finding_id)
    if finding.state not in BEFORE_ISSUE:
        raise refusals.fixed(finding)
    return finding


def finding_to_follow(uow: UnitOfWork, finding_id: str) -> Finding:
    """The finding, if evidence may still be added to it; follow-up adds some after issue too."""
    finding = finding_of(uow.session, finding_id)
    if finding.state in SETTLED:
        raise refusals.fixed(finding)
    return finding
