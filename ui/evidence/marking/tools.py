"""What is at hand above the page: kinds of marks, the words of a label, undo, zoom, pages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.evidence.marking.marks import LONGEST_LABEL, MarkKind
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button
from ui.widgets.form import line_field
from ui.widgets.labels import label
from ui.widgets.segmented import Segmented
from ui.words import _

_WORDS_WIDTH = 220


class Tools(QWidget):
    """`chosen(MarkKind)` tells which kind is drawn from now on, `words_changed(text)` what a label says."""

    chosen = Signal(object)
    words_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = Segmented(
            [
                (MarkKind.BLACK.value, _("Black out")),
                (MarkKind.HIGHLIGHT.value, _("Highlight")),
                (MarkKind.FRAME.value, _("Frame")),
                (MarkKind.ARROW.value, _("Arrow")),
                (MarkKind.LABEL.value, _("Label")),
            ]
        )
        self.words = line_field(_("Words of the label"))
        self.undo_button = icon_button("undo", _("Undo"))
        self.smaller_button = icon_button("minus", _("Smaller"))
        self.fit_button = button("100 %")
        self.larger_button = icon_button("plus", _("Larger"))
        self.previous_button = icon_button("chevron-left", _("Previous page"))
        self._where = label("")
        self.next_button = icon_button("chevron-right", _("Next page"))
        self._build()
        self.choice.chosen.connect(self._on_chosen)
        self.words.textEdited.connect(self.words_changed)

    def _build(self) -> None:
        px = current_look().px
        self.choice.setAccessibleName(_("Kind of mark"))
        self.words.setAccessibleName(_("Words of the label"))
        self.words.setMaxLength(LONGEST_LABEL)
        self.words.setFixedWidth(px(_WORDS_WIDTH))
        self.fit_button.setAccessibleName(_("Fit the page"))
        self.fit_button.keep_room_for("100 %", "600 %")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addWidget(self.choice)
        layout.addWidget(self.words)
        layout.addStretch(1)
        layout.addWidget(self.undo_button)
        layout.addSpacing(px(8))
        for part in (self.smaller_button, self.fit_button, self.larger_button):
            layout.addWidget(part)
        layout.addSpacing(px(8))
        layout.addWidget(self.previous_button)
        layout.addWidget(self._where)
        layout.addWidget(self.next_button)
        self.show_label(None)

    def _on_chosen(self, key: str) -> None:
        self.chosen.emit(MarkKind(key))

    def take_black(self) -> None:
        self._take(MarkKind.BLACK)

    def take_highlight(self) -> None:
        self._take(MarkKind.HIGHLIGHT)

    def take_frame(self) -> None:
        self._take(MarkKind.FRAME)

    def take_arrow(self) -> None:
        self._take(MarkKind.ARROW)

    def take_label(self) -> None:
        self._take(MarkKind.LABEL)

    def _take(self, kind: MarkKind) -> None:
        self.choice.choose(kind.value)
        self.chosen.emit(kind)

    def show_label(self, text: str | None) -> None:
        """The words of the chosen label, to be written; None when no label is chosen."""
        self.words.setVisible(text is not None)
        if text is None or text == self.words.text():
            return
        self.words.setText(text)

    def show_zoom(self, zoom: float) -> None:
        self.fit_button.set_label(f"{round(zoom * 100)} %")

    def show_page(self, page: int, pages: int) -> None:
        """Which page is shown, from 0; nothing of pages where there is but one."""
        for part in (self.previous_button, self._where, self.next_button):
            part.setVisible(pages > 1)
        self._where.setText(_("Page {page} of {pages}").format(page=page + 1, pages=pages))
