"""The interview of 45 minutes with the keyboard alone: at most two keys for each action (AS-02)."""

import csv
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.evidence import samples
from app.evidence.reads import EvidenceKind, EvidenceRow, evidence_of_audit, evidence_of_item
from app.evidence.requests import RequestState, request_rows
from app.evidence.sample_reads import UnitResult, samples_of_item
from app.findings.detail import finding_detail
from app.findings.reads import finding_ids
from app.library.packs import install_pack, load_pack
from app.planning import audits, checklist
from app.planning.states import begin_fieldwork
from app.programme.organizations import add_organization, organizations
from app.programme.people import add_person
from app.sessions import sessions
from app.sessions.reads import all_items, session_view
from app.sessions.results import Result
from app.words import N_
from app.workspace.verify import verify
from app.workspace.workspace import Workspace
from tests.conftest import START, FixedClock
from tests.story import interview as hold
from tests.story.fieldwork import items, lines, session
from tests.story.key_strokes import MOST_KEYS, CountedAuditor
from tests.ui.conftest import OpenWindow
from ui.pages import page_entries

ON_AGENDA = ("A.8.13", "A.8.15", "A.8.16", "A.8.8", "A.5.18", "A.8.2", "A.8.32", "A.6.3")
BEGINS = START + timedelta(minutes=15)
LASTS = timedelta(minutes=45)


@pytest.fixture
def audit_id(workspace: Workspace) -> str:
    """An audit with its fieldwork begun, and one interview on eight items planned from 9:45 to 10:30."""
    with workspace.write(N_("Begin")) as uow:
        organization_id = add_organization(uow, "Łódź Harbour Clinics")
        pack = load_pack()
        audit_id = audits.create_audit(
            uow,
            organizations(uow)[0].programme_id,
            "Internal audit 2026",
            start_on=BEGINS.date(),
            end_on=BEGINS.date(),
            lead_auditor_id=add_person(uow, "Maja Černý", role="Lead auditor"),
        )
        checklist.build_checklist(uow, audit_id, pack, install_pack(uow, pack))
        begin_fieldwork(uow, audit_id)
        known = {item.reference: item.id for item in all_items(uow, audit_id)}
        met = add_person(uow, "Žofie Novák", role="IT operations lead", organization_id=organization_id)
        sessions.plan_session(
            uow,
            audit_id,
            title="Operations",
            interviewee_ids=[met],
            planned_start=BEGINS,
            planned_end=BEGINS + LASTS,
            item_ids=[known[reference] for reference in ON_AGENDA],
        )
    workspace.close()
    return audit_id


@pytest.fixture
def auditor(
    qtbot: QtBot, open_window: OpenWindow, clock: FixedClock, audit_id: str, folder: Path
) -> CountedAuditor:
    """At the window, on the overview of the audit, when the interview begins."""
    clock.set(BEGINS)
    window = open_window(folder, page_entries())
    window.resize(1366, 768)
    window.navigate("overview", {"audit_id": audit_id})
    return CountedAuditor(qtbot, window, clock)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """What the auditee hands over during the interview."""
    handed = {name: tmp_path / name for name in ("restore test.txt", "alerts.csv", "changes Q2.csv")}
    handed["restore test.txt"].write_text("Restore test of 14 February 2026: passed\n", "utf-8")
    for name, rows in (("alerts.csv", ["alert", "disk full"]), ("changes Q2.csv", ["change", "CHG-104"])):
        with handed[name].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([row] for row in rows)
    return handed


def test_an_interview_is_held_with_at_most_two_keys_for_each_action(
    auditor: CountedAuditor, files: dict[str, Path]
) -> None:
    hold_the_interview(auditor, files)
    sys.stdout.write(f"{auditor.table()}\n")
    assert {name: keys for name, keys in auditor.keys_of_actions().items() if keys > MOST_KEYS} == {}
    it_took_its_time(auditor)
    each_item_has_its_result(auditor)
    what_was_said_stands_where_it_belongs(auditor)
    six_pieces_came_in_five_ways(auditor)
    the_findings_are_candidates(auditor)
    what_was_promised_came(auditor)
    the_draw_can_be_repeated(auditor)
    assert verify(auditor.workspace) == ()


def hold_the_interview(auditor: CountedAuditor, files: dict[str, Path]) -> None:
    hold.take_up(auditor)
    hold.start(auditor)
    on_backups(auditor, files["restore test.txt"])
    on_logging_and_monitoring(auditor, files["alerts.csv"])
    on_weaknesses_and_access(auditor)
    on_privileges(auditor)
    on_changes_and_training(auditor, files)
    auditor.clock.set(BEGINS + LASTS)
    hold.end(auditor)


def on_backups(auditor: CountedAuditor, protocol: Path) -> None:
    """The talk jumps to logging and back; a file, a picture, a nonconformity."""
    hold.say(auditor, "Nightly jobs to the NAS, weekly copy to Kraków.", 2)
    hold.file_elsewhere(auditor, "#8.15 Log server keeps 90 days.")
    hold.say(auditor, "Restore tests each quarter; “we never felt the need”.", 3)
    hold.attach(auditor, protocol)
    hold.next_item(auditor)
    hold.say(auditor, "Logs of the backup server go there, too.")
    hold.previous_item(auditor)
    hold.paste_picture(auditor)
    hold.nonconforms(auditor)


