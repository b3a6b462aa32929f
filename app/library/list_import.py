"""Requirements out of a list: which column holds what, and what becomes of each row."""

import enum
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.exchange.lists import Line, Sheet
from app.library.imported import (
    BELOW_ITSELF,
    CELL_ERROR,
    LONGEST_REFERENCE,
    NO_REFERENCE,
    NO_TITLE,
    TOO_LONG,
    TWICE,
    UNKNOWN_KIND,
    UNKNOWN_PARENT,
    Imported,
    ImportedRow,
    Refused,
)
from app.words import N_
from models.framework import RequirementKind


class Field(enum.Enum):
    """What a column of a list can hold."""

    REFERENCE = "reference"
    TITLE = "title"
    TEXT = "text"
    PARENT = "parent"
    KIND = "kind"
    THEME = "theme"
    PROCESS = "process"
    QUESTION = "question"


FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "reference": N_("Reference"),
        "title": N_("Title"),
        "text": N_("Wording"),
        "parent": N_("Stands below"),
        "kind": N_("Kind"),
        "theme": N_("Theme"),
        "process": N_("Process"),
        "question": N_("Question"),
    }
)
REQUIRED = (Field.REFERENCE, Field.TITLE)
_KNOWN_HEADS: Mapping[str, Field] = MappingProxyType(
    {
        name: field
        for field, names in {
            Field.REFERENCE: "reference ref id number no nr nummer identifier clause control referenz",
            Field.TITLE: "title name requirement heading titel bezeichnung anforderung",
            Field.TEXT: "text description wording statement beschreibung wortlaut",
            Field.PARENT: "parent below group section",
            Field.KIND: "kind type art typ",
            Field.THEME: "theme category domain topic area thema kategorie bereich",
            Field.PROCESS: "process prozess",
            Field.QUESTION: "question frage",
        }.items()
        for name in names.split()
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        **{kind.value: kind.value for kind in RequirementKind},
        "organisational": "org_requirement",
        "organizational": "org_requirement",
        "policy": "org_requirement",
        "law": "legal",
        "contract": "contractual",
    }
)
CELL_ERRORS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"})


def guessed_columns(sheet: Sheet) -> dict[Field, int]:
    """Columns by the words in the first row, counted from 0; what is not recognised is left out."""
    found: dict[Field, int] = {}
    for column, head in enumerate(sheet.lines[0].cells):
        words = head.casefold().replace("_", " ").replace("-", " ").strip(" .:#").split()
        field = next((_KNOWN_HEADS[word] for word in words if word in _KNOWN_HEADS), None)
        if field is not None and field not in found:
            found[field] = column
    return found


def import_list(
    sheet: Sheet,
    columns: Mapping[Field, int],
    kind: RequirementKind = RequirementKind.ORGANIZATIONAL,
    *,
    has_head: bool = True,
) -> Imported:
    """The rows of a sheet as requirements of one `kind` where no column says another.

    `columns` must hold `REQUIRED`. Every row that cannot be taken is named with its reason.
    """
    taking = _Taking(columns, kind)
    for line in sheet.lines[1:] if has_head else sheet.lines:
        taking.take(line)
    taking.refuse_loose_ends()
    return Imported(
        title=sheet.name, version="", source="", rows=taking.kept(), refused=taking.refused_rows()
    )


class _Taking:
    """Takes line by line, and knows what was taken before."""

    def __init__(self, columns: Mapping[Field, int], kind: RequirementKind) -> None:
        self._columns = columns
        self._kind = kind.value
        self._rows: dict[str, tuple[int, ImportedRow]] = {}
        self._refused: list[Refused] = []

    def take(self, line: Line) -> None:
        reference, title = self._cell(line, Field.REFERENCE), self._cell(line, Field.TITLE)
        reason, value = self._why_not(line, reference, title)
        if reason:
            self._refused.append(Refused(line.number, reference or title, reason, value))
            return
        question = self._cell(line, Field.QUESTION)
        row = ImportedRow(
            reference,
            title,
            self._cell(line, Field.PARENT),
            _KINDS[self._said_kind(line)],
            self._cell(line, Field.THEME),
            self._cell(line, Field.PROCESS),
            self._cell(line, Field.TEXT),
            questions=(question,) if question else (),
        )
        self._rows[reference] = (line.number, row)

    def _cell(self, line: Line, field: Field) -> str:
        column = self._columns.get(field, -1)
        return line.cells[column] if 0 <= column < len(line.cells) else ""

    def _said_kind(self, line: Line) -> str:
        return self._cell(line, Field.KIND).casefold() or self._kind

    def _why_not(self, line: Line, reference: str, title: str) -> tuple[str, str]:
        wrong = next((cell for cell in self._mapped(line) if cell in CELL_ERRORS), "")
        if wrong:
            return CELL_ERROR, wrong
        if not reference:
            return NO_REFERENCE, ""
        if not title:
            return NO_TITLE, ""
        if len(reference) > LONGEST_REFERENCE:
            return TOO_LONG, ""
        if reference in self._rows:
            return TWICE, reference
        kind = self._said_kind(line)
        return (UNKNOWN_KIND, kind) if kind not in _KINDS else ("", "")

    def _mapped(self, line: Line) -> Sequence[str]:
        return [self._cell(line, field) for field in self._columns]

    def refuse_loose_ends(self) -> None:
        """Refuse rows whose parent was not taken, and rows that stand below themselves."""
        for reference, reason in self._loose().items():
            number, row = self._rows.pop(reference)
            self._refused.append(Refused(number, reference, reason, row.parent))

    def _loose(self) -> dict[str, str]:
        """Reasons by reference. Every way up the tree is followed once, however long a file makes it."""
        told: dict[str, str] = {}
        for reference in self._rows:
            way: dict[str, int] = {}
            above = reference
            while above in self._rows and above not in told and above not in way:
                way[above] = len(way)
                above = self._rows[above][1].parent
            ring = way.get(above, len(way))
            is_held = not above or (above in told and not told[above])
            for one, place in way.items():
                told[one] = BELOW_ITSELF if place >= ring else "" if is_held else UNKNOWN_PARENT
        return {reference: reason for reference, reason in told.items() if reason}

    def kept(self) -> tuple[ImportedRow, ...]:
        return tuple(row for _number, row in self._rows.values())

    def refused_rows(self) -> tuple[Refused, ...]:
        return tuple(sorted(self._refused, key=_by_line))


def _by_line(refused: Refused) -> int:
    return refused.line
