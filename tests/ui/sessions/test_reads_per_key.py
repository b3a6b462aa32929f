"""A key in a session reads the same little, however much there is on an item; what is beside follows."""

import pytest
from PySide6.QtCore import Qt

from tests.reading import reads
from tests.ui.screen import says
from tests.ui.sessions.conftest import ALT, CTRL, Auditor
from tests.ui.sessions.test_side_panel import fill, shown
from ui.sessions.side_cards import EvidenceCard, FindingCard


@pytest.fixture
def at_a_full_item(auditor: Auditor) -> Auditor:
    """Before an item with dozens of pieces of evidence and findings."""
    fill(auditor, "A.8.16")
    auditor.open("A.8.16")
    auditor.press(Qt.Key.Key_Up, CTRL)
    return auditor


def test_the_next_item_takes_seven_reads(at_a_full_item: Auditor) -> None:
    with reads() as sent:
        at_a_full_item.press(Qt.Key.Key_Down, CTRL)
    assert says(at_a_full_item.page, "A.8.16 Monitoring activities")
    assert 0 < len(sent) <= 7


def test_a_result_takes_eight_reads(at_a_full_item: Auditor) -> None:
    at_a_full_item.press(Qt.Key.Key_Down, CTRL)
    with reads() as sent:
        at_a_full_item.press(Qt.Key.Key_1, ALT)
    assert 0 < len(sent) <= 8


def test_evidence_and_findings_follow_when_the_keys_rest(at_a_full_item: Auditor) -> None:
    at_a_full_item.press(Qt.Key.Key_Down, CTRL)
    at_a_full_item.qtbot.waitUntil(lambda: len(shown(at_a_full_item, EvidenceCard)) == 20)
    assert len(shown(at_a_full_item, FindingCard)) == 20


def test_nothing_of_an_item_stays_while_somebody_goes_on_and_on(at_a_full_item: Auditor) -> None:
    at_a_full_item.press(Qt.Key.Key_Down, CTRL)
    at_a_full_item.qtbot.waitUntil(lambda: len(shown(at_a_full_item, EvidenceCard)) == 20)
    for _time in range(2):
        at_a_full_item.press(Qt.Key.Key_Up, CTRL)
    assert not [number for number in shown(at_a_full_item, EvidenceCard) if number.startswith("E-9")]
    assert not [number for number in shown(at_a_full_item, FindingCard) if number.startswith("F-9")]
