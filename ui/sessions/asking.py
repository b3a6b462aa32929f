"""Puts more questions on the item on the table: offered from the bank, or the auditor's own."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.planning.more_questions import ask_from_bank, ask_own, offers
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.page import Context
from ui.sessions.more_questions import MoreQuestions


class Asking(QObject):
    """`place()` tells `session_id` and, on an item, `item_id`. `asked(item id)` follows a question that was
    put behind the item, `closed` when the list is left without one."""

    asked = Signal(str)
    closed = Signal()

    def __init__(
        self, context: Context, origin: str, list_: MoreQuestions, place: Callable[[], dict[str, str]]
    ) -> None:
        super().__init__(list_)
        self._context = context
        self._origin = origin
        self._list = list_
        self._place = place
        list_.bank_chosen.connect(self._ask_from_bank)
        list_.own_asked.connect(self._ask_own)
        list_.closed.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._list.isVisible()

    def show_offers(self) -> None:
        """Offer further questions on the item; without an item there are none."""
        item_id = self._place().get("item_id")
        if item_id is not None:
            with self._context.workspace.read() as unit:
                found = offers(unit, item_id)
            self._list.show_offers(found)

    def close(self) -> None:
        """Back to the notes."""
        self._list.hide()
        self.closed.emit()

    def _ask_from_bank(self, code: str) -> None:
        self._ask(ask_from_bank, code)

    def _ask_own(self, text: str) -> None:
        self._ask(ask_own, text)

    def _ask(self, ask: Callable[[UnitOfWork, str, str, str], str], what: str) -> None:
        place = self._place()
        try:
            with self._context.workspace.write(N_("Ask one more question"), origin=self._origin) as uow:
                added = ask(uow, place["item_id"], what, place["session_id"])
        except UserError as error:
            self._context.report_error(error)
        else:
            self._list.hide()
            self.asked.emit(added)
