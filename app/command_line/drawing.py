"""The command that repeats the draw of a sample, for whoever doubts it: it needs no workspace."""

from argparse import Namespace
from pathlib import Path

from app.command_line.answer import Answer
from app.command_line.session import Session
from app.errors import UserError
from app.evidence.samples import draw, row_numbers, sample_size
from app.exchange.lists import decoded
from app.library.importing import read_list_file
from app.words import N_
from app.worker.client import Worker

_MOST_BYTES = 64 * 1024 * 1024
_MOST_ROWS = 10_000_000


def draw_again(_session: Session, options: Namespace) -> Answer:
    """The items that a seed draws from a list, in the order drawn.

    Raises UserError for a list that cannot be read or holds nothing, and for a size that cannot be.
    """
    population = _population(options)
    if not population:
        raise UserError(N_("There is nothing to draw from."))
    size = options.size
    if size is None:
        size = _size(len(population), options.confidence, options.tolerable)
    drawn = draw(population, max(size, 0), options.seed)
    about = {"population": len(population), "size": len(drawn), "seed": options.seed}
    return Answer(tuple(drawn), {**about, "items": drawn})


def _size(population: int, confidence: int, tolerable: int) -> int:
    try:
        return sample_size(population, confidence, tolerable)
    except ValueError as error:
        raise UserError(N_("A percentage is a whole number from 1 to 99.")) from error


def _population(options: Namespace) -> list[str]:
    if options.rows is not None:
        return row_numbers(min(options.rows, _MOST_ROWS))
    if options.column is not None:
        return _column(options.list, options.column)
    return [line.strip() for line in _text(options.list).splitlines() if line.strip()]


def _text(path: Path) -> str:
    if path.stat().st_size > _MOST_BYTES:
        raise UserError(N_("{name} is larger than Assay takes in."), name=path.name)
    return decoded(path.read_bytes())


def _column(path: Path, name: str) -> list[str]:
    """The cells of the first column of this name, below it."""
    for sheet in read_list_file(path, Worker()).sheets:
        head = sheet.lines[0].cells
        if name in head:
            at = head.index(name)
            cells = (" ".join(line.cells[at].split()) for line in sheet.lines[1:] if at < len(line.cells))
            return [cell for cell in cells if cell]
    raise UserError(N_("No column of {file} is called {name}."), file=path.name, name=name)
