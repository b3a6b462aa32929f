"""Every legal step works in a real workspace, and every illegal one is refused and changes nothing."""

from datetime import timedelta

import pytest

from app.errors import UserError
from app.findings import lifecycle
from app.findings.terms import (
    AuditeePosition,
    FindingState,
    FindingType,
    VerificationKind,
    VerificationResult,
)
from app.unit_of_work import UnitOfWork
from models.finding import Action, Finding, Response, Verification
from models.report import ReportRevision, ReportState
from models.transitions import TABLE, Guard, Step, Who, legal, step_to
from tests.app.findings.story import Story

LEGAL = [(kind, step) for kind, table in TABLE.items() for step in table]


def _put(uow: UnitOfWork, finding_id: str, kind: FindingType, state: FindingState) -> None:
    finding = uow.session.get_one(Finding, finding_id)
    finding.type, finding.state = kind, state


def _equip(uow: UnitOfWork, finding_id: str, evidence_id: str, owner: str, verifier: str) -> None:
    """Give a finding everything that any step may ask for."""
    finding = uow.session.get_one(Finding, finding_id)
    long_ago = uow.now() - timedelta(days=200)
    finding.position, finding.closed_at = AuditeePosition.AGREED, long_ago
    texts = {"correction": "Tested", "extent": "No other system", "cause": "Nobody owned the test"}
    response = Response(finding_id=finding_id, submitted_at=long_ago, **texts)
    action = Action(response_id=response.id, position=1, what="Name an owner", owner_id=owner)
    action.done_on = uow.today()
    seen = {"finding_id": finding_id, "verifier_id": verifier, "evidence_id": evidence_id, "note": "Seen"}
    implemented = Verification(kind=VerificationKind.IMPLEMENTATION, at=long_ago, **seen)
    judged = Verification(kind=VerificationKind.EFFECTIVENESS, at=uow.now(), **seen)
    implemented.result = judged.result = VerificationResult.EFFECTIVE
    uow.session.add_all([response, action, implemented, judged])
    for revision, state in ((1, ReportState.ISSUED), (2, ReportState.DRAFT)):
        row = ReportRevision(audit_id=finding.audit_id, revision=revision, state=state, reason="Wrong site")
        uow.session.add(row)


def _judge(uow: UnitOfWork, finding_id: str, result: VerificationResult) -> None:
    rows = uow.session.query(Verification).filter_by(
        finding_id=finding_id, kind=VerificationKind.EFFECTIVENESS
    )
    rows.one().result = result


@pytest.fixture
def equipped(story: Story) -> str:
    """A finding that lacks nothing, wherever it stands."""
    finding_id = story.written()
    persons = story.person("Action owner"), story.person("Verifier")
    story.do(_equip, finding_id, story.evidence("Fresh test record"), *persons)
    return finding_id


def _name(value: object) -> str:
    return f"{value.start.value}-{value.end.value}" if isinstance(value, Step) else value.value  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "step"), LEGAL, ids=_name)
def test_a_legal_step_is_taken_when_nothing_is_missing(
    story: Story, equipped: str, kind: FindingType, step: Step
) -> None:
    story.do(_put, equipped, kind, step.start)
    if Guard.NOT_EFFECTIVE in step.guards:
        story.do(_judge, equipped, VerificationResult.NOT_EFFECTIVE)

    if step.who is Who.SYSTEM:
        story.issue()
    else:
        target = story.written() if Guard.TARGET in step.guards else None
        story.do(lifecycle.move, equipped, step.end, reason="Said why", target_id=target)

    assert story.state(equipped) is step.end


@pytest.mark.parametrize("kind", FindingType)
def test_every_other_step_is_refused_though_nothing_is_missing(
    story: Story, equipped: str, kind: FindingType
) -> None:
    target = story.written()
    refused = 0
    for start in FindingState:
        story.do(_put, equipped, kind, start)
        for end in FindingState:
            if step_to(kind, start, end) is not None:
                continue
            with pytest.raises(UserError, match="it cannot become"):
                story.do(lifecycle.move, equipped, end, reason="Said why", target_id=target)
            refused += 1
        assert story.state(equipped) is start
    assert refused == len(FindingState) ** 2 - len(TABLE[kind])


@pytest.mark.parametrize(("kind", "step"), LEGAL, ids=_name)
def test_a_step_with_guards_is_refused_to_an_empty_finding(
    story: Story, kind: FindingType, step: Step
) -> None:
    finding_id = story.raised(on=None).id
    story.do(_put, finding_id, kind, step.start)
    guards = set(step.guards) - {Guard.APPLICABLE, Guard.ENOUGH_TIME}

    if guards:
        with pytest.raises(UserError, match="Missing: "):
            story.do(lifecycle.move, finding_id, step.end)
    else:
        story.do(lifecycle.move, finding_id, step.end)

    assert story.state(finding_id) is (step.start if guards else step.end)
    assert step in legal(kind, step.start)
