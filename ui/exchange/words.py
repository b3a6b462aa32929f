"""What the window says of a returned workbook and of its cells."""

from collections.abc import Sequence

from app.exchange import labels
from app.exchange.differences import CellDifference, Comparison, Difference
from app.exchange.handing_out import OwnerChoice
from app.reporting.formats import day
from app.words import Words
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _, message, ngettext

TAKEN, LEFT, NEVER = "✓", "○", "–"
# How each kind stands out; red, amber and green stay for grades.
_TONES = {Difference.NEW: "accent", Difference.BOTH: "outline"}


def kind_badge(kind: Difference) -> tuple[str, str]:
    """The word and the tone of its badge."""
    return _(labels.KINDS[kind]), _TONES.get(kind, "neutral")


def place_text(cell: CellDifference) -> str:
    """`Correction`, or `Due date, action 2`; of a row as a whole what became of it."""
    return message(labels.field_of(cell)) or _("the whole row")


def shown_text(text: str) -> str:
    """A value on one line, and a word where there is none."""
    return " ".join(text.split()) or _("empty")


def reason_text(cell: CellDifference) -> str:
    return message(cell.reason) if cell.reason else ""


def about_text(comparison: Comparison, words: Words) -> str:
    """Whom the workbook was for, and when it was handed out."""
    when = day(comparison.made_at.date(), words)
    if comparison.owner:
        return _("Handed out on {day} for {owner}").format(day=when, owner=comparison.owner)
    return _("Handed out on {day} for all owners").format(day=when)


def summary_text(comparison: Comparison) -> str:
    """How many cells are new, how many were changed here too, and how many cannot be taken in."""
    new, both = (len(comparison.of_kind(kind)) for kind in (Difference.NEW, Difference.BOTH))
    never = len(comparison.differences) - new - both
    parts = [ngettext("{n} cell is new.", "{n} cells are new.", new) if new else _("No cell is new.")]
    if both:
        parts.append(ngettext("{n} was changed here too.", "{n} were changed here too.", both))
    if never:
        parts.append(ngettext("{n} cannot be taken in.", "{n} cannot be taken in.", never))
    return " ".join(parts)


def owner_text(choice: OwnerChoice) -> str:
    """`J. Whitfield (2)`; those without an owner are told apart."""
    return _("{name} ({n})").format(name=choice.name or _("without an owner"), n=len(choice.numbers))


def difference_columns() -> list[Column]:
    return [
        Column("take", _("Take in"), 0.6, align="center", sortable=False, least=66),
        Column("finding", _("Finding"), 0.7, sortable=False, least=68),
        Column("field", _("Cell"), 1.5, sortable=False, least=90),
        Column("ours", _("Here"), 2.4, kind="muted", sortable=False, least=90),
        Column("theirs", _("In the workbook"), 2.4, sortable=False, least=90),
        Column("kind", _("State"), 1.5, kind="badge", sortable=False, least=96),
    ]


def difference_cells(cell: CellDifference, *, is_taken: bool) -> RowCells:
    mark = (TAKEN if is_taken else LEFT) if cell.is_acceptable else NEVER
    return RowCells(
        cell.id,
        {
            "take": Cell(mark, "accent" if is_taken else "muted", bold=is_taken),
            "finding": Cell(cell.number, bold=True),
            "field": Cell(place_text(cell), second_line=cell.place),
            "ours": Cell(shown_text(cell.ours)),
            "theirs": Cell(shown_text(cell.theirs), second_line=reason_text(cell)),
            "kind": Cell(*kind_badge(cell.kind)),
        },
    )


def filter_texts(comparison: Comparison) -> Sequence[tuple[str, str]]:
    """The choices above the table, with their numbers."""
    can = sum(one.is_acceptable for one in comparison.differences)
    return (
        ("all", _("All ({n})").format(n=len(comparison.differences))),
        ("can", _("To decide ({n})").format(n=can)),
        ("never", _("Cannot be taken in ({n})").format(n=len(comparison.differences) - can)),
    )
