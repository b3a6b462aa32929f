"""The bar at the bottom: what is saved, whether it is encrypted, what runs, and the page's own word."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.backup_words import moment_text, short_moment_text
from ui.jobs import Jobs
from ui.shell.job_bar import JobBar
from ui.theme import current_look
from ui.widgets.card import Panel
from ui.widgets.labels import PlainLabel, label
from ui.words import _

_HEIGHT = 26
_SAID_FOR = 8_000


class StatusBar(Panel):
    """At the left what is always true, then what was said last; at the right jobs, the page, the backup."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("top", parent)
        self._saved = label("")
        self._protection = label("")
        self._network = label("")
        self._said = label("")
        self._page = label("")
        self._backed_up = label("")
        self._labels = (
            *(self._saved, self._protection, self._network, self._said, self._page),
            self._backed_up,
        )
        self.job_bar = JobBar(jobs)
        self._row = QHBoxLayout()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_SAID_FOR)
        self._lay_out()
        self._quiet.timeout.connect(self._fall_silent)
        self.refresh_look()

    def _lay_out(self) -> None:
        for text in (self._saved, self._protection, self._network, self._said):
            self._row.addWidget(text)
        self._row.addStretch(1)
        self._row.addWidget(self.job_bar)
        self._row.addWidget(self._page)
        self._row.addWidget(self._backed_up)
        self.body.addLayout(self._row)

    def refresh_look(self) -> None:
        """Take over sizes after the text size changed."""
        px = current_look().px
        self.setFixedHeight(px(_HEIGHT))
        self.body.setContentsMargins(px(15), 0, px(15), 0)
        self._row.setSpacing(px(22))

    def show_workspace(self, is_encrypted: bool) -> None:
        """What holds for the workspace as long as it is open."""
        self._show(self._protection, _("Encrypted") if is_encrypted else _("Not encrypted"))
        self._show(self._network, _("Offline"))
        self._network.setToolTip(_("Assay never uses a network."))

    def show_nothing(self) -> None:
        """No workspace is open."""
        for text in self._labels:
            self._show(text, "")

    def show_saved(self, at: datetime | None) -> None:
        """The time of the last commit; nothing before the first of this run."""
        self._show(self._saved, _("● Saved {time}").format(time=f"{at:%H:%M:%S}") if at else "")

    def show_backed_up(self, at: datetime | None, now: datetime) -> None:
        """When the newest backup was made; nothing before the first one is known."""
        said = _("Backed up {time}").format(time=short_moment_text(at, now)) if at else ""
        self._show(self._backed_up, said)
        self._backed_up.setToolTip(moment_text(at, now) if at else "")

    def say(self, text: str) -> None:
        """Show a short text for a while."""
        self._show(self._said, text)
        self._quiet.start()

    def _fall_silent(self) -> None:
        self._show(self._said, "")

    def show_page_status(self, text: str) -> None:
        self._show(self._page, text)

    def _show(self, target: PlainLabel, text: str) -> None:
        target.setText(text)
        target.setVisible(bool(text))

    def texts(self) -> tuple[str, ...]:
        """What can be read in the bar, from left to right."""
        return tuple(text.text() for text in self._labels if text.text())
