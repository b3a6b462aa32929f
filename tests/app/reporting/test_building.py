"""The document says what the workspace holds, and its totals are the same everywhere (R-41)."""

from app.evidence import samples
from app.evidence.evidence import edit_evidence
from app.evidence.sample_reads import samples_of_audit
from app.findings import findings
from app.findings.counts import counts
from app.findings.reads import finding_rows
from app.planning import meetings
from app.planning.audit_list import audit_rows
from app.planning.coverage import coverage, totals
from app.planning.meetings import MeetingKind
from app.programme.organizations import edit_programme, organizations
from app.programme.people import add_person, people
from app.reporting import canonical
from app.reporting.building.checklist import build_checklist_document
from app.reporting.checklist_document import ChecklistDocument
from app.reporting.document import ReportDocument
from app.reporting.parts import Replacement
from app.reporting.reports import build_draft
from app.sessions.reads import all_items
from app.sessions.results import Aspect, Result, set_aspect, set_result
from app.sessions.sessions import pause, plan_session, start
from tests.app.reporting.audited import REFERENCES, Audited


def draft(audited: Audited) -> ReportDocument:
    return audited.see(build_draft, audited.audit_id, audited.workspace.seat.device_id)


FINDINGS = ("major", "minor", "ofi", "observation", "strength", "withdrawn", "merged")
RESULTS = ("conforming", "nonconforming", "unable_to_verify", "not_examined", "open", "excluded")


def test_the_totals_of_findings_are_those_of_the_window(audited: Audited) -> None:
    found, said = audited.see(counts, audited.audit_id), draft(audited).finding_counts()
    assert [getattr(said, name) for name in FINDINGS] == [getattr(found, name) for name in FINDINGS]
    assert (found.nonconformities, found.ofi, found.withdrawn) == (1, 1, 1)


def test_the_totals_of_requirements_are_those_of_the_window(audited: Audited) -> None:
    covered, document = audited.see(coverage, audited.audit_id), draft(audited)
    assert [row.reference for row in document.requirements] == [row.reference for row in covered]
    found, said = totals(covered), document.result_counts()
    assert [getattr(said, name) for name in RESULTS] == [getattr(found, name) for name in RESULTS]
    assert (found.total, found.conforming, found.nonconforming, found.excluded) == (5, 3, 1, 1)


def test_a_result_that_changes_changes_the_document(audited: Audited) -> None:
    audited.do(set_result, audited.items["9.2.1"], Result.UNABLE_TO_VERIFY, reason="The system was down")
    row = next(row for row in draft(audited).requirements if row.reference == "9.2.1")
    assert (row.result, row.reason) == ("unable_to_verify", "The system was down")
    assert [one.reason for one in draft(audited).methodology.limitations] == ["The system was down"]


def test_a_repeat_finding_names_the_one_it_repeats(audited: Audited) -> None:
    cards = {card.number: card for card in draft(audited).findings}
    assert cards["F-01"].repeat_of == "IA-2025-01 F-01"
    (earlier,) = draft(audited).follow_up.findings
    assert (earlier.number, earlier.repeated_as) == ("IA-2025-01 F-01", "F-01")


def test_the_numbers_of_withdrawn_findings_stay_listed(audited: Audited) -> None:
    cards = [(card.number, card.state, card.state_reason) for card in draft(audited).findings]
    assert ("F-02", "withdrawn", "The logs were found.") in cards
    assert [number for number, _state, _reason in cards] == ["F-01", "F-02", "F-03"]


def test_evidence_stands_with_its_hash_and_what_it_belongs_to(audited: Audited) -> None:
    rows = {row.number: row for row in draft(audited).evidence}
    assert len(rows) == 4
    assert all(len(row.sha256) == 64 and row.size for row in rows.values())
    assert [row.number for row in rows.values() if "F-01" in row.findings] == ["E-004"]
    assert rows["E-001"].items == ("5.1",)


def test_a_requirement_tells_how_it_was_examined_by_whom_and_by_what(audited: Audited) -> None:
    row = next(row for row in draft(audited).requirements if row.reference == "A.8.13")
    assert row.methods == ("interview",)
    assert row.auditors == ("Lena Ferreira",)
    assert (row.evidence, row.findings) == (("E-004",), ("F-01",))


def test_designed_implemented_and_operating_stand_where_they_were_said(audited: Audited) -> None:
    audited.do(set_aspect, audited.items["A.8.13"], Aspect.DESIGNED, True)
    audited.do(set_aspect, audited.items["A.8.13"], Aspect.OPERATING, False)
    document = draft(audited)
    rows = {row.reference: row for row in document.requirements}
    items = {row.requirements[0]: row for row in document.checklist}
    for row in (rows["A.8.13"], items["A.8.13"]):
        assert (row.designed, row.implemented, row.operating) == ("yes", "", "no")
    for row in (rows["5.1"], items["5.1"]):
        assert (row.designed, row.implemented, row.operating) == ("", "", "")


