"""The settings page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.programme.organizations import OrganizationRow, organizations
from ui.page import Context, Page
from ui.settings.appearance_section import AppearanceSection
from ui.settings.backup_section import BackupSection, SecondPlaceSection
from ui.settings.keyboard_section import KeyboardSection
from ui.settings.organization_section import OrganizationSection
from ui.settings.people_section import PeopleSection
from ui.settings.phrases_section import PhrasesSection
from ui.settings.programme_section import LabelsSection, LimitsSection, ProgrammeSection
from ui.settings.protection_section import ProtectionSection
from ui.settings.section import Section, column
from ui.settings.sites_section import SitesSection
from ui.settings.spelling_section import OwnWordsSection, SpellingSection
from ui.settings.workspace_section import PlaceSection, VerifySection
from ui.settings.you_section import YouSection
from ui.theme import current_look
from ui.widgets.labels import muted, title
from ui.widgets.scrolled import scrolled
from ui.widgets.tabs import Tabs
from ui.words import _

if TYPE_CHECKING:
    from app.unit_of_work import Change

_WIDTH = 1240


class SettingsPage(Page):
    """Everything that is set once and holds for a while."""

    page_id = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.appearance = AppearanceSection(context)
        self.you = YouSection(context)
        self.keyboard = KeyboardSection(context)
        self.spelling = SpellingSection(context)
        self.phrases = PhrasesSection(context)
        self.own_words = OwnWordsSection(context)
        self.organization = OrganizationSection(context)
        self.programme = ProgrammeSection(context)
        self.limits = LimitsSection(context)
        self.labels = LabelsSection(context)
        self._no_programme = muted(_("There is no programme yet: enter the organisation first."))
        self.sites = SitesSection(context)
        self.people = PeopleSection(context)
        self.place = PlaceSection(context)
        self.protection = ProtectionSection(context)
        self.backup = BackupSection(context)
        self.second = SecondPlaceSection(context)
        self.verify = VerifySection(context)
        self.tabs = Tabs()
        self._start: QWidget | None = None
        self._lay_out()
        self.organization.added.connect(self.load)

    def _lay_out(self) -> None:
        px = current_look().px
        laptop = column(self.appearance, self.spelling, self.you)
        self.tabs.add("laptop", _("This laptop"), _sides(laptop, self.keyboard))
        self.tabs.add("organization", _("Organisation"), _sides(column(self.organization), self.sites))
        self.tabs.add(
            "programme",
            _("Programme"),
            _sides(column(self._no_programme, self.limits, self.programme), column(self.labels)),
        )
        self.tabs.add("people", _("People"), _sides(self.people))
        self.tabs.add("phrases", _("Phrases and words"), _sides(self.phrases, column(self.own_words)))
        self.tabs.add(
            "workspace",
            _("Workspace"),
            _sides(column(self.place, self.protection, self.second), column(self.backup, self.verify)),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(18), px(14), px(18), px(14))
        layout.setSpacing(px(8))
        layout.addWidget(title(_("Settings")))
        layout.addWidget(self.tabs, 1)

    def title(self) -> str:
        return _("Settings")

    def sections(self) -> tuple[Section, ...]:
        """All parts of the page, tab after tab."""
        return (
            self.appearance,
            self.you,
            self.keyboard,
            self.spelling,
            self.phrases,
            self.own_words,
            self.organization,
            self.programme,
            self.limits,
            self.labels,
            self.sites,
            self.people,
            self.place,
            self.protection,
            self.backup,
            self.second,
            self.verify,
        )

    def load(self) -> None:
        organization = self._organization()
        self.sites.setVisible(organization is not None)
        self._no_programme.setVisible(organization is None)
        if organization is not None:
            self.organization.organization_id = organization.id
            for part in (self.programme, self.limits, self.labels):
                part.programme_id = organization.programme_id
            self.sites.organization_id = organization.id
            self.people.organization_id = organization.id
        for section in self.sections():
            section.load()

    def _organization(self) -> OrganizationRow | None:
        from app.planning.audit_list import audit_row

        with self.context.workspace.read() as unit:
            rows = organizations(unit)
            audit = audit_row(unit, self.context.audit_id) if self.context.audit_id else None
        wanted = audit.organization_id if audit else None
        return next((row for row in rows if row.id == wanted), rows[0] if rows else None)

    def refresh(self, changes: frozenset[Change]) -> None:
        if not self.sites.organization_id:
            self.load()
            return
        for section in self.sections():
            section.refresh(changes)

    def open(self, **where: Any) -> None:
        if where.get("tab") in ("laptop", "organization", "programme", "people", "phrases", "workspace"):
            self.tabs.choose(where["tab"])
        if isinstance(where.get("person_id"), str):
            self.people.table.select(where["person_id"])
        starts = {"sites": self.sites.add_button, "you": self.you.person}
        self._start = starts.get(str(where.get("part")))

    def where(self) -> dict[str, str]:
        return {"tab": self.tabs.current()}

    def first_focus(self) -> QWidget:
        return self._start or self.tabs.bar

    def flush(self) -> bool:
        written = [section.flush() for section in self.sections()]
        return all(written)


def _sides(*parts: QLayout | QWidget) -> QWidget:
    """Parts side by side in an area that scrolls where the window is small."""
    px = current_look().px
    ground = QWidget()
    ground.setMaximumWidth(px(_WIDTH))
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, px(4), 0, px(4))
    row.setSpacing(px(12))
    for part in parts:
        if isinstance(part, QLayout):
            row.addLayout(part, 1)
        else:
            row.addWidget(part, 1)
    return scrolled(ground)
