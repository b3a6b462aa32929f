"""Spell check: the dictionary of this laptop, and the words of the workspace that are never underlined."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.settings import last_folder
from app.spelling.dictionaries import AMERICAN, BRITISH, OFF
from app.spelling.own_words import own_words, set_own_words
from app.words import N_
from ui.page import Context
from ui.settings.section import Section
from ui.widgets.buttons import button
from ui.widgets.form import choice_field, form_row, text_field
from ui.words import _

_FOLDER = "dictionary_folder"


class SpellingSection(Section):
    """Which dictionary is used, and a way to add one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Spell check"), context, parent)
        self.dictionary = choice_field([])
        self.add_button = button(_("Add a dictionary…"))
        keys = context.shortcuts.caps("window.spelling")
        how = _("{keys} or the menu key corrects an underlined word. Nothing leaves this laptop.")
        self.body.addWidget(form_row(_("Dictionary"), self.dictionary, how.format(keys=keys)))
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.dictionary.value_chosen.connect(self._choose)
        self.add_button.clicked.connect(self._ask)

    def load(self) -> None:
        names = {BRITISH: _("English (United Kingdom)"), AMERICAN: _("English (United States)")}
        offered = [(one.code, names.get(one.code, one.name)) for one in self.context.spelling.offered()]
        self.dictionary.set_choices([(OFF, _("Off")), *offered])
        self.dictionary.set_value(self.context.spelling.code)

    def _choose(self, code: object) -> None:
        self.context.spelling.choose(str(code))

    def _ask(self) -> None:
        folder = last_folder(self.context.settings, _FOLDER)
        kinds = _("Dictionaries (*.dic *.aff)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Add a dictionary"), str(folder), kinds)
        if chosen:
            self.add(Path(chosen))

    def add(self, path: Path) -> None:
        """Copy the dictionary of which `path` is either file, and use it."""
        try:
            self.context.spelling.add(path)
        except UserError as error:
            self.context.report_error(error)
            return
        self.context.settings.set(_FOLDER, str(path.parent))
        self.load()


class OwnWordsSection(Section):
    """Words that are never underlined in this workspace, one a line."""

    kinds: ClassVar[frozenset[str]] = frozenset({"own_word"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Your words for the spell check"), context, parent)
        self.words = text_field(6, 20)
        how = _(
            "One word a line. They stay in this workspace, encrypted like the rest; "
            "names of people, organisations, sites and requirements are known already."
        )
        self.body.addWidget(form_row(_("Never underlined"), self.words, how))
        self._saving = self.saves_itself(self.words, self._save)

    def load(self) -> None:
        with self.context.workspace.read() as unit:
            self._saving.set_text("\n".join(own_words(unit)))

    def _save(self, text: str) -> None:
        label, key = N_("Edit your words"), "own_words"
        with self.context.workspace.write(label, origin=self.origin, merge_key=key) as uow:
            set_own_words(uow, text.splitlines())
