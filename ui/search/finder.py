"""Asks the search off the GUI thread: of several questions only the newest is answered."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.errors import UserError

if TYPE_CHECKING:
    from app.search.searching import Kind
    from app.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Question:
    """What is looked for, and where; `number` tells questions apart."""

    number: int
    typed: str
    audit_id: str | None
    without: AbstractSet[Kind] = field(default_factory=frozenset)


class Finder(QObject):
    """`found` carries what was found for the newest question, `failed` a UserError, `broke` a bug."""

    found = Signal(object)
    failed = Signal(object)
    broke = Signal(object)
    _answered = Signal(int, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._run = _Run(self)
        self._lock = Lock()
        self._waiting: _Question | None = None
        self._is_at_work = False
        self._prepares = False
        self._newest = 0
        self._answered.connect(self._tell)

    def prepare(self) -> None:
        """Somebody is about to look for something: what was edited is indexed meanwhile."""
        with self._lock:
            self._prepares = True
            starts, self._is_at_work = not self._is_at_work, True
        if starts:
            self._pool.start(self._run)

    def ask(self, typed: str, audit_id: str | None, without: AbstractSet[Kind] = frozenset()) -> None:
        """Look for `typed` in one audit, or with None in all of them; `found` follows."""
        self._newest += 1
        with self._lock:
            self._waiting = _Question(self._newest, typed, audit_id, without)
            starts, self._is_at_work = not self._is_at_work, True
        if starts:
            self._pool.start(self._run)

    def forget(self) -> None:
        """Nothing is looked for any more; what arrives late is not told."""
        self._newest += 1
        with self._lock:
            self._waiting = None

    def close(self) -> None:
        """Wait for what is going on: the workspace is about to be closed."""
        self.forget()
        self._pool.waitForDone()

    def work(self) -> None:
        """Answer until no question waits. Called on a thread of the pool."""
        if self._prepares:
            self._prepares = False
            self._catch_up()
        while (question := self._next()) is not None:
            self._answered.emit(question.number, self._answer(question))

    def _catch_up(self) -> None:
        from app.search.upkeep import catch_up

        # Each question does the same first, and tells what hinders it.
        with suppress(UserError):
            catch_up(self._workspace)

    def _next(self) -> _Question | None:
        with self._lock:
            question, self._waiting = self._waiting, None
            self._is_at_work = question is not None
            return question

    def _answer(self, question: _Question) -> object:
        from app.search.upkeep import find

        try:
            return find(self._workspace, question.typed, question.audit_id, without=question.without)
        except Exception as error:
            return error

    def _tell(self, number: int, answer: object) -> None:
        if number != self._newest:
            return
        if isinstance(answer, UserError):
            self.failed.emit(answer)
        elif isinstance(answer, Exception):
            self.broke.emit(answer)
        else:
            self.found.emit(answer)


class _Run(QRunnable):
    """Carries the finder to its thread."""

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._finder = finder

    def run(self) -> None:
        self._finder.work()
