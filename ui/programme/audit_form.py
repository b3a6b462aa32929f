"""The form for a new audit: whose it is, what it starts from, when it is held, and who leads it."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.planning.audit_list import AuditRow
from app.planning.audits import AuditType
from app.planning.new_audit import Choices, NewAudit
from app.reporting import labels
from ui.terms import term
from ui.theme import current_look
from ui.widgets.buttons import button, primary_button
from ui.widgets.card import Panel
from ui.widgets.form import FormRow, choice_field, date_field, form_row, line_field
from ui.widgets.labels import heading
from ui.widgets.scrolled import scrolled
from ui.words import _, ngettext

_WIDTH = 360
_DAYS = 3
_YEAR_OF_WEEKS = timedelta(weeks=52)
_NEW = ""


class AuditForm(Panel):
    """`submitted` carries a NewAudit, `left` says that the form is not wanted any more."""

    submitted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self._choices: Choices | None = None
        self._title_is_own = False
        self._length: timedelta | None = timedelta(days=_DAYS - 1)
        self._build_fields()
        self._build_rows()
        self._lay_out()
        self._connect()

    def _build_fields(self) -> None:
        self.organization = choice_field(())
        self.organization_name = line_field(_("for example Northwind Clinics"))
        self.copy_of = choice_field(())
        self.type = choice_field([(kind, term(labels.AUDIT_TYPES, kind)) for kind in AuditType])
        self.title = line_field()
        self.start_on = date_field()
        self.end_on = date_field()
        self.lead_auditor = choice_field(())
        self.soa_version = choice_field(())
        self.create_button = primary_button(_("Create audit"))
        self.close_button = button(_("Close"))

    def _build_rows(self) -> None:
        self._organization_row = form_row(_("Organisation"), self.organization)
        self._name_row = form_row(
            _("Name of the organisation"), self.organization_name, _("As the report prints it.")
        )
        self._copy_row = form_row(
            _("Start from"),
            self.copy_of,
            _("An earlier audit gives scope, criteria, team, plan texts and questions, never its results."),
        )
        self._title_row = form_row(_("Title"), self.title)
        self._start_row = form_row(_("First day"), self.start_on)
        self._end_row = form_row(_("Last day"), self.end_on)
        self._lead_row = form_row(
            _("Lead auditor"), self.lead_auditor, _("Independence is declared in the plan.")
        )
        self._soa_row = form_row(
            _("Statement of Applicability"),
            self.soa_version,
            _("Controls that it excludes get one item each: verify the exclusion."),
        )

    def _lay_out(self) -> None:
        px = current_look().px
        content = Panel()
        rows = content.body
        rows.setContentsMargins(0, 0, px(8), 0)
        rows.setSpacing(px(12))
        dates = QHBoxLayout()
        dates.setSpacing(px(12))
        for row in (self._start_row, self._end_row):
            dates.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        for row in (self._organization_row, self._name_row, self._copy_row, form_row(_("Type"), self.type)):
            rows.addWidget(row)
        rows.addWidget(self._title_row)
        rows.addLayout(dates)
        rows.addWidget(self._lead_row)
        rows.addWidget(self._soa_row)
        rows.addStretch(1)
        self.body.setContentsMargins(px(16), px(14), px(8), px(16))
        self.body.setSpacing(px(12))
        self.body.addWidget(heading(_("New audit")))
        self.body.addWidget(scrolled(content), 1)
        self.body.addLayout(self._button_line())
        self.setMinimumWidth(px(_WIDTH))

    def _button_line(self) -> QHBoxLayout:
        px = current_look().px
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.create_button)
        line.addWidget(self.close_button)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.organization.value_chosen.connect(self._take_organization)
        self.copy_of.value_chosen.connect(self._take_copy)
        self.type.value_chosen.connect(self._suggest_title)
        self.title.textEdited.connect(self._keep_title)
        self.start_on.value_chosen.connect(self._move_end)
        self.end_on.value_chosen.connect(self._note_length)
        for line in (self.organization_name, self.title):
            line.returnPressed.connect(self._submit)
        self.create_button.clicked.connect(self._submit)
        self.close_button.clicked.connect(self.left)

    def begin(self, choices: Choices, acting_person_id: str | None, source: AuditRow | None) -> None:
        """Start afresh, from nothing or from an earlier audit."""
        self._choices = choices
        self._offer(choices, acting_person_id)
        self._title_is_own = False
        self.organization_name.clear()
        for row in (self._name_row, self._title_row, self._start_row, self._end_row):
            row.set_remark("")
        organization = source.organization_id if source else self._likely_organization(choices)
        self.organization.set_value(organization)
        self._take_organization()
        self.copy_of.set_value(source.id if source else _NEW)
        self._take_copy()
        self.set_busy(False)

    def _offer(self, choices: Choices, acting_person_id: str | None) -> None:
        known: list[tuple[object, str]] = [(row.id, row.name) for row in choices.organizations]
        self.organization.set_choices([*known, (_NEW, _("A new organisation…"))])
        people: list[tuple[object, str]] = [(row.id, row.label) for row in choices.people]
        self.lead_auditor.set_choices([*people, (_NEW, _("Name the lead later"))])
        self.lead_auditor.set_value(acting_person_id or _NEW)

    def _likely_organization(self, choices: Choices) -> str:
        if choices.audits:
            return choices.audits[0].organization_id
        return choices.organizations[0].id if choices.organizations else _NEW

    def set_busy(self, busy: bool) -> None:
        """While it is being made nothing can be pressed twice."""
        self.create_button.setEnabled(not busy)
        self.create_button.set_label(_("Creating…") if busy else _("Create audit"))

    def first_field(self) -> QWidget:
        """Where typing starts: the name of a new organisation, or the choice among those known."""
        return self.organization if self.organization.count() > 1 else self.organization_name

    def _take_organization(self) -> None:
        organization_id = self.organization.value()
        self._name_row.setVisible(organization_id == _NEW)
        self._organization_row.setVisible(self.organization.count() > 1)
        self._offer_copies(organization_id)
        self._offer_versions(organization_id)

    def _offer_copies(self, organization_id: object) -> None:
        audits = self._choices.audits if self._choices else ()
        earlier: list[tuple[object, str]] = [
            (row.id, f"{row.number} · {row.title}")
            for row in audits
            if row.organization_id == organization_id
        ]
        self.copy_of.set_choices([(_NEW, _("All requirements, one question each")), *earlier])
        self._copy_row.setVisible(bool(earlier))
        if self.copy_of.value() is None:
            self.copy_of.set_value(_NEW)
            self._take_copy()

    def _offer_versions(self, organization_id: object) -> None:
        versions = self._choices.soa.get(str(organization_id), ()) if self._choices else ()
        known: list[tuple[object, str]] = [
            (row.id, _version_text(row.number, row.excluded)) for row in reversed(versions)
        ]
        self.soa_version.set_choices([*known, (_NEW, _("All controls apply"))])
        if self.soa_version.value() is None:
            self.soa_version.setCurrentIndex(0)

    def _source(self) -> AuditRow | None:
        audits = self._choices.audits if self._choices else ()
        return next((row for row in audits if row.id == self.copy_of.value()), None)

    def _take_copy(self) -> None:
        source = self._source()
        if self._choices is None:
            return
        if source is None:
            self._suggest_dates(next_monday(self._choices.today), timedelta(days=_DAYS - 1))
            if self.type.value() is None:
                self.type.set_value(AuditType.INTERNAL_FULL)
            self._suggest_title()
            return
        self.type.set_value(source.type)
        self._suggest_dates(*next_dates(source, self._choices.today))
        if source.lead_auditor_id:
            self.lead_auditor.set_value(source.lead_auditor_id)
        if source.soa_version_id:
            self.soa_version.set_value(source.soa_version_id)
        if not self._title_is_own:
            self.title.setText(source.title)

    def _suggest_dates(self, start: date, length: timedelta) -> None:
        self._length = length
        self.start_on.set_value(start)
        self.end_on.set_value(start + length)

    def _suggest_title(self) -> None:
        kind = self.type.value()
        if not self._title_is_own and isinstance(kind, AuditType) and self._source() is None:
            kind_text = term(labels.AUDIT_TYPES, kind)
            self.title.setText(_("{type}, ISO 27001:2022").format(type=kind_text))

    def _keep_title(self) -> None:
        self._title_is_own = True

    def _move_end(self, start: date | None) -> None:
        if start is not None and self._length is not None:
            self.end_on.set_value(start + self._length)

    def _note_length(self, end: date | None) -> None:
        start = self.start_on.value()
        self._length = end - start if start and end and end >= start else None

    def _submit(self) -> None:
        if not self.create_button.isEnabled():
            return
        wrong = [row for row, text in self._objections() if _object(row, text)]
        if wrong:
            wrong[0].field.setFocus()
            return
        self.submitted.emit(
            NewAudit(
                title=self.title.text().strip(),
                type=_kind(self.type.value()),
                start_on=self.start_on.value(),
                end_on=self.end_on.value(),
                lead_auditor_id=str(self.lead_auditor.value() or "") or None,
                organization_id=str(self.organization.value() or ""),
                organization_name=self.organization_name.text().strip(),
                soa_version_id=str(self.soa_version.value() or ""),
                copy_of=str(self.copy_of.value() or ""),
            )
        )

    def _objections(self) -> list[tuple[FormRow, str]]:
        is_new = self.organization.value() == _NEW
        nameless = is_new and not self.organization_name.text().strip()
        untitled = not self.title.text().strip()
        return [
            (self._name_row, _("Enter the organisation’s name.") if nameless else ""),
            (self._title_row, _("Enter the title to print on the report.") if untitled else ""),
            (self._start_row, self._objection_to_start()),
            (self._end_row, self._objection_to_end()),
        ]

    def _objection_to_start(self) -> str:
        if not self.start_on.is_valid():
            return _("Write a date such as 24 Nov 2026.")
        is_missing = self.copy_of.value() != _NEW and self.start_on.value() is None
        return _("Enter the day: the period under audit moves with it.") if is_missing else ""

    def _objection_to_end(self) -> str:
        start, end = self.start_on.value(), self.end_on.value()
        if not self.end_on.is_valid():
            return _("Write a date such as 24 Nov 2026.")
        return _("This is before the first day.") if start and end and end < start else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def next_monday(today: date) -> date:
    """The Monday after `today`."""
    return today + timedelta(days=7 - today.weekday())


def next_dates(source: AuditRow, today: date) -> tuple[date, timedelta]:
    """The same weekday a year or more after an audit, not before `today`; and how long it lasted."""
    if source.start_on is None:
        return next_monday(today), timedelta(days=_DAYS - 1)
    start = source.start_on + _YEAR_OF_WEEKS
    while start < today:
        start += _YEAR_OF_WEEKS
    return start, source.end_on - source.start_on if source.end_on else timedelta()


def _kind(value: object) -> AuditType:
    return value if isinstance(value, AuditType) else AuditType.INTERNAL_FULL


def _version_text(number: str, excluded: int) -> str:
    if not excluded:
        return _("Version {number} · all controls apply").format(number=number)
    return ngettext(
        "Version {number} · {n} control excluded",
        "Version {number} · {n} controls excluded",
        excluded,
        number=number,
    )


def _object(row: FormRow, text: str) -> bool:
    row.set_remark(text)
    return bool(text)
