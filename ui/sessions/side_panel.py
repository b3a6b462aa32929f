"""What there is on the item so far: evidence, samples, findings, and things awaited."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget

from app.evidence.reads import EvidenceRow
from app.evidence.requests import RequestRow
from app.evidence.sample_reads import SampleRow
from app.findings.reads import FindingRow
from ui.sessions.side_cards import EvidenceCard, FindingCard, SampleLine, sample_heads
from ui.theme import current_look
from ui.widgets.buttons import Button, leave_the_caret, link_button
from ui.widgets.labels import heading
from ui.widgets.lead_label import LeadLabel
from ui.words import _, ngettext


class _Part(QWidget):
    """A heading and what stands below it; hidden while there is nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, current_look().px(8), 0, 0)
        layout.setSpacing(current_look().px(8))
        layout.addWidget(heading(name))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.more = _more_button()
        layout.addLayout(self.rows)
        layout.addWidget(self.more)
        self.hide()


class SidePanel(QWidget):
    """`evidence_opened`, `finding_opened`, `sample_opened` carry ids; `attach_requested` opens the dialog.

    `list_requested` carries the name of the page that shows all that there is on the item.

    What did not change is left alone, so that going on to the next item costs no more than it must.
    """

    evidence_opened = Signal(str)
    finding_opened = Signal(str)
    sample_opened = Signal(str)
    attach_requested = Signal()
    list_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._evidence = QGridLayout()
        self._evidence_name = heading(_("Evidence on this item"))
        self._evidence_cards: list[EvidenceCard] = []
        self._finding_cards: list[FindingCard] = []
        self._places: dict[str, EvidenceCard] = {}
        self._more_evidence = _more_button()
        self._drop = Button(_("Drop files, or paste a picture"), "drop")
        self._requests = _Part(_("Owed"))
        self._samples = _Part(_("Samples"))
        self._findings = _Part(_("Findings on this item"))
        self._shown: dict[str, object] = {}
        self._build()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(14), px(14), px(14))
        layout.setSpacing(px(8))
        self._evidence.setSpacing(px(8))
        self._evidence.setColumnStretch(0, 1)
        self._evidence.setColumnStretch(1, 1)
        self._requests.rows.setSpacing(px(4))
        self._findings.rows.setSpacing(px(8))
        self._drop.clicked.connect(self.attach_requested)
        leave_the_caret(self._drop)
        self._more_evidence.clicked.connect(self._ask_for_evidence)
        self._findings.more.clicked.connect(self._ask_for_findings)
        layout.addWidget(self._evidence_name)
        layout.addLayout(self._evidence)
        layout.addWidget(self._more_evidence)
        layout.addWidget(self._drop)
        for part in (self._samples, self._findings, self._requests):
            layout.addWidget(part)
        layout.addStretch(1)

    def _ask_for_evidence(self) -> None:
        self.list_requested.emit("evidence")

    def _ask_for_findings(self) -> None:
        self.list_requested.emit("findings")

    def _is_shown(self, name: str, rows: object) -> bool:
        """Whether the part has these rows already, in the sizes and colours of now."""
        wanted = (rows, current_look())
        if self._shown.get(name) == wanted:
            return True
        self._shown[name] = wanted
        return False

    def set_on_item(self, is_on_item: bool) -> None:
        """Whether evidence is that of an item, or of a session."""
        self._evidence_name.setText(
            _("Evidence on this item") if is_on_item else _("Evidence of this session")
        )

    def show_evidence(
        self,
        rows: Sequence[EvidenceRow],
        pictures: Mapping[str, QPixmap],
        more: int = 0,
        *,
        says_filing: bool = False,
    ) -> None:
        """Two cards in a row, what was taken last first, with the small pictures that are there by id.

        `more` earlier ones have no card. `says_filing`: each says what it is filed to.
        """
        _show_more(self._more_evidence, more)
        if self._is_shown("evidence", (rows, says_filing)):
            return
        while len(self._evidence_cards) < len(rows):
            self._add_evidence_card()
        self._places = {row.id: card for row, card in zip(reversed(rows), self._evidence_cards, strict=False)}
        for row in rows:
            self._places[row.id].show_row(row, pictures.get(row.id), says_filing=says_filing)
        _show_first(self._evidence_cards, len(rows))

    def _add_evidence_card(self) -> None:
        position = len(self._evidence_cards)
        card = EvidenceCard()
        card.opened.connect(self.evidence_opened)
        self._evidence.addWidget(card, position // 2, position % 2)
        self._evidence_cards.append(card)

    def show_pictures(self, pictures: Mapping[str, QPixmap]) -> None:
        """Small pictures that came later."""
        for evidence_id, picture in pictures.items():
            if evidence_id in self._places:
                self._places[evidence_id].show_picture(picture)

    def show_requests(self, rows: Sequence[RequestRow]) -> None:
        if self._is_shown("requests", rows):
            return
        _clear(self._requests.rows)
        for row in rows:
            due = _("until {day}").format(day=f"{row.due_on:%d %b}") if row.due_on else ""
            about = ", ".join(part for part in (row.what, row.person, due) if part)
            self._requests.rows.addWidget(LeadLabel(row.number, about, lines=3, role="label"))
        self._requests.setVisible(bool(rows))

    def show_samples(self, rows: Sequence[SampleRow]) -> None:
        if self._is_shown("samples", rows):
            return
        _clear(self._samples.rows)
        if rows:
            self._samples.rows.addWidget(sample_heads())
        for row in rows:
            line = SampleLine(row)
            line.opened.connect(self.sample_opened)
            self._samples.rows.addWidget(line)
        self._samples.setVisible(bool(rows))

    def show_findings(self, rows: Sequence[FindingRow], more: int = 0) -> None:
        """A card for each of the newest; `more` earlier ones have none."""
        _show_more(self._findings.more, more)
        if self._is_shown("findings", rows):
            return
        while len(self._finding_cards) < len(rows):
            self._add_finding_card()
        for row, card in zip(rows, self._finding_cards, strict=False):
            card.show_row(row)
        _show_first(self._finding_cards, len(rows))
        self._findings.setVisible(bool(rows))

    def _add_finding_card(self) -> None:
        card = FindingCard()
        card.opened.connect(self.finding_opened)
        self._findings.rows.addWidget(card)
        self._finding_cards.append(card)


def _more_button() -> Button:
    made = link_button("")
    made.hide()
    return made


def _show_more(part: Button, more: int) -> None:
    part.set_label(ngettext("and {n} more", "and {n} more", more))
    part.setVisible(more > 0)


def _show_first(cards: Sequence[QWidget], number: int) -> None:
    """Cards are kept and filled again: making one takes longer than all the rest of a step."""
    for position, card in enumerate(cards):
        card.setVisible(position < number)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
