"""What becomes of the marks: the title of the copy, its pages, where it is used."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence.marking.marks import DerivedHow, Mark, how
from app.evidence.names import display_name
from app.evidence.reads import EvidenceRow
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import CheckField, line_field
from ui.widgets.labels import label_strong, muted
from ui.widgets.segmented import Segmented
from ui.words import _

_ALL, _THIS = "all", "this"


class Foot(QWidget):
    """The last line of the view."""

    def __init__(self, row: EvidenceRow) -> None:
        super().__init__()
        self._row = row
        self._suggested = ""
        self.title = line_field()
        self.choice = Segmented([(_ALL, _("All pages")), (_THIS, _("This page"))])
        self.used_alike = CheckField(_("Use it where {number} is used").format(number=row.number))
        self.close_button = button(_("Close"))
        self.save_button = primary_button(_("Save the copy"))
        self._build()

    def _build(self) -> None:
        px = current_look().px
        self.title.setAccessibleName(_("Title of the copy"))
        self.choice.setAccessibleName(_("Pages of the copy"))
        self.choice.hide()
        self.used_alike.setChecked(bool(self._row.links))
        self.used_alike.setVisible(bool(self._row.links))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(label_strong(_("Title of the copy")))
        line.addWidget(self.title, 1)
        for part in (self.choice, self.used_alike, self.close_button, self.save_button):
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(6))
        layout.addLayout(line)
        layout.addWidget(
            muted(
                _(
                    "{number} stays as it is. The copy is a new piece of evidence, made of pixels alone: "
                    "what a black box covers is not in it, nor text, layers, or what a camera wrote."
                ).format(number=self._row.number),
                2,
            )
        )

    def set_pages(self, page: int, pages: int) -> None:
        """Offer the page that is shown, from 0, where there are several."""
        self.choice.setVisible(pages > 1)
        self.choice.set_text(_THIS, _("Page {page} only").format(page=page + 1))

    def show_marks(self, marks: Sequence[Mark], *, is_busy: bool) -> None:
        """Say what the marks make of the copy."""
        is_redacted = how(marks) is DerivedHow.REDACTED
        if self.title.text() == self._suggested:
            self._suggested = _suggested_title(self._row, is_redacted=is_redacted)
            self.title.setText(self._suggested)
            self.title.setCursorPosition(0)
        self.save_button.set_label(_("Save redacted copy") if is_redacted else _("Save marked copy"))
        self.save_button.setEnabled(bool(marks) and not is_busy)

    def wish(self, page: int) -> tuple[str, tuple[int, ...] | None, bool]:
        """Title, pages (None for all, else the one shown), and whether it is used like the original."""
        pages = (page,) if self.choice.current() == _THIS else None
        return self.title.text().strip() or self._suggested, pages, self.used_alike.isChecked()


def _suggested_title(row: EvidenceRow, *, is_redacted: bool) -> str:
    """What a copy is called unless somebody calls it something else."""
    title = display_name(row.title) or row.name
    return (
        _("{title}, redacted").format(title=title)
        if is_redacted
        else _("{title}, marked").format(title=title)
    )
