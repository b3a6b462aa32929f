"""An interview of 45 minutes on eight items: each step is one action, and its keys are counted."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.story.auditor import ALT, CTRL, Key
from tests.story.key_strokes import CountedAuditor
from ui.evidence.page import EvidencePage
from ui.sessions.page import SessionsPage

SHIFT = Qt.KeyboardModifier.ShiftModifier
ACCOUNTS = [f"adm-{number:03}" for number in range(1, 41)]
PROMISED = "Change calendar of the second quarter"
REFUSED = "The directory was being moved; access was refused until Thursday."
STILL_ADMIN = "3 of 24 administrators left the team in May and still have the right"


def take_up(auditor: CountedAuditor) -> None:
    with auditor.action("take the session up"):
        auditor.press(Key.Key_5, CTRL)
        auditor.enter()
    auditor.page(SessionsPage)


def start(auditor: CountedAuditor) -> None:
    with auditor.action("start the session"):
        auditor.press(Key.Key_F9)


def end(auditor: CountedAuditor) -> None:
    with auditor.action("end the session"):
        auditor.press(Key.Key_F9, SHIFT)


def say(auditor: CountedAuditor, text: str, minutes: float = 1) -> None:
    """A line, and the minutes that it took to be said."""
    auditor.clock.advance(minutes=minutes)
    with auditor.action("note what is said"):
        auditor.type(text)
        auditor.enter()


def file_elsewhere(auditor: CountedAuditor, text: str) -> None:
    auditor.clock.advance(minutes=1)
    with auditor.action("file a line to another item"):
        auditor.type(text)
        auditor.enter()
    assert auditor.is_told("Filed to ")


def next_item(auditor: CountedAuditor) -> None:
    with auditor.action("go to the next item"):
        auditor.press(Key.Key_Down, CTRL)


def previous_item(auditor: CountedAuditor) -> None:
    with auditor.action("go to the item before"):
        auditor.press(Key.Key_Up, CTRL)


def conforms(auditor: CountedAuditor) -> None:
    with auditor.action("set a result"):
        auditor.press(Key.Key_1, ALT)


def nonconforms(auditor: CountedAuditor) -> None:
    with auditor.action("set a result, with a candidate finding"):
        auditor.press(Key.Key_2, ALT)


def unable_to_verify(auditor: CountedAuditor, reason: str) -> None:
    with auditor.action("set a result"):
        auditor.press(Key.Key_3, ALT)
    with auditor.action("give the reason for a result"):
        auditor.press(Key.Key_3, ALT)
        auditor.type(reason)
        auditor.enter()


def raise_finding(auditor: CountedAuditor, words: str) -> None:
    auditor.clock.advance(minutes=1)
    with auditor.action("raise a finding from the words"):
        auditor.type(words)
        auditor.press(Key.Key_N, CTRL)
        auditor.enter()


def attach(auditor: CountedAuditor, path: Path) -> None:
    """Through the dialog for files, with the name typed."""
    auditor.clock.advance(minutes=1)
    with auditor.action("attach a file by its name"):
        QTimer.singleShot(0, lambda: _name_file(auditor, path))
        auditor.press(Key.Key_E, CTRL)
    auditor.come_back()
    auditor.settle()


def _name_file(auditor: CountedAuditor, path: Path) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    auditor.wait(lambda: dialog.isAncestorOf(auditor.focused()))
    auditor.type(str(path))
    auditor.enter()


def paste_files(auditor: CountedAuditor, *paths: Path) -> None:
    """Files that were copied in the system's own window of files."""
    auditor.clock.advance(minutes=1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(data)
    with auditor.action("paste a file as evidence"):
        auditor.press(Key.Key_V, CTRL)
    auditor.settle()


def paste_picture(auditor: CountedAuditor) -> None:
    """What the system's own tool for screenshots left on the clipboard."""
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    auditor.clock.advance(minutes=1)
    auditor.copy_picture(picture)
    with auditor.action("paste a picture as evidence"):
        auditor.press(Key.Key_V, CTRL)
    auditor.settle()


def seen(auditor: CountedAuditor, what: str) -> None:
    auditor.clock.advance(minutes=1)
    with auditor.action("note what is seen and not taken"):
        auditor.type(what)
        auditor.press(Key.Key_R, CTRL)
        auditor.enter()


def promised(auditor: CountedAuditor, what: str) -> None:
    auditor.clock.advance(minutes=1)
    with auditor.action("note what is promised"):
        auditor.type(what)
        auditor.press(Key.Key_O, CTRL)
        auditor.enter()


def promised_came(auditor: CountedAuditor, path: Path) -> None:
    """The caret goes to the line that awaits it, and the file is pasted there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(data)
    auditor.clock.advance(minutes=1)
    with auditor.action("take in what was promised"):
        auditor.press(Key.Key_Up)
        auditor.press(Key.Key_V, CTRL)
    auditor.settle()


def sample(auditor: CountedAuditor, population: str) -> None:
    """A draw of 95/10 from a pasted list; what the items showed; back to the notes."""
    auditor.clock.advance(minutes=2)
    with auditor.action("begin a sample from the words"):
        auditor.type(population)
        auditor.press(Key.Key_D, CTRL)
    auditor.page(EvidencePage)
    QApplication.clipboard().setText("\n".join(ACCOUNTS))
    with auditor.action("paste the population and draw"):
        auditor.press(Key.Key_V, CTRL)
        auditor.press(Key.Key_Return, CTRL)
    auditor.settle()
    for _item in range(2):
        with auditor.action("say what a sampled item showed"):
            auditor.press(Key.Key_I)
    with auditor.action("go back to the notes"):
        auditor.press(Key.Key_Left, ALT)
    auditor.page(SessionsPage)
