"""Who audits and who is audited, with the declarations of independence."""

from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning import steps, team
from app.planning.audits import TeamRole
from app.planning.reads import AuditeeRow, TeamRow
from app.programme import people
from app.reporting import labels
from app.unit_of_work import UnitOfWork
from app.words import N_
from ui.planning.person_adder import NewPerson, PersonAdder
from ui.planning.plan_data import PlanData
from ui.planning.plan_words import capital
from ui.planning.rows import Identified, RowForm, RowForms
from ui.planning.section import Section
from ui.saving import SavedFields, Writer, choices
from ui.theme import current_look
from ui.widgets.buttons import button, icon_button
from ui.widgets.form import choice_field, date_field, line_field, text_field
from ui.widgets.labels import label, strong
from ui.widgets.layout import below_label, card, filling, in_a_row, named, side_by_side
from ui.words import _

_DECLARING = (
    TeamRole.LEAD_AUDITOR,
    TeamRole.AUDITOR,
    TeamRole.AUDITOR_IN_TRAINING,
    TeamRole.TECHNICAL_EXPERT,
)
_ORDER = (*_DECLARING, *(role for role in TeamRole if role not in _DECLARING))


class Team(Section):
    """Team, client side and auditees."""

    def __init__(self, writer: Writer, parent: QWidget) -> None:
        super().__init__(writer, parent)
        self._organization_id = ""
        self._members: list[TeamRow] = []
        self.rows = RowForms(self._make_member, _("Nobody is named yet. An audit needs one lead auditor."))
        self.adder = PersonAdder(_("Choose a person"), choices(list(_ORDER), role_word), asks_outside=True)
        self.auditees = RowForms(self._make_auditee, _("No unit or person is named yet."))
        self.unit = line_field(_("Unit, such as IT operations"))
        self.unit_button = button(_("Add auditee"))
        self._build()
        self.adder.chosen.connect(self._assign)
        self.adder.entered.connect(self._enter)
        self.unit_button.clicked.connect(self._add_auditee)
        self.unit.returnPressed.connect(self._add_auditee)

    def _build(self) -> None:
        self.unit.setAccessibleName(_("Unit being audited"))
        page = filling(self)
        page.add(
            card(
                _("People of the audit"),
                label(_("Team, audit client, auditee’s representative and the approver of the report."), 2),
                self.rows,
                self.adder,
            ),
            card(
                _("Auditees"),
                self.auditees,
                in_a_row((self.unit, 1), (self.unit_button, 0)),
            ),
        )
        page.finish()

    def _make_member(self, assignment_id: str) -> RowForm:
        return MemberForm(self.writer, assignment_id)

    def _make_auditee(self, auditee_id: str) -> RowForm:
        return AuditeeForm(self.writer, auditee_id)

    def show_plan(self, plan: PlanData) -> None:
        self._organization_id = plan.audit.organization_id
        self.writer.allow(self.adder, self.unit, self.unit_button)
        self._members = sorted(plan.audit.team, key=_place)
        self.rows.show_rows(self._members)
        self.adder.show_people(plan.people)
        self.auditees.show_rows(plan.audit.auditees)
        for row in plan.audit.auditees:
            form = self.auditees.form(row.id)
            if isinstance(form, AuditeeForm):
                form.offer(plan)
                form.show_row(row)

    def _assign(self, person_id: str, role: object) -> None:
        added = self.writer.run(N_("Name a person"), team.assign, self.audit_id, person_id, role)
        self.rows.focus_row(added)

    def _enter(self, entered: object, role: object) -> None:
        if isinstance(entered, NewPerson):
            organization_id = None if entered.is_outside else self._organization_id
            added = self.writer.run(
                N_("Add person"), _assign_new, self.audit_id, entered, role, organization_id
            )
            self.rows.focus_row(added)

    def _add_auditee(self) -> None:
        unit = self.unit.text().strip()
        if not unit:
            self.unit.setFocus()
            return
        self.writer.run(N_("Add auditee"), team.add_auditee, self.audit_id, unit)
        self.unit.clear()
        self.unit.setFocus()

    def place_of(self, what: str) -> QWidget | None:
        lead = next((row for row in self._members if row.role is TeamRole.LEAD_AUDITOR), None)
        form = self.rows.form(lead.id) if lead and what == steps.DECLARATION else None
        return form.first_field() if form else None

    def first_focus(self) -> QWidget:
        return self.adder.person

    def flush(self) -> bool:
        written = [self.rows.flush(), self.auditees.flush()]
        return all(written)


def _assign_new(
    uow: UnitOfWork, audit_id: str, entered: NewPerson, role: TeamRole, organization_id: str | None
) -> str:
    person_id = people.add_person(
        uow,
        entered.name,
        role=entered.role,
        department=entered.department,
        organization_id=organization_id,
    )
    return team.assign(uow, audit_id, person_id, role)


