"""How the findings of the story are raised, written, graded and presented."""

from collections.abc import Iterator
from functools import partial

from app.findings import criteria, findings, grading, labels, lifecycle, links, repeats
from app.findings.criteria import NewCriterion
from app.findings.terms import (
    Answer,
    AuditeePosition,
    FindingState,
    FindingType,
    Grade,
    Question,
    RequirementKind,
)
from app.sample.playing import Event
from app.sample.script import Entry
from app.sample.stage import AuditStage

_TEXTS = {
    "requirement": "requirement_text",
    "evidence_text": "evidence_text",
    "statement": "statement",
    "extent": "extent",
    "risk": "risk",
    "recommendation": "recommendation",
    "benefit": "expected_benefit",
    "corrected": "corrected_during_audit",
}


def finding_events(cast: AuditStage, script: Entry) -> Iterator[Event]:
    """Each finding raised at its time, written at once or when `written` says, then taken step by step."""
    for finding in script["finding"]:
        raised = cast.calendar.at(finding["at"])
        yield Event(raised, partial(_raise, cast, finding))
        written = cast.calendar.at(finding.get("written", finding["at"]))
        yield Event(written, partial(_write, cast, finding))
        for step in (*finding.get("steps", ()), *finding.get("after", ())):
            yield Event(cast.calendar.at(" ".join(step.split()[:2])), partial(_step, cast, finding, step))


def _raise(cast: AuditStage, finding: Entry) -> None:
    item_id, session_id = cast.items[finding["item"]], cast.sessions[finding["session"]]
    kind = FindingType(finding.get("type", FindingType.NONCONFORMITY.value))
    with cast.stage.write(labels.RAISE, finding["by"]) as uow:
        if kind is FindingType.NONCONFORMITY:
            raised = findings.candidate_for_item(uow, item_id, session_id)
            findings.edit(uow, raised.id, title=finding["title"])
        else:
            raised = findings.raise_finding(
                uow, cast.id, type=kind, title=finding["title"], item_id=item_id, session_id=session_id
            )
    if raised.number != finding["key"]:
        raise ValueError(f"{finding['key']} became {raised.number}")
    cast.stage.findings[f"{cast.name}:{raised.number}"] = raised.id


def finding_id(cast: AuditStage, finding: Entry) -> str:
    return cast.stage.findings[f"{cast.name}:{finding['key']}"]


def _write(cast: AuditStage, finding: Entry) -> None:
    found, by, number = finding_id(cast, finding), finding["by"], finding["key"]
    with cast.stage.write(labels.EDIT, by, number=number) as uow:
        texts = {field: finding[name] for name, field in _TEXTS.items() if name in finding}
        findings.edit(uow, found, **texts, owner_id=cast.person(finding.get("owner", "")))
    for criterion in finding.get("criteria", ()):
        with cast.stage.write(labels.CRITERIA, by, number=number) as uow:
            criteria.add_criterion(uow, found, _criterion(criterion))
    with cast.stage.write(labels.LINK_EVIDENCE, by, number=number) as uow:
        for key in finding.get("evidence", ()):
            links.link_evidence(uow, found, cast.evidence[key])
        for key in finding.get("samples", ()):
            links.link_sample(uow, found, cast.samples[key])
    _grade(cast, finding)


def _criterion(criterion: Entry) -> NewCriterion:
    return NewCriterion(
        RequirementKind(criterion["kind"]),
        criterion["reference"],
        criterion["version"],
        is_primary=criterion.get("primary", False),
    )


def _grade(cast: AuditStage, finding: Entry) -> None:
    found, by, number = finding_id(cast, finding), finding["by"], finding["key"]
    if "repeat_of" in finding:
        with cast.stage.write(labels.REPEAT, by, number=number) as uow:
            repeats.set_repeat_of(uow, found, cast.stage.findings[finding["repeat_of"]])
    with cast.stage.write(labels.ANSWER_QUESTION, by, number=number) as uow:
        for question, said in finding.get("grading", {}).items():
            answer, _, reason = said.partition(" | ")
            grading.answer_question(uow, found, Question(int(question)), Answer(answer), reason)
    if "grade" in finding:
        with cast.stage.write(labels.CHOOSE_GRADE, by, number=number) as uow:
            grading.choose_grade(uow, found, Grade(finding["grade"]), finding["grade_reason"])


def _step(cast: AuditStage, finding: Entry, step: str) -> None:
    """`2 17:08 position agreed | words` or `2 17:35 confirmed | reason`: day, hour, what, and its text."""
    told, _, text = step.partition(" |")
    what, *rest = told.split()[2:]
    found, number = finding_id(cast, finding), finding["key"]
    if what == "position":
        with cast.stage.write(labels.POSITION, cast.lead, number=number) as uow:
            findings.record_position(uow, found, AuditeePosition(rest[0]), text.strip())
        return
    state = FindingState(what)
    with cast.stage.write(labels.MOVE[state], cast.lead, number=number) as uow:
        lifecycle.move(uow, found, state, reason=text.strip())
