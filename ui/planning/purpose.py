"""What the audit is for and what it covers."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.planning import audits, steps
from app.planning.audits import AuditMode, AuditType
from app.reporting import labels
from app.words import N_
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import arrangement
from ui.planning.scope import ScopeCard
from ui.planning.section import Section
from ui.saving import SavedFields, Writer, choices
from ui.terms import term
from ui.widgets.form import check_field, choice_field, date_field, line_field, text_field
from ui.widgets.layout import card, filling, named, side_by_side
from ui.words import _


class Purpose(Section):
    """Title, dates, reason and objectives; the scope in its present version."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        self.title = line_field()
        self.kind = choice_field(choices(list(AuditType), _type_word))
        self.mode = choice_field(choices(list(AuditMode), arrangement))
        self.integrated = check_field(_("Integrated: one management system, several standards"))
        self.joint = check_field(_("Joint: several auditing organisations"))
        self.start = date_field()
        self.end = date_field()
        self.closing = date_field()
        self.reason = text_field(2, 8)
        self.objectives = text_field(3, 14)
        self.enquiry = text_field(2, 10)
        self._end_row = named(_("Last day"), self.end)
        self.scope = ScopeCard(writer)
        self._fields = SavedFields(self._save, writer, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        page = filling(self)
        page.add(
            card(
                _("The audit"),
                side_by_side((named(_("Title"), self.title), 2), named(_("Type"), self.kind)),
                side_by_side(
                    named(_("First day"), self.start),
                    self._end_row,
                    named(_("Closing meeting on"), self.closing),
                    named(_("Method"), self.mode),
                ),
                side_by_side(self.integrated, self.joint),
            ),
            card(
                _("Purpose"),
                named(
                    _("Objectives"),
                    self.objectives,
                    _("Does the ISMS conform, and is it effectively implemented and maintained?"),
                ),
                named(
                    _("Why this audit, and why now"),
                    self.reason,
                    _("Importance of the processes, changes, results of earlier audits."),
                ),
                named(
                    _("Lines of enquiry"), self.enquiry, _("One a line: threads to follow across sessions.")
                ),
            ),
            self.scope,
        )
        page.finish()

    def _connect(self) -> None:
        self._fields.add_text("title", self.title)
        self._fields.add_text("objectives", self.objectives)
        self._fields.add_text("reason", self.reason)
        self._fields.add_lines("lines_of_enquiry", self.enquiry)
        for name, field in (
            ("type", self.kind),
            ("mode", self.mode),
            ("is_integrated", self.integrated),
            ("is_joint", self.joint),
            ("start_on", self.start),
            ("end_on", self.end),
            ("closing_on", self.closing),
        ):
            self._fields.add(name, field)

    def show_plan(self, plan: PlanData) -> None:
        audit = plan.audit
        self._fields.show(
            {
                "title": audit.title,
                "type": audit.type,
                "mode": audit.mode,
                "is_integrated": audit.is_integrated,
                "is_joint": audit.is_joint,
                "start_on": audit.start_on,
                "end_on": audit.end_on,
                "closing_on": audit.closing_on,
                "objectives": audit.fields["objectives"],
                "reason": audit.fields["reason"],
                "lines_of_enquiry": audit.lines_of_enquiry,
            }
        )
        is_turned = audit.start_on and audit.end_on and audit.end_on < audit.start_on
        self._end_row.set_remark(_("The last day is before the first.") if is_turned else "")
        self.scope.show_plan(plan)

    def _save(self, name: str, value: Any) -> None:
        key = f"audit:{self.audit_id}:{name}"
        self.writer.attempt(N_("Edit the plan"), key, audits.edit_audit, self.audit_id, **{name: value})

    def place_of(self, what: str) -> QWidget | None:
        return self.scope.text if what == steps.SCOPE else None

    def first_focus(self) -> QWidget:
        return self.objectives

    def flush(self) -> bool:
        written = [self._fields.flush(), self.scope.flush()]
        return all(written)


def _type_word(kind: AuditType) -> str:
    return term(labels.AUDIT_TYPES, kind)
