"""Where a piece of evidence is used: items, findings, lines of notes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.evidence import links as evidence_links
from app.evidence.links import Link, Target
from app.evidence.marks import item_name, target_named
from app.evidence.reads import EvidenceRow
from app.findings import links as finding_links
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button, link_button
from ui.widgets.form import form_row, line_field
from ui.widgets.labels import muted
from ui.words import _


class UsedIn(QWidget):
    """`changed(id)` follows a link made or taken off."""

    changed = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._row: EvidenceRow | None = None
        self.lines: list[_LinkLine] = []
        self._list = QVBoxLayout()
        self._none = muted(_("Not used yet. Evidence counts once an item or a finding rests on it."))
        self.mark = line_field("A.8.13, F-07")
        self.add_button = button(_("Use here"))
        self._add_row = form_row(
            _("Use in"), self.mark, _("The number of an item or of a finding; Enter adds it.")
        )
        self._build()
        self.mark.returnPressed.connect(self._add)
        self.mark.textChanged.connect(self._take_remark_away)
        self.add_button.clicked.connect(self._add)

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, px(8), px(8))
        layout.setSpacing(px(8))
        self._list.setSpacing(px(4))
        layout.addWidget(self._none)
        layout.addLayout(self._list)
        layout.addWidget(self._add_row)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        layout.addLayout(foot)
        layout.addStretch(1)

    def show_links(self, row: EvidenceRow) -> None:
        if self._row is None or self._row.id != row.id:
            self.mark.setText("")
        self._row = row
        self._none.setVisible(not row.links)
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        with self._context.workspace.read() as unit:
            names = [_name(unit, row.audit_id, link) for link in row.links]
        self.lines = [self._line(link, name) for link, name in zip(row.links, names, strict=True)]

    def _line(self, link: Link, name: str) -> "_LinkLine":
        line = _LinkLine(link, name)
        line.opened.connect(self._open)
        line.taken_off.connect(self._take_off)
        self._list.addWidget(line)
        return line

    def _add(self) -> None:
        row, text = self._row, self.mark.text().strip()
        if row is None or not text:
            return
        with self._context.workspace.read() as unit:
            target = target_named(unit, row.audit_id, text)
        if target is None:
            self._add_row.set_remark(_("There is no item and no finding with this number in the audit."))
            return

        def change(uow: UnitOfWork) -> None:
            if target.finding_id is not None:
                finding_links.link_evidence(uow, target.finding_id, row.id)
            else:
                evidence_links.link(uow, row.id, target)

        if self._writing.do(N_("Use evidence {number}"), change, number=row.number):
            self.mark.setText("")
            self.changed.emit(row.id)

    def _take_remark_away(self, _text: str) -> None:
        self._add_row.set_remark("")

    def _take_off(self, target: Target) -> None:
        row = self._row
        if row is None:
            return

        def change(uow: UnitOfWork) -> None:
            if target.finding_id is not None:
                finding_links.unlink_evidence(uow, target.finding_id, row.id)
            else:
                evidence_links.unlink(uow, row.id, target)

        if self._writing.do(N_("Take evidence {number} off"), change, number=row.number):
            self.changed.emit(row.id)
            self.mark.setFocus()

    def _open(self, target: Target) -> None:
        if target.finding_id is not None:
            self._context.navigate("findings", {"finding_id": target.finding_id})
        elif target.item_id is not None:
            self._context.navigate("sessions", {"item_id": target.item_id})
        elif self._row is not None and self._row.session_id is not None:
            self._context.navigate("sessions", {"session_id": self._row.session_id})


class _LinkLine(QWidget):
    """One place: its name leads there, the cross takes the evidence off it."""

    opened = Signal(object)
    taken_off = Signal(object)

    def __init__(self, link: Link, name: str) -> None:
        super().__init__()
        self._target = link.target
        self.open_button = link_button(_text(link, name))
        self.off_button = icon_button("close", _("Take off {place}").format(place=name))
        self.open_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.open_button, 1)
        layout.addStretch(0)
        layout.addWidget(self.off_button)
        self.open_button.clicked.connect(self._open)
        self.off_button.clicked.connect(self._take_off)

    def _open(self) -> None:
        self.opened.emit(self._target)

    def _take_off(self) -> None:
        self.taken_off.emit(self._target)


def _name(unit: ReadUnit, audit_id: str, link: Link) -> str:
    item_id = link.target.item_id
    name = item_name(unit, audit_id, item_id) if item_id is not None else link.label
    return " ".join(name.split())


def _text(link: Link, name: str) -> str:
    if link.target.finding_id is not None:
        return _("Finding {number}").format(number=name)
    if link.target.item_id is not None:
        return _("Item {code}").format(code=name)
    return _("Note “{words}”").format(words=name)
