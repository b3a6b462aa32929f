"""What is waited for over all audits: by owner, by due date, by what it is."""

from datetime import date, timedelta

import pytest

from app.findings import findings, lifecycle, links
from app.findings.terms import FindingState, FindingType, VerificationResult
from app.follow_up import ageing, due_list, due_rows, verification
from app.follow_up.due_list import DueFilter, DueKind, Show, SortBy
from app.follow_up.due_rows import DueCounts, DueRow, Urgency
from app.follow_up.responses import PlannedAction
from app.planning import team
from app.planning.audits import AuditState, TeamRole
from app.unit_of_work import UnitOfWork
from models.audit import Audit
from tests.app.findings.story import MAJOR, Story
from tests.conftest import FixedClock

TODAY = date(2026, 7, 6)
NONE = DueFilter()


def rows(story: Story, wanted: DueFilter = NONE, sort: SortBy = SortBy.DUE, **named: bool) -> list[DueRow]:
    ids = story.see(due_list.due_ids, wanted, sort, **named)
    return list(story.see(due_rows.due_rows, ids))


def kinds(story: Story, wanted: DueFilter = NONE) -> list[DueKind]:
    return [row.kind for row in rows(story, wanted)]


def planned(story: Story, finding_id: str, owner: str, *days: int) -> None:
    """A response with an action due after each of these days."""
    actions = [PlannedAction(f"Do part {day}", owner, TODAY + timedelta(days=day)) for day in days]
    story.submit(finding_id, *actions)


@pytest.fixture
def lead(story: Story) -> str:
    person_id = story.act_as("Lena Ferreira")
    story.do(team.assign, story.audit_id, person_id, TeamRole.LEAD_AUDITOR)
    return person_id


def test_an_issued_finding_waits_for_the_response_of_its_owner(story: Story) -> None:
    owner = story.person("Ada Fenwick")
    finding_id = story.confirmed()
    story.do(findings.edit, finding_id, owner_id=owner)
    assert rows(story) == []
    story.issue()

    (row,) = rows(story)

    assert (row.kind, row.owner, row.reference) == (DueKind.RESPONSE, "Ada Fenwick", "IA-2026-03 F-01")
    assert (row.due_on, row.days, row.urgency) == (date(2026, 8, 7), 32, Urgency.LATER)
    assert (row.what, row.title, row.age, row.extensions) == ("", "Restore tests missed", 0, 0)


def test_a_confirmed_finding_is_awaited_from_the_closing_meeting_on(story: Story) -> None:
    story.confirmed()
    assert kinds(story) == []

    story.do(_set_state, story.audit_id, AuditState.FIELDWORK_COMPLETE)

    assert kinds(story) == [DueKind.RESPONSE]


def _set_state(uow: UnitOfWork, audit_id: str, state: AuditState) -> None:
    uow.session.get_one(Audit, audit_id).state = state


def test_each_step_of_a_finding_waits_for_whoever_has_to_take_it(
    story: Story, clock: FixedClock, lead: str
) -> None:
    owner, finding_id = story.person("Ada Fenwick"), story.issued()
    seen: list[list[tuple[str, str]]] = []

    def look() -> None:
        seen.append([(row.kind.value, row.owner) for row in rows(story)])

    planned(story, finding_id, owner, 20)
    look()
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    look()
    (action,) = [row.action_id for row in rows(story)]
    clock.advance(days=1)
    story.do(verification.mark_action_done, action)
    look()
    story.do(links.link_evidence, finding_id, story.evidence("Calendar"))
    story.do(lifecycle.move, finding_id, FindingState.IMPLEMENTED)
    look()
    story.do(verification.verify_implementation, finding_id, note="Seen")
    look()
    clock.advance(days=90)
    fresh = story.evidence("Fresh sample")
    story.do(verification.verify_effectiveness, finding_id, VerificationResult.EFFECTIVE, evidence_id=fresh)
    look()

    assert seen == [
        [("action", "Ada Fenwick"), ("decision", "Lena Ferreira")],
        [("action", "Ada Fenwick")],
        [("implementation", "")],
        [("verification", "Lena Ferreira")],
        [("effectiveness", "Lena Ferreira")],
        [],
    ]
    (finished,) = rows(story, DueFilter(Show.FINISHED))
    assert (finished.kind, finished.done_on, finished.is_open) == (DueKind.ACTION, date(2026, 7, 7), False)


def test_the_judgement_of_effectiveness_is_due_on_its_day(story: Story, clock: FixedClock, lead: str) -> None:
    finding_id = story.issued()
    planned(story, finding_id, story.person("Ada Fenwick"), 20)
    story.do(lifecycle.move, finding_id, FindingState.PLAN_ACCEPTED)
    clock.advance(days=1)
    (action,) = rows(story)
    story.do(verification.mark_action_done, action.action_id)
    story.do(links.link_evidence, finding_id, story.evidence("Calendar"))
    story.do(lifecycle.move, finding_id, FindingState.IMPLEMENTED)
    story.do(verification.verify_implementation, finding_id, note="Seen")

    clock.advance(days=90)
    (row,) = rows(story)

    assert (row.kind, row.due_on, row.days) == (DueKind.EFFECTIVENESS, date(2026, 10, 5), 0)


