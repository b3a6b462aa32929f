"""A Statement of Applicability out of a list: which column holds what, and what becomes of each row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.exchange.lists import Line, Sheet
from app.library.imported import CELL_ERROR, LONGEST_REFERENCE, NO_REFERENCE, TWICE, Refused
from app.library.list_import import CELL_ERRORS
from app.library.soa import cells
from app.library.soa.fields import FORMULA, SoaField
from app.library.soa.versions import SoaLine
from app.words import N_

CLAUSE_EXCLUDED = N_("{value} is a clause, and a clause can never be not applicable")
CLAUSE = N_("{value} is a clause, and only controls stand in a Statement of Applicability")
NO_CONTROL = N_("{value} is no control of the framework")
EARLIER_EDITION = N_("{value} is no control of the framework, but looks like one of the edition before")
LOST_ZERO = N_("{value} stands here already; a spreadsheet makes 5.1 of 5.10 unless the cell is text")

REQUIRED_FIELDS = (SoaField.CONTROL, SoaField.APPLICABLE)
# Looked at in this order: a head such as “control owner” names more than one of them.
_HEADS: tuple[tuple[SoaField, str], ...] = (
    (SoaField.JUSTIFICATION, r"(?=.*inclu)(?=.*exclu)|(?=.*ein)(?=.*ausschl)"),
    (SoaField.EXCLUSION, r"exclu|ausschluss|(not|non|nicht)[- ]?(applicab|anwendbar).*"),
    (SoaField.PLANNED_ON, r"planned|\bdue\b|target|deadline|termin|geplant|échéance|\bdate\b|datum"),
    (SoaField.STATUS, r"status|implemented|implementation$|umgesetzt|umsetzungsstand|estado|statut"),
    (SoaField.OPERATED_BY, r"operat|betrieben|provided by|performed by"),
    (SoaField.OWNER, r"owner|responsib|verantwort|eigent|zuständig|respons"),
    (SoaField.REASONS, r"included because|drivers?\b|\blr\b"),
    (SoaField.JUSTIFICATION, r"justif|begründung|rational|erläuterung|comment|bemerkung|grund|reason|motiv"),
    (SoaField.RISKS, r"risk|risik|risque|riesgo"),
    (SoaField.DOCUMENTS, r"evidence|polic|document|nachweis|dokument|richtlinie|preuve|record"),
    (SoaField.APPLICABLE, r"^applicab|^is applicab|^anwendbar|^zutreffend|^aplicab|in scope|^included?\b"),
    (SoaField.TITLE, r"title|name|titel|bezeichnung|description|intitulé|título"),
    (SoaField.CONTROL, r"control|clause|ref|\bid\b|\bn(o|r|um\w*)\b|ma(ß|ss)nahme|annex|anhang|mesure|§"),
)
_REFERENCE = re.compile(
    r"(?:annex|anhang|annexe|anexo)?\s*(?P<annex>a)?[\s.:-]*"
    r"(?P<theme>\d{1,2})[.,](?P<number>\d{1,2})(?:[.,](?P<third>\d{1,2}))?(?![\d.,]*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SoaImport:
    """What a list holds: the lines that come in, the references that are no control or stand twice, and
    every refused row with its reason."""

    lines: tuple[SoaLine, ...]
    strays: tuple[str, ...]
    refused: tuple[Refused, ...]

    @property
    def excluded(self) -> int:
        return sum(not line.applicable for line in self.lines)


@dataclass(frozen=True, slots=True)
class Framework:
    """What the rows of a list can be about: titles by reference."""

    controls: Mapping[str, str]
    clauses: Mapping[str, str]


def guessed_soa_columns(sheet: Sheet) -> dict[SoaField, int]:
    """Columns by the words in the first row, counted from 0; what is not recognised is left out."""
    found: dict[SoaField, int] = {}
    for column, head in enumerate(sheet.lines[0].cells):
        words = " ".join(head[:LONGEST_REFERENCE].casefold().replace("_", " ").split())
        field = next((one for one, known in _HEADS if one not in found and re.search(known, words)), None)
        if words and field is not None:
            found[field] = column
    return found


def import_soa_list(
    sheet: Sheet, columns: Mapping[SoaField, int], framework: Framework, *, has_head: bool = True
) -> SoaImport:
    """The rows of a sheet as lines of a version. `columns` must hold `REQUIRED_FIELDS`.

    A bare `5.1` is the control A.5.1, unless other rows write the A: then it is the clause (R-55).
    """
    lines = sheet.lines[1:] if has_head else sheet.lines
    taking = _Taking(columns, framework, writes_annex=_writes_annex(lines, columns[SoaField.CONTROL]))
    for line in lines:
        taking.take(line)
    return SoaImport(tuple(taking.lines.values()), tuple(taking.strays), tuple(taking.refused))


def _writes_annex(lines: tuple[Line, ...], column: int) -> bool:
    found = (_reference_in(_cell(line, column)) for line in lines)
    return any(one is not None and one["annex"] for one in found)


def _reference_in(text: str) -> re.Match[str] | None:
    return _REFERENCE.match(text[:LONGEST_REFERENCE])


def _cell(line: Line, column: int) -> str:
    """A cell without the sign that kept a text from being taken for a formula."""
    text = line.cells[column] if 0 <= column < len(line.cells) else ""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


class _Taking:
    """Takes row by row, and knows what was taken before."""

    def __init__(self, columns: Mapping[SoaField, int], framework: Framework, *, writes_annex: bool) -> None:
        self._columns = columns
        self._framework = framework
        self._writes_annex = writes_annex
        self.lines: dict[str, SoaLine] = {}
        self.strays: list[str] = []
        self.refused: list[Refused] = []

    def take(self, line: Line) -> None:
        written = self._said(line, SoaField.CONTROL)
        try:
            reference = self._reference(line, written)
            self.lines[reference] = self._line(line, reference)
        except cells.UnreadableError as error:
            name, value = written[:LONGEST_REFERENCE], error.value[:LONGEST_REFERENCE]
            self.refused.append(Refused(line.number, name, error.reason, value))

    def _said(self, line: Line, field: SoaField) -> str:
        return _cell(line, self._columns.get(field, -1))

    def _reference(self, line: Line, written: str) -> str:
        wrong = next((cell for cell in self._mapped(line) if cell in CELL_ERRORS), "")
        if wrong:
            raise cells.UnreadableError(CELL_ERROR, wrong)
        if not written:
            raise cells.UnreadableError(NO_REFERENCE, "")
        found = _reference_in(written)
        reference = self._named(found) if found else written
        if reference in self._framework.clauses:
            raise cells.UnreadableError(self._clause_reason(line), reference)
        if reference not in self._framework.controls:
            self.strays.append(reference[:LONGEST_REFERENCE])
            is_earlier = found is not None and found["third"]
            raise cells.UnreadableError(EARLIER_EDITION if is_earlier else NO_CONTROL, reference)
        if reference in self.lines:
            self.strays.append(reference)
            is_bare = found is not None and not found["annex"]
            lost_zero = is_bare and f"{reference}0" in self._framework.controls
            raise cells.UnreadableError(LOST_ZERO if lost_zero else TWICE, reference)
        return reference

    def _mapped(self, line: Line) -> list[str]:
        return [self._said(line, field) for field in self._columns]

    def _named(self, found: re.Match[str]) -> str:
        """The reference as the framework writes it; the A keeps clause and control apart (R-55)."""
        numbers = ".".join(str(int(one)) for one in found.group("theme", "number", "third") if one)
        if found["annex"]:
            return f"A.{numbers}"
        is_clause = numbers in self._framework.clauses
        if is_clause and (self._writes_annex or f"A.{numbers}" not in self._framework.controls):
            return numbers
        return f"A.{numbers}"

    def _clause_reason(self, line: Line) -> str:
        try:
            applies = cells.applicability(self._said(line, SoaField.APPLICABLE))
        except cells.UnreadableError:
            return CLAUSE
        return CLAUSE_EXCLUDED if applies is False else CLAUSE

    def _line(self, line: Line, reference: str) -> SoaLine:
        applies = cells.applicability(self._said(line, SoaField.APPLICABLE))
        made = SoaLine(reference, applies is not False, is_stated=applies is not None)
        read: dict[str, Any] = {
            "justification": self._justification(line, applies),
            "reasons": cells.reasons(self._said(line, SoaField.REASONS)),
            "operated_by": cells.operated_by(self._said(line, SoaField.OPERATED_BY)),
            "planned_on": cells.day(self._said(line, SoaField.PLANNED_ON)),
            "owner": self._said(line, SoaField.OWNER),
            "risks": self._said(line, SoaField.RISKS),
            "documents": self._said(line, SoaField.DOCUMENTS),
        }
        if applies is not False or self._said(line, SoaField.STATUS).casefold() not in _NOT_APPLICABLE:
            read["status"] = cells.status(self._said(line, SoaField.STATUS))
        return replace(made, **read)

    def _justification(self, line: Line, applies: bool | None) -> str:
        given = self._said(line, SoaField.JUSTIFICATION)
        excluded = self._said(line, SoaField.EXCLUSION)
        return (excluded or given) if applies is False else given


# In the column of the status of a control that does not apply.
_NOT_APPLICABLE = frozenset({"not applicable", "nicht anwendbar", "non applicable", "no aplicable", "n.a."})