class MemberForm(RowForm):
    """A person's part; those who audit declare their independence (R-9, R-10)."""

    def __init__(self, writer: Writer, assignment_id: str) -> None:
        super().__init__(tone="quiet")
        self._writer = writer
        self._assignment_id = assignment_id
        self._name = strong("", 2)
        self.role = choice_field(choices(list(_ORDER), role_word))
        self.remove_button = icon_button("close", "")
        self.statement = text_field(1, 6)
        self.declared = date_field()
        self.declare_button = button(_("Declare today"))
        self.tie = text_field(1, 6)
        self.safeguard = text_field(1, 6)
        self._safeguard_row = named(_("Safeguard"), self.safeguard)
        self._declaration = QWidget()
        self._fields = SavedFields(self._save, writer, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._name, 1)
        head.addWidget(self.role)
        head.addWidget(self.remove_button)
        column = QVBoxLayout(self._declaration)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(named(_("Declaration of independence and confidentiality"), self.statement))
        column.addWidget(
            side_by_side(
                named(_("Declared on"), self.declared),
                (below_label(self.declare_button), 0),
                (QWidget(), 2),
            )
        )
        tie = named(
            _("Tie to the audited work"), self.tie, _("Owner, author, approver, line manager, project lead.")
        )
        column.addWidget(side_by_side(tie, self._safeguard_row))
        self.body.addLayout(head)
        self.body.addWidget(self._declaration)

    def _connect(self) -> None:
        self._fields.add_text("independence_statement", self.statement)
        self._fields.add_text("tie", self.tie)
        self._fields.add_text("safeguard", self.safeguard)
        self._fields.add("declared_on", self.declared)
        self._fields.add("role", self.role)
        self.remove_button.clicked.connect(self._remove)
        self.declare_button.clicked.connect(self._declare)

    def show_row(self, row: Identified) -> None:
        member = cast(TeamRow, row)
        self._name.setText(" · ".join(part for part in (member.name, member.person_role) if part))
        self.role.setAccessibleName(_("Part of {name}").format(name=member.name))
        self.remove_button.set_name(_("Take {name} off the audit").format(name=member.name))
        self._fields.show(
            {
                "independence_statement": member.independence_statement,
                "tie": member.tie,
                "safeguard": member.safeguard,
                "declared_on": member.declared_on,
                "role": member.role,
            }
        )
        self._declaration.setVisible(member.role in _DECLARING)
        self._writer.allow(self.remove_button)
        self.declare_button.setEnabled(member.declared_on is None and not self._writer.is_settled)
        unsafe = member.tie.strip() and not member.safeguard.strip()
        self._safeguard_row.set_remark(
            _("A tie needs a written safeguard: a second auditor, a peer review.") if unsafe else ""
        )

    def _save(self, name: str, value: Any) -> None:
        row_id = self._assignment_id
        if name == "role":
            self._writer.attempt(N_("Change the part"), "", team.change_role, row_id, value)
            return
        key = f"declaration:{row_id}:{name}"
        edit = team.edit_declaration
        self._writer.attempt(N_("Edit the declaration"), key, edit, row_id, **{name: value})

    def _declare(self) -> None:
        if not self._fields.flush():
            return
        today: date = self._writer.context.workspace.seat.clock.now().date()
        values: dict[str, object] = {"declared_on": today}
        if not self.statement.text().strip():
            values["independence_statement"] = _(
                "I hold no responsibility for the work that I audit here, have named every tie to it, and "
                "keep what I learn confidential."
            )
        edit = team.edit_declaration
        self._writer.run(N_("Declare independence"), edit, self._assignment_id, **values)
        self.tie.setFocus()

    def _remove(self) -> None:
        self._writer.run(N_("Take off the audit"), team.unassign, self._assignment_id)

    def first_field(self) -> QWidget:
        return self.statement if self._declaration.isVisibleTo(self) else self.role

    def flush(self) -> bool:
        return self._fields.flush()


class AuditeeForm(RowForm):
    """A unit, and the person who speaks for it."""

    def __init__(self, writer: Writer, auditee_id: str) -> None:
        super().__init__()
        self._writer = writer
        self._auditee_id = auditee_id
        self._offered: list[tuple[object, str]] = []
        self.unit = line_field()
        self.person = choice_field([])
        self.remove_button = icon_button("close", "")
        self._fields = SavedFields(self._save, writer, self)
        self._build()

    def _build(self) -> None:
        self.setProperty("role", "row")
        self.body.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        for part, share in ((self.unit, 3), (self.person, 3), (self.remove_button, 0)):
            row.addWidget(part, share)
        self.body.addLayout(row)
        self.unit.setAccessibleName(_("Unit"))
        self.person.setAccessibleName(_("Speaks for it"))
        self._fields.add_text("unit", self.unit)
        self._fields.add("person_id", self.person)
        self.remove_button.clicked.connect(self._remove)

    def offer(self, plan: PlanData) -> None:
        """Offer everybody of the workspace."""
        nobody: list[tuple[object, str]] = [(None, _("Nobody in particular"))]
        offered = nobody + [(person.id, person.label) for person in plan.people]
        if offered != self._offered:
            self._offered = offered
            self.person.set_choices(offered)

    def show_row(self, row: Identified) -> None:
        auditee = cast(AuditeeRow, row)
        self._fields.show({"unit": auditee.unit, "person_id": auditee.person_id})
        self._writer.allow(self.remove_button)
        self.remove_button.set_name(_("Remove {name}").format(name=auditee.unit or auditee.name))

    def _save(self, name: str, value: Any) -> None:
        key = f"auditee:{self._auditee_id}:{name}"
        edit = team.edit_auditee
        self._writer.attempt(N_("Edit auditee"), key, edit, self._auditee_id, **{name: value})

    def _remove(self) -> None:
        self._writer.run(N_("Remove auditee"), team.remove_auditee, self._auditee_id)

    def first_field(self) -> QWidget:
        return self.unit

    def flush(self) -> bool:
        return self._fields.flush()


def _place(row: TeamRow) -> int:
    return _ORDER.index(row.role)


def role_word(role: TeamRole) -> str:
    return capital(labels.ROLES, role)
