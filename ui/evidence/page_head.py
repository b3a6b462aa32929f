"""What stands above the lists of the evidence page: totals, the way to each list, and what is begun there."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.evidence.reads import EvidenceCounts
from app.reporting import formats
from ui.commands import Commands
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button, primary_button
from ui.widgets.filter_field import FilterField
from ui.widgets.labels import muted, title
from ui.widgets.segmented import Segmented
from ui.words import _, ngettext

KEYS = EVIDENCE, OWED, SAMPLES = "evidence", "owed", "samples"
_FIND_AFTER_MS = 150


class PageHead(QWidget):
    """`find_wanted()` follows a pause in typing into `find_field`."""

    find_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sum = muted("", 1)
        self.choice = Segmented([(EVIDENCE, _("Evidence")), (OWED, _("Owed")), (SAMPLES, _("Samples"))])
        self.find_field = FilterField(_("Find"), _("Find"))
        self._finding = QTimer(self)
        self.seen_button = button(_("Seen, not taken"))
        self.list_button = button(_("Save the list…"))
        self.gallery_button = icon_button("image", "")
        self.main_button = primary_button("")
        self._row = QHBoxLayout()
        self._build()
        self._finding.setSingleShot(True)
        self._finding.setInterval(_FIND_AFTER_MS)
        self._finding.timeout.connect(self.find_wanted)
        self.find_field.textChanged.connect(self._wait_with_finding)

    def _build(self) -> None:
        px = current_look().px
        self.choice.setAccessibleName(_("Evidence, owed or samples"))
        self.find_field.setAcceptDrops(False)
        first = QHBoxLayout()
        first.setSpacing(px(8))
        name = title(_("Evidence"))
        first.addWidget(name)
        first.addWidget(self._sum, 1)
        first.addWidget(self.seen_button)
        first.addWidget(self.list_button)
        first.addWidget(self.main_button)
        self._row.setSpacing(px(8))
        self._row.addWidget(self.choice)
        self._row.addWidget(self.find_field, 1)
        # Where there is little room, the words of the page stay whole and the fields give way.
        for part in (name, self.choice):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(10))
        layout.addLayout(first)
        layout.addLayout(self._row)

    def add_narrow(self, narrow: QWidget) -> None:
        """Put what narrows the evidence down at the end of the line, before the way to the gallery."""
        self._row.addWidget(narrow)
        self._row.addWidget(self.gallery_button)

    def show_part(self, key: str, find: str) -> None:
        """Show what belongs to one list; `find` is what it is narrowed down to."""
        self.choice.choose(key)
        self.find_field.setText(find)
        self._finding.stop()
        self.gallery_button.setVisible(key == EVIDENCE)
        self.seen_button.setVisible(key == EVIDENCE)
        self.list_button.setVisible(key == OWED)

    def show_keys(self, key: str, commands: Commands) -> None:
        """What is begun in a list, with the keys that do it."""
        text, command_id = {
            EVIDENCE: (_("Attach files"), "evidence.attach"),
            OWED: (_("New request"), "evidence.new_request"),
            SAMPLES: (_("New sample"), "evidence.new_sample"),
        }[key]
        self.main_button.set_label(text)
        self.main_button.set_keys(commands.keys(command_id))

    def show_counts(self, counts: EvidenceCounts, owed: int, samples: int) -> None:
        self._sum.setText(_sum(counts))
        for key, text, count in (
            (EVIDENCE, _("Evidence"), counts.total),
            (OWED, _("Owed"), owed),
            (SAMPLES, _("Samples"), samples),
        ):
            self.choice.set_text(key, f"{text} {count}" if count else text)

    def show_look(self, *, is_gallery: bool) -> None:
        self.gallery_button.set_icon_name("plan" if is_gallery else "image")
        self.gallery_button.set_name(_("Show as a table") if is_gallery else _("Show as a gallery"))

    def _wait_with_finding(self, _text: str) -> None:
        self._finding.start()

    def find_now(self) -> str:
        """What is looked for; the pause is not waited for any more."""
        self._finding.stop()
        return self.find_field.text()


def _sum(counts: EvidenceCounts) -> str:
    """`37 pieces · 12.4 MB`."""
    if not counts.total:
        return ""
    pieces = ngettext("{n} piece", "{n} pieces", counts.total)
    return f"{pieces} · {formats.size(counts.size)}" if counts.files else pieces
