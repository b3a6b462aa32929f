"""Steps taken on the follow-up page, on findings of any audit."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from ui.page import Context


class Writer(QObject):
    """`written()` follows each step that was taken."""

    written = Signal()

    def __init__(self, context: Context, origin: str, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._origin = origin

    def attempt(
        self, label: str, number: str, act: Callable[..., object], *args: object, **named: object
    ) -> str:
        """Take a step on the finding `number`; the sentences of its refusal, or "" when it was taken."""
        workspace = self.context.workspace
        try:
            with workspace.write(label, origin=self._origin, number=number) as uow:
                act(uow, *args, **named)
        except UserError as error:
            return " ".join(error.sentences(self.context.words))
        self.written.emit()
        return ""
