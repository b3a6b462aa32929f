"""How the program looks on this laptop."""

from PySide6.QtWidgets import QWidget

from app.resource_files import resource_path
from ui.page import Context
from ui.settings.section import Section
from ui.shell.appearance import ZOOM_STEPS
from ui.widgets.form import choice_field, form_row
from ui.widgets.segmented import Segmented
from ui.words import _

_LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}


class AppearanceSection(Section):
    """Theme, text size, language."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Appearance"), context, parent)
        self.theme = Segmented([("system", _("Like the system")), ("light", _("Light")), ("dark", _("Dark"))])
        self.zoom = choice_field([(step, f"{step} %") for step in ZOOM_STEPS])
        self.language = choice_field([(code, _LANGUAGE_NAMES.get(code, code)) for code in _languages()])
        self.body.addWidget(form_row(_("Theme"), self.theme))
        self.body.addWidget(form_row(_("Text size"), self.zoom, self._keys_of_zoom()))
        self.body.addWidget(
            form_row(
                _("Language of the window"), self.language, _("Another language shows at the next start.")
            )
        )
        self.theme.chosen.connect(context.appearance.choose_theme)
        self.zoom.value_chosen.connect(context.appearance.choose_zoom)
        self.language.value_chosen.connect(self._choose_language)
        context.appearance.changed.connect(self.load)

    def _keys_of_zoom(self) -> str:
        keys = self.context.shortcuts
        larger, smaller = keys.caps("window.larger"), keys.caps("window.smaller")
        return _("Also with {larger} and {smaller}.").format(larger=larger, smaller=smaller)

    def load(self) -> None:
        self.theme.choose(self.context.appearance.choice)
        self.zoom.set_value(self.context.appearance.zoom)
        self.language.set_value(self.context.settings.get("language", "en"))

    def _choose_language(self, code: object) -> None:
        self.context.settings.set("language", code)


def _languages() -> list[str]:
    translated = [folder.parent.name for folder in resource_path("translations").glob("*/LC_MESSAGES")]
    return ["en", *sorted(code for code in translated if code != "en")]
