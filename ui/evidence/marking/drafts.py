"""The marks that are being made, before they are burnt into a copy; every step can be taken back."""

from collections.abc import Sequence
from dataclasses import replace

from app.evidence.marking.marks import Mark, MarkKind

_LEAST = 0.004


class Drafts:
    """Marks in the order in which they were made, and which of them is chosen."""

    def __init__(self) -> None:
        self._marks: tuple[Mark, ...] = ()
        self._past: list[tuple[Mark, ...]] = []
        self._future: list[tuple[Mark, ...]] = []
        self.chosen: int | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        return self._marks

    def finished(self) -> tuple[Mark, ...]:
        """The marks that say something: labels without words are left out."""
        return tuple(mark for mark in self._marks if mark.kind is not MarkKind.LABEL or mark.text.strip())

    def chosen_mark(self) -> Mark | None:
        return None if self.chosen is None else self._marks[self.chosen]

    def on_page(self, page: int) -> list[tuple[int, Mark]]:
        """Position and mark, the one on top last."""
        return [(position, mark) for position, mark in enumerate(self._marks) if mark.page == page]

    def add(self, mark: Mark) -> None:
        """Put a mark on top and choose it."""
        self._keep((*self._marks, mark))
        self.chosen = len(self._marks) - 1

    def change(self, mark: Mark, *, is_same_step: bool = False) -> None:
        """Make the chosen mark another one; with `is_same_step` the step before is not kept."""
        if self.chosen is None:
            return
        marks = list(self._marks)
        marks[self.chosen] = mark
        if is_same_step:
            self._marks = tuple(marks)
        else:
            self._keep(tuple(marks))

    def move(self, x: float, y: float, *, is_same_step: bool = False) -> None:
        """Move the chosen mark by parts of the page, as far as its page reaches."""
        mark = self.chosen_mark()
        if mark is None:
            return
        left, top, right, bottom = mark.box
        x, y = min(max(x, -left), 1 - right), min(max(y, -top), 1 - bottom)
        moved = replace(mark, x1=mark.x1 + x, y1=mark.y1 + y, x2=mark.x2 + x, y2=mark.y2 + y)
        self.change(moved, is_same_step=is_same_step)

    def stretch(self, x: float, y: float) -> None:
        """Move the end of the chosen mark; a box does not turn inside out."""
        mark = self.chosen_mark()
        if mark is None:
            return
        x2, y2 = min(max(mark.x2 + x, 0.0), 1.0), min(max(mark.y2 + y, 0.0), 1.0)
        if mark.kind is not MarkKind.ARROW:
            x2, y2 = max(x2, mark.x1 + _LEAST), max(y2, mark.y1 + _LEAST)
        self.change(replace(mark, x2=x2, y2=y2))

    def remove(self) -> None:
        """Take the chosen mark away."""
        if self.chosen is not None:
            position = self.chosen
            self._keep(self._marks[:position] + self._marks[position + 1 :])
            self.chosen = None

    def choose_next(self, page: int, way: int) -> None:
        """Choose the next mark on the page, or the one before with `way` -1, going round."""
        positions = [position for position, _mark in self.on_page(page)]
        if not positions:
            self.chosen = None
        elif self.chosen in positions:
            self.chosen = positions[(positions.index(self.chosen) + way) % len(positions)]
        else:
            self.chosen = positions[0 if way > 0 else -1]

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        return self._travel(self._past, self._future)

    def redo(self) -> bool:
        """Do again what was taken back; False when there is nothing."""
        return self._travel(self._future, self._past)

    def can_undo(self) -> bool:
        return bool(self._past)

    def _keep(self, marks: Sequence[Mark]) -> None:
        self._past.append(self._marks)
        self._future.clear()
        self._marks = tuple(marks)
        if self.chosen is not None and self.chosen >= len(self._marks):
            self.chosen = None

    def _travel(self, source: list[tuple[Mark, ...]], target: list[tuple[Mark, ...]]) -> bool:
        if not source:
            return False
        target.append(self._marks)
        self._marks = source.pop()
        self.chosen = None
        return True
