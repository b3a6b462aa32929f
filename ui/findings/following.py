"""The detail follows the list: at once or, while somebody goes through the list, as soon as the keys rest."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

_RESTED_MS = 80


class Following(QObject):
    """`due()` says that the finding chosen in `table` is to be shown in `detail` now.

    Until then `detail` still shows the finding of before, and no click reaches it.
    """

    due = Signal()

    def __init__(self, table: QWidget, detail: QWidget) -> None:
        super().__init__(detail)
        self._table = table
        self._detail = detail
        self._rested = QTimer(self)
        self._rested.setSingleShot(True)
        self._rested.setInterval(_RESTED_MS)
        self._rested.timeout.connect(self.at_once)
        table.installEventFilter(self)

    def soon(self) -> None:
        """Once the keys rest; at once where they are not in the table."""
        if self._table.hasFocus():
            self._reach(False)
            self._rested.start()
        else:
            self.at_once()

    def at_once(self) -> None:
        """Now, whether it was awaited or not."""
        self.end()
        self.due.emit()

    def end(self) -> None:
        """What is shown is what is chosen."""
        self._rested.stop()
        self._reach(True)

    def _reach(self, is_reached: bool) -> None:
        self._detail.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_reached)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._rested.isActive():
            self.at_once()
        return super().eventFilter(watched, event)
