"""The findings page while one earlier finding after the other is entered by hand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.findings.earlier.entering import ENTER, earlier_audits, enter, requirement_meant
from app.findings.earlier.reading import EarlierRow, Field, RefusedError
from app.planning.audits import organization_of
from app.programme.grade_labels import grade_labels
from ui.commands import Command
from ui.findings.earlier.entered_table import EnteredTable
from ui.findings.earlier.entry_form import EntryForm
from ui.findings.instead import InsteadPanel
from ui.page import Context
from ui.widgets.labels import label_strong, muted
from ui.widgets.layout import ScrollPage
from ui.words import _


class EntryPanel(InsteadPanel):
    """What is typed stays until it is entered, also when the findings are looked at meanwhile."""

    def __init__(self, context: Context, origin: str) -> None:
        super().__init__(context)
        self._origin = origin
        self._audits: dict[str, str] = {}
        self.form = EntryForm()
        self._title.setText(_("An earlier finding"))
        self._told = muted("", 2)
        self._heading = label_strong("")
        self.table = EnteredTable(context)
        self._build()
        self._connect()

    def _build(self) -> None:
        page = ScrollPage(self)
        page.add(self.form, self._heading)
        page.column.addWidget(self.table, 1)
        page.column.addStretch(0)
        self._lay_out(self._told, page)

    def _connect(self) -> None:
        self.form.entry_requested.connect(self.enter)
        self.form.reference_left.connect(self._tell_requirement)
        self.form.lines[Field.AUDIT].textChanged.connect(self._show_entered)

    def first_focus(self) -> QWidget:
        audit = self.form.lines[Field.AUDIT]
        return self.form.lines[Field.NUMBER] if audit.text().strip() else audit

    def begin(self) -> None:
        """Show the form, with what was typed last and not entered yet."""
        self._told.setText(
            _(
                "From a report before Assay. It keeps its number, in an audit that is closed; an open one is "
                "followed up under Actions."
            )
        )
        self._read_audits()
        self._come_to_the_front()

    def _read_audits(self) -> None:
        with self._context.workspace.read() as unit:
            organization_id = organization_of(unit, self._context.audit_id or "")
            found = earlier_audits(unit, organization_id)
            self.form.name_grades(grade_labels(unit, self._context.audit_id or ""))
        self._audits = {one.title: one.id for one in found}
        self.form.offer_audits(list(self._audits))
        self._show_entered()

    def _show_entered(self) -> None:
        """The findings of the audit that is named: what was entered before is seen beside what is typed."""
        name = self.form.lines[Field.AUDIT].text().strip()
        count = self.table.show_audit(self._audits.get(name, ""))
        self._heading.setText(_("Already entered: {audit}").format(audit=name))
        self._heading.setVisible(bool(count))
        self.table.setVisible(bool(count))

    def _tell_requirement(self) -> None:
        """Say what a reference is understood as."""
        reference = self.form.lines[Field.REFERENCE].text().strip()
        with self._context.workspace.read() as unit:
            meant = requirement_meant(unit, reference)
        own = _("No clause or control: kept as a requirement of the organisation.")
        self.form.say(Field.REFERENCE, (meant or own) if reference else "")

    def enter(self) -> None:
        """Add the finding and begin the next one, or say below its field why not."""
        try:
            with self._context.workspace.write(ENTER, origin=self._origin) as uow:
                row = enter(uow, organization_of(uow, self._context.audit_id or ""), self.form.cells())
        except RefusedError as error:
            reason = self._context.words.message(error.message)
            self.form.refuse(error.field, _("Not entered: {reason}.").format(reason=reason))
        except UserError as error:
            self._context.report_error(error)
        else:
            self._on_entered(row)

    def _on_entered(self, row: EarlierRow) -> None:
        text = _("{number} stands in {audit} now. The next one?")
        self._told.setText(text.format(number=row.number, audit=row.audit))
        self.form.begin_next()
        self._read_audits()

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        group = _("Earlier findings")
        return (
            self._back_command("earlier.back", group),
            Command("earlier.enter", _("Enter the finding"), self.enter, "Ctrl+Return", group),
        )
