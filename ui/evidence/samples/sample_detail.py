"""One sample: its items and what they showed, its population, and what the report says of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.sample_reads import SampleRow, sample_sentence
from ui.evidence.samples.sample_items import SampleItems
from ui.evidence.samples.sample_population import SamplePopulation
from ui.evidence.writing import Writing
from ui.evidence_words import method_text
from ui.page import Context
from ui.theme import current_look
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.labels import body, muted, strong, title
from ui.widgets.scrolled import scrolled
from ui.widgets.tabs import Tabs
from ui.words import _, ngettext


class SampleDetail(QWidget):
    """`changed(id)` follows each change of the sample."""

    changed = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._row: SampleRow | None = None
        self._number = strong("")
        self._method = Badge("")
        self._exceptions = Badge("")
        self._title = title("", 2)
        self._fixed = muted(_("An issued report counts this sample: amend the report to change it."))
        self.items = SampleItems(context, writing)
        self.population = SamplePopulation(context, writing)
        self.tabs = Tabs()
        self._sentence = body("")
        self._build()
        self.items.changed.connect(self.changed)
        self.population.changed.connect(self.changed)

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        for part in (self._number, self._method, self._exceptions):
            head.addWidget(part)
        head.addStretch(1)
        self.tabs.add("items", _("Items"), scrolled(self.items))
        self.tabs.add("population", _("Population"), scrolled(self.population))
        self.tabs.add("report", _("In the report"), self._report())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._fixed)
        layout.addWidget(self.tabs, 1)

    def _report(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        card = Card(tone="quiet")
        card.body.addWidget(self._sentence)
        layout.addWidget(card)
        layout.addWidget(
            muted(_("The sentence follows the results; it states a confidence only where one holds."))
        )
        layout.addStretch(1)
        return part

    @property
    def sample_id(self) -> str:
        return self._row.id if self._row else ""

    def sentence(self) -> str:
        """What the report says of the sample."""
        return self._sentence.text()

    def show_sample(self, row: SampleRow) -> None:
        """Show a sample; what is being typed into the same one stays."""
        self._row = row
        self._number.setText(row.number)
        self._method.set_badge(method_text(row.method), "neutral")
        self._exceptions.set_badge(exceptions_text(row), "accent" if row.exceptions else "outline")
        self._title.setText(row.population)
        self._fixed.setVisible(row.is_fixed)
        self.items.show_sample(row)
        self.population.show_sample(row)
        self._sentence.setText(sample_sentence(self._context.words, row))

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._row = None
        self.items.forget()
        self.population.forget()

    def flush(self) -> bool:
        written = [self.items.flush(), self.population.flush()]
        return all(written)


def exceptions_text(row: SampleRow) -> str:
    """`no exception yet`, `1 exception`, `no exception`."""
    if row.exceptions:
        return ngettext("{n} exception", "{n} exceptions", row.exceptions)
    return _("no exception yet") if row.not_tested else _("no exception")
