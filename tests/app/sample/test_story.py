"""What the sample promises: two whole audits, one of them on its second day, and smaller ones around them."""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.evidence.reads import evidence_of_audit
from app.evidence.requests import RequestState, request_rows
from app.evidence.sample_reads import samples_of_audit
from app.evidence.samples import SampleMethod
from app.findings.detail import finding_detail
from app.findings.reads import FindingRow, counts, finding_ids, finding_rows
from app.findings.terms import AuditeePosition, FindingState, Grade
from app.follow_up.due_list import DueFilter, due_ids
from app.follow_up.due_rows import Urgency, due_rows
from app.follow_up.extensions import extensions
from app.library.isms import scope_versions
from app.library.soa import soa_versions
from app.library.soa.check_facts import soa_facts
from app.library.soa.checks import Check, check_soa, unmade_checks
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.coverage import Result, coverage, totals
from app.planning.open_points import tonight
from app.planning.overview import overview
from app.planning.reads import AuditState, audit_detail
from app.progress import Cancelled
from app.reporting.reports import build_draft, revisions
from app.sample.story import create_sample
from app.sessions.line_reads import unfiled_lines
from app.sessions.reads import session_rows, session_view
from app.unit_of_work import ReadUnit
from app.words import Words
from app.workspace.verify import verify
from app.workspace.workspace import Seat, Workspace
from tests.app.conftest import SAMPLE_DAY
from tests.conftest import DEVICE, FixedClock

THIS, LAST, PEOPLE = "IA-2026-03", "IA-2025-02", "IA-2026-01"


def audit(unit: ReadUnit, number: str) -> AuditRow:
    return next(row for row in audit_rows(unit) if row.number == number)


def findings_of(unit: ReadUnit, number: str) -> dict[str, FindingRow]:
    rows = finding_rows(unit, finding_ids(unit, audit(unit, number).id))
    return {row.number: row for row in rows}


def test_the_workspace_holds_the_audits_of_three_years(sample: Workspace) -> None:
    with sample.read() as unit:
        found = {row.number: row.state for row in audit_rows(unit)}
    assert found == {
        "IA-2025-01": AuditState.CLOSED,
        "IA-2025-02": AuditState.CLOSED,
        "IA-2026-01": AuditState.COMPLETED,
        "IA-2026-02": AuditState.CANCELLED,
        "IA-2026-03": AuditState.FIELDWORK,
        "IA-2027-01": AuditState.PLANNED,
    }


def test_today_is_the_second_day_of_the_audit_in_progress(sample: Workspace) -> None:
    with sample.read() as unit:
        row = audit(unit, THIS)
    today = SAMPLE_DAY.date()
    assert (row.start_on, row.end_on) == (today - timedelta(days=1), today + timedelta(days=1))


def test_the_figures_of_the_audit_in_progress(sample: Workspace) -> None:
    with sample.read() as unit:
        shown = overview(unit, audit(unit, THIS).id)
    standing = shown.standing
    assert (standing.items, standing.items_examined) == (123, 41)
    assert (standing.sessions, standing.sessions_held) == (11, 7)
    assert standing.evidence == 37
    assert (standing.nonconformities, standing.candidates) == (4, 1)
    assert [entry.is_held for entry in shown.today] == [True, False, False, False]


def test_the_interview_with_it_operations_is_paused_with_three_items_to_go(sample: Workspace) -> None:
    with sample.read() as unit:
        rows = session_rows(unit, audit(unit, THIS).id)
        begun = [row for row in rows if row.started_at and not row.is_held]
        view = session_view(unit, begun[0].id)
    references = [item.reference for item in view.items]
    assert references == ["A.8.1", "A.8.2", "A.8.8", "A.8.13", "A.8.15", "A.8.16", "A.8.24"]
    assert [item.result for item in view.items][4:] == [Result.OPEN] * 3
    assert {item.reference for item in view.items if item.must_ask} == {"A.8.8", "A.8.13", "A.8.15"}
    assert not begun[0].is_running


def test_findings_of_every_kind_stand_beside_one_candidate(sample: Workspace) -> None:
    with sample.read() as unit:
        figures = asdict(counts(unit, audit(unit, THIS).id))
    assert figures == {
        "major": 1,
        "minor": 3,
        "candidates": 1,
        "ofi": 3,
        "observation": 0,
        "strength": 1,
        "withdrawn": 0,
        "merged": 0,
    }


