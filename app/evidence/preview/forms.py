"""What a preview of a foreign file can look like: picture, text, formatted text, sheets, or a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.words import Message


@dataclass(frozen=True, slots=True)
class Picture:
    """A page or picture as PNG, its size in pixels. `page` counts from 0."""

    png: bytes
    width: int
    height: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The text of a file; `is_cut` when only its start is shown."""

    text: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a block that look alike."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a formatted text. `kind` is one of `BLOCKS`.

    `level` is a heading's rank, or how deep an item or a quotation stands, each from 1; `mark` stands before
    an item. A table has `rows` of cells, everything else `runs`.
    """

    kind: str
    level: int = 0
    mark: str = ""
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


BLOCKS = frozenset({"paragraph", "heading", "item", "quote", "code", "rule", "table", "margin"})
"""`margin` is what a document says in its header or footer."""


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same words with neighbours that look alike in one run."""
    looks = groupby(runs, key=lambda run: (run.is_bold, run.is_italic, run.is_code))
    return tuple(Run("".join(run.text for run in alike), *look) for look, alike in looks)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A document as its words stand; `has_pictures` when it holds some, which are not shown."""

    blocks: tuple[Block, ...]
    is_cut: bool = False
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by its number in the sheet, or by its line in the file, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """The first rows and columns of a sheet; a CSV file has one without a name."""

    name: str
    rows: tuple[SheetRow, ...]
    is_hidden: bool = False
    is_cut: bool = False

    @property
    def columns(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a workbook in their order; `is_cut` when there are more."""

    sheets: tuple[SheetPreview, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class NoPreview:
    """Why there is nothing to see."""

    reason: Message


Preview = Picture | TextPreview | FormattedText | Sheets | NoPreview
