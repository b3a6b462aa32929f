"""Lists, totals, hints and history of findings."""

from datetime import date, timedelta

import pytest

from app.findings import counts, criteria, findings, grading, hints, history, lifecycle, links, reads, repeats
from app.findings.criteria import NewCriterion
from app.findings.detail import finding_detail
from app.findings.reads import FindingCounts, SortBy
from app.findings.terms import Answer, FindingType, Question, Severity
from app.unit_of_work import UnitOfWork
from models.evidence import Evidence, EvidenceWeight
from models.framework import RequirementKind
from models.soa import ImplementationStatus, SoaEntry
from tests.app.findings.story import MAJOR, Story, finding_numbers
from tests.conftest import FixedClock


def numbers(story: Story, *args: object, **named: object) -> list[str]:
    """Numbers of the audit's findings in the order of the list."""
    ids = story.see(reads.finding_ids, story.audit_id, *args, **named)
    return story.see(finding_numbers, ids)


@pytest.fixture
def several(story: Story) -> dict[str, str]:
    """One finding of every kind, none in the order of the list: ids by number."""
    ids = {
        "F-01": story.raised(FindingType.STRENGTH, "A.5.18", "Übungen jedes Quartal").id,
        "F-02": story.raised(FindingType.OFI, "A.8.30", "Zebra contracts").id,
        "F-03": story.written(on="A.8.13", title="Restore tests missed"),
        "F-04": story.raised(on="A.5.18", title="").id,
        "F-05": story.written(*MAJOR, on="8.2", title="Ärzte ohne Zugriffsprüfung"),
        "F-06": story.raised(on="8.2", title="apple").id,
        "F-07": story.raised(FindingType.OBSERVATION, None, "Watch this").id,
    }
    story.do(lifecycle.withdraw, ids["F-06"], "Mistake")
    return ids


def test_the_list_begins_with_the_gravest_and_ends_with_what_is_withdrawn(
    story: Story, several: dict[str, str]
) -> None:
    assert numbers(story) == ["F-05", "F-03", "F-04", "F-02", "F-07", "F-01", "F-06"]


def test_titles_are_sorted_as_people_sort_them(story: Story, several: dict[str, str]) -> None:
    by_title = ["F-04", "F-06", "F-05", "F-03", "F-01", "F-07", "F-02"]
    assert numbers(story, SortBy.TITLE) == by_title
    assert numbers(story, SortBy.TITLE, descending=True) == by_title[::-1]


def test_criteria_are_sorted_as_the_standard_has_them(story: Story, several: dict[str, str]) -> None:
    assert numbers(story, SortBy.CRITERION) == ["F-05", "F-06", "F-01", "F-04", "F-03", "F-02", "F-07"]


def test_the_hundredth_finding_follows_the_ninety_ninth(story: Story) -> None:
    for _ in range(100):
        story.raised(FindingType.OFI)

    assert numbers(story, SortBy.NUMBER)[-2:] == ["F-99", "F-100"]
    assert numbers(story, SortBy.NUMBER, True)[:2] == ["F-100", "F-99"]


