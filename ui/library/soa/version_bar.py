"""Which version is in hand, what is known of it in a line, and how the next one begins."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.library.soa import SoaVersionRow
from app.library.soa.importing import bring_framework, frameworks_with_controls
from app.library.soa.picture import SoaPicture
from app.library.soa.writing import begin_version, next_version
from app.planning.audit_list import AuditRow
from app.programme.organizations import OrganizationRow
from app.progress import Progress
from app.words import N_
from ui.library.soa.escape_strip import EscapeStrip
from ui.planning.plan_words import date_text
from ui.saving import Writer
from ui.theme import current_look
from ui.widgets.buttons import button, link_button, primary_button
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import label_strong, muted, title
from ui.words import _, ngettext

_BEGIN = N_("Begin a version of the Statement of Applicability")


class VersionBar(QWidget):
    """`version_chosen` and `organization_chosen` follow a choice; the other signals ask the page."""

    version_chosen = Signal()
    organization_chosen = Signal()
    import_requested = Signal()
    export_requested = Signal()
    pin_requested = Signal()

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self._writer = writer
        self.organization = choice_field([])
        self.version = choice_field([])
        self.import_button = button(_("Import a list"))
        self.export_button = button(_("Export"))
        self.new_button = button(_("Next version"))
        self.number = line_field(_("such as 4.2"))
        self.begin_button = primary_button(_("Begin"))
        self.cancel_button = button(_("Cancel"))
        self._form = EscapeStrip()
        self._number_name = label_strong("")
        self.pin_link = link_button("")
        self._about = muted("", 2)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.organization.setAccessibleName(_("Organisation"))
        self.version.setAccessibleName(_("Version"))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(title(_("Statement of Applicability")), 1)
        for part in (
            self.organization,
            self.version,
            self.new_button,
            self.import_button,
            self.export_button,
        ):
            row.addWidget(part)
        self._number_name.setBuddy(self.number)
        for widget in (self._number_name, self.number, self.begin_button, self.cancel_button):
            self._form.body.addWidget(widget)
        self._form.body.addStretch(1)
        self._form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(8))
        layout.addLayout(row)
        layout.addWidget(self._form)
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self._about, 1)
        line.addWidget(self.pin_link)
        layout.addLayout(line)

    def _connect(self) -> None:
        self.version.value_chosen.connect(self.version_chosen)
        self.organization.value_chosen.connect(self.organization_chosen)
        self.import_button.clicked.connect(self.import_requested)
        self.export_button.clicked.connect(self.export_requested)
        self.pin_link.clicked.connect(self.pin_requested)
        self.new_button.clicked.connect(self.begin)
        self.begin_button.clicked.connect(self._begin)
        self.number.returnPressed.connect(self._begin)
        self.cancel_button.clicked.connect(self._put_away)
        self._form.escaped.connect(self._put_away)

    def organization_id(self) -> str:
        return str(self.organization.value() or "")

    def version_id(self) -> str:
        return str(self.version.value() or "")

    def choose(self, version_id: str) -> None:
        """Take a version in hand; one that is not there is left aside."""
        before = self.version.value()
        self.version.set_value(version_id)
        if self.version.value() is None:
            self.version.set_value(before)

    def show_organizations(self, known: Sequence[OrganizationRow]) -> None:
        self.organization.set_choices([(row.id, row.name) for row in known])
        if self.organization.value() is None and known:
            self.organization.set_value(known[0].id)
        self.organization.setVisible(len(known) > 1)

    def show_versions(self, versions: Sequence[SoaVersionRow]) -> None:
        """Offer these, the newest first; it is in hand unless another was chosen."""
        newest_first = list(reversed(versions))
        self.version.set_choices([(row.id, _version_text(row)) for row in newest_first])
        if self.version.value() is None and newest_first:
            self.version.set_value(newest_first[0].id)
        self.version.setVisible(bool(versions))
        self.export_button.setVisible(bool(versions))
        self.new_button.set_label(_("Next version") if versions else _("Begin with every control"))
        name = _("Number of the next version") if versions else _("Number of the first version")
        self._number_name.setText(name)
        self.number.setAccessibleName(name)

    def show_picture(self, picture: SoaPicture | None, audit: AuditRow | None) -> None:
        """Show a version, and offer the audit in hand to be judged by it."""
        self._about.setText(_about(picture) if picture else "")
        self._about.setVisible(picture is not None)
        can_pin = (
            picture is not None
            and audit is not None
            and audit.organization_id == picture.about.organization_id
            and audit.soa_version_id != picture.about.id
        )
        self.pin_link.setVisible(can_pin)
        if audit is not None:
            self.pin_link.set_label(_("Judge {number} by this version").format(number=audit.number))

    def begin(self) -> None:
        """Ask for the number of the version that comes next."""
        self._form.show()
        self.number.clear()
        self.number.setFocus()

    def _begin(self) -> None:
        if not self.begin_button.isEnabled():
            return
        if self.version_id():
            self._take_in_hand(self._writer.run(_BEGIN, next_version, self.version_id(), self.number.text()))
        elif self.organization_id():
            self._begin_with_every_control()
        else:
            self._writer.context.say(_("Add the organisation first, in the settings."))

    def _begin_with_every_control(self) -> None:
        self._wait(True)
        text = _("Reading the framework")
        answers = (self._begin_first, self._refuse, self._go_on)
        self._writer.context.jobs.start(text, self._bring_framework, *answers)

    def _wait(self, is_waiting: bool) -> None:
        """While the controls are read nothing is begun a second time."""
        self.number.setReadOnly(is_waiting)
        self.begin_button.setEnabled(not is_waiting)

    def _refuse(self, error: UserError) -> None:
        self._go_on()
        self._writer.context.report_error(error)

    def _go_on(self) -> None:
        self._wait(False)
        self.number.setFocus()

    def _bring_framework(self, _progress: Progress) -> None:
        bring_framework(self._writer.context.workspace)

    def _begin_first(self, _brought: object) -> None:
        self._wait(False)
        with self._writer.context.workspace.read() as unit:
            framework = frameworks_with_controls(unit)[0]
        number = self.number.text()
        made = self._writer.run(_BEGIN, begin_version, self.organization_id(), framework.id, number)
        self._take_in_hand(made)

    def _take_in_hand(self, version_id: str | None) -> None:
        """Show the version that was begun, or ask for another number where it was refused."""
        if not version_id:
            self.number.setFocus()
            return
        self._put_away()
        self.choose(version_id)
        self.version_chosen.emit()

    def _put_away(self) -> None:
        self._form.hide()
        self.version.setFocus()


def _version_text(row: SoaVersionRow) -> str:
    if row.approved_on is None:
        return _("Version {number}").format(number=row.number)
    return _("Version {number} of {day}").format(number=row.number, day=date_text(row.approved_on))


def _about(picture: SoaPicture) -> str:
    """How many controls it lists, who approved it, and by which audits it is pinned."""
    about, listed = picture.about, len(picture.lines)
    parts = [
        ngettext("{n} control applies", "{n} controls apply", listed - picture.excluded),
        ngettext("{n} is left out", "{n} are left out", picture.excluded),
    ]
    missing = len(picture.controls) - listed
    if missing:
        parts.append(ngettext("{n} is missing", "{n} are missing", missing))
    if about.approver:
        parts.append(_("approved by {name}").format(name=about.approver))
    if about.audits:
        said = _("{audits}: judged by it, so that it does not change any more")
        parts.append(said.format(audits=", ".join(about.audits)))
    return " · ".join(parts)
