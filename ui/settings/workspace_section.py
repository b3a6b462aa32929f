"""The workspace itself: where it lies, and whether it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QWidget

from app.errors import UserError
from app.progress import Progress
from app.workspace.location import warning
from ui.page import Context
from ui.settings.section import Section
from ui.widgets.buttons import button
from ui.widgets.labels import body, muted, strong
from ui.words import _, message, ngettext

if TYPE_CHECKING:
    from app.workspace.verify import Problem
    from app.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Verify:
    """The job that looks whether everything holds."""

    workspace: Workspace

    def __call__(self, progress: Progress) -> tuple[Problem, ...]:
        from app.workspace.verify import verify

        return verify(self.workspace, progress)


class PlaceSection(Section):
    """Where the workspace lies, with a warning where it is not safe there."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Where it lies"), context, parent)
        self._path = body("")
        self.warning = strong("", None)
        self.show_button = button(_("Show the folder"), "folder")
        for widget in (self._path, self.warning):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.show_button.clicked.connect(self._show_folder)

    def load(self) -> None:
        workspace = self.context.workspace
        self._path.setText(str(workspace.path))
        concern = warning(workspace.path)
        self.warning.setText(message(concern) if concern else "")
        self.warning.setVisible(concern is not None)

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.context.workspace.path)))


class VerifySection(Section):
    """Reads everything again and names what does not hold."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Is everything whole?"), context, parent)
        text = _(
            "Reads every piece of evidence again and compares it with its hash, walks the activity log, and "
            "checks the database. It can take a while; you can go on working."
        )
        self.verify_button = button(_("Verify now"))
        self.result = strong("", None)
        self.problems = QListWidget()
        self.problems.setAccessibleName(_("What does not hold"))
        self.body.addWidget(muted(text))
        row = QHBoxLayout()
        row.addWidget(self.verify_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.result)
        self.body.addWidget(self.problems)
        self.body.addStretch(1)
        self.result.hide()
        self.problems.hide()
        self.verify_button.clicked.connect(self._verify)

    def _verify(self) -> None:
        self.verify_button.setEnabled(False)
        work = _Verify(self.context.workspace)
        self.context.jobs.start(_("Verifying"), work, self._on_done, self._on_failed, self._on_cancelled)

    def _on_done(self, problems: Sequence[Problem]) -> None:
        self.verify_button.setEnabled(True)
        self.problems.clear()
        self.problems.addItems([message(problem.message) for problem in problems])
        self.problems.setVisible(bool(problems))
        found = ngettext("{n} thing does not hold:", "{n} things do not hold:", len(problems))
        self.result.setText(found if problems else _("Everything holds."))
        self.result.show()

    def _on_failed(self, error: UserError) -> None:
        self.verify_button.setEnabled(True)
        self.context.report_error(error)

    def _on_cancelled(self) -> None:
        self.verify_button.setEnabled(True)
        self.context.say(_("Verifying was stopped."))