@pytest.mark.parametrize("sort", SortBy)
def test_every_order_shows_every_finding_once(story: Story, several: dict[str, str], sort: SortBy) -> None:
    assert sorted(numbers(story, sort)) == sorted(numbers(story, sort, True)) == sorted(several)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("restore MISSED", ["F-03"]),
        ("restore", ["F-05", "F-03"]),
        ("ärzte", ["F-05"]),
        ("a.5.18", ["F-04", "F-01"]),
        ("f-07", ["F-07"]),
        ("access rights", ["F-04", "F-01"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_the_list_is_filtered_by_what_is_typed(
    story: Story, several: dict[str, str], text: str, found: list[str]
) -> None:
    assert numbers(story, text=text) == found


def test_the_list_can_show_one_grade(story: Story, several: dict[str, str]) -> None:
    assert numbers(story, severity=Severity.MINOR) == ["F-03"]
    assert numbers(story, severity=Severity.UNGRADED) == ["F-04"]
    assert numbers(story, severity=Severity.OFI) == ["F-02"]


def test_totals_count_what_stands_and_tell_candidates_and_withdrawn_ones_apart(
    story: Story, several: dict[str, str]
) -> None:
    totals = story.see(reads.counts, story.audit_id)

    assert totals == FindingCounts(1, 1, 1, 1, 1, 1, withdrawn=1, merged=0)
    assert (totals.nonconformities, totals.total) == (2, 6)


def test_totals_of_an_audit_without_findings_are_zeros(story: Story) -> None:
    assert story.see(reads.counts, story.audit_id) == FindingCounts()


def test_each_total_is_the_number_of_rows_that_the_list_shows_for_it(
    story: Story, several: dict[str, str]
) -> None:
    totals = story.see(reads.counts, story.audit_id)
    for severity in Severity:
        name = "candidates" if severity is Severity.UNGRADED else severity.value
        assert getattr(totals, name) == len(numbers(story, severity=severity))


def test_a_row_tells_what_a_candidate_lacks(story: Story, several: dict[str, str]) -> None:
    candidate, minor = story.see(reads.finding_rows, [several["F-04"], several["F-03"]])

    assert candidate.is_candidate
    assert [str(one) for one in candidate.missing] == ["evidence", "statement", "grade"]
    assert (minor.criterion, minor.missing, minor.is_candidate) == ("A.8.13", (), False)


def test_rows_of_findings_that_are_gone_are_left_out(story: Story, several: dict[str, str]) -> None:
    rows = story.see(reads.finding_rows, ["nobody", several["F-02"]])

    assert [row.number for row in rows] == ["F-02"]
    assert story.see(reads.finding_row, "nobody") is None


def test_an_item_shows_the_findings_raised_on_it(story: Story, several: dict[str, str]) -> None:
    rows = story.see(reads.findings_on_item, story.items["8.2"])

    assert [row.number for row in rows] == ["F-05"]


def test_a_finding_suggests_what_its_item_rests_on(story: Story) -> None:
    finding_id = story.raised().id
    evidence_id = story.evidence()
    target = links.Target(item_id=story.items["A.8.13"])
    story.do(links.evidence_links.link, evidence_id, target)
    assert [one.id for one in story.see(finding_detail, finding_id).suggested_evidence] == [evidence_id]

    story.do(links.link_evidence, finding_id, evidence_id)
    detail = story.see(finding_detail, finding_id)
    assert ([one.number for one in detail.evidence], detail.suggested_evidence) == (["E-001"], ())


def test_a_finding_shows_its_samples(story: Story) -> None:
    finding_id, sample_id = story.raised().id, story.sample(with_evidence=True)
    story.do(links.link_sample, finding_id, sample_id)
    story.do(links.link_sample, finding_id, sample_id)
    assert [one.number for one in story.see(finding_detail, finding_id).samples] == ["S-01"]

    story.do(links.unlink_sample, finding_id, sample_id)
    assert story.see(finding_detail, finding_id).samples == ()


def hinted(story: Story, **texts: str) -> list[tuple[str, str]]:
    finding_id = story.raised().id
    story.do(findings.edit, finding_id, **texts)
    return [(hint.field, str(hint.message)) for hint in story.see(hints.hints, finding_id)]


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("statement", "The owner should test restores.", "should"),
        ("statement", "Tests are missed because nobody owns them.", "because"),
        ("evidence_text", "Several tests were missed in 2026.", "Several"),
        ("evidence_text", "Moreau said so on 6.7.2026.", "Moreau"),
        ("statement", "Restores are not tested by Anna Moreau.", "Anna Moreau"),
        ("evidence_text", "3 of 4 tests were not held.", "no date"),
    ],
)
def test_a_gentle_hint_says_what_another_auditor_would_remark(
    story: Story, field: str, text: str, word: str
) -> None:
    story.person("Anna Moreau")

    ((where, message),) = hinted(story, **{field: text})

    assert (where, word in message) == (field, True)


@pytest.mark.parametrize("date_text", ["14 Feb 2026", "6 May", "01.02.", "in März", "2/3/26"])
def test_a_well_written_nonconformity_gets_no_hint(story: Story, date_text: str) -> None:
    story.person("Anna Moreau")
    evidence = f"1 of 4 tests was held ({date_text}), confirmed by the operations lead."

    assert hinted(story, evidence_text=evidence, statement="Tests are not held as planned.") == []


def _plan(uow: UnitOfWork, planned_on: date, status: ImplementationStatus) -> None:
    """Let the one control of the pinned Statement of Applicability be planned, or more than that by now."""
    entry = uow.session.query(SoaEntry).one()
    entry.applicable, entry.status, entry.planned_on = True, status, planned_on


