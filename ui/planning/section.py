"""What the sections of the plan have in common."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.planning.plan_data import PlanData
from ui.saving import Writer


class Section(QWidget):
    """A part of the plan; `show_plan` fills it, `flush` writes what was typed last."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(parent)
        self.writer = writer
        self.audit_id = writer.context.audit_id or ""

    def show_plan(self, plan: PlanData) -> None:
        """Show the plan as it is now; caret, selection and unsaved typing stay."""

    def flush(self) -> bool:
        return True

    def first_focus(self) -> QWidget | None:
        """Where typing starts when the section comes to the front."""
        return None

    def place_of(self, _what: str) -> QWidget | None:
        """Where something is entered that the next step needs (a message of `app.planning.steps`)."""
        return None

    def open(self, **where: Any) -> None:
        """Go to a place in the section."""

    def where(self) -> dict[str, str]:
        """The place that `open` leads back to."""
        return {}


class SectionPlace(QWidget):
    """Where a section stands; it is built when it is first wanted.

    Building inside the window, from the outside in, is what keeps it quick: a widget that changes its parent
    is dressed anew with everything in it.
    """

    def __init__(self, make: Callable[[Writer, QWidget], Section], writer: Writer) -> None:
        super().__init__()
        self._make = make
        self._writer = writer
        self._section: Section | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def section(self) -> Section:
        if self._section is None:
            self._section = self._make(self._writer, self)
            self._layout.addWidget(self._section)
            # The layout would show it a moment later, and a part that is not seen takes no focus.
            self._section.show()
        return self._section

    def flush(self) -> bool:
        return self._section is None or self._section.flush()
