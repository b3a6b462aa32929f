"""Bugs, shown as bugs: a dialog with the details folded away, and a log that holds no audit content."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import button, primary_button
from ui.widgets.labels import body, heading
from ui.words import _

_LOG = logging.getLogger("assay")
_DETAILS_HEIGHT = 180


def trace(error: BaseException) -> str:
    """Where an error arose: kinds of error, files, lines and functions.

    The error's own message is left out, since it may quote what an auditor wrote.
    """
    lines: list[str] = []
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        frames = traceback.extract_tb(link.__traceback__)
        lines.extend(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


class BugReporter(QObject):
    """Writes bugs to the log and shows one of them at a time over `window`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: BugDialog | None = None

    def install(self) -> None:
        """From now on what nobody caught comes here."""
        sys.excepthook = self.on_uncaught

    def on_uncaught(
        self, kind: type[BaseException], error: BaseException, trace_back: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace_back)
            return
        self.report(error)

    def report(self, error: BaseException) -> None:
        """Log a bug and show it, unless one is on the screen already."""
        details = trace(error)
        _LOG.error("%s", details)
        if QThread.currentThread() is not self.thread() or self._dialog is not None:
            return
        self._dialog = BugDialog(details, self._window)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.show()

    def _on_closed(self) -> None:
        self._dialog = None


class BugDialog(QDialog):
    """Says what happened, what was kept and what to do. It does not take the caret away."""

    def __init__(self, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Assay has a fault"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setFixedHeight(_DETAILS_HEIGHT)
        self._details.hide()
        self.details_button = button(_("Details"))
        self._copy_button = button(_("Copy details"))
        self._close_button = primary_button(_("Go on working"))
        self._lay_out()
        self.details_button.clicked.connect(self._turn_details)
        self._copy_button.clicked.connect(self._copy)
        self._close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(heading(_("The last action stopped because of a fault in Assay.")))
        layout.addWidget(body(_("Everything that the status bar called saved is saved.")))
        layout.addWidget(
            body(
                _(
                    "Look whether the last action was carried out, and repeat it if not. If this happens "
                    "again, send the details to those who look after Assay; they hold nothing of your audits."
                )
            )
        )
        layout.addWidget(self._details)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.details_button)
        buttons.addWidget(self._copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self._close_button)
        layout.addLayout(buttons)
        self.setMinimumWidth(520)

    def _turn_details(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
