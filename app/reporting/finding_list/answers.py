"""What was answered to the findings of an audit, for the columns about responses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select

from app.findings import facts
from app.programme import people
from app.reporting.finding_list.document import FindingAnswer
from app.reporting.formats import day
from app.unit_of_work import ReadUnit
from app.words import N_, Words
from models.audit import Audit
from models.finding import Action, Finding, FindingType, Response, Verification, VerificationKind


def answers(unit: ReadUnit, audit_id: str) -> tuple[FindingAnswer, ...]:
    """One for each nonconformity, read for all at once."""
    words = Words(unit.session.get_one(Audit, audit_id).report_language)
    query = select(Finding).where(Finding.audit_id == audit_id, Finding.type == FindingType.NONCONFORMITY)
    names, session = people.names(unit), unit.session
    findings = session.scalars(query).all()
    responses = facts.running_responses(session, findings)
    actions = facts.actions_of(session, [one.id for one in responses.values()])
    verified = facts.verifications_of(session, [one.id for one in findings])
    return tuple(
        _answer(
            one,
            responses.get(one.id),
            actions.get(one.id, ()),
            verified.get(one.id, ()),
            names,
            words,
        )
        for one in findings
    )


def _answer(
    finding: Finding,
    response: Response | None,
    actions: Sequence[Action],
    verifications: Sequence[Verification],
    names: dict[str, str],
    words: Words,
) -> FindingAnswer:
    judged = _latest(verifications, VerificationKind.EFFECTIVENESS)
    seen = _latest(verifications, VerificationKind.IMPLEMENTATION)
    return replace(
        _responded(finding.id, response),
        round=finding.response_round,
        actions="\n".join(_action(one, names, words) for one in actions),
        due=max((one.due_on for one in actions if _is_open(one) and one.due_on), default=None),
        verified_on=_date(seen.at) if seen else None,
        effectiveness=judged.result.value if judged else "",
        closed_on=_date(finding.closed_at),
    )


def _responded(finding_id: str, response: Response | None) -> FindingAnswer:
    if response is None:
        return FindingAnswer(finding_id)
    return FindingAnswer(
        finding_id,
        correction=response.correction or response.no_correction_reason,
        extent=response.extent,
        cause=response.cause,
        measure=response.effectiveness_measure,
        submitted_on=_date(response.submitted_at),
        accepted_on=_date(response.accepted_at),
    )


def _is_open(action: Action) -> bool:
    return action.done_on is None and not action.cancelled_reason


def _action(action: Action, names: dict[str, str], words: Words) -> str:
    """`Name an owner (Ada Fenwick, due 24 Nov 2026)`."""
    if action.cancelled_reason:
        stands = words.text(N_("cancelled: {reason}"), reason=action.cancelled_reason)
    elif action.done_on:
        stands = words.text(N_("done {day}"), day=day(action.done_on, words))
    else:
        stands = words.text(N_("due {day}"), day=day(action.due_on, words)) if action.due_on else ""
    about = ", ".join(part for part in (names.get(action.owner_id or "", ""), stands) if part)
    return f"{action.what} ({about})" if about else action.what


def _latest(found: Sequence[Verification], kind: VerificationKind) -> Verification | None:
    return next((one for one in reversed(found) if one.kind is kind), None)


def _date(at: datetime | None) -> date | None:
    return at.date() if at else None
