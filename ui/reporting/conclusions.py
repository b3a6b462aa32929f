"""What only the lead auditor can write: summary, conclusions, views, recipients. Everything saves itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.planning.audits import Verdict, edit_audit
from app.planning.reads import AuditDetail
from app.reporting import labels
from app.words import N_
from ui.page import Context
from ui.terms import term
from ui.theme import current_look
from ui.widgets.autosave import AutoSave
from ui.widgets.card import Card
from ui.widgets.following_area import Inside
from ui.widgets.form import ChoiceField, TextField, choice_field, form_row, text_field
from ui.words import _

_TEXTS = (
    ("summary", N_("Summary for management"), N_("Two or three sentences that stand without the rest.")),
    ("weaknesses", N_("Weaknesses"), N_("One a line; areas of noncompliance are listed by themselves.")),
    ("conformity_conclusion", N_("On conformity"), N_("In your words, where the answer needs them.")),
    ("effectiveness_conclusion", N_("On effectiveness"), ""),
    ("effectiveness_except", N_("Effective except for"), N_("Completes the sentence of the conclusion.")),
    ("internal_audit_view", N_("On the internal audit"), ""),
    ("management_review_view", N_("On the management review"), ""),
    ("risk_treatment_view", N_("On risk treatment"), ""),
    ("scope_view", N_("On the scope"), ""),
    ("objectives_view", N_("On the objectives of the audit"), ""),
    ("implications", N_("For the next audits"), N_("One a line.")),
    ("report_recipients", N_("Recipients"), N_("One a line: name and function.")),
)
_LISTS = frozenset({"weaknesses", "report_recipients"})
_VERDICTS = (
    ("conformity", N_("Does the ISMS conform to the criteria? (9.2.1 a)")),
    ("effectiveness", N_("Is it effectively implemented and maintained? (9.2.1 b)")),
    ("scope_appropriate", N_("Is the scope still appropriate?")),
    ("objectives_met", N_("Were the objectives of the audit met?")),
)
_GROUPS = (
    (N_("Summary"), ("summary", "weaknesses")),
    (
        N_("Conclusion"),
        (
            "conformity",
            "conformity_conclusion",
            "effectiveness",
            "effectiveness_except",
            "effectiveness_conclusion",
        ),
    ),
    (
        N_("Views"),
        (
            "internal_audit_view",
            "management_review_view",
            "risk_treatment_view",
            "scope_appropriate",
            "scope_view",
            "objectives_met",
            "objectives_view",
        ),
    ),
    (N_("After the audit"), ("implications", "report_recipients")),
)


class Conclusions(Inside):
    """The form; `saved` of each field is told to `written`."""

    def __init__(self, context: Context, origin: str, written: Callable[[], None]) -> None:
        super().__init__()
        self._context = context
        self._origin = origin
        self._written = written
        self._texts: dict[str, AutoSave] = {}
        self._verdicts: dict[str, ChoiceField] = {}
        self._lines: dict[str, TextField] = {}
        self._fields: dict[str, QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_look().px(12))
        rows = {**self._text_rows(), **self._verdict_rows()}
        self._except_row = rows["effectiveness_except"]
        for name, keys in _GROUPS:
            card = Card(_(name))
            for key in keys:
                card.body.addWidget(rows[key])
            layout.addWidget(card)
        layout.addStretch(1)

    def _text_rows(self) -> dict[str, QWidget]:
        rows: dict[str, QWidget] = {}
        for key, name, description in _TEXTS:
            field = text_field(3 if key == "summary" else 1, 14)
            saver = _FieldSaver(self, key)
            autosave = AutoSave(field, saver.save)
            autosave.failed.connect(self._context.report_error)
            autosave.saved.connect(self._written)
            self._texts[key] = autosave
            self._lines[key] = self._fields[key] = field
            rows[key] = form_row(_(name), field, _(description) if description else "")
        return rows

    def _verdict_rows(self) -> dict[str, QWidget]:
        rows: dict[str, QWidget] = {}
        for key, name in _VERDICTS:
            field = choice_field([(value, term(labels.VERDICTS, value)) for value in Verdict])
            field.value_chosen.connect(self._save_verdict)
            self._verdicts[key] = field
            self._fields[key] = field
            rows[key] = form_row(_(name), field)
        return rows

    def show_audit(self, audit: AuditDetail, *, is_settled: bool) -> None:
        """Fill the fields; what is being typed is left alone. After issue they are only read."""
        for key, autosave in self._texts.items():
            value = getattr(audit, key) if key in _LISTS else audit.fields[key]
            autosave.set_text("\n".join(value) if key in _LISTS else value)
        for key, field in self._verdicts.items():
            field.set_value(audit.verdicts[key])
            field.setEnabled(not is_settled)
        for key in self._texts:
            self._lines[key].setReadOnly(is_settled)
        self._show_exceptions()

    def _show_exceptions(self) -> None:
        """The words after "except for" are asked for only where the answer prints them."""
        self._except_row.setVisible(self._verdicts["effectiveness"].value() is Verdict.EXCEPT)

    def save_text(self, key: str, text: str) -> None:
        """Write one field; raises UserError when it cannot."""
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        self._write(key, lines if key in _LISTS else text)

    def _save_verdict(self) -> None:
        field = self.sender()
        for key, choice in self._verdicts.items():
            if choice is field:
                try:
                    self._write(key, choice.value())
                except UserError as error:
                    self._context.report_error(error)
                self._show_exceptions()
                self._written()

    def _write(self, key: str, value: object) -> None:
        audit_id = self._context.audit_id
        if audit_id is None:
            return
        name, merge = N_("Edit the report"), f"audit:{audit_id}:{key}"
        with self._context.workspace.write(name, origin=self._origin, merge_key=merge) as uow:
            edit_audit(uow, audit_id, **{key: value})

    def first_field(self) -> QWidget:
        """Where writing starts: the summary."""
        return self._fields["summary"]

    def focus(self, name: str) -> None:
        """Go to a field by the name of what it holds; an unknown name leads to the first one."""
        self._fields.get(name, self.first_field()).setFocus()

    def flush(self) -> bool:
        written = [autosave.flush() for autosave in self._texts.values()]
        return all(written)


class _FieldSaver:
    """Writes one field of the form."""

    def __init__(self, form: Conclusions, key: str) -> None:
        self._form = form
        self._key = key

    def save(self, text: str) -> None:
        self._form.save_text(self._key, text)
