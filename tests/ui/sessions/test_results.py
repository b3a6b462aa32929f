"""Results while typing, and what an interviewee must not read."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from app.planning.audit_list import audit_rows
from app.sessions.item_reads import item_view
from app.sessions.reads import all_items
from app.sessions.results import Aspect, Result, set_aspect
from app.words import N_
from tests.ui.screen import says, texts_on
from tests.ui.sessions.conftest import ALT, CTRL, Auditor
from tests.ui.sessions.reading import findings, result, saved
from tests.ui.sessions.story import ON_AGENDA, fill_item
from ui.sessions.beside import Beside
from ui.sessions.item_list import ItemList
from ui.sessions.side_cards import FindingCard
from ui.widgets.badge import Badge

KEYS = {
    Qt.Key.Key_1: Result.CONFORMING,
    Qt.Key.Key_2: Result.NONCONFORMING,
    Qt.Key.Key_3: Result.UNABLE_TO_VERIFY,
    Qt.Key.Key_4: Result.NOT_EXAMINED,
    Qt.Key.Key_0: Result.OPEN,
}


def listed(auditor: Auditor) -> list[str]:
    model = auditor.part(ItemList).model()
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def keys_rest(auditor: Auditor) -> None:
    """What follows as soon as the keys rest follows now: no clock decides, however busy the machine is."""
    timer = auditor.part(Beside).findChild(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert timer is not None
    assert timer.isActive()
    timer.timeout.emit()


@pytest.mark.parametrize(("key", "expected"), KEYS.items())
def test_alt_and_a_digit_set_the_result_while_the_caret_stays_where_it_was(
    auditor: Auditor, key: Qt.Key, expected: Result
) -> None:
    auditor.types("Half a word")
    auditor.press(Qt.Key.Key_Left)
    auditor.press(Qt.Key.Key_Left)
    line = auditor.focused()
    auditor.press(key, ALT)
    assert result(auditor) is expected
    assert auditor.focused() is line
    assert auditor.lines()[-1].text.textCursor().position() == len("Half a wo")
    auditor.types("XX")
    assert auditor.lines()[-1].text.toPlainText() == "Half a woXXrd"


def test_nonconforms_makes_one_candidate_and_opens_no_dialog(auditor: Auditor) -> None:
    # What an earlier test closed is gone when the event loop has come round to it.
    before = QApplication.topLevelWidgets()
    for _time in range(3):
        auditor.press(Qt.Key.Key_2, ALT)
    assert [(row.number, row.is_candidate) for row in findings(auditor)] == [("F-02", True)]
    opened = [part for part in QApplication.topLevelWidgets() if part not in before]
    assert not [part for part in opened if isinstance(part, QDialog)]
    keys_rest(auditor)
    shown = [card.accessibleName() for card in auditor.page.findChildren(FindingCard) if card.isVisible()]
    assert shown == ["F-02 Information backup"]
    assert "candidate" in [badge.text() for badge in auditor.page.findChildren(Badge)]


def test_an_untouched_candidate_goes_when_the_result_changes(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_2, ALT)
    auditor.press(Qt.Key.Key_1, ALT)
    assert findings(auditor) == ()
    assert listed(auditor)[3] == "A.8.13 Information backup, Conforms, must ask"


def test_the_list_says_result_findings_and_what_must_be_asked(auditor: Auditor) -> None:
    assert len(listed(auditor)) == len(ON_AGENDA)
    assert listed(auditor)[0] == "A.8.1 User end point devices, Conforms"
    assert listed(auditor)[2] == "A.8.8 Management of technical vulnerabilities, Nonconforming, F-01"
    assert listed(auditor)[3] == "A.8.13 Information backup, Open, must ask"


def test_ctrl_z_takes_a_result_back_and_leaves_the_caret(auditor: Auditor) -> None:
    auditor.write_line("They never restore")
    auditor.press(Qt.Key.Key_2, ALT)
    line = auditor.focused()
    auditor.press(Qt.Key.Key_Z, CTRL)
    assert result(auditor) is Result.OPEN
    assert findings(auditor) == ()
    assert auditor.window.message_bar.text() == "Undid: Set result"
    assert auditor.focused() is line
    auditor.qtbot.waitUntil(lambda: listed(auditor)[3] == "A.8.13 Information backup, Open, must ask")
    assert saved(auditor) == ["They never restore"]


def test_what_could_not_be_verified_asks_for_a_reason_that_saves_itself(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_3, ALT)
    field = next(part for part in auditor.page.findChildren(QLineEdit) if part.isVisible())
    field.setFocus()
    auditor.types("The console was down")
    auditor.press(Qt.Key.Key_Down, CTRL)
    with auditor.workspace.read() as unit:
        item = item_view(unit, auditor.story.items["A.8.13"])
    assert (item.result, item.result_reason) == (Result.UNABLE_TO_VERIFY, "The console was down")


def test_the_last_audit_and_the_soa_stand_above_the_result(auditor: Auditor) -> None:
    expected = "Last audit Oct 2025, nonconforming: F-01 minor, closed Mar 2026"
    assert says(auditor.page, f"{expected} · SoA owner M. Okafor · SoA says implemented")
    assert "In SoA v4.1" in [badge.text() for badge in auditor.page.findChildren(Badge)]


def test_what_the_last_audit_said_beside_its_result_stands_with_it(auditor: Auditor) -> None:
    with auditor.workspace.write(N_("Say it of last year")) as uow:
        *_, earlier = audit_rows(uow)
        (item,) = (one for one in all_items(uow, earlier.id) if one.reference == "A.8.13")
        set_aspect(uow, item.id, Aspect.DESIGNED, True)
        set_aspect(uow, item.id, Aspect.OPERATING, False)
    told = "Last audit Oct 2025, nonconforming (designed: yes, operating: no): F-01 minor"
    auditor.qtbot.waitUntil(lambda: any(told in text for text in texts_on(auditor.page)))


def test_f8_hides_results_findings_last_audit_and_marks(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_2, ALT)
    assert not auditor.page.is_shared()
    auditor.press(Qt.Key.Key_F8)
    assert auditor.page.is_shared()
    seen = " ".join(texts_on(auditor.page) + listed(auditor))
    for hidden in ("Last audit", "F-01", "F-02", "Nonconform", "Conforms", "candidate", "Result"):
        assert hidden not in seen
    assert listed(auditor)[0] == "A.8.1 User end point devices"
    auditor.press(Qt.Key.Key_1, ALT)
    assert result(auditor) is Result.CONFORMING
    auditor.press(Qt.Key.Key_F8)
    assert says(auditor.page, "Last audit")
    assert listed(auditor)[0] == "A.8.1 User end point devices, Conforms"


def test_f8_lets_no_finding_be_named_in_what_is_told(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_F8)
    auditor.press(Qt.Key.Key_N, CTRL)
    raised = auditor.window.status_bar.texts()
    auditor.press(Qt.Key.Key_Z, CTRL)
    told = [*raised, *auditor.window.status_bar.texts(), *texts_on(auditor.window)]
    assert "Noted" in raised
    assert "Undid: the last step" in told
    assert not [text for text in told if "F-0" in text or "Raise" in text]


def test_f8_hides_what_the_items_of_a_sample_showed(auditor: Auditor) -> None:
    fill_item(auditor.workspace, auditor.story)
    auditor.qtbot.waitUntil(lambda: says(auditor.page, "S-02 Restore tests due"))
    auditor.press(Qt.Key.Key_F8)
    assert not [text for text in texts_on(auditor.page) if "S-0" in text or "xception" in text]
    assert says(auditor.page, "restore-test.pdf")
    auditor.press(Qt.Key.Key_F8)
    assert says(auditor.page, "S-02 Restore tests due")


def test_the_next_item_without_a_result_is_a_must_ask_first(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_J, CTRL)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.15"]
    auditor.press(Qt.Key.Key_1, ALT)
    auditor.press(Qt.Key.Key_J, CTRL)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.13"]


def test_the_last_item_says_so(auditor: Auditor) -> None:
    auditor.open("A.8.24")
    auditor.press(Qt.Key.Key_Down, CTRL)
    assert auditor.page.where()["item_id"] == auditor.story.items["A.8.24"]
    assert "This is the last item." in auditor.window.status_bar.texts()


def test_an_item_that_lacks_a_reason_opens_at_the_reason(auditor: Auditor) -> None:
    auditor.press(Qt.Key.Key_4, ALT)
    item_id = auditor.page.where()["item_id"]
    auditor.window.navigate("plan", {})
    auditor.window.navigate("sessions", {"item_id": item_id})
    reason = auditor.focused()
    assert isinstance(reason, QLineEdit)
    assert reason.accessibleName() == "Reason"
