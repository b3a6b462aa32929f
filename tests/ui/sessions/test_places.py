"""A line of notes that is opened from elsewhere: in its session, on its item, with the caret on it."""

from app.sessions import notes
from app.words import N_
from tests.ui.sessions.conftest import Auditor
from ui.sessions.note_line import NoteLine
from ui.sessions.room import Room


def add_lines(auditor: Auditor, *texts: str, reference: str = "", session_id: str = "") -> list[str]:
    item_id = auditor.story.items[reference] if reference else None
    with auditor.workspace.write(N_("Take notes")) as uow:
        return [
            notes.add_line(uow, session_id or auditor.story.session_id, text, item_id=item_id)
            for text in texts
        ]


def open_line(auditor: Auditor, line_id: str, reference: str = "", session_id: str = "") -> None:
    where = {"session_id": session_id or auditor.story.session_id, "line_id": line_id}
    at_item = {"item_id": auditor.story.items[reference]} if reference else {}
    auditor.window.navigate("sessions", {**where, **at_item})


def caret_line(auditor: Auditor) -> NoteLine:
    line = auditor.focused().parent()
    assert isinstance(line, NoteLine)
    return line


def test_the_caret_stands_at_the_end_of_the_line(auditor: Auditor) -> None:
    first, second = add_lines(auditor, "Vault is locked", "Keys are held by two", reference="A.8.24")
    open_line(auditor, first, "A.8.24")
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == first)
    auditor.types(" at night")
    assert auditor.texts() == ["Vault is locked at night", "Keys are held by two"]
    open_line(auditor, second, "A.8.24")
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == second)


def test_a_line_that_waits_to_be_filed_is_shown_among_those(auditor: Auditor) -> None:
    (line_id,) = add_lines(auditor, "Ask about the second site")
    open_line(auditor, line_id)
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == line_id)
    assert "Ask about the second site" in auditor.texts()


def test_a_line_far_up_is_shown_although_only_the_last_ones_were(auditor: Auditor) -> None:
    lines = add_lines(auditor, *(f"Line {number}" for number in range(130)), reference="A.8.15")
    open_line(auditor, lines[5], "A.8.15")
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == lines[5])
    line = caret_line(auditor)
    auditor.qtbot.waitUntil(lambda: line.visibleRegion().boundingRect().height() == line.height())


def test_a_line_of_another_session_is_opened_there(auditor: Auditor) -> None:
    later = auditor.story.later_id
    (line_id,) = add_lines(auditor, "Leavers are told on Fridays", reference="A.8.1", session_id=later)
    open_line(auditor, line_id, "A.8.1", later)
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == line_id)
    assert auditor.part(Room).where() == {"session_id": later, "item_id": auditor.story.items["A.8.1"]}
    assert not caret_line(auditor).text.isReadOnly()


def test_a_line_that_is_gone_leaves_the_caret_on_the_empty_one(auditor: Auditor) -> None:
    open_line(auditor, "gone", "A.8.13")
    auditor.qtbot.waitUntil(lambda: caret_line(auditor).row_id == "")
    assert auditor.part(Room).where()["item_id"] == auditor.story.items["A.8.13"]
