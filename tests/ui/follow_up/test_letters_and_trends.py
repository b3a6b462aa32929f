"""Letters and trends in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.follow_up.due_list import Show
from app.programme.organizations import edit_programme
from tests.app.findings.story import Story
from tests.app.reporting.reading import read_text
from tests.ui.fake_pages import FakePage
from tests.ui.findings.keys import Keys
from tests.ui.follow_up.conftest import OpenPage
from ui.window import Window


def choosing(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """The auditor chooses this file, or this folder."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(target))


def test_a_letter_goes_to_the_owner_of_the_chosen_entry(
    qtbot: QtBot,
    open_page: OpenPage,
    running: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = open_page()
    assert page.letters._letter.text() == "Status letter to Ada Fenwick…"
    choosing(monkeypatch, tmp_path / "ada.pdf")
    page.letters._letter.trigger()
    qtbot.waitUntil((tmp_path / "ada.pdf").exists, timeout=20_000)
    qtbot.waitUntil(lambda: not page.context.jobs.running, timeout=20_000)

    assert "Do part 40" in read_text((tmp_path / "ada.pdf").read_bytes())


def test_a_mail_draft_is_a_file_of_its_own(
    qtbot: QtBot, open_page: OpenPage, running: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    choosing(monkeypatch, tmp_path / "ada.eml")
    page.letters._mail.trigger()
    qtbot.waitUntil((tmp_path / "ada.eml").exists, timeout=20_000)
    qtbot.waitUntil(lambda: not page.context.jobs.running, timeout=20_000)

    assert b"X-Unsent: 1" in (tmp_path / "ada.eml").read_bytes()


def test_all_owners_get_a_letter_in_one_step(
    qtbot: QtBot, open_page: OpenPage, running: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page()
    folder = tmp_path / "letters"
    folder.mkdir()
    choosing(monkeypatch, folder)
    page.letters._all.trigger()
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: not page.context.jobs.running, timeout=20_000)

    assert next(folder.iterdir()).name == "Status 2026-07-06 Ada Fenwick.pdf"


def test_nobody_is_written_to_for_an_entry_without_an_owner(open_page: OpenPage, running: str) -> None:
    page = open_page()
    page.list.narrow(Show.OPEN, owner_id="")
    page.list.select_first()
    assert page.list.current_row()
    assert not page.letters._letter.isEnabled()
    assert not page.letters.has_owner()


def test_trends_are_bars_and_figures_and_lead_to_the_audit(
    open_page: OpenPage, running: str, keys: Keys, window: Window, story: Story
) -> None:
    page = open_page()
    page.to_trends()
    assert page.trends.chart.accessibleDescription() == (
        "IA-2026-03: 0 major, 1 minor, 0 OFI; IA-2026-04: 0 major, 1 minor, 0 OFI"
    )
    model = page.trends.table.model()
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert cells == ["IA-2026-03", "6 Jul 2026", "0", "1", "0", "0 of 1 (0 %)", "0 of 1", "—"]
    keys.on(page.trends.table)
    keys.enter()

    shown = window.current_page()
    assert isinstance(shown, FakePage)
    assert (shown.page_id, shown.context.audit_id) == ("findings", story.audit_id)


def test_a_nonconformity_without_a_grade_is_told_in_the_trends(open_page: OpenPage, story: Story) -> None:
    story.raised()
    page = open_page()
    page.to_trends()
    told = page.trends.chart.accessibleDescription()
    assert told == "IA-2026-03: 0 major, 0 minor, 0 OFI, 1 without a grade"


def test_without_findings_the_trends_say_what_will_stand_there(open_page: OpenPage, story: Story) -> None:
    page = open_page()
    page.to_trends()
    assert page.trends._stack.currentIndex() == 1


def test_the_figures_of_the_trends_are_headed_as_the_programme_calls_them(
    open_page: OpenPage, running: str, story: Story
) -> None:
    story.do(edit_programme, story.programme_id, label_major="Cat 1")
    page = open_page()
    page.to_trends()
    model = page.trends.table.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(2, 5)]
    assert heads == ["Cat 1", "Minor", "OFI"]
