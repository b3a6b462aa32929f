"""Evidence handed to another program from the page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.evidence.custody import CustodyAction
from tests.ui.evidence.conftest import Desk
from tests.ui.screen import says
from ui.evidence.file_facts import FileFacts


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open."""
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


@pytest.fixture
def facts(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FileFacts:
    """The file part of a piece of evidence."""
    monkeypatch.setattr(desk.window.outside, "_base", tmp_path / "opened")
    (tmp_path / "leavers.csv").write_bytes(b"novak;left\n")
    desk.attach(tmp_path / "leavers.csv")
    desk.show("E-001")
    found = desk.page.findChild(FileFacts)
    assert found is not None
    return found


def test_another_program_gets_a_copy_and_the_custody_shows_it(
    desk: Desk, facts: FileFacts, handed: list[Path]
) -> None:
    facts.outside_button.click()
    desk.settle()
    assert [path.read_bytes() for path in handed] == [b"novak;left\n"]
    (row,) = desk.rows()
    assert [entry.action for entry in desk.detail(row.id).custody][-1] is CustodyAction.VIEWED_OUTSIDE
    facts.outside_button.click()
    desk.settle()
    assert any("No program is known here" in text for text in desk.window.status_bar.texts())
    desk.window.close_workspace()
    assert not any(path.exists() for path in handed)


def test_what_would_be_run_is_refused_on_the_page(
    desk: Desk, facts: FileFacts, handed: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "tool.exe").write_bytes(b"MZ")
    desk.attach(tmp_path / "tool.exe")
    desk.show("E-002")
    facts.outside_button.click()
    desk.settle()
    assert handed == []
    assert says(desk.window.message_bar, "the system would run it instead of showing it")
