"""What is seen from the other end of the table: one finding, or how many there are."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.findings.counts import FindingCounts
from app.findings.detail import FindingDetail
from app.findings.read_out import ReadOut
from app.findings.terms import FindingType, Severity
from app.reporting import wording
from app.reporting.grade_labels import GradeLabels
from app.words import N_
from ui.finding_words import counted
from ui.findings.finding_terms import full_badge
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.labels import PlainLabel, label_strong, muted
from ui.words import _, ngettext

_STATEMENTS = {
    FindingType.NONCONFORMITY: N_("Nonconformity"),
    FindingType.OFI: N_("What could be better"),
    FindingType.OBSERVATION: N_("What may fail if left"),
    FindingType.STRENGTH: N_("What is worth keeping"),
}


class Slide(QWidget):
    """Shows the beginning, or a finding, in large type."""

    def __init__(self) -> None:
        super().__init__()
        self._badge = Badge("")
        self._criteria = muted("", 1)
        self._title = PlainLabel("", "read_out_title", None)
        self._parts = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._badge)
        head.addWidget(self._criteria, 1)
        self._parts.setSpacing(px(6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(56), px(28), px(56), px(20))
        layout.setSpacing(px(14))
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addLayout(self._parts)
        layout.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Its height follows from the width that it has; wrapped as narrowly as elsewhere it would be taller,
        and a page that fits would scroll."""
        return QSize()

    def show_beginning(self, shown: ReadOut) -> None:
        """Which audit, how many findings, and what samples can and cannot show."""
        self._badge.hide()
        self._criteria.setText(shown.audit_number)
        self._title.setText(shown.audit_title)
        parts = [(_("Findings"), totals_text(shown.counts, shown.own)), ("", _(wording.SAMPLING))]
        if shown.drafts:
            told = _("Not read out, still a draft: {numbers}.").format(numbers=", ".join(shown.drafts))
            parts.append(("", told))
        self._show_parts(parts)

    def show_finding(self, detail: FindingDetail) -> None:
        """Requirement, evidence, statement."""
        row = detail.row
        text, tone = full_badge(row)
        self._badge.set_badge(f"{row.number} · {text}", tone)
        self._badge.show()
        self._criteria.setText(" · ".join(f"{one.reference} {one.title}".strip() for one in detail.criteria))
        self._title.setText(row.title)
        self._show_parts(
            [
                (_("Requirement"), detail.requirement_text),
                (_("Evidence"), detail.evidence_text),
                (_(_STATEMENTS[row.type]), detail.statement),
                (_("Corrected during the audit"), detail.corrected_during_audit),
            ]
        )

    def _show_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        while (item := self._parts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, text in parts:
            if text.strip():
                if name:
                    self._parts.addWidget(label_strong(name))
                self._parts.addWidget(PlainLabel(text, "read_out", None))

    def texts(self) -> list[str]:
        """Title and parts as they read."""
        items = [self._parts.itemAt(place) for place in range(self._parts.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [self._title.text(), *(one.text() for one in widgets if isinstance(one, PlainLabel))]

    def badge_text(self) -> str:
        return "" if self._badge.isHidden() else self._badge.text()


def totals_text(totals: FindingCounts, own: GradeLabels) -> str:
    """Every grade and type in words; zeros of majors and minors are said aloud (R-42)."""
    usual = (
        (
            Severity.MAJOR,
            totals.major,
            ngettext("{n} major nonconformity", "{n} major nonconformities", totals.major),
        ),
        (
            Severity.MINOR,
            totals.minor,
            ngettext("{n} minor nonconformity", "{n} minor nonconformities", totals.minor),
        ),
        (Severity.OFI, totals.ofi, ngettext("{n} opportunity", "{n} opportunities", totals.ofi)),
        (
            Severity.OBSERVATION,
            totals.observation,
            ngettext("{n} observation", "{n} observations", totals.observation),
        ),
        (Severity.STRENGTH, totals.strength, ngettext("{n} strength", "{n} strengths", totals.strength)),
    )
    is_said = (Severity.MAJOR, Severity.MINOR)
    return ", ".join(counted(own, one, n, text) for one, n, text in usual if n or one in is_said)
