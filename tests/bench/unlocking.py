"""Unlocking: from Enter behind the passphrase until the page is there again, less what Argon2id takes."""

import time
from collections.abc import Iterator
from statistics import median

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.sample.story import create_sample
from app.settings import Settings
from app.workspace.passphrase import KeyDerivation
from app.workspace.workspace import Seat
from tests.bench.rows import Budget, Ground, Row, seconds
from ui.main import build_window
from ui.window import Window

_PASSPHRASE = "correct horse battery staple"
_TIMES = 5


def rows(ground: Ground) -> Iterator[Row]:
    """The median of some, with the sample audit in the workspace."""
    root = ground.place / "sample.assay"
    create_sample(root, _PASSPHRASE, Seat("Assay bench", "device-1")).close()
    application = QApplication.instance() or QApplication(["assay"])
    assert isinstance(application, QApplication)
    window = build_window(application, Settings(ground.place / "settings.json"))
    window.show()
    window.start(root)
    _unlock(window)
    taken = [_unlock_again(window) for _time in range(_TIMES)]
    window.close()
    whole, argon2 = (median(column) for column in zip(*taken, strict=True))
    beyond = median(one - other for one, other in taken)
    against = f"{seconds(argon2)} Argon2id"
    yield Row("unlock, beyond Argon2id", seconds(whole), against, beyond, Budget(0.5, "s"))


def _unlock_again(window: Window) -> tuple[float, float]:
    """Lock and unlock; the seconds of the latter, and those of Argon2id in it."""
    window.locker.lock()
    QApplication.processEvents()
    return _unlock(window)


def _unlock(window: Window) -> tuple[float, float]:
    opened = QEventLoop()
    window.welcome.unlock.passphrase.setText(_PASSPHRASE)
    window.welcome.workspace_opened.connect(opened.quit)
    with pytest.MonkeyPatch.context() as patch:
        timed = _Timed(patch)
        start = time.perf_counter()
        QTest.keyClick(window.welcome.unlock.passphrase, Qt.Key.Key_Return)
        opened.exec()
        QApplication.processEvents()
        taken = time.perf_counter() - start
    page = window.current_page()
    assert page is not None
    assert page.isVisible()
    return taken, timed.seconds


class _Timed:
    """How long Argon2id takes where it is at work: on a thread of its own, beside the window."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        derive = KeyDerivation.key

        def key(derivation: KeyDerivation, passphrase: str) -> bytes:
            start = time.perf_counter()
            try:
                return derive(derivation, passphrase)
            finally:
                self.seconds += time.perf_counter() - start

        patch.setattr(KeyDerivation, "key", key)
