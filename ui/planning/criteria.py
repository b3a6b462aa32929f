"""What the audit is judged by: frameworks, the Statement of Applicability, policies, laws, contracts."""

from typing import Any, cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.library.shelf import on_offer
from app.library.soa import SoaVersionRow
from app.planning import audits
from app.planning.audits import CriterionKind
from app.planning.fitting import Fitted
from app.planning.reads import CriterionRow
from app.words import N_
from ui.planning.pinning import Choice, framework_choices, iso_27001, pin
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import CRITERION_KINDS, date_text
from ui.planning.rows import Identified, RowForm, RowForms
from ui.planning.section import Section
from ui.saving import SavedFields, Writer, choices
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button, link_button
from ui.widgets.card import Card
from ui.widgets.form import choice_field, line_field
from ui.widgets.labels import body, label, muted
from ui.widgets.layout import card, filling, in_a_row, named
from ui.words import _

_OWN = (CriterionKind.ORGANIZATIONAL, CriterionKind.LEGAL, CriterionKind.CONTRACTUAL)


class Criteria(Section):
    """Pinned once, and the same for ever (R-3)."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        self._frameworks = RowForms(_FrameworkForm, _("No framework is pinned yet."))
        self._shelf = on_offer()
        self._has_framework = False
        self.framework = choice_field([])
        self.pin_button = button(_("Pin it and build the checklist"))
        self.soa = SoaCard(writer)
        self.rows = RowForms(self._make, _("No policy, law or contract is named yet."))
        self.kind = choice_field(choices(list(_OWN), kind_word))
        self.title = line_field(_("Title, such as Access policy ISP-05"))
        self.version = line_field(_("Version or date"))
        self.add_button = button(_("Add"))
        self._build()
        self.pin_button.clicked.connect(self._pin)
        self.add_button.clicked.connect(self._add)
        for field in (self.title, self.version):
            field.returnPressed.connect(self._add)

    def _build(self) -> None:
        self.kind.setCurrentIndex(0)
        for field, name in (
            (self.kind, _("Kind")),
            (self.title, _("Title")),
            (self.version, _("Version")),
        ):
            field.setAccessibleName(name)
        self.framework.setAccessibleName(_("Framework"))
        line = QHBoxLayout()
        line.setSpacing(current_look().px(8))
        line.addWidget(self.framework, 1)
        line.addWidget(self.pin_button)
        framework = card(_("Framework"), self._frameworks)
        framework.body.addLayout(line)
        page = filling(self)
        page.add(
            framework,
            self.soa,
            card(
                _("Policies, laws and contracts"),
                self.rows,
                in_a_row((self.kind, 2), (self.title, 4), (self.version, 2), (self.add_button, 0)),
            ),
        )
        page.finish()

    def _make(self, criterion_id: str) -> RowForm:
        form = _CriterionForm(self.writer, criterion_id)
        form.remove_button.setMinimumWidth(self.add_button.sizeHint().width())
        return form

    def show_plan(self, plan: PlanData) -> None:
        pinned = [row for row in plan.audit.criteria if row.kind is CriterionKind.FRAMEWORK]
        self._frameworks.show_rows(pinned)
        self._has_framework = bool(pinned)
        offered = framework_choices(self._shelf, plan.packs, plan.audit.organization_id)
        self.framework.set_choices(offered)
        if self.framework.value() is None and offered:
            self.framework.set_value(iso_27001(self._shelf))
        self.writer.allow(
            *(self.framework, self.pin_button, self.kind, self.title, self.version, self.add_button)
        )
        self.rows.show_rows([row for row in plan.audit.criteria if row.kind is not CriterionKind.FRAMEWORK])
        self.soa.show_plan(plan)

    def _pin(self) -> None:
        choice = self.framework.value()
        if isinstance(choice, Choice):
            pin(self.writer.context, self.audit_id, choice, self._on_pinned)

    def _on_pinned(self, count: int) -> None:
        text = _("Pinned; the checklist has {count} items.")
        self.writer.context.say(text.format(count=count))
        self.title.setFocus()

    def _add(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.title.setFocus()
            return
        version = self.version.text().strip()
        added = self.writer.run(
            N_("Add criterion"),
            audits.add_criterion,
            self.audit_id,
            self.kind.value(),
            title,
            version=version,
        )
        if added:
            self.title.clear()
            self.version.clear()
            self.title.setFocus()

    def first_focus(self) -> QWidget:
        return self.title if self._has_framework else self.framework

    def flush(self) -> bool:
        return self.rows.flush()


class _FrameworkForm(RowForm):
    """A pinned framework: title and version, never edited."""

    def __init__(self, _criterion_id: str) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self._title = body("", 2)
        self._version = label("")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self._title)
        self.body.addWidget(self._version)

    def show_row(self, row: Identified) -> None:
        criterion = cast(CriterionRow, row)
        self._title.setText(criterion.title)
        text = _("Pinned at version {version}; later editions never reach this audit.")
        self._version.setText(text.format(version=criterion.version))


class _CriterionForm(RowForm):
    """A policy, law or contract with its version."""

    def __init__(self, writer: Writer, criterion_id: str) -> None:
        super().__init__()
        self._writer = writer
        self._criterion_id = criterion_id
        self.kind = choice_field(choices(list(_OWN), kind_word))
        self.title = line_field()
        self.version = line_field()
        self.remove_button = icon_button("close", _("Remove"))
        self._fields = SavedFields(self._save, writer, self)
        self._build()

    def _build(self) -> None:
        self.setProperty("role", "row")
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(8))
        for part, share in ((self.kind, 2), (self.title, 4), (self.version, 2), (self.remove_button, 0)):
            row.addWidget(part, share)
        self.body.addLayout(row)
        for field, name in ((self.kind, _("Kind")), (self.title, _("Title")), (self.version, _("Version"))):
            field.setAccessibleName(name)
        self._fields.add("kind", self.kind)
        self._fields.add_text("title", self.title)
        self._fields.add_text("version", self.version)
        self.remove_button.clicked.connect(self._remove)

    def show_row(self, row: Identified) -> None:
        criterion = cast(CriterionRow, row)
        self._fields.show({"kind": criterion.kind, "title": criterion.title, "version": criterion.version})
        if criterion.pack_id is not None:
            # Its sections are pinned with this title and version.
            self._fields.set_read_only(True)
        self._writer.allow(self.remove_button)
        self.remove_button.set_name(_("Remove {title}").format(title=criterion.title))

    def _save(self, name: str, value: Any) -> None:
        key = f"criterion:{self._criterion_id}:{name}"
        edit = audits.edit_criterion
        self._writer.attempt(N_("Edit criterion"), key, edit, self._criterion_id, **{name: value})

    def _remove(self) -> None:
        self._writer.run(N_("Remove criterion"), audits.remove_criterion, self._criterion_id)

    def first_field(self) -> QWidget:
        return self.title

    def flush(self) -> bool:
        return self._fields.flush()


class SoaCard(Card):
    """Which version of the Statement of Applicability the audit is judged against."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(_("Statement of Applicability"))
        self._writer = writer
        self._audit_id = writer.context.audit_id or ""
        self._offered: tuple[SoaVersionRow, ...] | None = None
        self.version = choice_field([])
        self.reason = line_field()
        self._about = muted("")
        self._compared: tuple[str, str] = ("", "")
        self.differences_link = link_button("")
        self._reason_row = named(
            _("Reason for another version"),
            self.reason,
            _("Write it before you choose the version: the change is logged as a deviation."),
        )
        self.body.addWidget(named(_("Version"), self.version))
        self.body.addWidget(self._reason_row)
        self.body.addWidget(self._about)
        line = QHBoxLayout()
        line.addWidget(self.differences_link)
        line.addStretch(1)
        self.body.addLayout(line)
        self.version.value_chosen.connect(self._pin)
        self.differences_link.clicked.connect(self._show_differences)

    def show_plan(self, plan: PlanData) -> None:
        versions = tuple(plan.soa_versions)
        if versions != self._offered:
            self._offered = versions
            self.version.set_choices([(row.id, _soa_text(row)) for row in versions])
        self.version.set_value(plan.audit.soa_version_id)
        self._writer.allow(self.version, self.reason)
        pinned = next((row for row in versions if row.id == plan.audit.soa_version_id), None)
        self._about.setText(_soa_about(pinned, bool(versions)))
        self._reason_row.setVisible(plan.has_begun and pinned is not None and len(versions) > 1)
        self._offer_differences(pinned, versions[-1] if versions else None)

    def _offer_differences(self, pinned: SoaVersionRow | None, newest: SoaVersionRow | None) -> None:
        """A version that came after the pinned one is looked at before it is chosen (R-52)."""
        is_newer = pinned is not None and newest is not None and pinned.id != newest.id
        self.differences_link.setVisible(is_newer)
        if pinned is not None and newest is not None:
            self._compared = (pinned.id, newest.id)
            text = _("Show what version {number} says otherwise")
            self.differences_link.set_label(text.format(number=newest.number))

    def _show_differences(self) -> None:
        before, after = self._compared
        where = {"version_id": after, "part": "comparison", "compared_with": before}
        self._writer.context.navigate("soa", where)

    def _pin(self, version_id: object) -> None:
        reason = self.reason.text().strip()
        fitted = self._writer.run(N_("Pin the SoA"), audits.pin_soa, self._audit_id, version_id, reason)
        if fitted is None:
            self.reason.setFocus()
            return
        self.reason.clear()
        told = fitted_text(fitted)
        if told:
            self._writer.context.say(told)
        if fitted.findings:
            self._writer.context.report_error(_excluded(fitted.findings))


