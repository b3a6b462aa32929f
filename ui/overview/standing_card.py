"""The figures of an audit: items, sessions, evidence, nonconformities."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.planning.overview import Standing
from ui.durations import hours_text
from ui.theme import current_look
from ui.widgets.card import Card
from ui.widgets.labels import figure, muted
from ui.words import _, ngettext


class StandingCard(Card):
    """Big figures with what they count below."""

    def __init__(self) -> None:
        super().__init__(_("Where the audit stands"))
        self._columns = {name: _Figure() for name in ("items", "sessions", "evidence", "findings")}
        row = QHBoxLayout()
        row.setSpacing(current_look().px(16))
        for name, column in self._columns.items():
            row.addLayout(column, 4 if name == "items" else 3)
        self.body.addLayout(row)

    def show_standing(self, standing: Standing) -> None:
        columns = self._columns
        columns["items"].show_figure(_of(standing.items_examined, standing.items), _items_text(standing))
        columns["sessions"].show_figure(_of(standing.sessions_held, standing.sessions), _("sessions held"))
        evidence = ngettext("piece of evidence", "pieces of evidence", standing.evidence)
        columns["evidence"].show_figure(str(standing.evidence), evidence)
        columns["findings"].show_figure(*_findings(standing))

    def texts(self) -> list[str]:
        """The figures with their words, as they are read."""
        return [column.text() for column in self._columns.values()]


class _Figure(QVBoxLayout):
    def __init__(self) -> None:
        super().__init__()
        self._figure = figure("")
        self._words = muted("", 3)
        self.setSpacing(0)
        self.addWidget(self._figure)
        self.addWidget(self._words)
        self.addStretch(1)

    def show_figure(self, number: str, words: str) -> None:
        self._figure.setText(number)
        self._words.setText(words)

    def text(self) -> str:
        return f"{self._figure.text()} {self._words.text()}"


def _of(part: int, whole: int) -> str:
    return _("{part} of {whole}").format(part=part, whole=whole)


def _items_text(standing: Standing) -> str:
    left = standing.items - standing.items_examined
    if not standing.items:
        return _("items: the checklist is empty")
    if not left:
        return _("items, all with a result")
    time, planned = (_unbroken(minutes) for minutes in (standing.minutes_left, standing.minutes_planned))
    return _("items · {left} left ≈ {time} of {planned}").format(left=left, time=time, planned=planned)


def _unbroken(minutes: int) -> str:
    return hours_text(minutes).replace(" ", "\u00a0")


def _findings(standing: Standing) -> tuple[str, str]:
    graded = ngettext("nonconformity", "nonconformities", standing.nonconformities)
    if not standing.candidates:
        return str(standing.nonconformities), graded
    candidates = ngettext("candidate", "candidates", standing.candidates)
    return f"{standing.nonconformities} + {standing.candidates}", f"{graded} + {candidates}"
