"""Two findings that wait for their responses, and the workbook that goes out with them and comes back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from app.exchange.columns import COLUMNS, LOCKED
from app.exchange.differences import CellDifference, Comparison
from app.exchange.handing_out import HandedOut, hand_out
from app.exchange.seal import Sealed, opened, seal, seal_key
from app.exchange.taking_in import TakenIn, look_at, take_in
from app.exchange.writer import HIDDEN
from app.findings import findings
from app.follow_up.reads import ResponseView, responses
from app.progress import Progress, no_progress
from app.words import Words
from app.worker.client import Worker
from app.worker.tasks import TASKS
from tests.app.findings.story import Story

SHEET = "Responses"
FIRST, SECOND = 3, 6
LETTERS = {column.key: chr(ord("B") + at) for at, column in enumerate(COLUMNS)}
WORDS = Words()


class WorkerHere(Worker):
    """Does what the worker does in this process: the bounds are those of the test."""

    def run(
        self,
        task: str,
        head: Mapping[str, Any],
        payload: bytes = b"",
        *,
        progress: Progress = no_progress,
        timeout: float | None = None,
    ) -> bytes:
        return TASKS[task].run(head, payload, progress)


@dataclass(slots=True)
class Scene:
    """F-01 of Ada Fenwick and F-02 of Bo Lind, both issued; three rows each, from row 3 and from row 6."""

    story: Story
    folder: Path
    first: str
    second: str
    ada: str
    bo: str
    worker: Worker

    def hand_out(self, owner_id: str | None = None, name: str = "out.xlsx") -> Path:
        return self.handed_out(owner_id, name).path

    def handed_out(self, owner_id: str | None = None, name: str = "out.xlsx") -> HandedOut:
        target = self.folder / name
        return hand_out(self.story.workspace, self.story.audit_id, target, self.worker, owner_id)

    def of_the_first_version(self) -> Path:
        """The workbook as it was handed out when no column told by when a correction is due."""
        path = self.hand_out()
        book, key = load_workbook(path), seal_key(self.story.workspace)
        book[SHEET].delete_cols(column_index_from_string(LETTERS["correct_by"]))
        lines = [str(row[0]) for row in book[HIDDEN].iter_rows(max_col=1, values_only=True) if row[0]]
        for row, line in enumerate(seal(_without_correct_by(opened(lines, key)), key), start=1):
            book[HIDDEN].cell(row, 1).value = line
        book.save(path)
        return path

    def look(self, path: Path, audit_id: str | None = None) -> Comparison:
        return look_at(self.story.workspace, path, self.worker, WORDS, audit_id)

    def take(self, comparison: Comparison, accepted: frozenset[str] | None = None) -> TakenIn:
        ids = comparison.ids() if accepted is None else accepted
        return take_in(self.story.workspace, comparison, ids, WORDS)

    def response(self, finding_id: str) -> ResponseView | None:
        found = self.story.see(responses, finding_id)
        return found[-1] if found else None

    def returned(self, edit: Callable[["Returning"], None], source: Path | None = None) -> Path:
        """The workbook as it comes back after `edit`, which may do what no spreadsheet would allow."""
        book = load_workbook(source or self.hand_out())
        edit(Returning(book))
        target = self.folder / "returned.xlsx"
        book.save(target)
        return target


@dataclass(slots=True)
class Returning:
    """A workbook in the hands of somebody who answers, with the sheet by column keys."""

    book: Workbook

    @property
    def sheet(self) -> Any:
        return self.book[SHEET]

    def put(self, row: int, key: str, value: object) -> None:
        self.sheet[f"{LETTERS[key]}{row}"].value = value

    def at(self, row: int, key: str) -> Any:
        return self.sheet[f"{LETTERS[key]}{row}"].value


def _without_correct_by(sealed: Sealed) -> Sealed:
    of_all = [column.key for column in COLUMNS].index("correct_by")
    of_locked = [column.key for column in LOCKED].index("correct_by")
    rows = (replace(row, locked=_but(row.locked, of_locked)) for row in sealed.rows)
    keys, titles = _but(sealed.keys, of_all), _but(sealed.titles, of_all)
    return replace(sealed, keys=keys, titles=titles, rows=tuple(rows))


def _but(texts: tuple[str, ...], place: int) -> tuple[str, ...]:
    return (*texts[:place], *texts[place + 1 :])


def begin(story: Story, folder: Path) -> Scene:
    ada, bo = story.person("Ada Fenwick"), story.person("Bo Lind")
    first, second = story.confirmed(on="A.8.13"), story.confirmed(on="A.5.18")
    story.do(findings.edit, first, owner_id=ada)
    story.do(findings.edit, second, owner_id=bo, title="Leavers keep their access")
    story.issue()
    return Scene(story, folder, first, second, ada, bo, WorkerHere())


def told(cells: tuple[CellDifference, ...]) -> list[tuple[str, str, str, str]]:
    """Kind, finding, column and text of each difference."""
    return [(one.kind.value, one.number, one.key, one.theirs) for one in cells]
