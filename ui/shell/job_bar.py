"""What runs in the background, how far it is, and the way to stop it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.jobs import Job, Jobs
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.labels import label
from ui.widgets.progress_line import ProgressLine
from ui.words import _, ngettext

_LOOK_EVERY = 100
_LINE_WIDTH = 90
# Steps that a person counts; more than these are bytes or rows.
_COUNTED = 1000


class JobBar(QWidget):
    """Shows the oldest running job; hidden when there is none."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._text: QLabel = label("")
        self._line = ProgressLine()
        self.cancel_button = link_button(_("Cancel"))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._lay_out()
        self.cancel_button.clicked.connect(self._cancel_first)
        self._timer.timeout.connect(self._show)
        jobs.changed.connect(self._on_changed)
        self.hide()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._line.setFixedWidth(current_look().px(_LINE_WIDTH))
        for widget in (self._text, self._line, self.cancel_button):
            layout.addWidget(widget)

    def text(self) -> str:
        return self._text.text()

    def _on_changed(self) -> None:
        running = bool(self._jobs.running)
        self.setVisible(running)
        if running:
            self._show()
            self._timer.start()
        else:
            self._timer.stop()

    def _show(self) -> None:
        running = self._jobs.running
        if not running:
            return
        first = running[0]
        others = len(running) - 1
        more = ngettext("and {n} more", "and {n} more", others) if others else ""
        self._text.setText(" ".join(part for part in (job_text(first), more) if part))
        self._line.setVisible(first.stand.total > 0)
        if first.stand.total > 0:
            self._line.set_fraction(first.stand.done / first.stand.total)

    def _cancel_first(self) -> None:
        running = self._jobs.running
        if running:
            running[0].cancel()
            self._text.setText(_("Stopping…"))


def job_text(job: Job) -> str:
    """`Attaching restore-test.pdf · 3 of 6`, or `· 47 %` where the steps are too many to count."""
    if job.is_cancelled:
        return _("Stopping…")
    stand = job.stand
    text = " ".join(part for part in (job.name, stand.what) if part)
    if stand.total <= 0:
        return text
    if stand.total > _COUNTED:
        return _("{text} · {percent} %").format(text=text, percent=100 * stand.done // stand.total)
    return _("{text} · {done} of {total}").format(text=text, done=stand.done, total=stand.total)
