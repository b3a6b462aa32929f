"""What the auditor accepts is written as one step, after a backup; the rest stays as it is."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.exchange.differences import ACCEPTABLE
from app.findings import lifecycle
from app.findings.terms import FindingState
from app.follow_up import reads, responses, verification
from app.follow_up.responses import PlannedAction
from app.workspace.backups.manifest import BEFORE_TAKING_IN
from app.workspace.backups.shelf import list_backups
from app.workspace.opening import open_workspace
from models.activity import LogEntry
from tests.app.exchange.scene import FIRST, SECOND, Returning, Scene, told
from tests.app.exchange.test_comparing import EVERYTHING, filled, planned


def entries(scene: Scene) -> int:
    with scene.story.workspace.read() as unit:
        return unit.session.scalars(select(func.count(LogEntry.sequence))).one()


def test_all_that_is_new_is_written_and_can_be_submitted(scene: Scene) -> None:
    taken = scene.take(scene.look(scene.returned(filled)))
    assert (taken.cells, taken.numbers) == (7, ("F-01",))
    response = scene.response(scene.first)
    assert response is not None
    (action,) = response.actions
    kept = {"action": action.what, "owner": action.owner, "due": action.due_on}
    kept |= {key: getattr(response, key) for key in ("correction", "extent", "cause", "comment")}
    assert kept == EVERYTHING
    scene.story.do(lifecycle.move, scene.first, FindingState.RESPONSE_SUBMITTED)
    assert scene.story.state(scene.first) is FindingState.RESPONSE_SUBMITTED


def test_importing_twice_changes_nothing(scene: Scene) -> None:
    path = scene.returned(filled)
    scene.take(scene.look(path))
    before, backups = entries(scene), list_backups(scene.story.workspace.path)
    again = scene.look(path)
    assert again.differences == ()
    taken = scene.take(again, again.ids(ACCEPTABLE))
    assert (taken.cells, taken.backup) == (0, None)
    assert entries(scene) == before
    assert list_backups(scene.story.workspace.path) == backups


def test_the_same_comparison_accepted_twice_changes_nothing(scene: Scene) -> None:
    found = scene.look(scene.returned(filled))
    scene.take(found)
    before = entries(scene)
    assert scene.take(found).cells == 0
    assert entries(scene) == before


def test_cells_are_accepted_one_by_one(scene: Scene) -> None:
    found = scene.look(scene.returned(filled))
    cause = next(one.id for one in found.differences if one.key == "cause")
    assert scene.take(found, frozenset({cause})).cells == 1
    response = scene.response(scene.first)
    assert response is not None
    assert (response.cause, response.correction, response.actions) == ("Nobody owned the plan", "", ())
    assert len(scene.look(scene.folder / "returned.xlsx").differences) == 6


def test_nothing_is_written_before_anything_is_accepted(scene: Scene) -> None:
    before = entries(scene)
    found = scene.look(scene.returned(filled))
    assert scene.take(found, frozenset()).backup is None
    assert entries(scene) == before
    assert scene.response(scene.first) is None


def test_a_backup_is_made_before_and_holds_what_was_there(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, cause="No owner")
    taken = scene.take(scene.look(scene.returned(filled)))
    (row,) = list_backups(scene.story.workspace.path)
    assert (row.folder, row.reason, row.is_verified) == (taken.backup, BEFORE_TAKING_IN, True)
    restored = scene.folder / "restored.assay"
    scene.story.workspace.restore_backup(row.folder, restored)
    earlier = open_workspace(restored, None, scene.story.workspace.seat)
    with earlier.read() as unit:
        assert [one.cause for one in reads.responses(unit, scene.first)] == ["No owner"]
    earlier.close()


def test_taking_in_is_one_step_that_can_be_undone(scene: Scene) -> None:
    scene.take(scene.look(scene.returned(filled)))
    step = scene.story.workspace.undo()
    assert step is not None
    assert str(step.label) == "Take in a returned workbook of IA-2026-03"
    assert scene.response(scene.first) is None


def test_what_both_sides_changed_is_left_by_all_and_written_when_it_is_chosen(scene: Scene) -> None:
    path = scene.hand_out()
    scene.story.do(responses.edit_response, scene.first, cause="No owner, says the lead")

    def answered(one: Returning) -> None:
        one.put(FIRST, "cause", "The owner left")
        one.put(FIRST, "extent", "All nine")

    found = scene.look(scene.returned(answered, path))
    assert scene.take(found).cells == 1
    response = scene.response(scene.first)
    assert response is not None
    assert (response.cause, response.extent) == ("No owner, says the lead", "All nine")
    assert scene.take(found, found.ids(ACCEPTABLE)).cells == 1
    response = scene.response(scene.first)
    assert response is not None
    assert response.cause == "The owner left"


def test_what_changed_here_since_it_was_shown_is_not_written_over(scene: Scene) -> None:
    found = scene.look(scene.returned(filled))
    scene.story.do(responses.edit_response, scene.first, cause="Written meanwhile")
    before = entries(scene)
    with pytest.raises(UserError, match="F-01 was changed here since the workbook was compared"):
        scene.take(found)
    assert entries(scene) == before
    assert list_backups(scene.story.workspace.path) == ()


def test_an_action_is_changed_added_and_taken_off_by_its_row(scene: Scene) -> None:
    stays, goes = planned(scene), planned(scene, "Report it")

    def answered(one: Returning) -> None:
        one.put(FIRST, "due", "2026-10-15")
        for key in ("action", "owner", "due"):
            one.put(FIRST + 1, key, None)
        one.put(FIRST + 3, "action", "Buy a drive")

    path = scene.returned(answered)
    scene.take(scene.look(path))
    response = scene.response(scene.first)
    assert response is not None
    first, added = response.actions
    assert (first.id, first.due_on) == (stays, date(2026, 10, 15))
    assert (added.what, added.owner_id) == ("Buy a drive", None)
    assert goes not in {first.id, added.id}
    assert scene.look(path).differences == ()


def test_an_action_that_was_removed_here_comes_back_only_when_it_is_chosen(scene: Scene) -> None:
    action_id = planned(scene)
    back = scene.returned(lambda one: one.put(FIRST, "action", "Two owners"), scene.hand_out())
    scene.story.do(responses.remove_action, action_id)
    found = scene.look(back)
    assert scene.take(found).cells == 0
    scene.take(found, found.ids(ACCEPTABLE))
    response = scene.response(scene.first)
    assert response is not None
    (action,) = response.actions
    assert (action.id, action.what, action.owner, action.due_on) == (
        action_id,
        "Two owners",
        "Bo Lind",
        date(2026, 9, 30),
    )


def test_an_action_that_was_cancelled_before_the_rejection_is_not_revived(scene: Scene) -> None:
    story = scene.story
    action_id = planned(scene)
    story.do(responses.add_action, scene.first, PlannedAction("Report it", scene.ada, date(2026, 9, 1)))
    path = scene.returned(lambda one: one.put(FIRST, "action", "Two owners"))
    story.do(responses.edit_response, scene.first, correction="x", extent="x", cause="x")
    story.do(lifecycle.move, scene.first, FindingState.RESPONSE_SUBMITTED)
    story.do(verification.cancel_action, action_id, "Not needed")
    story.do(lifecycle.move, scene.first, FindingState.ISSUED, reason="Too thin")
    found = scene.look(path).differences
    assert told(found)[0] == ("invalid", "F-01", "action", "Two owners")
    assert str(found[0].reason) == "The action was cancelled here: Not needed"


def test_two_workbooks_for_two_owners_do_not_touch_each_other(scene: Scene) -> None:
    of_ada, of_bo = scene.hand_out(scene.ada, "ada.xlsx"), scene.hand_out(scene.bo, "bo.xlsx")
    scene.take(scene.look(scene.returned(filled, of_ada)))
    back = scene.returned(lambda one: one.put(FIRST, "cause", "No list of leavers"), of_bo)
    found = scene.look(back)
    assert (found.owner, told(found.differences)) == (
        "Bo Lind",
        [("new", "F-02", "cause", "No list of leavers")],
    )
    scene.take(found)
    assert [scene.response(one).cause for one in (scene.first, scene.second)] == [  # type: ignore[union-attr]
        "Nobody owned the plan",
        "No list of leavers",
    ]


def test_a_workbook_returned_again_with_more_in_it_brings_only_what_is_new(scene: Scene) -> None:
    path = scene.returned(filled)
    scene.take(scene.look(path))
    more = scene.returned(lambda one: one.put(SECOND, "correction", "Four accounts disabled"), path)
    found = scene.look(more)
    assert told(found.differences) == [("new", "F-02", "correction", "Four accounts disabled")]


def test_what_the_auditor_wrote_after_taking_in_is_asked_about_and_not_lost(scene: Scene) -> None:
    path = scene.returned(filled)
    scene.take(scene.look(path))
    scene.story.do(responses.edit_response, scene.first, cause="Nobody owned the plan after May")
    found = scene.look(path)
    assert [(one.kind.value, one.ours) for one in found.differences] == [
        ("both", "Nobody owned the plan after May")
    ]
    assert scene.take(found).cells == 0
