"""The list of evidence, narrowed down to what is used on one checklist item."""

from PySide6.QtCore import Qt

from app.evidence.circumstances import Circumstances
from app.evidence.evidence import seen_not_taken
from app.words import N_
from tests.ui.evidence.conftest import Desk


def seen(desk: Desk, title: str, item_id: str | None) -> None:
    with desk.workspace.write(N_("Record")) as uow:
        seen_not_taken(uow, desk.story.audit, title, Circumstances(item_id=item_id))


def titles(desk: Desk) -> list[str]:
    model = desk.page.evidence.list.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_only_what_is_used_on_the_item_is_listed_and_the_line_brings_back_the_rest(desk: Desk) -> None:
    for title, item in (("Restore log", desk.story.backups), ("Leavers", desk.story.access), ("Lost", None)):
        seen(desk, title, item)
    desk.page.find_field.setText("Leavers")
    desk.page.open(on_item=desk.story.backups)
    desk.settle()
    line = desk.page.evidence.list.on_item
    assert titles(desk) == ["Restore log"]
    assert desk.page.find_field.text() == ""
    assert line.isVisible()
    assert desk.page.where() == {"evidence_id": desk.rows()[0].id}
    line.all_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert sorted(titles(desk)) == ["Leavers", "Lost", "Restore log"]
    assert not line.isVisible()


def test_going_to_a_piece_that_is_used_elsewhere_shows_all_again(desk: Desk) -> None:
    seen(desk, "Restore log", desk.story.backups)
    seen(desk, "Leavers", desk.story.access)
    desk.page.open(on_item=desk.story.backups)
    desk.show("E-002")
    assert sorted(titles(desk)) == ["Leavers", "Restore log"]
    assert not desk.page.evidence.list.on_item.isVisible()


def test_an_item_that_is_not_in_the_audit_narrows_nothing(desk: Desk) -> None:
    seen(desk, "Restore log", desk.story.backups)
    desk.page.open(on_item="gone")
    assert titles(desk) == ["Restore log"]
    assert not desk.page.evidence.list.on_item.isVisible()
