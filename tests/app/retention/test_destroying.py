"""Destroyed is destroyed: the text and the bytes are gone, number, hash and record stay."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.evidence import evidence, reads
from app.evidence.checking import verify_evidence
from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes
from app.evidence.trash import trash_count
from app.programme.people import edit_person, people
from app.progress import Cancelled
from app.retention.destroying import Destroyed, destroy_due, empty_trash
from app.retention.disposals import destroyed_text, disposal_of, disposal_rows
from app.retention.due import RetentionRule, SubjectKind, due_rows
from app.retention.holds import place_hold
from app.words import N_, Words
from app.workspace.opening import open_workspace
from app.workspace.verify import ProblemKind, verify
from app.workspace.workspace import Seat, Workspace
from models.activity import LogEntry
from models.audit import TeamAssignment, TeamRole
from models.evidence import CustodyAction, StoredObject
from tests.app.evidence.conftest import Story
from tests.app.evidence.reading import content_of
from tests.app.retention.conftest import Attach, close_audit, set_rules
from tests.app.retention.test_trash import detail, remove
from tests.conftest import START, FixedClock

TODAY = START.date()
WHY = "Agreed with the clinic"


def test_of_a_destroyed_piece_number_hash_and_record_are_left(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(
        "Leavers.xlsx",
        title="Leavers",
        notes="Jana said so",
        source="HR",
        obtained_how="exported",
        obtained_where="Leeds",
        classification="secret",
        destroy_on=TODAY,
        finding_id=story.finding,
        has_personal_data=True,
    )
    before = detail(workspace, piece)
    assert destroy_due(workspace, [piece], WHY) == Destroyed(("E-001",))
    after = detail(workspace, piece)
    row = after.row
    assert (row.number, row.sha256, row.size) == ("E-001", before.row.sha256, before.row.size)
    assert (row.kind, row.obtained_at, row.obtained_by) == (
        before.row.kind,
        before.row.obtained_at,
        "Auditor, Ada",
    )
    assert [one.label for one in row.links] == ["F-01"]
    assert row.is_destroyed
    assert not row.has_file
    texts = (row.title, row.name, row.obtained_from, row.obtained_how, row.obtained_where, row.source)
    assert {*texts, row.classification, row.media_type, after.notes} == {""}
    assert [one.action for one in after.custody] == [CustodyAction.TAKEN, CustodyAction.DESTROYED]
    assert after.disposal is not None
    assert destroyed_text(Words(), START, after.disposal) == (
        "Destroyed on 6 Jul 2026 by Auditor, Ada. Rule: the date that was set for it. "
        "Reason: Agreed with the clinic"
    )
    assert workspace.objects.names() == set()
    assert workspace.objects.pending() == set()
    assert verify(workspace) == ()


def test_the_record_tells_the_rule_by_which_it_went(
    workspace: Workspace, story: Story, attach: Attach, clock: FixedClock
) -> None:
    piece = attach()
    set_rules(workspace, story, 3, 1)
    close_audit(workspace, story.audit)
    clock.set(clock.now().replace(year=2030))
    destroy_due(workspace, [piece, story.manager], "")
    with workspace.read() as unit:
        rows = {row.number: row for row in disposal_rows(unit)}
    assert set(rows) == {"E-001", "P-01"}
    assert (rows["E-001"].rule, rows["E-001"].rule_years) == (RetentionRule.EVIDENCE_YEARS, 3)
    assert rows["E-001"].due_on == date(2029, 7, 6)
    assert destroyed_text(Words(), clock.now(), rows["P-01"]) == (
        "Destroyed on 6 Jul 2030 by Auditor, Ada. Rule for personal data: 1 year after the audit was closed."
    )


def test_a_destroyed_piece_cannot_be_read_edited_removed_or_destroyed_again(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(destroy_on=TODAY)
    destroy_due(workspace, [piece], WHY)
    with pytest.raises(UserError, match="was destroyed"):
        content_of(workspace, piece)
    with pytest.raises(UserError, match="was destroyed"):
        verify_evidence(workspace, piece)
    for act in (evidence.remove_evidence, lambda uow, one: evidence.edit_evidence(uow, one, title="x")):
        with pytest.raises(UserError, match="E-001 was destroyed"), workspace.write("Edit") as uow:
            act(uow, piece)
    with pytest.raises(UserError, match="is gone, or has no destroy date any more"):
        destroy_due(workspace, [piece], WHY)
    with workspace.read() as unit:
        assert reads.evidence_counts(unit, story.audit).files == 0
        assert due_rows(unit) == ()


def test_it_is_final_and_nothing_before_it_is_undone_either(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach(destroy_on=TODAY)
    with workspace.write("Edit evidence") as uow:
        evidence.edit_evidence(uow, piece, title="What was said about Jana")
    destroy_due(workspace, [piece], WHY)
    assert workspace.undo() is None
    assert workspace.undo_list.next_redo is None


def logged_of(workspace: Workspace, *kinds: str) -> list[LogEntry]:
    with workspace.read() as unit:
        query = select(LogEntry).where(LogEntry.kind.in_(kinds)).order_by(LogEntry.sequence)
        return list(unit.session.scalars(query))


def test_the_log_keeps_who_did_what_when_and_no_longer_what_it_said(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece, other = attach(destroy_on=TODAY), attach("b.txt", b"b")
    remove(workspace, piece)
    workspace.undo()
    destroy_due(workspace, [piece], WHY)
    entries = logged_of(workspace, "evidence", "trashed_evidence")
    told = {(entry.row_id, entry.operation, entry.detail is None, entry.salt is None) for entry in entries}
    assert (other, "insert", False, False) in told
    of_piece = {one for one in told if one[0] == piece}
    assert {one[1] for one in of_piece} == {"insert", "update", "delete"}
    assert {one[2:] for one in of_piece} == {(True, True)}
    assert all(entry.actor_id == story.auditor and entry.detail_digest for entry in entries)
    assert verify(workspace) == ()


def test_what_is_on_hold_not_due_or_without_a_date_is_refused_and_nothing_goes(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    due, held = attach("a.txt", b"a", destroy_on=TODAY), attach("b.txt", b"b", destroy_on=TODAY)
    later, never = attach("c.txt", b"c", destroy_on=TODAY + timedelta(days=1)), attach("d.txt", b"d")
    with workspace.write(N_("Place a hold")) as uow:
        place_hold(uow, SubjectKind.EVIDENCE, held, "Court case")
    for other, words in (
        (held, "E-002 is on hold: Court case"),
        (later, "E-003 is to be kept until 7 Jul 2026"),
    ):
        with pytest.raises(UserError, match=words):
            destroy_due(workspace, [due, other], WHY)
    with pytest.raises(UserError, match="has no destroy date"):
        destroy_due(workspace, [due, never], WHY)
    assert len(workspace.objects.names()) == 4
    with workspace.read() as unit:
        assert disposal_rows(unit) == ()


def test_a_hold_that_is_placed_in_the_middle_stops_what_is_left(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    pieces = [attach(f"{n}.txt", b"%d" % n, destroy_on=TODAY) for n in range(15)]

    def hold(done: int, total: int, what: str) -> None:
        if done:
            with workspace.write(N_("Place a hold")) as uow:
                place_hold(uow, SubjectKind.AUDIT, story.audit, "Court case")

    with pytest.raises(UserError, match="E-011 is on hold"):
        destroy_due(workspace, pieces, WHY, hold)
    assert len(workspace.objects.names()) == 5
    assert verify(workspace) == ()


def test_stopping_leaves_what_is_not_destroyed_yet_whole(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    pieces = [attach(f"{n}.txt", b"%d" % n, destroy_on=TODAY) for n in range(15)]

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        destroy_due(workspace, pieces, WHY, stop)
    with workspace.read() as unit:
        assert len(disposal_rows(unit)) == 10
        assert len(due_rows(unit)) == 5
    assert content_of(workspace, pieces[-1]) == b"14"
    assert workspace.objects.pending() == set()
    assert verify(workspace) == ()


def test_bytes_that_another_piece_has_too_stay_until_that_one_goes(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    first = attach(destroy_on=TODAY)
    second = attach_bytes(workspace, story.other_audit, "same.txt", b"payroll").evidence_id
    destroy_due(workspace, [first], WHY)
    assert content_of(workspace, second) == b"payroll"
    with pytest.raises(UserError, match="was destroyed"):
        content_of(workspace, first)
    sha256 = detail(workspace, second).row.sha256
    assert detail(workspace, first).row.sha256 == sha256
    with workspace.read() as unit:
        record = disposal_of(unit, first)
    assert record is not None
    assert record.is_elsewhere
    assert verify(workspace) == ()
    with workspace.write("Edit evidence") as uow:
        evidence.edit_evidence(uow, second, destroy_on=TODAY)
    destroy_due(workspace, [second], WHY)
    assert workspace.objects.names() == set()
    with workspace.read() as unit:
        assert [row.is_elsewhere for row in disposal_rows(unit)] == [False, False]
    assert verify(workspace) == ()


def test_bytes_that_lie_in_the_trash_too_stay_until_it_is_emptied(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    first = attach(destroy_on=TODAY)
    second = attach("again.txt", destroy_on=None)
    remove(workspace, second)
    destroy_due(workspace, [first], WHY)
    assert len(workspace.objects.names()) == 1
    assert empty_trash(workspace, [second], "") == Destroyed(("E-002",))
    assert workspace.objects.names() == set()
    assert verify(workspace) == ()


def test_emptying_the_trash_leaves_a_record_and_a_tombstone(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece, kept = attach(title="By mistake"), attach("b.txt", b"b")
    sha256 = detail(workspace, piece).row.sha256
    remove(workspace, piece)
    assert empty_trash(workspace, [piece], "Attached by mistake") == Destroyed(("E-001",))
    with workspace.read() as unit:
        assert trash_count(unit) == 0
        (record,) = disposal_rows(unit)
        assert [row.id for row in reads.evidence_of_audit(unit, story.audit)] == [kept]
    assert (record.number, record.sha256, record.size, record.rule) == (
        "E-001",
        sha256,
        7,
        RetentionRule.TRASH,
    )
    of_piece = [entry for entry in logged_of(workspace, "evidence") if entry.row_id == piece]
    assert [entry.operation for entry in of_piece] == ["insert", "delete"]
    assert all(entry.detail is None for entry in of_piece)
    assert len(workspace.objects.names()) == 1
    assert verify(workspace) == ()


def test_what_nothing_uses_is_cleared_up_also_where_the_destroyed_file_never_was(
    workspace: Workspace, story: Story, attach: Attach, seat: Seat, tmp_path: Path
) -> None:
    piece = attach()
    remove(workspace, piece)
    empty_trash(workspace, [piece], "")
    attach("given up.txt", b"given up")
    workspace.undo()
    workspace.restore_backup(workspace.back_up("by-hand"), tmp_path / "restored")
    restored = open_workspace(tmp_path / "restored", None, seat)
    assert remove_unused_files(restored) == 2
    assert restored.objects.names() == restored.objects.pending() == set()
    assert verify(restored) == ()
    restored.close()


def test_what_is_held_stays_in_the_trash(workspace: Workspace, story: Story, attach: Attach) -> None:
    piece = attach()
    remove(workspace, piece)
    with workspace.write(N_("Place a hold")) as uow:
        place_hold(uow, SubjectKind.AUDIT, story.audit, "Court case")
    with pytest.raises(UserError, match="E-001 is on hold"):
        empty_trash(workspace, [piece], "")


def test_of_a_person_a_number_is_left_so_that_one_voice_stays_one(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    piece = attach()
    with workspace.write(N_("Edit")) as uow:
        edit_person(uow, story.manager, role="Head of IT", department="IT", email="jana@clinic.example")
        uow.session.add(
            TeamAssignment(
                audit_id=story.audit,
                person_id=story.manager,
                role=TeamRole.GUIDE,
                independence_statement="I am Jana",
            )
        )
    set_rules(workspace, story, None, 0)
    close_audit(workspace, story.audit)
    assert destroy_due(workspace, [story.manager], WHY) == Destroyed(("P-01",))
    with workspace.read() as unit:
        (row,) = (one for one in people(unit) if one.id == story.manager)
        part = unit.session.scalars(select(TeamAssignment)).one()
    assert (row.name, row.role, row.department, row.email) == ("P-01", "", "", "")
    assert row.destroyed_on == TODAY
    assert part.independence_statement == ""
    assert detail(workspace, piece).row.obtained_from == "P-01"
    assert all(
        entry.detail is None
        for entry in logged_of(workspace, "person", "team_assignment")
        if entry.row_id in (story.manager, part.id)
    )
    with pytest.raises(UserError, match="The data of P-01 was destroyed"), workspace.write("Edit") as uow:
        edit_person(uow, story.manager, name="Jana again")
    assert verify(workspace) == ()


def test_a_power_cut_before_the_file_is_gone_is_mended_at_the_next_opening(
    workspace: Workspace,
    story: Story,
    attach: Attach,
    seat: Seat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    piece = attach(destroy_on=TODAY)

    def refuse(_name: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(workspace.objects, "remove", refuse)
    assert destroy_due(workspace, [piece], WHY) == Destroyed(("E-001",), files_left=1)
    assert [problem.kind for problem in verify(workspace)] == [ProblemKind.OBJECT_LEFT]
    workspace.close()
    again = open_workspace(workspace.path, None, seat)
    assert [str(one) for one in again.recovered] == [
        "What was destroyed before Assay ended was removed to its end. Files: 1."
    ]
    assert again.objects.names() == set()
    assert verify(again) == ()
    again.close()


def test_a_key_that_is_gone_without_a_record_is_no_destruction(
    workspace: Workspace, story: Story, attach: Attach
) -> None:
    attach()
    with workspace.write("Tamper") as uow:
        uow.session.scalars(select(StoredObject)).one().key = None
    kinds = [problem.kind for problem in verify(workspace)]
    assert kinds == [ProblemKind.OBJECT_KEYLESS, ProblemKind.OBJECT_LEFT]
    said = str(verify(workspace)[0].message)
    assert said.startswith("IA-2026-01 E-001 (log.txt): the key of the stored file is gone")


def test_where_no_record_is_left_the_day_is_told() -> None:
    assert destroyed_text(Words(), START, None) == "Destroyed on 6 Jul 2026."
