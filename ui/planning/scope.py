"""The scope in its present version; once fieldwork has begun a change makes a new one (R-15)."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning import audits
from app.programme.organizations import SiteRow
from app.reporting import labels
from app.words import N_
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import date_text
from ui.saving import SavedFields, Writer
from ui.theme import current_look
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.form import CheckField, check_field, date_field, line_field, text_field
from ui.widgets.labels import label, label_strong, muted
from ui.widgets.layout import named, side_by_side
from ui.words import _


class ScopeCard(Card):
    """Text, units, processes, period and sites."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("Scope"))
        self._writer = writer
        self._audit_id = writer.context.audit_id or ""
        self._version = label("")
        self.text = text_field(3, 14)
        self.units = text_field(1, 8)
        self.processes = text_field(1, 8)
        self.period_start = date_field()
        self.period_end = date_field()
        self.sites = SiteChecks()
        self.reason = line_field()
        self.version_button = button(_("New scope version"))
        self._change = QWidget()
        self._fields = SavedFields(self._save, writer, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.body.setSpacing(px(12))
        self.header.addWidget(self._version)
        self._build_change()
        for row in (
            self._change,
            named(_("Extent and boundaries"), self.text),
            side_by_side(named(_("Units"), self.units), named(_("Processes"), self.processes)),
            side_by_side(named(_("Period audited from"), self.period_start), named(_("to"), self.period_end)),
            self.sites,
        ):
            self.body.addWidget(row)

    def _build_change(self) -> None:
        layout = QVBoxLayout(self._change)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            muted(
                _(
                    "The audit was opened with this scope. A change makes a new version, and the report "
                    "prints it with its reason."
                )
            )
        )
        layout.addWidget(named(_("Reason for the change"), self.reason))
        line = QHBoxLayout()
        line.addWidget(self.version_button)
        line.addStretch(1)
        layout.addLayout(line)

    def _connect(self) -> None:
        for name, field in (("text", self.text), ("units", self.units), ("processes", self.processes)):
            self._fields.add_text(name, field)
        self._fields.add("period_start", self.period_start)
        self._fields.add("period_end", self.period_end)
        self.sites.sites_chosen.connect(self._save_sites)
        self.sites.settings_requested.connect(self._open_settings)
        self.version_button.clicked.connect(self._start_version)
        self.reason.returnPressed.connect(self._start_version)

    def show_plan(self, plan: PlanData) -> None:
        scope = plan.audit.scope
        today = self._writer.context.workspace.seat.clock.now().date()
        is_open = not plan.has_begun or bool(scope.reason and scope.decided_at.date() == today)
        self._change.setVisible(not is_open and not plan.is_settled)
        self._version.setText(_version_text(scope.version, scope.reason, date_text(scope.decided_at.date())))
        self._fields.show(
            {
                "text": scope.text,
                "units": scope.units,
                "processes": scope.processes,
                "period_start": scope.period_start,
                "period_end": scope.period_end,
            }
        )
        self._fields.set_read_only(not is_open or plan.is_settled)
        self.sites.setEnabled(is_open and not plan.is_settled)
        self.sites.show_sites(plan.sites, scope.site_ids)

    def _save(self, name: str, value: Any) -> None:
        key = f"scope:{self._audit_id}:{name}"
        self._writer.attempt(N_("Edit the scope"), key, audits.edit_scope, self._audit_id, **{name: value})

    def _save_sites(self, site_ids: tuple[str, ...]) -> None:
        self._writer.run(N_("Change the sites"), audits.set_scope_sites, self._audit_id, site_ids)

    def _start_version(self) -> None:
        reason = self.reason.text().strip()
        made = self._writer.run(N_("New scope version"), audits.new_scope_version, self._audit_id, reason)
        if made:
            self.reason.clear()
            self.text.setFocus()
        else:
            self.reason.setFocus()

    def _open_settings(self) -> None:
        self._writer.context.navigate("settings", {"tab": "organization", "part": "sites"})

    def flush(self) -> bool:
        return self._fields.flush()


def _version_text(version: int, reason: str, day: str) -> str:
    if not reason:
        return _("Version {n}").format(n=version)
    return _("Version {n} of {day}: {reason}").format(n=version, day=day, reason=reason)


class SiteChecks(QWidget):
    """The sites of the organisation; `sites_chosen` carries the ids of those in scope."""

    sites_chosen = Signal(object)
    settings_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checks: dict[str, CheckField] = {}
        self._shown: tuple[SiteRow, ...] | None = None
        self._column = QVBoxLayout()
        self._nothing = muted(_("The organisation has no sites yet."))
        self.settings_link = link_button(_("Add sites in the settings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(4))
        layout.addWidget(label_strong(_("Sites")))
        layout.addWidget(self._nothing)
        layout.addLayout(self._column)
        line = QHBoxLayout()
        line.addWidget(self.settings_link)
        line.addStretch(1)
        layout.addLayout(line)
        self.settings_link.clicked.connect(self.settings_requested)

    def show_sites(self, sites: tuple[SiteRow, ...], chosen: tuple[str, ...]) -> None:
        if sites != self._shown:
            self._rebuild(sites)
        for site_id, check in self._checks.items():
            check.setChecked(site_id in chosen)
        self._nothing.setVisible(not sites)

    def _rebuild(self, sites: tuple[SiteRow, ...]) -> None:
        self._shown = sites
        for check in self._checks.values():
            self._column.removeWidget(check)
            check.hide()
            check.deleteLater()
        self._checks = {site.id: check_field(_site_text(site)) for site in sites}
        for check in self._checks.values():
            check.clicked.connect(self._tell)
            self._column.addWidget(check)

    def check(self, site_id: str) -> CheckField:
        return self._checks[site_id]

    def _tell(self) -> None:
        chosen = tuple(site_id for site_id, check in self._checks.items() if check.isChecked())
        self.sites_chosen.emit(chosen)


def _site_text(site: SiteRow) -> str:
    kind = _(labels.SITE_KINDS["virtual" if site.is_virtual else "physical"])
    return " · ".join(part for part in (site.name, kind, site.address, site.zone) if part)
