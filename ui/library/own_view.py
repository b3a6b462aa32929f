"""A policy, law or contract with its sections, written by the organisation's auditors."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.library import own_requirements
from app.library.kept_packs import KeptPack, kept_packs
from app.programme.organizations import organizations
from app.words import N_
from ui.library.section_editor import SectionEditor
from ui.page import Context
from ui.saving import SavedFields, Writer
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import muted, title
from ui.widgets.layout import card, in_a_row, named
from ui.words import _, ngettext

_BEGIN, _WRITE = 0, 1


class OwnView(QWidget):
    """`written(pack_id)` follows when one was begun, `closed` asks to go back to the library."""

    written = Signal(str)
    closed = Signal()

    def __init__(self, context: Context, origin: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._writer = Writer(context, origin, changed)
        self._pack: KeptPack | None = None
        self._heading = title("", 1)
        self._about = muted("", 2)
        self.organization = choice_field([])
        self.new_title = line_field(_("for example Access policy ISP-05"))
        self.new_version = line_field(_("for example 4.2"))
        self.begin_button = primary_button("")
        self.title_field = line_field()
        self.version = line_field()
        self.sections = SectionEditor(self._writer)
        self.remove_button = button(_("Remove this framework"))
        self.close_button = button(_("Done"))
        self._fields = SavedFields(self._save, self._writer, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(14), px(10), px(14), px(8))
        layout.setSpacing(px(8))
        layout.addWidget(self._heading)
        layout.addWidget(self._about)
        self._stack.addWidget(self._beginning())
        self._stack.addWidget(self._writing())
        layout.addWidget(self._stack, 1)
        layout.addWidget(in_a_row((self.close_button, 0), (self.remove_button, 0), (QWidget(), 1)))

    def _beginning(self) -> QWidget:
        self._organization_row = named(_("Organisation"), self.organization)
        self._title_row = named(_("Title"), self.new_title)
        made = card(
            "",
            self._organization_row,
            in_a_row((self._title_row, 3), (named(_("Version"), self.new_version), 1)),
            in_a_row((self.begin_button, 0), (QWidget(), 1)),
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(made)
        column.addStretch(1)
        return holder

    def _writing(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_look().px(12))
        column.addWidget(
            in_a_row((named(_("Title"), self.title_field), 3), (named(_("Version"), self.version), 1))
        )
        column.addWidget(self.sections, 1)
        return holder

    def _connect(self) -> None:
        self._fields.add_text("title", self.title_field)
        self._fields.add_text("version", self.version)
        self.begin_button.clicked.connect(self._begin)
        for field in (self.new_title, self.new_version):
            field.returnPressed.connect(self._begin)
        self.remove_button.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.closed)

    def begin(self) -> None:
        """Ask for title and version of a new one."""
        self._pack = None
        with self._context.workspace.read() as unit:
            known = organizations(unit)
        self.organization.set_choices([(row.id, row.name) for row in known])
        if known and self.organization.value() is None:
            self.organization.set_value(known[0].id)
        self._organization_row.setVisible(len(known) > 1)
        self._title_row.show()
        self._heading.setText(_("Your own requirements"))
        self._about.setText(_("A policy, a law or a contract, with the sections that an audit is judged by."))
        self.begin_button.set_label(_("Begin"))
        self.new_title.clear()
        self.new_version.clear()
        self._show(_BEGIN)
        self.new_title.setFocus()

    def show_pack(self, pack_id: str) -> None:
        """Edit one, or begin its next version where an audit is judged by it."""
        with self._context.workspace.read() as unit:
            self._pack = next((one for one in kept_packs(unit) if one.id == pack_id), None)
        if self._pack is None:
            self.closed.emit()
        elif self._pack.editable:
            self._show_editable(self._pack)
        else:
            self._show_pinned(self._pack)

    def _show_editable(self, pack: KeptPack) -> None:
        self._heading.setText(pack.title)
        self._about.setText(
            ngettext(
                "{n} section. Everything is saved as you type.",
                "{n} sections. Everything is saved as you type.",
                pack.requirements,
            )
        )
        self._fields.show({"title": pack.title, "version": pack.version})
        self.sections.show_pack(pack.id)
        self._show(_WRITE)

    def _show_pinned(self, pack: KeptPack) -> None:
        self._heading.setText(pack.title)
        said = _("{audits}: judged by version {version}, which does not change any more.")
        self._about.setText(said.format(audits=", ".join(pack.audits), version=pack.version))
        self._organization_row.hide()
        self._title_row.hide()
        self.begin_button.set_label(_("Begin the next version"))
        self.new_version.clear()
        self._show(_BEGIN)
        self.new_version.setFocus()

    def _show(self, which: int) -> None:
        self._stack.setCurrentIndex(which)
        self.remove_button.setVisible(which == _WRITE)
        self.close_button.set_label(_("Done") if which == _WRITE else _("Cancel"))

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""
        if self._pack is not None and self._stack.currentIndex() == _WRITE:
            self.show_pack(self._pack.id)

    def _begin(self) -> None:
        if self._pack is not None:
            label, act = N_("Begin the next version of {title}"), own_requirements.new_version
            made = self._writer.run(label, act, self._pack.id, self.new_version.text())
        else:
            label, add = N_("Begin own requirements"), own_requirements.add_own_pack
            organization_id = self.organization.value()
            if organization_id is None:
                self._context.say(_("Add the organisation first, in the settings."))
                return
            made = self._writer.run(
                label, add, organization_id, self.new_title.text(), self.new_version.text()
            )
        if made:
            self.written.emit(made)
            self.show_pack(made)
            self.sections.first_focus().setFocus()

    def _save(self, name: str, value: Any) -> None:
        if self._pack is not None:
            edit, key = own_requirements.edit_own_pack, f"own:{self._pack.id}:{name}"
            self._writer.attempt(N_("Edit own requirements"), key, edit, self._pack.id, **{name: value})

    def _remove(self) -> None:
        if self._pack is None:
            return
        remove, pack_id = own_requirements.remove_own_pack, self._pack.id
        self._pack = None
        self._writer.run(N_("Remove own requirements"), remove, pack_id)
        self.closed.emit()

    def flush(self) -> bool:
        return all((self._fields.flush(), self.sections.flush()))