def test_the_findings_have_the_numbers_and_states_that_the_pages_show(sample: Workspace) -> None:
    with sample.read() as unit:
        found = findings_of(unit, THIS)
    states = {number: row.state for number, row in found.items()}
    assert states == {
        "F-01": FindingState.CONFIRMED,
        "F-02": FindingState.CONFIRMED,
        "F-03": FindingState.CONFIRMED,
        "F-04": FindingState.CONFIRMED,
        "F-05": FindingState.CONFIRMED,
        "F-06": FindingState.DRAFT,
        "F-07": FindingState.IN_REVIEW,
        "F-08": FindingState.DRAFT,
        "F-09": FindingState.CONFIRMED,
    }
    assert found["F-04"].grade is Grade.MAJOR
    assert found["F-02"].position is AuditeePosition.DISPUTED


def test_the_repeated_finding_keeps_the_grade_proposed_beside_the_one_chosen(sample: Workspace) -> None:
    with sample.read() as unit:
        row = findings_of(unit, THIS)["F-02"]
        detail = finding_detail(unit, row.id)
    assert detail.row.repeat_of == f"{LAST} F-05"
    assert (detail.proposal.grade, detail.row.grade) == (Grade.MAJOR, Grade.MINOR)
    assert "2 systems added in June 2026" in detail.grade_reason


def test_last_years_findings_are_closed_and_its_report_is_issued(sample: Workspace) -> None:
    with sample.read() as unit:
        found = findings_of(unit, LAST)
        issued = revisions(unit, audit(unit, LAST).id)
        results = totals(coverage(unit, audit(unit, LAST).id))
    states = {number: row.state for number, row in found.items()}
    assert {states[f"F-0{position}"] for position in range(1, 6)} == {FindingState.CLOSED}
    assert (states["F-06"], states["F-07"], states["F-08"]) == (
        FindingState.DONE,
        FindingState.DECLINED,
        FindingState.NOTED,
    )
    assert [(row.revision, row.state.value) for row in issued] == [(1, "issued")]
    assert (results.open, results.nonconforming, results.total) == (0, 5, 123)


def test_follow_up_of_the_people_audit_is_going_on_with_one_action_late_and_put_off_once(
    sample: Workspace,
) -> None:
    with sample.read() as unit:
        found = findings_of(unit, PEOPLE)
        due = due_rows(unit, due_ids(unit, DueFilter(since=date(2026, 1, 1), until=date(2026, 12, 31))))
        put_off = extensions(unit, found["F-01"].id)
    assert {number: row.state for number, row in found.items()} == {
        "F-01": FindingState.PLAN_ACCEPTED,
        "F-02": FindingState.IMPLEMENTATION_VERIFIED,
        "F-03": FindingState.ACCEPTED,
    }
    assert [(row.finding_number, row.owner, row.urgency, row.days) for row in due] == [
        ("F-01", "K. Osei", Urgency.OVERDUE, -6),
        ("F-02", "D. Novak", Urgency.SOON, 5),
        ("F-01", "A. Moreau", Urgency.SOON, 8),
    ]
    assert [one.agreed_by for one in put_off] == ["R. Haddad"]


def test_the_leavers_are_drawn_at_random_and_the_draw_can_be_repeated(sample: Workspace) -> None:
    with sample.read() as unit:
        rows = {row.number: row for row in samples_of_audit(unit, audit(unit, THIS).id)}
    leavers = rows["S-01"]
    assert leavers.method is SampleMethod.STATISTICAL
    assert (leavers.population_size, leavers.size, leavers.exceptions) == (87, 24, 2)
    assert leavers.seed
    assert (rows["S-05"].size, rows["S-05"].exceptions) == (4, 3)


def test_two_things_are_owed_and_one_of_them_is_late(sample: Workspace) -> None:
    with sample.read() as unit:
        rows = request_rows(unit, audit(unit, THIS).id)
    states = {row.number: row.state for row in rows}
    assert states == {
        "R-01": RequestState.RECEIVED,
        "R-02": RequestState.RECEIVED,
        "R-03": RequestState.REFUSED,
        "R-04": RequestState.OVERDUE,
        "R-05": RequestState.OPEN,
    }


def test_evidence_of_many_kinds_and_one_file_taken_twice(sample: Workspace) -> None:
    with sample.read() as unit:
        rows = evidence_of_audit(unit, audit(unit, THIS).id)
    kinds = {row.kind.value for row in rows}
    assert kinds >= {
        "document",
        "record",
        "photo",
        "screenshot",
        "technical_output",
        "reference_only",
        "requested_not_produced",
    }
    hashes = [row.sha256 for row in rows if row.sha256]
    assert len(hashes) - len(set(hashes)) == 1


