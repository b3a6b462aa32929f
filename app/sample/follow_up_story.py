"""How the auditees of the story answer their findings, and how it is verified that it worked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from app.findings import labels, lifecycle
from app.findings.links import link_evidence
from app.findings.terms import CauseMethod, FindingState, VerificationResult
from app.follow_up import responses, verification
from app.follow_up.extensions import EXTEND, Agreement, extend_action
from app.follow_up.responses import PlannedAction
from app.sample.finding_story import finding_id
from app.sample.playing import Event
from app.sample.script import Entry
from app.sample.stage import AuditStage

_S = FindingState


@dataclass(frozen=True, slots=True)
class _Verified:
    """`52 12:00 novak terminal | what was seen`: day, hour, by whom, evidence if any, and the note."""

    at: str
    by: str
    evidence: str
    note: str


@dataclass(slots=True)
class _Answered:
    """A finding on its way to closure, with the ids of its actions."""

    cast: AuditStage
    finding: Entry
    actions: list[str] = field(default_factory=list)

    @property
    def response(self) -> Entry:
        response: Entry = self.finding["response"]
        return response

    @property
    def id(self) -> str:
        return finding_id(self.cast, self.finding)


def follow_up_events(cast: AuditStage, script: Entry) -> Iterator[Event]:
    """Response, plan, implementation, verification and closure, as far as the answered findings have come."""
    at = cast.calendar.at
    for finding in script["finding"]:
        if "response" not in finding:
            continue
        answered, response = _Answered(cast, finding), finding["response"]
        accepted, by = response["accepted"].rsplit(" ", 1)
        yield Event(at(response["at"]), partial(_respond, answered))
        yield Event(at(accepted), partial(_accept, answered, by))
        for text in response.get("put_off", ()):
            told, _, reason = text.partition(" | ")
            day, hour, *what = told.split()
            yield Event(at(f"{day} {hour}"), partial(_put_off, answered, what, reason))
        if "implemented" in response:
            implemented, evidence = response["implemented"].rsplit(" ", 1)
            yield Event(at(implemented), partial(_implement, answered, evidence))
        for key, action in (("verified", _verify), ("effective", _judge)):
            if key in response:
                verified = _parsed(response[key])
                yield Event(at(verified.at), partial(action, answered, verified))


def _parsed(text: str) -> _Verified:
    told, _, note = text.partition(" | ")
    day, hour, by, *evidence = told.split()
    return _Verified(f"{day} {hour}", by, evidence[0] if evidence else "", note)


def _respond(answered: _Answered) -> None:
    response, cast = answered.response, answered.cast
    words = {
        "correction": response["correction"],
        "extent": response["extent"],
        "cause": response["cause"],
        "cause_method": CauseMethod(response["cause_method"]),
        "effectiveness_measure": response["measure"],
    }
    number = answered.finding["key"]
    with cast.stage.write(labels.MOVE[_S.RESPONSE_SUBMITTED], response["by"], number=number) as uow:
        responses.edit_response(uow, answered.id, **words)
        for action in response["actions"]:
            planned = PlannedAction(action["what"], cast.person(action["owner"]), cast.date(action["due"]))
            answered.actions.append(responses.add_action(uow, answered.id, planned))
        lifecycle.move(uow, answered.id, _S.RESPONSE_SUBMITTED)


def _accept(answered: _Answered, by: str) -> None:
    with answered.cast.stage.write(labels.MOVE[_S.PLAN_ACCEPTED], by, number=answered.finding["key"]) as uow:
        lifecycle.move(uow, answered.id, _S.PLAN_ACCEPTED)


def _put_off(answered: _Answered, what: list[str], reason: str) -> None:
    """`what`: whose action, to which day, and with whom that was agreed."""
    cast, (owner, day, agreed_by) = answered.cast, what
    owners = [action["owner"] for action in answered.response["actions"]]
    agreed = Agreement(cast.date(int(day)), cast.stage.people[agreed_by], reason)
    with cast.stage.write(EXTEND, answered.response["by"], number=answered.finding["key"]) as uow:
        extend_action(uow, answered.actions[owners.index(owner)], agreed)


def _implement(answered: _Answered, evidence: str) -> None:
    cast, number = answered.cast, answered.finding["key"]
    with cast.stage.write(labels.MOVE[_S.IMPLEMENTED], answered.response["by"], number=number) as uow:
        for action_id, action in zip(answered.actions, answered.response["actions"], strict=True):
            verification.mark_action_done(uow, action_id, cast.date(action["done"]))
        link_evidence(uow, answered.id, cast.evidence[evidence])
        uow.session.flush()
        lifecycle.move(uow, answered.id, _S.IMPLEMENTED)


def _verify(answered: _Answered, verified: _Verified) -> None:
    label = labels.MOVE[_S.IMPLEMENTATION_VERIFIED]
    with answered.cast.stage.write(label, verified.by, number=answered.finding["key"]) as uow:
        day = answered.response.get("judged_on")
        judged_on = None if day is None else answered.cast.date(day)
        verification.verify_implementation(
            uow, answered.id, note=verified.note, effectiveness_due_on=judged_on
        )


def _judge(answered: _Answered, verified: _Verified) -> None:
    cast = answered.cast
    with cast.stage.write(labels.MOVE[_S.CLOSED], verified.by, number=answered.finding["key"]) as uow:
        verification.verify_effectiveness(
            uow,
            answered.id,
            VerificationResult.EFFECTIVE,
            note=verified.note,
            evidence_id=cast.evidence[verified.evidence],
        )