def test_overdue_and_due_soon_are_computed_from_today(story: Story, clock: FixedClock) -> None:
    planned(story, story.issued(), story.person("Ada Fenwick"), 3, 14, 15)
    assert story.see(due_rows.due_counts) == DueCounts(overdue=0, soon=2, open=4)
    clock.advance(days=4)

    assert story.see(due_rows.due_counts) == DueCounts(overdue=1, soon=2, open=4)
    assert [row.what for row in rows(story, DueFilter(Show.OVERDUE))] == ["Do part 3"]
    assert [row.what for row in rows(story, DueFilter(Show.SOON))] == ["Do part 14", "Do part 15"]
    assert [row.urgency for row in rows(story)] == [
        Urgency.OVERDUE,
        Urgency.SOON,
        Urgency.SOON,
        Urgency.UNDATED,
    ]


def test_what_is_due_today_is_not_overdue_until_tomorrow(story: Story, clock: FixedClock) -> None:
    """AS-14."""
    planned(story, story.issued(), story.person("Ada Fenwick"), 0)
    assert story.see(due_rows.due_counts).overdue == 0
    clock.advance(days=1)
    assert story.see(due_rows.due_counts).overdue == 1


def test_the_list_holds_all_audits_and_can_be_limited_to_one(story: Story) -> None:
    owner = story.person("Ada Fenwick")
    planned(story, story.issued(), owner, 10)
    other = story.another_audit(date(2026, 9, 1), "IA-2026-04")
    planned(other, other.issued(), owner, 5)

    references = [row.reference for row in rows(story, DueFilter(owner_id=owner))]

    assert references == ["IA-2026-04 F-01", "IA-2026-03 F-01"]
    limited = DueFilter(audit_id=story.audit_id, owner_id=owner)
    assert [row.reference for row in rows(story, limited)] == ["IA-2026-03 F-01"]
    assert story.see(due_rows.due_counts, other.audit_id).open == 2


def test_the_list_is_filtered_by_words_of_action_finding_audit_and_owner(story: Story) -> None:
    planned(story, story.issued(), story.person("Émile Šťastný"), 10)
    for words in ("part 10", "restore F-01", "2026-03", "šťastný", "A.8.13", "ŠŤASTNÝ part"):
        assert DueKind.ACTION in kinds(story, DueFilter(text=words)), words
    assert kinds(story, DueFilter(text="part elsewhere")) == []


def test_nobodys_entries_can_be_looked_for(story: Story) -> None:
    planned(story, story.issued(), story.person("Ada Fenwick"), 10)
    assert kinds(story, DueFilter(owner_id="")) == [DueKind.DECISION]


def test_a_span_of_days_is_what_the_calendar_reads(story: Story) -> None:
    planned(story, story.issued(), story.person("Ada Fenwick"), 1, 10, 40)
    month = DueFilter(since=date(2026, 7, 1), until=date(2026, 7, 31))
    assert [row.days for row in rows(story, month)] == [1, 10]


def test_the_list_is_ordered_by_each_of_its_columns(story: Story, clock: FixedClock) -> None:
    owners = [story.person(name) for name in ("Zoë Ash", "Ada Fenwick")]
    first, second = story.issued(), story.issued(on="A.5.18")
    planned(story, first, owners[0], 5)
    clock.advance(days=1)
    planned(story, second, owners[1], 9)
    only = DueFilter(text="part")

    def numbers(sort: SortBy, *, descending: bool = False) -> list[str]:
        return [row.finding_number for row in rows(story, only, sort, descending=descending)]

    assert numbers(SortBy.DUE) == ["F-01", "F-02"]
    assert numbers(SortBy.DUE, descending=True) == ["F-02", "F-01"]
    assert numbers(SortBy.OWNER) == ["F-02", "F-01"]
    assert numbers(SortBy.FINDING, descending=True) == ["F-02", "F-01"]
    assert [row.kind for row in rows(story, sort=SortBy.STATE)][:2] == [DueKind.DECISION] * 2
    assert len(numbers(SortBy.AGE)) == 2


def test_an_improvement_waits_without_a_date_and_is_never_overdue(story: Story, clock: FixedClock) -> None:
    raised = story.raised(FindingType.OFI, title="Automate the log check")
    story.do(lifecycle.move, raised.id, FindingState.CONFIRMED)
    story.issue()
    clock.advance(days=400)

    (row,) = rows(story)

    assert (row.kind, row.due_on, row.urgency) == (DueKind.IMPROVEMENT, None, Urgency.UNDATED)
    story.do(lifecycle.move, raised.id, FindingState.NOTED)
    assert rows(story) == []


def test_the_actions_of_a_rejected_or_withdrawn_answer_are_not_waited_for(story: Story) -> None:
    finding_id = story.issued()
    planned(story, finding_id, story.person("Ada Fenwick"), 10)
    story.do(lifecycle.move, finding_id, FindingState.ISSUED, reason="No cause")
    assert kinds(story, DueFilter(Show.ALL)) == [DueKind.RESPONSE]


def test_open_nonconformities_are_counted_by_age_and_grade(story: Story, clock: FixedClock) -> None:
    story.issued(*MAJOR, on="8.2")
    clock.advance(days=31)
    story.issued()
    clock.advance(days=150)
    story.issued(on="A.5.18")

    bands = story.see(ageing.ageing)

    assert [(band.least, band.most, band.major, band.minor) for band in bands] == [
        (0, 30, 0, 1),
        (31, 90, 0, 0),
        (91, 180, 0, 1),
        (181, None, 1, 0),
    ]
    assert sum(band.total for band in story.see(ageing.ageing, story.audit_id)) == 3
