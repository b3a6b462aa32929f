"""At the screen: an audit packaged from its report page, and a package opened from the welcome page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.evidence.intake import attach_bytes
from app.packages.age import Passphrase
from app.packages.unpacking import unpack
from app.settings import Settings
from app.workspace.workspace import Workspace
from tests.app.packages.conftest import IDENTITY, ODD_CLIP, TO, WITH, Story, cheap_packages, files_in, story
from tests.ui.conftest import OpenWindow
from tests.ui.screen import says
from ui.packages.package_dialog import FOR_KEY, PackageDialog
from ui.packages.uncleaned_dialog import UncleanedDialog
from ui.packages.unpack_dialog import UnpackDialog
from ui.pages import page_entries
from ui.widgets.form import TextField
from ui.window import Window

__all__ = ["cheap_packages", "story"]

pytestmark = pytest.mark.usefixtures("cheap_packages")

PASSPHRASE = "tichá řeka 1997"
RECEIVER = "M. Novák"


@pytest.fixture
def report(open_window: OpenWindow, folder: Path, workspace: Workspace, story: Story) -> Window:
    """The window on the report page of an audit."""
    workspace.close()
    window = open_window(folder, [entry for entry in page_entries() if entry.page_id in ("audits", "report")])
    window.navigate("report", {"audit_id": story.audit})
    return window


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """What the system's dialogs for a file answer."""

    def answer(path: Path) -> None:
        for name in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))

    return answer


def packaging(window: Window) -> PackageDialog:
    return next(one for one in window.findChildren(PackageDialog) if one.isVisible())


def unpacking(window: Window) -> UnpackDialog:
    return next(one for one in window.findChildren(UnpackDialog) if one.isVisible())


def is_asking(window: Window) -> bool:
    return any(one.isVisible() for kind in (PackageDialog, UnpackDialog) for one in window.findChildren(kind))


