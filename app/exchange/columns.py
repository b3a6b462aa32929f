"""The columns of a workbook for responses: what stands in each, and which are to be filled in."""

import enum
from dataclasses import dataclass

from app.words import N_


class Kind(enum.Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    DATE = "date"
    PERSON = "person"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its stable `key`, with its title and its width in characters.

    `help` says what goes in, and is empty where nothing does. A column `of_action` says something in every
    row, the others only in the first row of a finding; `is_repeated` ones say the same in all its rows.
    """

    key: str
    title: str
    width: int
    kind: Kind = Kind.TEXT
    help: str = ""
    of_action: bool = False
    is_repeated: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is to be filled in; the others are locked."""
        return bool(self.help)


COLUMNS = (
    Column("number", N_("Finding"), 10, is_repeated=True),
    Column("title", N_("Title"), 26, is_repeated=True),
    Column("grade", N_("Grade"), 16),
    Column("criterion", N_("Criterion"), 16),
    Column("requirement", N_("Requirement"), 34),
    Column("evidence", N_("Evidence"), 40),
    Column("statement", N_("Nonconformity"), 40),
    Column("respond_by", N_("Respond by"), 13, Kind.DATE),
    Column("correct_by", N_("Correct by"), 13, Kind.DATE),
    Column(
        "correction",
        N_("Correction"),
        34,
        help=N_("What mends the case that was found. If nothing can be mended, say why in the comment."),
    ),
    Column("extent", N_("Extent"), 30, help=N_("Where else you looked for the same, and what you found.")),
    Column("cause", N_("Cause"), 34, help=N_("Why it could happen. “Human error” is seldom the cause.")),
    Column("step", N_("Action no."), 9, Kind.COUNT, of_action=True),
    Column(
        "action",
        N_("Corrective action"),
        34,
        help=N_("What removes the cause, so that it does not happen again. One action in each row."),
        of_action=True,
    ),
    Column(
        "owner",
        N_("Owner of the action"),
        24,
        Kind.PERSON,
        help=N_("Choose from the list. If somebody is missing there, write the name in the comment."),
        of_action=True,
    ),
    Column(
        "due",
        N_("Due date"),
        14,
        Kind.DATE,
        help=N_("The day on which the action will be done, such as 2026-11-24."),
        of_action=True,
    ),
    Column("comment", N_("Comment"), 34, help=N_("Whatever else the auditor should know.")),
)
LOCKED = tuple(column for column in COLUMNS if not column.is_open)
OPEN = tuple(column for column in COLUMNS if column.is_open)
BY_KEY = {column.key: column for column in COLUMNS}

# The head row of keys is hidden, and so is the column of row ids at the left.
ROW_KEY = "row"
_MARK = "assay:"


def marked_key(key: str) -> str:
    """A key as it stands in the hidden row above the titles."""
    return f"{_MARK}{key}"


def key_in(text: str) -> str:
    """The key in a cell of the hidden row, "" where there is none."""
    key = text.strip().removeprefix(_MARK)
    known = key in BY_KEY or key == ROW_KEY
    return key if known and text.strip().startswith(_MARK) else ""


def column_letter(number: int) -> str:
    """What a spreadsheet calls a column, such as `AB`; the first is 1."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