def on_logging_and_monitoring(auditor: CountedAuditor, alerts: Path) -> None:
    hold.next_item(auditor)
    hold.paste_files(auditor, alerts)
    hold.conforms(auditor)
    hold.next_item(auditor)
    hold.seen(auditor, "Wall of the control room: 2 alerts open, both assigned")
    hold.conforms(auditor)


def on_weaknesses_and_access(auditor: CountedAuditor) -> None:
    hold.next_item(auditor)
    hold.say(auditor, "Scans each Monday, report to the change board.", 3)
    hold.conforms(auditor)
    hold.next_item(auditor)
    hold.unable_to_verify(auditor, hold.REFUSED)


def on_privileges(auditor: CountedAuditor) -> None:
    hold.next_item(auditor)
    hold.sample(auditor, "Administrators of the directory, July 2026")
    hold.raise_finding(auditor, hold.STILL_ADMIN)
    hold.nonconforms(auditor)


def on_changes_and_training(auditor: CountedAuditor, files: dict[str, Path]) -> None:
    """What is promised on one item comes during the next; then a file that was there before."""
    hold.next_item(auditor)
    hold.promised(auditor, hold.PROMISED)
    hold.conforms(auditor)
    hold.next_item(auditor)
    hold.say(auditor, "Phishing exercise in March, 4 % clicked.", 4)
    hold.previous_item(auditor)
    hold.promised_came(auditor, files["changes Q2.csv"])
    hold.next_item(auditor)
    hold.paste_files(auditor, files["alerts.csv"])
    assert auditor.is_told("E-006 (same file as E-003)")
    hold.conforms(auditor)


def it_took_its_time(auditor: CountedAuditor) -> None:
    (held,) = [auditor.see(session_view, session(auditor).id)]
    assert (held.started_at, held.ended_at) == (BEGINS, BEGINS + LASTS)
    said = [line.at for reference in ON_AGENDA for line in lines(auditor, reference)]
    assert all(BEGINS < at <= BEGINS + LASTS for at in said)


def each_item_has_its_result(auditor: CountedAuditor) -> None:
    results = [items(auditor)[reference].result for reference in ON_AGENDA]
    assert results == [
        Result.NONCONFORMING,
        Result.CONFORMING,
        Result.CONFORMING,
        Result.CONFORMING,
        Result.UNABLE_TO_VERIFY,
        Result.NONCONFORMING,
        Result.CONFORMING,
        Result.CONFORMING,
    ]


def what_was_said_stands_where_it_belongs(auditor: CountedAuditor) -> None:
    said = {reference: [line.text for line in lines(auditor, reference)] for reference in ON_AGENDA}
    assert said["A.8.13"] == [
        "Nightly jobs to the NAS, weekly copy to Kraków.",
        "Restore tests each quarter; “we never felt the need”.",
    ]
    assert said["A.8.15"][0].endswith("Log server keeps 90 days.")
    assert said["A.8.15"][1:] == ["Logs of the backup server go there, too."]
    assert said["A.8.32"] == [hold.PROMISED]


def six_pieces_came_in_five_ways(auditor: CountedAuditor) -> None:
    """Chosen by name, pasted as a picture and as a file, seen, promised; and the same bytes once more."""
    found = {row.number: row for row in auditor.see(evidence_of_audit, auditor.audit_id)}
    assert list(found) == [f"E-00{number}" for number in range(1, 7)]
    assert found["E-001"].name == "restore test.txt"
    assert found["E-002"].kind is EvidenceKind.SCREENSHOT
    assert found["E-004"].kind is EvidenceKind.REFERENCE_ONLY
    assert found["E-003"].sha256 == found["E-006"].sha256
    where = {number: reference for reference in ON_AGENDA for number in numbers(auditor, reference)}
    assert [where[number] for number in found] == ["A.8.13", "A.8.13", "A.8.15", "A.8.16", "A.8.32", "A.6.3"]


def numbers(auditor: CountedAuditor, reference: str) -> Sequence[str]:
    rows: Sequence[EvidenceRow] = auditor.see(evidence_of_item, items(auditor)[reference].id)
    return [row.number for row in rows]


def the_findings_are_candidates(auditor: CountedAuditor) -> None:
    ids = auditor.see(finding_ids, auditor.audit_id)
    details = [auditor.see(finding_detail, finding_id) for finding_id in ids]
    assert {detail.row.number for detail in details} == {"F-01", "F-02"}
    assert all(detail.row.is_candidate for detail in details)
    assert any(hold.STILL_ADMIN in detail.evidence_text for detail in details)


def what_was_promised_came(auditor: CountedAuditor) -> None:
    (request,) = auditor.see(request_rows, auditor.audit_id)
    assert (request.what, request.state) == (hold.PROMISED, RequestState.RECEIVED)
    assert request.evidence_number == "E-005"
    assert isinstance(request.received_at, datetime)
    assert BEGINS < request.received_at < BEGINS + LASTS


def the_draw_can_be_repeated(auditor: CountedAuditor) -> None:
    (row,) = auditor.see(samples_of_item, items(auditor)["A.8.2"].id)
    size = samples.sample_size(len(hold.ACCOUNTS), 95, 10)
    assert [unit.identifier for unit in row.units] == samples.draw(hold.ACCOUNTS, size, row.seed)
    assert [unit.result for unit in row.units[:3]] == [
        UnitResult.IN_ORDER,
        UnitResult.IN_ORDER,
        UnitResult.OPEN,
    ]