def test_the_printed_checklist_says_what_was_answered_so_far(audited: Audited) -> None:
    audited.do(set_aspect, audited.items["5.1"], Aspect.DESIGNED, True)
    audited.do(set_aspect, audited.items["5.1"], Aspect.IMPLEMENTED, False)
    document: ChecklistDocument = audited.see(build_checklist_document, audited.audit_id)
    said = {item.number: item.answers for group in document.groups for item in group.items}
    assert (said["5.1"], said["A.8.13"]) == ("designed: yes · implemented: no", "")


def test_the_printed_checklist_says_what_the_last_audit_answered(audited: Audited) -> None:
    *_, earlier = audited.see(audit_rows)
    (item,) = (one for one in audited.see(all_items, earlier.id) if one.reference == "A.8.13")
    audited.do(set_aspect, item.id, Aspect.OPERATING, False)
    document: ChecklistDocument = audited.see(build_checklist_document, audited.audit_id)
    found = {item.number: item.last_result for group in document.groups for item in group.items}
    assert found["A.8.13"] == "Nonconforming · operating: no"


def test_what_stands_in_for_an_item_of_a_sample_is_told_with_the_reason(audited: Audited) -> None:
    checked = "counted against the register"
    audited.do(samples.record_sample, audited.audit_id, "Changes", ["C-1", "C-2"], completeness_check=checked)
    (row,) = audited.see(samples_of_audit, audited.audit_id)
    audited.do(samples.replace_unit, row.units[0].id, " withdrawn ", "C-7")
    (said,) = draft(audited).methodology.samples
    assert said.replacements == (Replacement("C-1", "C-7", "withdrawn"),)
    assert (said.size, said.completeness) == (2, checked)


def test_an_excluded_control_is_said_to_be_one(audited: Audited) -> None:
    row = next(row for row in draft(audited).requirements if row.reference == "A.8.30")
    assert (row.applicable, row.result) == (False, "not_examined")


def test_what_is_not_decided_yet_is_said_so(audited: Audited) -> None:
    document = draft(audited)
    assert document.revision.state == "draft"
    assert document.conclusion.scope_appropriate == "not_concluded"


def test_notes_are_carried_as_they_were_written(audited: Audited) -> None:
    row = next(row for row in draft(audited).checklist if row.requirements == ("A.8.13",))
    assert row.notes == "Restores <b>are not</b> tested & nobody asks"


def test_the_printed_checklist_has_every_question_and_what_the_last_audit_found(audited: Audited) -> None:
    document: ChecklistDocument = audited.see(build_checklist_document, audited.audit_id)
    items = [item for group in document.groups for item in group.items]
    assert sorted(item.number for item in items) == sorted(REFERENCES)
    last = {item.number: item.last_result for item in items}
    assert (last["A.8.13"], last["5.1"]) == ("Nonconforming", "")


def test_a_finding_without_a_title_of_its_own_is_called_as_in_the_window(audited: Audited) -> None:
    repeat = audited.findings["repeat"]
    audited.do(findings.edit, repeat, title="")
    (shown,) = audited.see(finding_rows, [repeat])
    card = next(card for card in draft(audited).findings if card.id == repeat)
    assert card.title == shown.title != ""


def test_a_session_that_was_broken_off_is_told_as_paused(audited: Audited) -> None:
    session_id = audited.do(plan_session, audited.audit_id, title="Backups")
    audited.do(start, session_id)
    audited.do(pause, session_id)
    states = {session.title: session.state for session in draft(audited).sessions}
    assert states["Backups"] == "paused"


def test_a_programme_may_have_its_people_in_reports_by_their_roles(audited: Audited) -> None:
    okafor = next(one.id for one in audited.see(people) if one.name == "M. Okafor")
    nameless = audited.do(add_person, "P. Quiet")
    audited.do(edit_evidence, audited.evidence[0], obtained_from_id=okafor)
    opening = audited.do(meetings.add_meeting, audited.audit_id, MeetingKind.OPENING)
    audited.do(meetings.hold_meeting, opening, (okafor, nameless, audited.lead_id))
    named = canonical.encode(draft(audited)).decode()
    assert named.count("M. Okafor") >= 4

    programme_id = audited.see(organizations)[0].programme_id
    audited.do(edit_programme, programme_id, reports_by_role=True)
    document = draft(audited)
    by_role = canonical.encode(document).decode()
    assert "M. Okafor" not in by_role
    assert "P. Quiet" not in by_role
    assert "IT operations lead" in {session.title for session in document.sessions}
    attendees = [one.name for meeting in document.meetings for one in meeting.attendees]
    assert {"IT operations lead", "a person without a role", "Lena Ferreira"} <= set(attendees)
