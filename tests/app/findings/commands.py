"""What people do with findings, in any order: a command is carried out or refused, and either is checked."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.errors import UserError
from app.findings import counts, findings, grading, lifecycle
from app.findings.terms import (
    Answer,
    AuditeePosition,
    FindingState,
    FindingType,
    Grade,
    Question,
    VerificationResult,
)
from app.unit_of_work import ReadUnit
from models.base import Row
from models.evidence import EvidenceLink
from models.finding import (
    Action,
    Finding,
    FindingCriterion,
    GradingAnswer,
    Response,
    Verification,
    VerificationKind,
)
from models.transitions import step_to
from tests.app.findings.diligent import work_on
from tests.app.findings.story import Story

S = FindingState
TEXTS = ("Restore tests are late.", " 審計 – Größe\nŁódź ", "=1+1", "", "x" * 300, "[U+202E] \u202e")
WRITTEN = ("title", "requirement_text", "evidence_text", "statement", "extent", "risk", "recommendation")
CONFIRMED_ONCE = frozenset(S) - {S.DRAFT, S.IN_REVIEW, S.WITHDRAWN, S.MERGED}

Shown = dict[str, dict[str, Any]]


def shown(unit: ReadUnit, audit_id: str) -> Shown:
    """Every row of an audit's findings with all that it says, by id."""
    session = unit.session
    found = session.query(Finding).filter_by(audit_id=audit_id).all()
    ids = [row.id for row in found]
    answered = session.query(Response).filter(Response.finding_id.in_(ids)).all()
    planned = session.query(Action).filter(Action.response_id.in_([row.id for row in answered])).all()
    parts = [
        row
        for table in (FindingCriterion, GradingAnswer, EvidenceLink, Verification)
        for row in session.query(table).filter(table.finding_id.in_(ids))
    ]
    rows = (*found, *answered, *planned, *parts)
    return {row.id: {"table": row.__tablename__, **_columns(row)} for row in rows}


def _columns(row: Row) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _without(seen: Shown, finding_id: str, field: str) -> Shown:
    return {**seen, finding_id: {**seen[finding_id], field: None}}