def test_three_lines_wait_to_be_filed(sample: Workspace) -> None:
    with sample.read() as unit:
        audit_id = audit(unit, THIS).id
        waiting = [line for row in session_rows(unit, audit_id) for line in unfiled_lines(unit, row.id)]
        told = str(tonight(unit, audit_id)[0].message)
    assert (len(waiting), told) == (3, "3 note lines are not filed to an item")


def test_the_soa_of_this_year_leaves_out_five_controls(sample: Workspace) -> None:
    with sample.read() as unit:
        detail = audit_detail(unit, audit(unit, THIS).id)
        versions = soa_versions(unit, detail.organization_id)
    assert [(row.number, row.excluded) for row in versions] == [("v4.0", 6), ("v4.1", 5)]
    assert detail.soa_number == "v4.1"


def test_all_twelve_checks_of_the_soa_have_something_to_look_at(sample: Workspace) -> None:
    """What they find is what the audit noted: A.5.23 without a risk, and nothing reviewed after the move."""
    with sample.read() as unit:
        version_id = audit_detail(unit, audit(unit, THIS).id).soa_version_id
        facts = soa_facts(unit, version_id or "")
    assert facts is not None
    assert unmade_checks(facts) == ()
    remarks = [(one.check, Words().message(one.message)) for one in check_soa(facts)]
    assert remarks == [
        (Check.TREATMENT_PLAN, "Included to treat a risk, but not in the risk treatment plan: A.5.23."),
        (Check.OUTDATED, "Approved on 2 Mar 2026, before the last significant change on 8 Jun 2026."),
        (Check.OUTDATED, "Approved on 2 Mar 2026, before the last risk assessment on 16 Mar 2026."),
    ]


def test_the_scope_was_changed_by_the_hosted_records(sample: Workspace) -> None:
    with sample.read() as unit:
        detail = audit_detail(unit, audit(unit, THIS).id)
        scopes = scope_versions(unit, detail.organization_id)
    assert [(one.version, one.decided_on) for one in scopes] == [
        (3, date(2026, 6, 8)),
        (2, date(2026, 3, 2)),
        (1, date(2025, 2, 17)),
    ]
    assert "Go-live of the hosted patient records" in scopes[0].what


def test_the_tie_of_the_lead_auditor_has_its_safeguard(sample: Workspace) -> None:
    with sample.read() as unit:
        detail = audit_detail(unit, audit(unit, THIS).id)
        rows = session_rows(unit, detail.id)
        novaks = next(row for row in rows if row.title == "Internal audit and corrective action")
        view = session_view(unit, novaks.id)
    lead = detail.lead_auditor
    assert lead is not None
    assert LAST in lead.tie
    assert "D. Novak" in lead.safeguard
    assert {"9.2.1", "9.2.2"} <= {item.reference for item in view.items}


def test_the_draft_report_can_be_built_and_tells_the_year_of_the_files(sample: Workspace) -> None:
    with sample.read() as unit:
        document = build_draft(unit, audit(unit, THIS).id, DEVICE)
    assert "2026" in repr(document)
    assert "{" not in repr(document)


def test_nothing_is_amiss_in_the_sample(sample: Workspace) -> None:
    assert verify(sample) == ()


def test_a_cancelled_making_leaves_nothing_behind(tmp_path: Path, seat: Seat) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 40:
            raise Cancelled

    with pytest.raises(Cancelled):
        create_sample(tmp_path / "sample.assay", None, seat, stop)
    assert list(tmp_path.iterdir()) == []


def test_the_story_can_be_told_on_any_day_and_is_not_undone(
    tmp_path: Path, seat: Seat, clock: FixedClock
) -> None:
    today = date(2028, 2, 29)
    clock.set(SAMPLE_DAY.replace(year=today.year, month=today.month, day=today.day))
    workspace = create_sample(tmp_path / "sample.assay", None, seat)
    try:
        with workspace.read() as unit:
            row = next(row for row in audit_rows(unit) if row.state is AuditState.FIELDWORK)
            title = next(one.title for one in evidence_of_audit(unit, row.id) if one.number == "E-031")
        assert row.start_on == today - timedelta(days=1)
        assert "14 February 2027" in title
        assert workspace.undo_list.next_undo is None
        assert workspace.seat is seat
    finally:
        workspace.close()
