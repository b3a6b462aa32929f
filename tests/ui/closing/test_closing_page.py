"""Findings read out one at a time, and what the auditee says to each."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.findings import findings
from app.findings.detail import finding_detail
from app.findings.terms import AuditeePosition, FindingState
from tests.app.findings.story import Story
from tests.app.reporting.reading import read_text
from tests.ui.closing.conftest import OpenPage
from tests.ui.fake_pages import FakePage
from tests.ui.findings.keys import CTRL, Keys
from ui.closing.page import ClosingPage
from ui.window import Window

DOWN, UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp


def test_the_meeting_begins_with_how_many_there_are(
    open_page: OpenPage, in_review: tuple[str, str], story: Story
) -> None:
    story.raised(on="A.5.18")
    page = open_page()
    title, *parts = page.slide.texts()

    assert title == "Internal audit"
    assert parts[1] == "1 major nonconformity, 1 minor nonconformity"
    assert parts[2].startswith("This audit examined samples")
    assert parts[3] == "Not read out, still a draft: F-03."
    assert page.position.isHidden()
    assert page._count.text() == "0 of 2"


def test_page_down_and_page_up_go_through_the_findings(
    open_page: OpenPage, in_review: tuple[str, str], keys: Keys
) -> None:
    page = open_page()
    assert page.next_button.hasFocus()
    keys.press(DOWN)
    assert page.slide.badge_text() == "F-01 · Major nonconformity"
    assert page.slide.texts()[0] == "No risk assessment"
    keys.press(DOWN)
    assert page.slide.badge_text() == "F-02 · Minor nonconformity"
    assert not page.next_button.isEnabled()
    keys.press(DOWN)
    keys.press(UP)
    keys.press(UP)
    assert page.slide.badge_text() == ""
    assert not page.back_button.isEnabled()


def test_page_down_shows_the_next_finding_where_the_whole_of_one_is_seen(
    qtbot: QtBot,
    open_page: OpenPage,
    in_review: tuple[str, str],
    story: Story,
    keys: Keys,
    window: Window,
) -> None:
    text = "Each owner reviews all accounts and rights each quarter and records it in the register. " * 4
    story.do(findings.edit, in_review[0], requirement_text=text, evidence_text=text, statement=text[:150])
    window.resize(1366, 740)
    page = open_page()
    keys.press(DOWN)
    qtbot.waitUntil(lambda: page.slide.childrenRect().height() > 300)
    keys.press(DOWN)
    assert page.slide.badge_text() == "F-02 · Minor nonconformity"


def test_a_position_is_recorded_as_it_is_said_with_name_and_words(
    qtbot: QtBot, open_page: OpenPage, in_review: tuple[str, str], story: Story, keys: Keys
) -> None:
    speaker = story.person("Ada Fenwick")
    page = open_page(finding_id=in_review[0])
    bar = page.position
    page.load()
    bar.said_by.set_value(speaker)
    bar.said_by.value_chosen.emit(speaker)
    keys.on(bar.position.button("not_asked"))
    for _step in range(3):
        keys.press(Qt.Key.Key_Right)
    assert bar.words.hasFocus() or bar.position.current() == "disputed"
    keys.on(bar.words)
    keys.type("The assessment is in the other register. Łódź")
    keys.press(DOWN)
    keys.on(page.next_button)
    keys.enter()

    shown = story.see(finding_detail, in_review[0])
    assert (shown.row.position, shown.position_by) == (AuditeePosition.DISPUTED, "Ada Fenwick")
    assert shown.position_text == "The assessment is in the other register. Łódź"
    assert page.slide.badge_text() == "F-02 · Minor nonconformity"
    assert bar.said_by.value() == speaker
    assert story.finding(in_review[0]).state is FindingState.IN_REVIEW


def test_what_is_issued_is_read_out_and_its_position_stays(open_page: OpenPage, story: Story) -> None:
    page = open_page(finding_id=story.issued())
    assert not page.position.position.isEnabled()
    assert page.position.words.isReadOnly()
    assert page.position._fixed.isVisible()


def test_escape_leads_back_to_the_finding_that_was_read_out(
    open_page: OpenPage, in_review: tuple[str, str], keys: Keys, window: Window
) -> None:
    page = open_page()
    keys.press(DOWN)
    keys.press(Qt.Key.Key_Escape)
    shown = window.current_page()
    assert isinstance(shown, FakePage)
    assert shown.page_id == "findings"
    assert page.where() == {"finding_id": in_review[0]}


def test_no_word_is_underlined_before_the_eyes_of_the_meeting(
    open_page: OpenPage, in_review: tuple[str, str]
) -> None:
    assert open_page(finding_id=in_review[0]).is_shared()


def test_the_rail_does_not_list_the_meeting_and_steps_aside(
    open_page: OpenPage, in_review: tuple[str, str], window: Window
) -> None:
    open_page()
    assert [item.entry.page_id for item in window.rail.items()] == ["audits", "findings"]
    assert window.rail.width() < 100


def test_a_finding_that_is_withdrawn_meanwhile_is_read_out_no_more(
    qtbot: QtBot, open_page: OpenPage, in_review: tuple[str, str], story: Story, keys: Keys
) -> None:
    from app.findings import lifecycle

    page = open_page(finding_id=in_review[1])
    story.do(lifecycle.withdraw, in_review[1], "Not proven")
    qtbot.waitUntil(lambda: page._count.text().endswith("of 1"))
    assert page.slide.badge_text() == "F-01 · Major nonconformity"


def test_absurdly_long_texts_scroll_before_the_next_finding_and_widen_nothing(
    qtbot: QtBot,
    open_page: OpenPage,
    in_review: tuple[str, str],
    story: Story,
    window: Window,
    keys: Keys,
) -> None:
    story.do(findings.edit, in_review[0], evidence_text="Unbreakable" * 400)
    page = open_page(finding_id=in_review[0])
    bar = page._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert window.width() == 1366
    keys.on(page.next_button)
    keys.press(DOWN)
    assert bar.value() > 0
    assert page.slide.badge_text() == "F-01 · Major nonconformity"
    keys.press(UP)
    assert bar.value() == 0

    keys.press(Qt.Key.Key_Down, CTRL)
    assert page.slide.badge_text() == "F-02 · Minor nonconformity"


def test_the_handout_is_saved_from_the_meeting(
    qtbot: QtBot,
    open_page: OpenPage,
    in_review: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "handout.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page = open_page()
    page.save_handout()
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not page.context.jobs.running, timeout=20_000)
    assert "DRAFT" in read_text(target.read_bytes())


def test_the_palette_leads_to_the_meeting(window: Window, story: Story, in_review: tuple[str, str]) -> None:
    window.navigate("findings", {"audit_id": story.audit_id})
    window.commands.run("window.read_out")
    assert isinstance(window.current_page(), ClosingPage)