def fitted_text(fitted: Fitted) -> str:
    """What became of the checklist, in a sentence or two; "" when it asks what it asked."""
    parts = [
        _listed(_("Now verified as excluded: {controls}."), fitted.now_excluded),
        _listed(_("Now asked about again: {controls}."), fitted.now_asked),
        _listed(_("Questions with work on them stay: {controls}."), fitted.kept),
    ]
    return " ".join(part for part in parts if part)


def _listed(text: str, references: tuple[str, ...]) -> str:
    return text.format(controls=", ".join(references)) if references else ""


def _excluded(findings: tuple[str, ...]) -> UserError:
    """R-53: the version is pinned, but these cannot be issued as they are."""
    return UserError(
        N_("This version leaves out the control that {findings} is judged by.")
        if len(findings) == 1
        else N_("This version leaves out the controls that {findings} are judged by."),
        N_("The version is pinned, and the findings are kept as they are."),
        N_("Raise them against 6.1.3, withdraw them with a reason, or correct the SoA in a new version."),
        findings=", ".join(findings),
    )


def _soa_text(row: SoaVersionRow) -> str:
    if row.approved_on is None:
        return _("Version {number}").format(number=row.number)
    return _("Version {number} of {day}").format(number=row.number, day=date_text(row.approved_on))


def _soa_about(pinned: SoaVersionRow | None, there_are_any: bool) -> str:
    if pinned is not None:
        text = _("{applicable} controls apply, {excluded} are left out.")
        return text.format(applicable=pinned.applicable, excluded=pinned.excluded)
    if there_are_any:
        return _("No version is pinned: every control counts as applicable.")
    return _("No version is recorded for this organisation: every control counts as applicable.")


def kind_word(kind: CriterionKind) -> str:
    return term(CRITERION_KINDS, kind)
