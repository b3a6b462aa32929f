"""The rules of the audit programme: kinds of finding, how long things are kept, days, and own labels."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.findings.terms import Severity
from app.programme import organizations
from app.programme.organizations import ProgrammeDetail
from app.reporting import labels
from app.reporting.grade_labels import GradeLabels
from app.words import N_
from ui.finding_words import short_word, word_within
from ui.page import Context
from ui.settings.section import Section
from ui.theme import current_look
from ui.widgets.form import LineField, check_field, choice_field, form_row, line_field
from ui.widgets.labels import label, label_strong, muted
from ui.words import _

_MOST_DAYS = 999
_MOST_YEARS = 99
_LONGEST_LABEL = 30
_LIMITS = (
    ("correction", N_("Correction")),
    ("response", N_("Response with cause and plan")),
    ("action", N_("Actions complete")),
    ("effectiveness", N_("Effectiveness looked at")),
)
_LABELLED = ("major", "minor", "ofi", "observation", "strength")


class ProgrammePart(Section):
    """A part of the programme's settings: fields that save when they are left.

    `numbers` are fields by the name of what they set, in days or years; those of `may_be_empty` mean "no
    rule" without a number.
    """

    kinds: ClassVar[frozenset[str]] = frozenset({"programme"})
    may_be_empty: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, title: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(title, context, parent)
        self.programme_id = ""
        self.numbers: Mapping[str, LineField] = {}

    def load(self) -> None:
        self.setVisible(bool(self.programme_id))
        if not self.programme_id:
            return
        with self.context.workspace.read() as unit:
            self.show_programme(organizations.programme(unit, self.programme_id))

    def show_programme(self, detail: ProgrammeDetail) -> None:
        """Put what is set into the fields."""
        raise NotImplementedError

    def flush(self) -> bool:
        self.save_numbers()
        return True

    def save_numbers(self) -> None:
        """Write the numbers that were changed; one that cannot be is left as it was."""
        for name, field in self.numbers.items():
            may_be_empty = name in self.may_be_empty and not field.text()
            if field.isModified() and (may_be_empty or field.hasAcceptableInput()):
                self.save(name, int(field.text()) if field.text() else None)
                field.setModified(False)

    def save(self, name: str, value: object) -> None:
        with self.context.workspace.write(N_("Edit audit programme"), origin=self.origin) as uow:
            organizations.edit_programme(uow, self.programme_id, **{name: value})


class ProgrammeSection(ProgrammePart):
    """Which kinds of finding there are, whom reports name, and how long things are kept after an audit."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset({"evidence_years", "personal_years"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Audit programme"), context, parent)
        self.uses_observations = check_field(_("Use observations beside findings"))
        self.by_role = check_field(_("Name the auditee’s people by their roles"))
        self.years_evidence = _number(0, _MOST_YEARS)
        self.years_personal = _number(0, _MOST_YEARS)
        self.numbers = {"evidence_years": self.years_evidence, "personal_years": self.years_personal}
        text = _("Off by default: an observation is neither a nonconformity nor an opportunity.")
        self.body.addWidget(form_row(_("Kinds of finding"), self.uses_observations, text))
        text = _(
            "Interviewees and others of the auditee stand with their roles in reports issued from now on. "
            "The team, and those whom letters and workbooks go to, keep their names. Your own texts stay "
            "as they are."
        )
        self.body.addWidget(form_row(_("Names in reports"), self.by_role, text))
        row = QHBoxLayout()
        row.setSpacing(current_look().px(12))
        row.addWidget(form_row(_("Years to keep evidence"), self.years_evidence))
        row.addWidget(form_row(_("Years to keep personal data"), self.years_personal))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(
            muted(
                _(
                    "Counted from the day on which an audit is closed; empty for no rule. What is over is "
                    "listed under Retention and goes only when you say so."
                )
            )
        )
        self.uses_observations.clicked.connect(self._save_observations)
        self.by_role.clicked.connect(self._save_by_role)
        for field in self.numbers.values():
            field.editingFinished.connect(self.save_numbers)

    def show_programme(self, detail: ProgrammeDetail) -> None:
        self.uses_observations.setChecked(detail.uses_observations)
        self.by_role.setChecked(detail.reports_by_role)
        self.years_evidence.setText(_text(detail.evidence_years))
        self.years_personal.setText(_text(detail.personal_years))

    def _save_observations(self) -> None:
        self.save("uses_observations", self.uses_observations.isChecked())

    def _save_by_role(self) -> None:
        self.save("reports_by_role", self.by_role.isChecked())


