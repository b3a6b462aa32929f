"""The closing meeting: one finding at a time, in large type, with what the auditee says to it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.findings.detail import FindingDetail, finding_detail
from app.findings.read_out import ReadOut, read_out
from app.progress import Progress
from app.reporting import handout
from app.unit_of_work import Change
from ui.closing.position_bar import PositionBar
from ui.closing.slide import Slide
from ui.commands import Command
from ui.page import Context, Page
from ui.theme import current_look
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.card import Panel
from ui.widgets.labels import muted
from ui.widgets.scrolled import scrolled
from ui.words import _

_FOLDER = "export.folder"
_CONCERNS = frozenset({"audit", "finding", "finding_criterion", "person", "attendance", "meeting"})
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class ClosingPage(Page):
    """Page Down reads on and then shows the next finding, Page Up goes the other way, Escape leaves."""

    page_id = "closing"
    collapses_rail = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._read_out: ReadOut | None = None
        self._place = 0
        self.slide = Slide()
        self.position = PositionBar(context, self.origin)
        self.back_button = button(_("Back"))
        self.next_button = primary_button(_("Next finding"))
        self._count = muted("", 1)
        self.handout_button = button(_("Handout (PDF)…"))
        self.leave_button = link_button(_("Back to the findings"))
        self._area = scrolled(self.slide)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        ground = Panel()
        ground.body.setContentsMargins(0, 0, 0, 0)
        ground.body.addWidget(self._area)
        bar = Panel("top")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.leave_button)
        row.addStretch(1)
        for part in (self.handout_button, self._count, self.back_button, self.next_button):
            row.addWidget(part)
        bar.body.setContentsMargins(px(56), px(8), px(56), px(8))
        bar.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ground, 1)
        layout.addWidget(self.position)
        layout.addWidget(bar)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.handout_button.clicked.connect(self.save_handout)
        self.leave_button.clicked.connect(self.leave)

    def title(self) -> str:
        return _("Closing meeting")

    def is_shared(self) -> bool:
        """The meeting sees what is read out."""
        return True

    def load(self) -> None:
        audit_id = self.context.audit_id
        if audit_id is None:
            return
        shown = self._shown_id()
        with self.context.workspace.read() as unit:
            self._read_out = read_out(unit, audit_id)
        ids = self._read_out.finding_ids
        self._place = ids.index(shown) + 1 if shown in ids else min(self._place, len(ids))
        self._show()

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNS for change in changes):
            self.load()

    def _shown_id(self) -> str:
        """The finding that is shown; "" at the beginning."""
        ids = self._read_out.finding_ids if self._read_out else ()
        return ids[self._place - 1] if 0 < self._place <= len(ids) else ""

    def _show(self) -> None:
        read, finding_id = self._read_out, self._shown_id()
        if read is None:
            return
        detail = self._detail(finding_id) if finding_id else None
        if detail is None:
            self.slide.show_beginning(read)
        else:
            self.slide.show_finding(detail)
        self.position.show_finding(detail, read.speakers)
        count = len(read.finding_ids)
        said = _("{n} of {count}").format(n=self._place, count=count)
        self._count.setText(said if count else _("no finding to read out"))
        self.back_button.setEnabled(self._place > 0)
        self.next_button.setEnabled(self._place < count)
        first = _("Read the first finding")
        self.next_button.set_label(first if not self._place else _("Next finding"))

    def _detail(self, finding_id: str) -> FindingDetail | None:
        """The finding; None when it was taken back while it was shown."""
        try:
            with self.context.workspace.read() as unit:
                return finding_detail(unit, finding_id)
        except UserError:
            return None

    def go_on(self) -> None:
        self._go(self._place + 1)

    def go_back(self) -> None:
        self._go(self._place - 1)

    def _go(self, place: int) -> None:
        count = len(self._read_out.finding_ids) if self._read_out else 0
        if 0 <= place <= count and place != self._place and self.flush():
            self._place = place
            self._show()
            self._area.verticalScrollBar().setValue(0)
            self.first_focus().setFocus()

    def _read_on(self, way: int) -> None:
        """What does not fit is scrolled to first."""
        bar = self._area.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + way * bar.pageStep())
        if bar.value() == before:
            self._go(self._place + way)

    def leave(self) -> None:
        """Go back to the findings, at the one that was read out."""
        finding_id = self._shown_id()
        self.context.navigate("findings", {"finding_id": finding_id} if finding_id else {})

    def open(self, **where: Any) -> None:
        finding_id = where.get("finding_id")
        ids = self._read_out.finding_ids if self._read_out else ()
        if finding_id in ids:
            self._go(ids.index(str(finding_id)) + 1)

    def where(self) -> dict[str, str]:
        return {"finding_id": self._shown_id()} if self._shown_id() else {}

    def first_focus(self) -> QWidget:
        return self.next_button if self.next_button.isEnabled() else self.leave_button

    def flush(self) -> bool:
        return self.position.flush()

    def commands(self) -> Sequence[Command]:
        group = _("Closing meeting")
        return (
            Command("closing.next", _("Next finding"), self.go_on, "Ctrl+Down", group),
            Command("closing.previous", _("Previous finding"), self.go_back, "Ctrl+Up", group),
            Command("closing.position", _("Record the auditee's position"), self._to_position, "", group),
            Command("closing.handout", _("Save the handout as PDF…"), self.save_handout, "", group),
            Command("closing.leave", _("Back to the findings"), self.leave, "", group),
        )

    def _to_position(self) -> None:
        if not self.position.isHidden():
            self.position.position.setFocus()

    def save_handout(self) -> None:
        """Ask where the two pages go, and write them."""
        audit_id, context = self.context.audit_id, self.context
        number = self._read_out.audit_number if self._read_out else ""
        folder = Path(context.settings.get(_FOLDER, str(Path.home())))
        name = str(folder / handout.handout_name(number))
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the handout"), name, "PDF (*.pdf)")
        if audit_id is None or not chosen:
            return
        target, workspace, worker = Path(chosen), context.workspace, context.worker
        context.settings.set(_FOLDER, str(target.parent))

        def work(progress: Progress) -> Path:
            return handout.export_handout(workspace, audit_id, target, worker, progress)

        context.jobs.start(_("Save the handout"), work, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self.context.say(_("Saved: {path}").format(path=path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PAGES:
            self._read_on(_PAGES[key])
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