@pytest.mark.parametrize(
    ("days", "status", "is_hinted"),
    [
        (30, ImplementationStatus.PLANNED, True),
        (0, ImplementationStatus.PLANNED, True),
        (-1, ImplementationStatus.PLANNED, False),
        (30, ImplementationStatus.IMPLEMENTED, False),
    ],
)
def test_a_control_that_is_planned_and_not_due_yet_is_judged_by_its_plan(
    story: Story, clock: FixedClock, days: int, status: ImplementationStatus, is_hinted: bool
) -> None:
    """R-27: nothing is missing yet; the hint says so and refuses nothing."""
    story.exclude("A.8.30")
    story.do(_plan, clock.now().date() + timedelta(days=days), status)
    finding_id = story.raised(on="A.8.30").id

    said = [str(one.message) for one in story.see(hints.hints, finding_id) if one.field == "requirement_text"]

    assert ["The SoA plans A.8.30 for " in one and "8.3" in one for one in said] == [True] * is_hinted
    assert [str(one.message) for one in story.see(hints.hints, story.raised().id)] == []


def test_a_repeat_questions_corrective_action_itself(story: Story) -> None:
    """R-32: until 10.2 is cited, too."""
    before = story.another_audit(date(2025, 7, 7), "IA-2025-02").raised().id
    finding_id = story.raised().id
    story.do(repeats.set_repeat_of, finding_id, before)
    (hint,) = story.see(hints.hints, finding_id)
    assert (hint.field, "under 10.2" in str(hint.message)) == ("requirement_text", True)

    story.do(criteria.add_criterion, finding_id, NewCriterion(RequirementKind.CLAUSE, "10.2", "2022"))
    assert story.see(hints.hints, finding_id) == ()


def _weigh(uow: UnitOfWork, evidence_id: str, weight: EvidenceWeight) -> None:
    uow.session.get_one(Evidence, evidence_id).weight = weight


def test_a_nonconformity_that_rests_on_statements_alone_is_told_so(story: Story) -> None:
    """R-21: a hint, which goes with the first piece that shows it."""
    finding_id = story.raised().id
    said, shown = story.evidence("What the operator said"), story.evidence("Log of restores")
    story.do(_weigh, said, EvidenceWeight.STATED)
    assert story.see(hints.hints, finding_id) == ()

    story.do(links.link_evidence, finding_id, said)
    (hint,) = story.see(hints.hints, finding_id)
    assert (hint.field, "statements alone" in str(hint.message)) == ("evidence_text", True)

    story.do(links.link_evidence, finding_id, shown)
    assert story.see(hints.hints, finding_id) == ()


def test_hints_are_for_nonconformities_only(story: Story) -> None:
    finding_id = story.raised(FindingType.OFI).id
    story.do(findings.edit, finding_id, statement="The team should consider a calendar.")

    assert story.see(hints.hints, finding_id) == ()


def test_the_history_tells_who_changed_what_and_when_the_latest_first(story: Story) -> None:
    story.act_as("R. Lind")
    finding_id = story.raised(title="Tests missed").id
    with story.workspace.write("Edit finding {number}", number="F-01") as uow:
        findings.edit(uow, finding_id, title="Restore tests missed")
    extra = story.do(criteria.add_requirement, finding_id, story.requirements["8.2"])
    story.do(criteria.remove_criterion, extra)
    story.do(grading.answer_question, finding_id, Question.Q1, Answer.YES, "One of four")

    told = story.see(history.history, finding_id)

    assert len(told) == 5
    edited = told[3]
    assert (str(edited.label), edited.who) == ("Edit finding F-01", "R. Lind")
    (change,) = edited.changes
    assert (change.kind, change.field) == ("finding", "title")
    assert (change.was, change.became) == ("Tests missed", "Restore tests missed")
    assert {(one.field, one.became) for one in told[0].changes} >= {
        ("answer", "yes"),
        ("reason", "One of four"),
    }
    assert ("reference", "8.2", "") in {(one.field, one.was, one.became) for one in told[1].changes}


def test_readiness_and_totals_agree_about_what_is_open(story: Story, several: dict[str, str]) -> None:
    found = story.see(counts.readiness, story.audit_id)
    totals = story.see(counts.counts, story.audit_id)

    assert len(found.open_majors) == totals.major
    assert len(found.bare_minors) == totals.minor
    assert len(found.ungraded) == totals.candidates
