"""Writes of the evidence page: named for undo, refused ones shown."""

from collections.abc import Callable

from app.errors import UserError
from app.unit_of_work import UnitOfWork
from ui.page import Context


class Writing:
    """Writes in the page's own name, so that it does not hear its own echo."""

    def __init__(self, context: Context, origin: str) -> None:
        self._context = context
        self.origin = origin

    def do(self, label: str, change: Callable[[UnitOfWork], object], number: str = "") -> bool:
        """Make a change named `label`; False, and shown, when it was refused."""
        try:
            with self._context.workspace.write(label, origin=self.origin, number=number) as uow:
                change(uow)
        except UserError as error:
            self._context.report_error(error)
            return False
        return True

    def make(self, label: str, change: Callable[[UnitOfWork], str], number: str = "") -> str:
        """Make something and give its id; "" when it was refused."""
        made: list[str] = []

        def keep(uow: UnitOfWork) -> None:
            made.append(change(uow))

        return made[0] if self.do(label, keep, number=number) else ""

    def field(
        self, label: str, merge_key: str, change: Callable[[UnitOfWork], object], number: str = ""
    ) -> None:
        """Write a field that saves itself; what is refused is raised as `UserError`."""
        workspace = self._context.workspace
        with workspace.write(label, origin=self.origin, merge_key=merge_key, number=number) as uow:
            change(uow)