def type_in(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Keys for what has keys; the rest is pasted."""
    field.setFocus()
    QApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=30_000)
    QApplication.processEvents()


def test_with_a_passphrase_from_the_report_page_and_back_from_the_welcome_page(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path, settings: Settings
) -> None:
    target = tmp_path / "IA-2026-01.age"
    answers(target)
    report.commands.run("report.package")
    dialog = packaging(report)
    for field, text in (
        (dialog.receiver, RECEIVER),
        (dialog.passphrase, PASSPHRASE),
        (dialog.repeated, PASSPHRASE),
    ):
        type_in(qtbot, field, text)
    qtbot.keyClick(dialog.repeated, Qt.Key.Key_Return)
    settle(qtbot, report)
    assert not is_asking(report)
    said = next(text for text in report.status_bar.texts() if text.startswith("Wrote IA-2026-01"))
    assert said.endswith(f"for {RECEIVER} to {target}.")
    report.close_workspace()
    report.welcome.start.unpack_button.setFocus()
    qtbot.keyClick(report.welcome.start.unpack_button, Qt.Key.Key_Return)
    opening = unpacking(report)
    assert opening.folder.text() == str(tmp_path / "IA-2026-01")
    type_in(qtbot, opening.passphrase, PASSPHRASE)
    qtbot.keyClick(opening.passphrase, Qt.Key.Key_Return)
    settle(qtbot, report)
    assert not is_asking(report)
    assert says(report.message_bar, "Every SHA-256 fits.")
    assert "IA-2026-01 report draft.pdf" in files_in(tmp_path / "IA-2026-01")
    assert PASSPHRASE not in settings.path.read_text(encoding="utf-8")


def test_for_a_public_key(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path
) -> None:
    target, keys = tmp_path / "for key.age", tmp_path / "key.txt"
    keys.write_text(str(IDENTITY))
    answers(target)
    report.commands.run("report.package")
    dialog = packaging(report)
    type_in(qtbot, dialog.receiver, RECEIVER)
    dialog.protection.button(FOR_KEY).click()
    type_in(qtbot, dialog.keys, TO.keys[0])
    dialog.go_button.click()
    settle(qtbot, report)
    assert unpack(target, tmp_path / "by hand", WITH).manifest.handed_to == RECEIVER
    report.commands.run("window.unpack")
    opening = unpacking(report)
    answers(keys)
    opening.choose_key_button.click()
    opening.go_button.click()
    settle(qtbot, report)
    assert files_in(tmp_path / "for key") == files_in(tmp_path / "by hand")


def test_what_is_missing_is_said_at_its_row_and_nothing_is_written(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path
) -> None:
    target = tmp_path / "no.age"
    answers(target)
    report.commands.run("report.package")
    dialog = packaging(report)
    dialog.go_button.click()
    assert says(dialog, "Say who: the chain of custody names the receiver.")
    assert says(dialog, "Use at least 8 characters")
    assert dialog.focusWidget() is dialog.receiver
    dialog.protection.button(FOR_KEY).click()
    type_in(qtbot, dialog.keys, str(IDENTITY))
    dialog.go_button.click()
    assert says(dialog, "This is a secret key.")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not is_asking(report)
    assert not target.exists()


def test_what_does_not_open_it_is_asked_for_again(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path, story: Story
) -> None:
    target = tmp_path / "spoken.age"
    answers(target)
    report.commands.run("report.package")
    dialog = packaging(report)
    dialog.submitted.emit(RECEIVER, Passphrase(PASSPHRASE))
    settle(qtbot, report)
    report.commands.run("window.unpack")
    opening = unpacking(report)
    opening.folder.setText(str(tmp_path / "elsewhere"))
    type_in(qtbot, opening.passphrase, "another one")
    opening.go_button.click()
    settle(qtbot, report)
    again = unpacking(report)
    assert says(again, "That is not the passphrase of this package.")
    assert (again.passphrase.text(), again.folder.text()) == ("", str(tmp_path / "elsewhere"))
    assert again.focusWidget() is again.passphrase
    type_in(qtbot, again.passphrase, PASSPHRASE)
    again.go_button.click()
    settle(qtbot, report)
    assert files_in(tmp_path / "elsewhere")


def test_a_file_that_is_no_package_is_told_at_once(
    report: Window, answers: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "letter.age").write_text("hello")
    answers(tmp_path / "letter.age")
    report.commands.run("window.unpack")
    assert not is_asking(report)
    assert says(report.message_bar, "not a file in the age format")
    answers(tmp_path / "away.age")
    report.commands.run("window.unpack")
    assert says(report.message_bar, "could not be read: No such file or directory")


def test_stopped_nothing_is_left(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    answers(out / "stopped.age")
    report.commands.run("report.package")
    packaging(report).submitted.emit(RECEIVER, Passphrase(PASSPHRASE))
    report.jobs.cancel_all()
    settle(qtbot, report)
    assert list(out.iterdir()) == []


def test_a_recording_that_cannot_be_cleaned_is_named_and_left_out_when_that_is_said(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path, story: Story
) -> None:
    workspace = report.workspace
    assert workspace is not None
    attach_bytes(workspace, story.audit, "yard.mp4", ODD_CLIP)
    target = tmp_path / "without.age"
    answers(target)
    report.commands.run("report.package")
    packaging(report).submitted.emit(RECEIVER, TO)
    settle(qtbot, report)
    (asking,) = (one for one in report.findChildren(UncleanedDialog) if one.isVisible())
    assert says(asking, "cannot be taken out of E-001")
    assert not target.exists()
    qtbot.keyClick(asking.go_button, Qt.Key.Key_Return)
    settle(qtbot, report)
    assert unpack(target, tmp_path / "out", WITH).manifest.left_out == ("E-001",)
    assert any("Left out: E-001." in text for text in report.status_bar.texts())


def test_of_many_recordings_that_cannot_be_cleaned_every_number_is_shown_before_it_is_agreed_to(
    qtbot: QtBot, report: Window, answers: Callable[[Path], None], tmp_path: Path, story: Story
) -> None:
    workspace = report.workspace
    assert workspace is not None
    for _time in range(13):
        attach_bytes(workspace, story.audit, "yard.mp4", ODD_CLIP)
    target = tmp_path / "with.age"
    answers(target)
    report.commands.run("report.package")
    packaging(report).submitted.emit(RECEIVER, TO)
    settle(qtbot, report)
    (asking,) = (one for one in report.findChildren(UncleanedDialog) if one.isVisible())
    (field,) = asking.findChildren(TextField)
    assert field.text() == ", ".join(f"E-{number:03}" for number in range(1, 14))
    attach_bytes(workspace, story.audit, "home.mp4", ODD_CLIP)
    asking.take_button.click()
    settle(qtbot, report)
    assert not target.exists()
    (again,) = (one for one in report.findChildren(UncleanedDialog) if one.isVisible())
    (field,) = again.findChildren(TextField)
    assert field.text().endswith("E-013, E-014")
    again.take_button.click()
    settle(qtbot, report)
    assert len(unpack(target, tmp_path / "out", WITH).manifest.as_taken_in) == 14