class Commands(RuleBasedStateMachine):
    """An audit of its own for every run; `story` is set by who runs it."""

    story: Story
    made = 0

    @initialize()
    def begin(self) -> None:
        """An audit with its people; the lead is at the screen."""
        type(self).made += 1
        self.audit = self.story.another_audit(self.today(), f"RUN-{self.made}")
        self.people = (self.story.act_as("Lead"), self.story.person("Owner"), self.story.person("Second"))
        self.seen: Shown = {}
        self.numbers: dict[str, str] = {}

    def today(self) -> date:
        return self.story.workspace.seat.clock.now().date()

    def seen_findings(self) -> list[str]:
        return sorted(row["id"] for row in self.seen.values() if row["table"] == "finding")

    def _one(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(self.seen_findings()), "finding")

    def attempt(self, act: Callable[..., Any], *args: Any, **named: Any) -> bool:
        """Carry a command out. What is refused changes nothing; what is done takes legal steps only."""
        try:
            self.audit.do(act, *args, **named)
        except UserError:
            assert self.audit.see(shown, self.audit.audit_id) == self.seen, "a refusal changed something"
            return False
        before, self.seen = self.seen, self.audit.see(shown, self.audit.audit_id)
        self._compare(before)
        return True

    def _compare(self, before: Shown) -> None:
        for row in self._findings():
            was = before.get(row["id"])
            if was is None:
                assert row["state"] is S.DRAFT
                assert row["number"] not in self.numbers.values(), "a number was given twice"
                self.numbers[row["id"]] = row["number"]
            elif row["state"] is not was["state"]:
                assert step_to(row["type"], was["state"], row["state"]), "a step that the table does not know"
            if was is not None and was["state"] is not S.DRAFT:
                assert row["type"] is was["type"], "past the draft it became something else"
        assert {row["id"]: row["number"] for row in self._findings()} == self.numbers, "a number is lost"

    def _findings(self) -> list[dict[str, Any]]:
        return [row for row in self.seen.values() if row["table"] == "finding"]

    def rows_of(self, table: str, finding_id: str) -> list[dict[str, Any]]:
        rows = [one for one in self.seen.values() if one["table"] == table]
        return [one for one in rows if one["finding_id"] == finding_id]

    @rule(kind=st.sampled_from(FindingType), on=st.sampled_from(["A.8.13", "8.2", None]))
    def raise_one(self, kind: FindingType, on: str | None) -> None:
        item_id = self.audit.items[on] if on else None
        self.attempt(findings.raise_finding, self.audit.audit_id, type=kind, item_id=item_id)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), field=st.sampled_from(WRITTEN), text=st.sampled_from(TEXTS))
    def write(self, data: st.DataObject, field: str, text: str) -> None:
        finding_id = self._one(data)
        others = _without(self.seen, finding_id, field)
        if self.attempt(findings.edit, finding_id, **{field: text}):
            assert self.seen[finding_id][field] == text
            assert _without(self.seen, finding_id, field) == others, "writing in one field changed another"

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), answers=st.lists(st.sampled_from(Answer), min_size=5, max_size=5))
    def grade(self, data: st.DataObject, answers: list[Answer]) -> None:
        finding_id = self._one(data)
        for question, answer in zip(list(Question)[1:], answers, strict=True):
            self.attempt(grading.answer_question, finding_id, question, answer, "As seen")

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), grade=st.sampled_from([*Grade, None]), reason=st.sampled_from(["", "Isolated"]))
    def choose_grade(self, data: st.DataObject, grade: Grade | None, reason: str) -> None:
        self.attempt(grading.choose_grade, self._one(data), grade, reason)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), kind=st.sampled_from(FindingType))
    def change_type(self, data: st.DataObject, kind: FindingType) -> None:
        self.attempt(findings.change_type, self._one(data), kind)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), position=st.sampled_from(AuditeePosition))
    def say(self, data: st.DataObject, position: AuditeePosition) -> None:
        self.attempt(findings.record_position, self._one(data), position, "Their words")

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), state=st.sampled_from(S), reason=st.sampled_from(["", "Said why"]))
    def go_anywhere(self, data: st.DataObject, state: FindingState, reason: str) -> None:
        target = data.draw(st.sampled_from([None, *self.seen_findings()]), "target")
        self.attempt(lifecycle.move, self._one(data), state, reason=reason, target_id=target)

    @precondition(lambda self: self.seen)
    @rule(data=st.data(), steps=st.integers(1, 12))
    def work_on(self, data: st.DataObject, steps: int) -> None:
        """Do what a diligent team does next, so that the far states are reached."""
        finding_id = self._one(data)
        for _step in range(steps):
            work_on(self, finding_id)

    @precondition(lambda self: self.seen)
    @rule()
    def issue(self) -> None:
        self.attempt(lifecycle.issue_findings, self.audit.audit_id, self.today())

    @precondition(lambda self: self.seen)
    @rule()
    def take_back(self) -> None:
        """The last step is undone and made again: nothing is different, and no number is lost."""
        before = self.seen
        if self.story.workspace.undo() is not None:
            self.story.workspace.redo()
        self.seen = self.audit.see(shown, self.audit.audit_id)
        assert self.seen == before

    def check_all(self) -> None:
        """What must hold after every command."""
        self.nothing_stands_that_must_not()
        self.the_indicator_says_what_the_findings_say()

    @invariant()
    def nothing_stands_that_must_not(self) -> None:
        for row in getattr(self, "seen", {}).values():
            if row["table"] == "finding":
                self._check(row)

    def _check(self, row: dict[str, Any]) -> None:
        """What a state promises, told by the rules of the trade and not by the table (7.4, 7.7)."""
        state, is_nonconformity = row["state"], row["type"] is FindingType.NONCONFORMITY
        assert (state is S.MERGED) == (row["merged_into_id"] is not None)
        assert state is not S.WITHDRAWN or row["state_reason"].strip()
        if not is_nonconformity:
            assert row["grade"] is None
            return
        if state in CONFIRMED_ONCE:
            assert row["grade"] is not None
            assert row["position"] is not AuditeePosition.NOT_ASKED
            assert self.rows_of("finding_criterion", row["id"])
            assert self.rows_of("evidence_link", row["id"])
            assert row["statement"].strip()
        if state is S.CLOSED:
            judged = self.rows_of("verification", row["id"])
            by_kind = {one["kind"]: one for one in judged}
            assert set(by_kind) == set(VerificationKind)
            assert by_kind[VerificationKind.EFFECTIVENESS]["result"] is VerificationResult.EFFECTIVE

    @invariant()
    def the_indicator_says_what_the_findings_say(self) -> None:
        """Section 7.5, computed anew from the rows."""
        if not getattr(self, "seen", None):
            return
        rows = sorted(self._findings(), key=lambda row: row["number"])
        open_ = [row for row in rows if row["state"] not in (S.WITHDRAWN, S.MERGED)]
        verified = (S.IMPLEMENTATION_VERIFIED, S.CLOSED)
        planned = (*verified, S.PLAN_ACCEPTED, S.IMPLEMENTED)
        majors = [r["number"] for r in open_ if r["grade"] is Grade.MAJOR and r["state"] not in verified]
        minors = [r["number"] for r in open_ if r["grade"] is Grade.MINOR and r["state"] not in planned]
        said = self.audit.see(counts.readiness, self.audit.audit_id)
        assert (list(said.open_majors), list(said.bare_minors)) == (majors, minors)
        expected = "not_ready" if majors else "ready_once_plans_accepted" if minors else "ready"
        assert said.state.value == expected
        totals = asdict(self.audit.see(counts.counts, self.audit.audit_id))
        assert sum(totals.values()) == len(rows)
