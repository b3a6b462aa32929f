"""How the audit is carried out, and whether the auditee agreed to the plan."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.planning import audits, steps
from app.words import N_
from ui.planning.plan_data import PlanData
from ui.planning.section import Section
from ui.saving import SavedFields, Writer
from ui.widgets.form import date_field, line_field, text_field
from ui.widgets.layout import card, filling, named, side_by_side
from ui.words import _

_TEXTS = (
    ("sampling_approach", N_("Sampling"), N_("How samples are chosen and how large they are.")),
    ("resources", N_("Resources and access"), N_("Accounts, read-only tools, rooms, badges.")),
    ("logistics", N_("Logistics and safety"), N_("Travel, protective equipment, rules of the site.")),
    (
        "confidentiality",
        N_("Confidentiality and recordings"),
        N_("What may be copied, who consented to recording, how evidence is kept."),
    ),
    ("contingency", N_("If something fails"), N_("Lost connection, people who are ill, refused access.")),
)


class Arrangements(Section):
    """Consent of the auditee, arrangements, recipients."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        self.sent = date_field()
        self.accepted = date_field()
        self.objection = text_field(1, 8)
        self.recipients = text_field(2, 10)
        self.classification = line_field()
        self._fields = SavedFields(self._save, writer, self)
        self._build()

    def _build(self) -> None:
        agreement = card(
            _("The auditee’s agreement"),
            side_by_side(named(_("Plan sent on"), self.sent), named(_("Plan accepted on"), self.accepted)),
            named(_("Objection, and how it was settled"), self.objection),
        )
        arrangements = card(_("Arrangements"))
        for name, text, description in _TEXTS:
            field = text_field(1, 10)
            arrangements.body.addWidget(named(_(text), field, _(description)))
            self._fields.add_text(name, field)
        report = card(
            _("Report"),
            named(_("Recipients"), self.recipients, _("One a line: name and function.")),
            named(_("Classification"), self.classification),
        )
        self._fields.add("plan_sent_on", self.sent)
        self._fields.add("plan_accepted_on", self.accepted)
        self._fields.add_text("plan_objection", self.objection)
        self._fields.add_lines("report_recipients", self.recipients)
        self._fields.add_text("classification", self.classification)
        page = filling(self)
        page.add(agreement, arrangements, report)
        page.finish()

    def show_plan(self, plan: PlanData) -> None:
        audit = plan.audit
        self._fields.show(
            {
                **audit.fields,
                "plan_sent_on": audit.plan_sent_on,
                "plan_accepted_on": audit.plan_accepted_on,
                "report_recipients": audit.report_recipients,
            }
        )

    def _save(self, name: str, value: Any) -> None:
        key = f"audit:{self.audit_id}:{name}"
        self.writer.attempt(N_("Edit the plan"), key, audits.edit_audit, self.audit_id, **{name: value})

    def place_of(self, what: str) -> QWidget | None:
        return self.accepted if what == steps.PLAN_ACCEPTED else None

    def first_focus(self) -> QWidget:
        return self.sent

    def flush(self) -> bool:
        return self._fields.flush()