class LimitsSection(ProgrammePart):
    """The days that the programme gives, by grade, and from when they count (section 7.8)."""

    may_be_empty: ClassVar[frozenset[str]] = frozenset({"effectiveness_days_minor"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Limits in days"), context, parent)
        self.numbers = {
            f"{what}_days_{grade}": _number(0 if what == "correction" else 1, _MOST_DAYS)
            for what, _name in _LIMITS
            for grade in ("major", "minor")
        } | {"soon_days": _number(1, _MOST_DAYS)}
        self.since = choice_field([(False, _("the closing meeting")), (True, _("the issue of the report"))])
        self._heads = {Severity(grade): label_strong("") for grade in ("major", "minor")}
        self._build()
        for field in self.numbers.values():
            field.editingFinished.connect(self.save_numbers)
        self.since.value_chosen.connect(self._save_since)

    def _build(self) -> None:
        self.body.addLayout(self._table())
        self.body.addWidget(form_row(_("Days count from"), self.since))
        text = _("Counts as due soon, in the lists and at start, from so many days before the date.")
        self.body.addWidget(form_row(_("Due soon"), self.numbers["soon_days"], text))
        self.body.addWidget(
            muted(
                _(
                    "From the issue means from that of the first revision with the finding. Another round "
                    "counts from the day on which it begins, effectiveness from the verified implementation. "
                    "The limits are your programme’s own; no standard fixes them for internal audits. Dates "
                    "that are set already stay when a limit changes."
                )
            )
        )

    def _table(self) -> QGridLayout:
        px = current_look().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for column, head in enumerate(self._heads.values(), start=1):
            grid.addWidget(head, 0, column)
        for row, (what, text) in enumerate(_LIMITS, start=1):
            grid.addWidget(label(_(text)), row, 0)
            for column, grade in enumerate(("major", "minor"), start=1):
                field = self.numbers[f"{what}_days_{grade}"]
                grid.addWidget(field, row, column)
        self.numbers["effectiveness_days_minor"].setPlaceholderText(_("next audit"))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def show_programme(self, detail: ProgrammeDetail) -> None:
        self._name_grades(detail.labels)
        found = detail.limits
        self.since.set_value(found.from_issue)
        for what, days in (
            ("correction", found.correction),
            ("response", found.response),
            ("action", found.action),
        ):
            self.numbers[f"{what}_days_major"].setText(str(days.major))
            self.numbers[f"{what}_days_minor"].setText(str(days.minor))
        self.numbers["effectiveness_days_major"].setText(str(found.effectiveness_major))
        self.numbers["effectiveness_days_minor"].setText(_text(found.effectiveness_minor))
        self.numbers["soon_days"].setText(str(found.soon))

    def _save_since(self, from_issue: object) -> None:
        self.save("days_from_issue", from_issue)

    def _name_grades(self, own: GradeLabels) -> None:
        for severity, head in self._heads.items():
            head.setText(short_word(severity, own))
            for what, text in _LIMITS:
                field = self.numbers[f"{what}_days_{severity.value}"]
                field.setAccessibleName(f"{_(text)}, {word_within(severity, own)}")


class LabelsSection(ProgrammePart):
    """What the programme calls grades and types of finding."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Own labels"), context, parent)
        self.names = {code: line_field(_(labels.SEVERITIES[code])) for code in _LABELLED}
        for code, field in self.names.items():
            field.setMaxLength(_LONGEST_LABEL)
            self.body.addWidget(form_row(_(labels.SEVERITIES[code]), field))
            field.editingFinished.connect(self._save_names)
        self.body.addWidget(
            muted(
                _(
                    "Used wherever the window, the report, the workbooks, the handout and letters name a "
                    "grade or a type. Empty for the usual word. Grades and rules stay the same, and so does "
                    "what was issued."
                )
            )
        )

    def show_programme(self, detail: ProgrammeDetail) -> None:
        for code, field in self.names.items():
            field.setText(getattr(detail.labels, code))

    def flush(self) -> bool:
        self._save_names()
        return True

    def _save_names(self) -> None:
        for code, field in self.names.items():
            if field.isModified():
                self.save(f"label_{code}", field.text().strip())
                field.setModified(False)


def _number(least: int, most: int) -> LineField:
    field = line_field()
    field.setValidator(QIntValidator(least, most, field))
    return field


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
