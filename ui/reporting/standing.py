"""What the report will say, what it still lacks, and the revisions that were issued."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.planning.open_points import Pointer
from app.reporting import labels
from app.reporting.reports import ReportState, RevisionRow
from ui.finding_words import Total
from ui.overview.open_card import PointerList
from ui.overview.rows import RowCard
from ui.terms import term
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.buttons import Button, button, link_button, primary_button
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import body, label, muted, strong
from ui.words import _

_FROZEN = (ReportState.ISSUED, ReportState.SUPERSEDED)
_ALWAYS_SAID = ("major", "minor", "ofi")


class Standing(QWidget):
    """`export_requested(kind)`: preview, report, findings, columns, checklist, workbook; `issue_requested()`;
    `revision_requested(id)` and `revision_save_requested(id)`; `place_requested(pointer)` for what is
    missing.
    """

    export_requested = Signal(str)
    issue_requested = Signal()
    revision_requested = Signal(str)
    revision_save_requested = Signal(str)
    place_requested = Signal(object)

    def __init__(self, amending: QWidget) -> None:
        super().__init__()
        self._amending = amending
        self._counts = FlowLayout()
        self._readiness = muted("")
        self._missing_card = RowCard(_("Before the report can be issued"))
        self._nothing_missing = muted("")
        self._missing = PointerList(self._nothing_missing)
        self._lacks_something = True
        self._revisions_card = Card(_("Revisions"))
        self._revisions = QVBoxLayout()
        self._issue = primary_button(_("Issue report"))
        self._buttons: dict[str, Button] = {}
        self._build()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(12))
        layout.addWidget(self._figures_card())
        layout.addWidget(self._leave_card())
        layout.addWidget(self._amending)
        self._missing_card.add_words(self._nothing_missing)
        self._missing_card.body.addLayout(self._missing)
        self._missing_card.add_words(self._issue)
        layout.addWidget(self._missing_card)
        self._revisions_card.body.addLayout(self._revisions)
        layout.addWidget(self._revisions_card)
        layout.addStretch(1)
        self._issue.clicked.connect(self.issue_requested)
        self._missing.chosen.connect(self.place_requested)

    def _figures_card(self) -> Card:
        card = Card(_("What the report says"))
        card.body.addLayout(self._counts)
        card.body.addWidget(self._readiness)
        return card

    def _leave_card(self) -> Card:
        card = Card(_("Hand over"))
        for kind, text in (
            ("preview", _("Preview the report")),
            ("report", _("Save the report as PDF…")),
            ("findings", _("Save the findings as Excel…")),
            ("columns", _("Findings in your own columns…")),
            ("checklist", _("Save a checklist to print…")),
            ("workbook", _("Workbook for responses…")),
            ("package", _("Package for handing over…")),
        ):
            part = button(text)
            part.clicked.connect(self._ask_export)
            self._buttons[kind] = part
            card.body.addWidget(part)
        return card

    def _ask_export(self) -> None:
        sender = self.sender()
        for kind, part in self._buttons.items():
            if part is sender:
                self.export_requested.emit(kind)

    def show_counts(self, totals: Sequence[Total], readiness: str) -> None:
        """Zeros are said aloud (R-42)."""
        _clear(self._counts)
        for one in totals:
            if one.n or one.code in _ALWAYS_SAID:
                self._counts.addWidget(Badge(one.text, one.tone if one.n else "neutral"))
        self._readiness.setText(readiness)

    def show_missing(self, missing: Sequence[Pointer]) -> None:
        """Each thing that is missing, as a line that leads to the place where it is done."""
        ready = _(
            "Nothing is missing. Issuing hashes all evidence again and freezes the report: "
            "a later change is a new revision."
        )
        self._lacks_something = bool(missing)
        self._missing.show_pointers(missing, "" if missing else ready)
        self._issue.setEnabled(not missing)

    def set_issuing(self, is_issuing: bool) -> None:
        """While the report is being issued it cannot be issued again."""
        self._issue.setEnabled(not is_issuing and not self._lacks_something)

    def show_revisions(self, rows: Sequence[RevisionRow]) -> None:
        """The issued ones, each to be opened and saved; then what is to be issued next, if anything."""
        issued = [row for row in rows if row.state in _FROZEN]
        under_way = next((row.revision for row in rows if row.state not in _FROZEN), 0)
        _clear(self._revisions)
        self._revisions_card.setVisible(bool(issued))
        for row in issued:
            self._revisions.addWidget(self._revision(row))
        self._missing_card.setVisible(bool(under_way or not issued))
        self._missing_card.set_title(
            _("Before revision {n} can be issued").format(n=under_way)
            if under_way
            else _("Before the report can be issued")
        )
        self._issue.set_label(_("Issue revision {n}").format(n=under_way) if under_way else _("Issue report"))

    def _revision(self, row: RevisionRow) -> QWidget:
        card = Card("", "quiet")
        head = QHBoxLayout()
        head.addWidget(strong(_("Revision {n}").format(n=row.revision)))
        head.addWidget(Badge(term(labels.REPORT_STATES, row.state), "accent"))
        head.addStretch(1)
        for text, name, act in (
            (_("Open"), _("Open revision {n}"), self._open_revision),
            (_("Save…"), _("Save revision {n} as PDF"), self._save_revision),
        ):
            part = link_button(text)
            part.setProperty("revision", row.id)
            part.setAccessibleName(name.format(n=row.revision))
            part.clicked.connect(act)
            head.addWidget(part)
        card.body.addLayout(head)
        if row.issued_at:
            card.body.addWidget(body(f"{row.issued_at:%d %b %Y, %H:%M} · {row.issued_by}"))
        if row.reason:
            card.body.addWidget(muted(row.reason))
        card.body.addWidget(label(_("SHA-256 {digest}").format(digest=row.sha256), 2))
        return card

    def _open_revision(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.revision_requested.emit(str(sender.property("revision")))

    def _save_revision(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.revision_save_requested.emit(str(sender.property("revision")))


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
