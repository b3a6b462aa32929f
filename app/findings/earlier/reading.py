"""Earlier findings out of a list: which column holds what, and what becomes of each row."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.exchange.dates import readings
from app.exchange.lists import Line, Sheet
from app.library.imported import CELL_ERROR, NO_TITLE, TWICE, Refused
from app.library.list_import import CELL_ERRORS
from app.reporting.grade_labels import GradeLabels
from app.words import N_, Message
from models.finding import FindingType, Grade
from models.grading import Severity, severity

NO_NUMBER = N_("it has no number")
NO_DAY = N_("it does not say when it was raised")
NO_DATE = N_("“{value}” is no date")
TWO_DATES = N_("“{value}” can be read as two different days")
NO_GRADE = N_("“{value}” is no grade such as major, minor or OFI")
LATER_THAN_TODAY = N_("{value} is not past")
CLOSED_BEFORE = N_("it was raised after {value}, when it was closed")


class Field(enum.Enum):
    """What a column of a list of findings can hold."""

    NUMBER = "number"
    TITLE = "title"
    RAISED_ON = "raised_on"
    AUDIT = "audit"
    GRADE = "grade"
    REFERENCE = "reference"
    STATEMENT = "statement"
    EVIDENCE = "evidence"
    CAUSE = "cause"
    ACTION = "action"
    DUE_ON = "due_on"
    CLOSED_ON = "closed_on"


FIELD_NAMES: Mapping[Field, str] = MappingProxyType(
    {
        Field.NUMBER: N_("Number"),
        Field.TITLE: N_("Title"),
        Field.RAISED_ON: N_("Raised on"),
        Field.AUDIT: N_("Audit"),
        Field.GRADE: N_("Grade"),
        Field.REFERENCE: N_("Requirement, such as A.5.18"),
        Field.STATEMENT: N_("Statement"),
        Field.EVIDENCE: N_("Evidence"),
        Field.CAUSE: N_("Cause"),
        Field.ACTION: N_("Action"),
        Field.DUE_ON: N_("Due"),
        Field.CLOSED_ON: N_("Closed on"),
    }
)
REQUIRED = (Field.NUMBER, Field.TITLE, Field.RAISED_ON)
# Looked at in this order: a head such as “audit date” names more than one of them.
_HEADS: tuple[tuple[Field, str], ...] = (
    (Field.CLOSED_ON, r"clos|geschlossen|erledigt|clôtur|cerrad"),
    (Field.DUE_ON, r"\bdue|deadline|target|frist|fällig|échéance|\bbis\b"),
    (Field.RAISED_ON, r"raised|opened|\bdate\b|datum|found on|festgestellt am|fecha"),
    (Field.GRADE, r"grade|sever|class|categor|\btype\b|einstuf|schwere|\bart\b|gravit"),
    (Field.REFERENCE, r"clause|control|requirement|criteri|standard|anforderung|norm|exigence"),
    (Field.EVIDENCE, r"evidence|nachweis|preuve"),
    (Field.CAUSE, r"cause|ursache"),
    (Field.ACTION, r"action|maßnahme|massnahme|measure"),
    (Field.AUDIT, r"audit"),
    (Field.STATEMENT, r"statement|description|detail|beschreib|nonconformity$|abweichung$"),
    (Field.TITLE, r"title|titel|summary|subject|finding$|feststellung|bezeichnung|intitul"),
    (Field.NUMBER, r"number|\bid\b|\bn(o|r)\b|\bref\b|nummer|numéro"),
)
_GRADES: tuple[tuple[str, FindingType, Grade | None], ...] = (
    (r"major|critical|wesentlich|schwer|haupt|majeur|mayor", FindingType.NONCONFORMITY, Grade.MAJOR),
    (r"minor|neben|gering|mineur|menor", FindingType.NONCONFORMITY, Grade.MINOR),
    (r"ofi|opportun|recommend|improve|verbesser|empfehl|hinweis", FindingType.OFI, None),
    (r"observ|beobacht", FindingType.OBSERVATION, None),
    (r"strength|positive|stärke|good", FindingType.STRENGTH, None),
    (r"^(nc|non-?conformity|abweichung)$", FindingType.NONCONFORMITY, None),
)


@dataclass(frozen=True, slots=True)
class EarlierRow:
    """A finding as the list has it; `line` is where it stands. Without a grade it is a nonconformity whose
    grade nobody knows."""

    line: int
    number: str
    title: str
    raised_on: date
    audit: str = ""
    type: FindingType = FindingType.NONCONFORMITY
    grade: Grade | None = None
    reference: str = ""
    statement: str = ""
    evidence: str = ""
    cause: str = ""
    action: str = ""
    due_on: date | None = None
    closed_on: date | None = None

    @property
    def severity(self) -> Severity:
        """What it counts as."""
        return severity(self.type, self.grade)


@dataclass(frozen=True, slots=True)
class EarlierList:
    """What comes in, and every refused row with its reason."""

    rows: tuple[EarlierRow, ...]
    refused: tuple[Refused, ...]


def guessed_fields(sheet: Sheet) -> dict[Field, int]:
    """Columns by the words in the first row, counted from 0; what is not recognised is left out."""
    found: dict[Field, int] = {}
    for column, head in enumerate(sheet.lines[0].cells):
        words = " ".join(head.casefold().replace("_", " ").split())
        field = next((one for one, known in _HEADS if one not in found and re.search(known, words)), None)
        if words and field is not None:
            found[field] = column
    return found


def earlier_findings(
    sheet: Sheet,
    columns: Mapping[Field, int],
    today: date,
    *,
    has_head: bool = True,
    own: GradeLabels | None = None,
) -> EarlierList:
    """The rows of a sheet as earlier findings. `columns` must hold `REQUIRED`; what is later than `today` is
    refused. `own` are names of grades and types that are understood beside the usual words."""
    rows: dict[tuple[str, str], EarlierRow] = {}
    refused = []
    codes = {name.casefold(): code for code, name in (own or GradeLabels()).by_code().items()}
    for line in sheet.lines[1:] if has_head else sheet.lines:
        cells = {field: _cell(line, column) for field, column in columns.items()}
        if Field.GRADE in cells:
            cells[Field.GRADE] = codes.get(cells[Field.GRADE].casefold(), cells[Field.GRADE])
        try:
            row = earlier_finding(cells, today, line.number)
        except RefusedError as why:
            name = cells.get(Field.NUMBER) or cells.get(Field.TITLE, "")
            refused.append(Refused(line.number, name, why.reason, why.value))
            continue
        if rows.setdefault((row.audit, row.number), row) is not row:
            refused.append(Refused(line.number, row.number, TWICE, row.number))
    return EarlierList(tuple(rows.values()), tuple(refused))


class RefusedError(ValueError):
    """A finding that cannot be taken: `reason` says why, with a place for the `{value}` of the `field`."""

    def __init__(self, field: Field, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason
        self.value = value

    @property
    def message(self) -> Message:
        return Message(self.reason, {"value": self.value})


def _cell(line: Line, column: int) -> str:
    return line.cells[column].strip() if 0 <= column < len(line.cells) else ""


def earlier_finding(cells: Mapping[Field, str], today: date, line: int = 0) -> EarlierRow:
    """A finding from what is said of it, a day in any usual way.

    Raises RefusedError where number, title or day are missing, where something cannot be read, for a day
    after `today`, and where it was closed before it was raised.
    """
    said = {field: cells.get(field, "") for field in Field}
    _refuse_gaps(said)
    kind, grade = _graded(said[Field.GRADE])
    texts = (Field.AUDIT, Field.REFERENCE, Field.STATEMENT, Field.EVIDENCE, Field.CAUSE, Field.ACTION)
    raised_on, closed_on = _past_day(said, Field.RAISED_ON, today), _past_day(said, Field.CLOSED_ON, today)
    assert raised_on is not None
    if closed_on is not None and closed_on < raised_on:
        raise RefusedError(Field.CLOSED_ON, CLOSED_BEFORE, said[Field.CLOSED_ON])
    return EarlierRow(
        line,
        said[Field.NUMBER],
        said[Field.TITLE],
        raised_on,
        type=kind,
        grade=grade,
        due_on=_day(said, Field.DUE_ON),
        closed_on=closed_on,
        **{field.value: said[field] for field in texts},
    )


def _refuse_gaps(said: Mapping[Field, str]) -> None:
    for field, text in said.items():
        if text in CELL_ERRORS:
            raise RefusedError(field, CELL_ERROR, text)
    for field, reason in ((Field.NUMBER, NO_NUMBER), (Field.TITLE, NO_TITLE), (Field.RAISED_ON, NO_DAY)):
        if not said[field]:
            raise RefusedError(field, reason)


def _graded(text: str) -> tuple[FindingType, Grade | None]:
    if not text:
        return FindingType.NONCONFORMITY, None
    for known, kind, grade in _GRADES:
        if re.search(known, text.casefold()):
            return kind, grade
    raise RefusedError(Field.GRADE, NO_GRADE, text)


def _past_day(said: Mapping[Field, str], field: Field, today: date) -> date | None:
    day = _day(said, field)
    if day is not None and day > today:
        raise RefusedError(field, LATER_THAN_TODAY, said[field])
    return day


def _day(said: Mapping[Field, str], field: Field) -> date | None:
    """A day; what can be read in two ways is not guessed."""
    text = said[field]
    if not text:
        return None
    found = readings(text)
    if len(found) != 1:
        raise RefusedError(field, TWO_DATES if found else NO_DATE, text)
    return found[0]
