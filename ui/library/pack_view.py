"""One framework: what it is, its tree filtered as one types, and the selected line in full."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.library.browsing import Line, found, lines_of
from app.library.entries import Entry, Where
from app.library.pack_data import Depth, PackData
from ui.library.content_table import ContentTable
from ui.library.question_words import Part, question_about, question_parts, requirement_parts, stage_word
from ui.planning.checklist.themes import theme_choices
from ui.theme import current_look
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_field import FilterField
from ui.widgets.form import choice_field
from ui.widgets.labels import body, muted, question, title
from ui.widgets.layout import ScrollPage
from ui.widgets.lead_label import LeadLabel
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Memory, Splitter
from ui.words import _, message, ngettext

ALL = "all"


class PackView(QWidget):
    """`export_requested` asks to write the framework to a folder, `edit_requested` to edit or renew it."""

    export_requested = Signal()
    edit_requested = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._pack: PackData | None = None
        self._lines: Sequence[Line] = ()
        self._entry: Entry | None = None
        self._title = title("", 2)
        self._about = muted("", 6)
        self.export_button = button(_("Export"))
        self.edit_button = button(_("Edit"))
        self.text = FilterField(_("Filter by number or words"), _("Filter by number or words"))
        self.theme = choice_field([])
        self.which = Segmented([(ALL, _("Everything")), ("core", _("Core")), ("deep", _("Deep"))])
        self.table = ContentTable()
        self._unmatched = EmptyState(
            _("Nothing fits the filter"), _("Choose everything, all themes, or fewer words.")
        )
        self._faults = ScrollPage(self)
        self._detail = ScrollPage(self)
        self._splitter = Splitter(Qt.Orientation.Vertical, "library.pack", memory, self)
        self._stack = QStackedWidget()
        self._list = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(8))
        layout.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._title, 1)
        head.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self._about)
        for part in (self.table, self._unmatched):
            self._list.addWidget(part)
        self._stack.addWidget(self._content())
        self._stack.addWidget(self._faults)
        layout.addWidget(self._stack, 1)

    def _content(self) -> QWidget:
        px = current_look().px
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, px(8))
        column.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        self.theme.setAccessibleName(_("Theme"))
        self.which.setAccessibleName(_("Which questions"))
        row.addWidget(self.which)
        row.addWidget(self.theme)
        row.addWidget(self.text, 1)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        self._splitter.addWidget(upper)
        self._splitter.addWidget(self._detail)
        self._splitter.setSizes([px(310), px(290)])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 1)
        return self._splitter

    def _connect(self) -> None:
        self.text.textChanged.connect(self._show_found)
        self.text.list_wanted.connect(self.table.setFocus)
        self.theme.value_chosen.connect(self._show_found)
        self.which.chosen.connect(self._show_found)
        self.table.row_selected.connect(self._show_line)
        self.export_button.clicked.connect(self.export_requested)
        self.edit_button.clicked.connect(self.edit_requested)

    def show_entry(self, entry: Entry, pack: PackData | None) -> None:
        """Show a framework, or the faults of one that cannot be used."""
        is_other = self._entry is None or self._entry.id != entry.id
        self._entry = entry
        self._title.setText(entry.title)
        self._about.setText(_about(entry, pack))
        self.edit_button.setVisible(entry.where is Where.WRITTEN)
        editable = entry.kept is not None and entry.kept.editable
        self.edit_button.set_label(_("Edit") if editable else _("New version"))
        self.export_button.setVisible(pack is not None)
        self._stack.setCurrentIndex(0 if pack is not None else 1)
        if pack is None:
            self._show_faults(entry)
            return
        if pack is not self._pack:
            self._know(pack)
        if is_other or self.theme.value() is None:
            self.theme.set_value("")
        self._show_found()

    def _know(self, pack: PackData) -> None:
        self._pack = pack
        self._lines = lines_of(pack)
        self.table.know(self._lines)
        self._offer_depths(pack)
        self.theme.set_choices(theme_choices(line.theme for line in self._lines))
        self.theme.setVisible(self.theme.count() > 1)

    def _offer_depths(self, pack: PackData) -> None:
        """A depth that no question of the framework has would leave an empty list behind."""
        depths = {question.depth.value for question in pack.questions}
        self.which.setVisible(bool(depths))
        if self.which.current() not in {ALL, *depths}:
            self.which.choose(ALL)

    def _show_faults(self, entry: Entry) -> None:
        _clear(self._faults)
        if entry.folder is not None:
            self._faults.add(body(_("It lies in {folder}").format(folder=entry.folder)))
        problems = entry.error.problems if entry.error else ()
        for problem in problems:
            self._faults.add(body(message(problem.message)))
        self._faults.finish()

    def _show_found(self) -> None:
        depth = None if self.which.current() == ALL else Depth(self.which.current())
        lines = found(self._lines, self.text.text(), str(self.theme.value() or ""), depth)
        self.table.show_lines(lines)
        self.table.show_from_top()
        self._list.setCurrentIndex(0 if lines else 1)
        self._show_line()

    def _show_line(self) -> None:
        line = self.table.current_line()
        _clear(self._detail)
        self._detail.verticalScrollBar().setValue(0)
        if line is None:
            self._detail.add(muted(_("Choose a line to read it in full.")))
            self._detail.finish()
            return
        head, about, parts = _said(line)
        self._detail.add(question(head))
        if about:
            self._detail.add(muted(about))
        self._detail.add(*(_part(name, entries, line) for name, entries in parts))
        self._detail.finish()

    def first_focus(self) -> QWidget:
        return self.text


def _part(name: str, entries: Sequence[str], line: Line) -> QWidget:
    """One text behind its name, or a list below it; a requirement's wording keeps its own lines."""
    if len(entries) == 1:
        return LeadLabel(name, entries[0], lines=None)
    lines = [f"•  {entry}" for entry in entries] if line.question is not None else entries
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_look().px(2))
    column.addWidget(LeadLabel(name, lines=None))
    column.addWidget(muted("\n".join(lines)))
    return holder


def _said(line: Line) -> tuple[str, str, list[Part]]:
    """What stands first, what it is about, and the named texts below."""
    if line.question is not None:
        asked = line.question
        about = (asked.code, asked.primary, question_about(asked), stage_word(asked))
        return asked.question, " · ".join(part for part in about if part), question_parts(asked)
    if line.requirement is not None:
        one = line.requirement
        return f"{one.reference} {one.title}", "", requirement_parts(one)
    assert line.heading is not None
    return f"{line.heading.reference} {line.heading.title}", "", []


def _clear(page: ScrollPage) -> None:
    while (item := page.column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _about(entry: Entry, pack: PackData | None) -> str:
    if pack is None:
        return _("This framework cannot be used. Mend what is named here, and open the page again.")
    parts = [_("Version {version}").format(version=pack.version)]
    if entry.where is not Where.WRITTEN:
        parts += [
            ngettext("{n} question", "{n} questions", len(pack.questions)),
            pack.source,
            _("Licence: {licence}").format(licence=pack.licence) if pack.licence else "",
            pack.attribution,
            pack.modified,
        ]
    if entry.kept is not None and entry.kept.audits:
        audits = ", ".join(entry.kept.audits)
        parts.append(_("pinned by {audits}").format(audits=audits))
    return " · ".join(part for part in parts if part)
