"""Where a file comes from: what it was made from, what was made from it, and what its camera wrote."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.evidence import links
from app.evidence.links import Target
from app.evidence.marks import evidence_named, item_name
from app.evidence.on_the_table import on_the_table
from app.evidence.reads import DerivedHow, EvidenceDetail
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.evidence.writing import Writing
from ui.page import Context
from ui.theme import current_look
from ui.widgets.buttons import link_button
from ui.widgets.labels import body, label_strong
from ui.words import _


class Origin(QWidget):
    """`asked(id)` wants another piece to be shown; `changed(id)` follows a link made."""

    asked = Signal(str)
    changed = Signal(str)

    def __init__(self, context: Context, writing: Writing) -> None:
        super().__init__()
        self._context = context
        self._writing = writing
        self._detail: EvidenceDetail | None = None
        self._item_id = ""
        self._made_name = label_strong("")
        self.pieces: list[_Piece] = []
        self._made = QWidget()
        self._made_line = QHBoxLayout()
        self._camera = QWidget()
        self._camera_text = body("")
        self._table = body("")
        self.use_button = link_button("")
        self._build()
        self.use_button.clicked.connect(self.use_there)

    def _build(self) -> None:
        px = current_look().px
        made = QVBoxLayout(self._made)
        made.setContentsMargins(0, 0, 0, px(6))
        made.setSpacing(px(4))
        made.addWidget(self._made_name)
        made.addLayout(self._made_line)
        self._made_line.setSpacing(px(8))
        camera = QVBoxLayout(self._camera)
        camera.setContentsMargins(0, 0, 0, px(6))
        camera.setSpacing(px(4))
        camera.addWidget(label_strong(_("What the camera wrote")))
        camera.addWidget(self._camera_text)
        proposal = QHBoxLayout()
        proposal.setSpacing(px(8))
        proposal.addWidget(self._table)
        proposal.addWidget(self.use_button)
        proposal.addStretch(1)
        camera.addLayout(proposal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._made)
        layout.addWidget(self._camera)

    def show_detail(self, detail: EvidenceDetail) -> None:
        self._detail = detail
        self._show_made(detail)
        self._show_camera(detail)

    def _show_made(self, detail: EvidenceDetail) -> None:
        numbers = (detail.derived_from,) if detail.derived_from else detail.copies
        self._made.setVisible(bool(numbers))
        self._made_name.setText(_made_text(detail))
        while (left := self._made_line.takeAt(0)) is not None:
            widget = left.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.pieces = [_Piece(number) for number in numbers]
        for piece in self.pieces:
            piece.asked.connect(self._show_piece)
            self._made_line.addWidget(piece)
        self._made_line.addStretch(1)

    def _show_piece(self, number: str) -> None:
        if self._detail is None:
            return
        with self._context.workspace.read() as unit:
            evidence_id = evidence_named(unit, self._detail.row.audit_id, number)
        if evidence_id:
            self.asked.emit(evidence_id)

    def _show_camera(self, detail: EvidenceDetail) -> None:
        at = detail.camera_time
        self._camera.setVisible(at is not None or bool(detail.has_location))
        when = _("{day} by its own clock").format(day=f"{at:%d %b %Y %H:%M}") if at else _("no time")
        where = _("and where it was") if detail.has_location else _("and no place")
        self._camera_text.setText(f"{when}, {where}")
        self._propose(detail)

    def _propose(self, detail: EvidenceDetail) -> None:
        """The item that was on the table then, unless the photo is used there."""
        name, self._item_id = "", ""
        if detail.camera_time is not None and not detail.is_fixed:
            with self._context.workspace.read() as unit:
                moment = on_the_table(unit, detail.row.audit_id, detail.camera_time)
                item_id = moment.item_id if moment else None
                if item_id and all(link.target.item_id != item_id for link in detail.row.links):
                    self._item_id = item_id
                    name = item_name(unit, detail.row.audit_id, item_id)
        for part in (self._table, self.use_button):
            part.setVisible(bool(name))
        self._table.setText(_("Then {item} was on the table.").format(item=name))
        self.use_button.set_label(_("Use in {item}").format(item=name))

    def use_there(self) -> None:
        """Use the photo in the item that was on the table when it was taken."""
        detail, item_id = self._detail, self._item_id
        if detail is None or not item_id:
            return

        def change(uow: UnitOfWork) -> None:
            links.link(uow, detail.row.id, Target(item_id=item_id))

        if self._writing.do(N_("Use evidence {number}"), change, number=detail.row.number):
            self.changed.emit(detail.row.id)


class _Piece(QWidget):
    """The number of another piece; `asked(number)` when it is pressed."""

    asked = Signal(str)

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self.button = link_button(number)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self.button.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._number)


def _made_text(detail: EvidenceDetail) -> str:
    if not detail.derived_from:
        return _("Copies made from it")
    return _("Redacted copy of") if detail.derived_how is DerivedHow.REDACTED else _("Marked copy of")
