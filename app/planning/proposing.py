"""Which questions belong on a checklist, and why: pure rules over what is known of each requirement.

First the type of the audit says how deep each requirement is asked, then reasons raise that: earlier
findings, what the last audit left, the Statement of Applicability, a risk that the auditor emphasised (R-6,
R-7). What the auditor chose for a requirement counts before all of it. At the end the time decides: what
weighs least goes first when there is too little, and is added last when there is some left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.planning import proposal_words as said
from app.planning.proposal_facts import Asked, Earlier, Facts, Frame, OnList
from app.planning.proposal_words import Change, ProposedItem
from app.words import Message
from models.audit import AuditType
from models.checklist import AskedDepth, Result
from models.finding import FindingType, Grade
from models.framework import Depth, Place, RequirementKind
from models.soa import ImplementationStatus

_WHOLE = frozenset(
    {
        AuditType.INTERNAL_FULL,
        AuditType.STAGE_2,
        AuditType.RECERTIFICATION,
        AuditType.SPECIAL,
        AuditType.SUPPLIER,
    }
)
_STAYS = {OnList.BEGUN: said.BEGUN, OnList.MUST: said.MUST}
_ORDER = tuple(AskedDepth)
_CYCLE_MONTHS, _LONG_AGO_MONTHS = 36, 24
_CHOSEN, _AFTER_MAJOR, _CLAUSE = 200, 88, 90
# What weighs less than this may give way when time is short.
_FIRM = 85
_NEVER, _LEFT_LAST_TIME, _LONG_AGO, _AFTER_MINOR, _EMPHASISED = 75, 78, 60, 84, 70
_UNVERIFIED, _AFTER_REMARK, _NOT_IN_PLACE, _CONFORMED, _SPARE_CORE, _SPARE_DEEP = 65, 55, 45, 50, 30, 10


@dataclass(frozen=True, slots=True)
class _Wish:
    """How deep to ask, why, and what the first question and the deeper ones weigh."""

    depth: AskedDepth
    reasons: tuple[Message, ...]
    first: int = 0
    deeper: int = 0


@dataclass(frozen=True, slots=True)
class _Pick:
    """A question with its weight; `is_asked` is whether it belongs on the checklist."""

    facts: Facts
    question: Asked
    weight: int
    is_asked: bool
    reasons: tuple[Message, ...]


def covers_everything(kind: AuditType) -> bool:
    """Whether a requirement that is left out is one not examined, rather than one outside the audit."""
    return kind in _WHOLE


def propose(requirements: Sequence[Facts], frame: Frame) -> tuple[ProposedItem, ...]:
    """What to ask, for each question that is on the list, is proposed, or was left out for a reason."""
    picks = [pick for one in requirements for pick in _picks(one, frame)]
    if frame.minutes is not None:
        picks = _fitted(picks, frame.minutes, fills=covers_everything(frame.type))
    items = [_item(pick) for pick in picks]
    return tuple(item for item in items if item is not None)


def _picks(one: Facts, frame: Frame) -> list[_Pick]:
    if one.is_excluded:
        return [_excluded_pick(one, question) for question in one.questions]
    wish = _wish(one, frame)
    usable = [question for question in one.questions if question.is_own or _fits(question, frame)]
    wanted = {question.code for question in _of_depth(usable, wish.depth)}
    opening = next((question.code for question in usable if not question.is_own), "")
    picks = []
    for question in one.questions:
        weight = wish.first if question.code == opening else wish.deeper
        if question.on_list in _STAYS or question.is_own:
            reason = _STAYS.get(question.on_list, said.OWN)
            picks.append(_Pick(one, question, _CHOSEN, True, (Message(reason),)))
        elif question.code in wanted:
            picks.append(_Pick(one, question, weight or _spare(question), True, wish.reasons))
        elif question not in usable:
            picks.append(_Pick(one, question, 0, False, (_why_not(question, frame),)))
        else:
            picks.append(_Pick(one, question, _spare(question), False, wish.reasons))
    return picks


def _excluded_pick(one: Facts, question: Asked) -> _Pick:
    """A control that the SoA leaves out is asked one thing: whether that still holds (R-54)."""
    is_asked = question.verifies_exclusion or question.on_list in _STAYS
    return _Pick(one, question, _CHOSEN if is_asked else 0, is_asked, (Message(said.EXCLUDED),))


def _spare(question: Asked) -> int:
    return _SPARE_CORE if question.depth is Depth.CORE else _SPARE_DEEP


def _fits(question: Asked, frame: Frame) -> bool:
    stage = "stage1" if frame.type is AuditType.STAGE_1 else "stage2"
    is_its_stage = not question.stages or stage in question.stages
    return is_its_stage and not (frame.is_remote and question.place is Place.ON_SITE)


def _why_not(question: Asked, frame: Frame) -> Message:
    is_far = frame.is_remote and question.place is Place.ON_SITE
    return Message(said.ON_SITE_ONLY if is_far else said.OTHER_STAGE)


def _of_depth(usable: Sequence[Asked], depth: AskedDepth) -> Sequence[Asked]:
    banked = [question for question in usable if not question.is_own]
    core = [question for question in banked if question.depth is Depth.CORE] or banked[:1]
    return {
        AskedDepth.NOT_THIS_TIME: [],
        AskedDepth.OPENING: core[:1],
        AskedDepth.CORE: core,
        AskedDepth.DEEP: banked,
    }[depth]


def _wish(one: Facts, frame: Frame) -> _Wish:
    if one.chosen is not None:
        return _Wish(one.chosen, (Message(said.CHOSEN),), _CHOSEN, _CHOSEN)
    wishes = [_base(one, frame), *_raises(one)]
    deepest = max(wishes, key=_deepness)
    # A reason not to ask gives way to the reasons to ask.
    kept = [wish for wish in wishes if wish.depth is not AskedDepth.NOT_THIS_TIME] or wishes[:1]
    return _Wish(
        deepest.depth,
        tuple(reason for wish in kept for reason in wish.reasons),
        max(wish.first for wish in wishes),
        max(wish.deeper for wish in wishes),
    )


def _deepness(wish: _Wish) -> int:
    return _ORDER.index(wish.depth)


def _base(one: Facts, frame: Frame) -> _Wish:
    if frame.type is AuditType.FOLLOW_UP:
        return _Wish(AskedDepth.NOT_THIS_TIME, (Message(said.FOLLOW_UP),))
    if frame.type is AuditType.STAGE_1:
        return _Wish(AskedDepth.OPENING, (Message(said.STAGE_1),), _CLAUSE)
    if one.kind is RequirementKind.CLAUSE:
        return _Wish(AskedDepth.OPENING, (Message(said.CLAUSE),), _CLAUSE)
    return _by_last_time(one, frame)


def _by_last_time(one: Facts, frame: Frame) -> _Wish:
    """A control is due once in the cycle; how long it was not looked at says what it weighs (R-7)."""
    last = one.last
    if last is None:
        reason = said.NEVER if frame.has_earlier_audits else said.EACH
        return _Wish(AskedDepth.OPENING, (Message(reason),), _NEVER)
    args = {"audit": last.audit_number}
    if last.result is Result.NOT_EXAMINED:
        return _Wish(AskedDepth.OPENING, (Message(said.LEFT_LAST_TIME, args),), _LEFT_LAST_TIME)
    months = _months(last.on, frame.on)
    is_due = covers_everything(frame.type) or months >= _CYCLE_MONTHS
    depth = AskedDepth.OPENING if is_due else AskedDepth.NOT_THIS_TIME
    weight = _LONG_AGO if months >= _LONG_AGO_MONTHS else _CONFORMED
    text = said.CONFORMED if last.result is Result.CONFORMING else said.EXAMINED
    return _Wish(depth, (Message(text, args),), weight)


def _months(earlier: date | None, later: date) -> int:
    if earlier is None:
        return _CYCLE_MONTHS
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _after(finding: Earlier) -> Message:
    """The reason that a finding of an earlier audit gives, its grade as its programme calls it."""
    args = {"number": finding.number, "audit": finding.audit_number}
    if finding.type is not FindingType.NONCONFORMITY:
        return Message(said.AFTER_REMARK, args)
    if finding.label:
        return Message(said.AFTER_OWN, {**args, "grade": finding.label})
    return Message(said.AFTER_MAJOR if finding.grade is Grade.MAJOR else said.AFTER_MINOR, args)


def _raises(one: Facts) -> Iterable[_Wish]:
    """Reasons to look closer than the type of the audit asks for."""
    for finding in one.findings:
        reason = _after(finding)
        if finding.type is FindingType.NONCONFORMITY:
            weight = _AFTER_MAJOR if finding.grade is Grade.MAJOR else _AFTER_MINOR
            yield _Wish(AskedDepth.DEEP, (reason,), _CLAUSE, weight)
        else:
            yield _Wish(AskedDepth.CORE, (reason,), _AFTER_REMARK, _AFTER_REMARK)
    if one.is_emphasised:
        yield _Wish(AskedDepth.DEEP, (Message(said.EMPHASISED),), _CLAUSE, _EMPHASISED)
    if one.last is not None and one.last.result is Result.UNABLE_TO_VERIFY:
        args = {"audit": one.last.audit_number}
        yield _Wish(AskedDepth.CORE, (Message(said.UNVERIFIED, args),), _CLAUSE, _UNVERIFIED)
    if one.status in _NOT_IN_PLACE_TEXTS:
        reason = Message(_NOT_IN_PLACE_TEXTS[one.status])
        yield _Wish(AskedDepth.CORE, (reason,), _UNVERIFIED, _NOT_IN_PLACE)


_NOT_IN_PLACE_TEXTS: dict[ImplementationStatus | None, str] = {
    ImplementationStatus.PARTLY: said.PARTLY,
    ImplementationStatus.PLANNED: said.PLANNED,
    ImplementationStatus.NOT_IMPLEMENTED: said.NOT_IMPLEMENTED,
}


def _fitted(picks: list[_Pick], minutes: int, *, fills: bool) -> list[_Pick]:
    total = sum(pick.question.minutes for pick in picks if pick.is_asked)
    if total > minutes:
        return _shortened(picks, total - minutes)
    return _filled(picks, minutes - total) if fills else picks


def _shortened(picks: list[_Pick], too_many: int) -> list[_Pick]:
    """Leave out what weighs least, the last of equals first, until the rest fits."""
    reason = Message(said.NO_TIME)
    done = list(picks)
    for place in sorted(range(len(picks)), key=lambda at: (picks[at].weight, -at)):
        pick = picks[place]
        if too_many <= 0:
            break
        if pick.is_asked and pick.weight < _FIRM:
            done[place] = replace(pick, is_asked=False, reasons=(reason, *pick.reasons))
            too_many -= pick.question.minutes
    return done


def _filled(picks: list[_Pick], left: int) -> list[_Pick]:
    """Add what weighs most of what was not asked, the first of equals first, while it fits.

    A requirement that somebody chose not to ask this time is left alone.
    """
    reason = Message(said.TIME_LEFT)
    done = list(picks)
    for place in sorted(range(len(picks)), key=lambda at: (-picks[at].weight, at)):
        pick = picks[place]
        is_spare = not pick.is_asked and pick.weight > 0 and pick.facts.chosen is None
        if is_spare and pick.question.minutes <= left:
            done[place] = replace(pick, is_asked=True, reasons=(reason,))
            left -= pick.question.minutes
    return done


def _item(pick: _Pick) -> ProposedItem | None:
    is_there = pick.question.on_list not in (OnList.ABSENT, OnList.LEFT_OUT)
    opens = pick.facts.opening_code == pick.question.code
    if pick.is_asked:
        change = Change.KEEP if is_there else Change.ADD
    elif is_there or opens or pick.question.item_id:
        change = Change.LEAVE_OUT
    else:
        return None
    facts, question = pick.facts, pick.question
    return ProposedItem(
        facts.requirement_id,
        facts.reference,
        facts.title,
        facts.theme,
        facts.process,
        question.code,
        question.question,
        question.minutes,
        question.interviewee,
        change,
        pick.reasons,
        facts.is_emphasised,
        facts.chosen,
        question.item_id,
        opens,
    )
