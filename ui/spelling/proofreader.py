"""Asks the dictionary and the workspace off the GUI thread, and keeps what they said of each word."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from app.errors import UserError
from app.spelling.speller import Speller
from app.spelling.words import stem

_MOST_KEPT = 50_000
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was asked, and which of it is wrong; an error leaves all of it as right.

    `right` holds the stems that are right whatever the dictionary says; None when it was not read anew.
    """

    asked: frozenset[str]
    wrong: frozenset[str]
    right: frozenset[str] | None = None
    error: Exception | None = None


class Proofreader(QObject):
    """`names` is called on the thread that asks: it reads the stems of what is right in the workspace.

    `judged` follows when more words are known, `suggested` carries a word and what may be meant by it.

    A dictionary that breaks three times is not asked again: `gave_up` carries a UserError. `broke` carries a
    bug.
    """

    judged = Signal()
    suggested = Signal(str, tuple)
    gave_up = Signal(object)
    broke = Signal(object)
    _answered = Signal(object)

    def __init__(
        self, speller: Speller, names: Callable[[], frozenset[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._speller = speller
        self._names = names
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._run = _Run(self)
        self._lock = Lock()
        self._waiting: set[str] = set()
        self._to_correct: str | None = None
        self._are_names_old = True
        self._is_at_work = False
        self._is_closed = False
        self._failures = 0
        self._wrong: dict[str, bool] = {}
        self._right: frozenset[str] = frozenset()
        self._asked: set[str] = set()
        self._answered.connect(self._keep)

    def is_wrong(self, word: str) -> bool | None:
        """Whether the word is neither in the dictionary nor right here; None while it has not been asked."""
        wrong = self._wrong.get(word)
        return wrong and stem(word) not in self._right

    def judge(self, words: Iterable[str]) -> None:
        """Look these words up; `judged` follows. Those that are known or asked already are left out."""
        new = {word for word in words if word not in self._wrong} - self._asked
        if not new or self._is_closed:
            return
        self._asked |= new
        with self._lock:
            self._waiting |= new
        self._begin()

    def read_names(self) -> None:
        """One of the names was written: read them anew; `judged` follows."""
        if self._is_closed:
            return
        with self._lock:
            self._are_names_old = True
        self._begin()

    def correct(self, word: str) -> None:
        """Look for what may be meant by a word; `suggested` follows for the one that was asked last."""
        if self._is_closed:
            self.suggested.emit(word, ())
            return
        with self._lock:
            self._to_correct = word
        self._begin()

    def close(self) -> None:
        """End the worker and wait for the thread; nothing is told any more."""
        self._is_closed = True
        self._answered.disconnect(self._keep)
        with self._lock:
            self._waiting, self._to_correct, self._are_names_old = set(), None, False
        self._speller.stop()
        self._pool.waitForDone()

    def _begin(self) -> None:
        with self._lock:
            starts, self._is_at_work = not self._is_at_work, True
        if starts:
            self._pool.start(self._run)

    def work(self) -> None:
        """Answer until no question waits, corrections first. Called on a thread of the pool."""
        while True:
            with self._lock:
                word, self._to_correct = self._to_correct, None
                words, self._waiting = (self._waiting, set()) if word is None else (set(), self._waiting)
                reads_names = self._are_names_old and word is None
                self._are_names_old = self._are_names_old and not reads_names
                self._is_at_work = word is not None or bool(words) or reads_names
            if word is not None:
                self.suggested.emit(word, self._suggestions(word))
            elif words or reads_names:
                self._answered.emit(self._judge(frozenset(words), reads_names=reads_names))
            else:
                return

    def _suggestions(self, word: str) -> tuple[str, ...]:
        try:
            return self._speller.suggestions(word)
        except UserError:
            return ()

    def _judge(self, words: frozenset[str], *, reads_names: bool) -> _Judged:
        right: frozenset[str] | None = None
        try:
            right = self._names() if reads_names else None
            return _Judged(words, self._speller.wrong(words), right)
        except Exception as error:
            return _Judged(words, frozenset(), right, error)

    def _keep(self, answer: _Judged) -> None:
        if len(self._wrong) > _MOST_KEPT:
            self._wrong.clear()
        self._asked -= answer.asked
        self._wrong.update({word: word in answer.wrong for word in answer.asked})
        if answer.right is not None:
            self._right = answer.right
        if answer.error is None:
            self._failures = 0
        elif isinstance(answer.error, UserError):
            self._fail(answer.error)
        else:
            self.broke.emit(answer.error)
        self.judged.emit()

    def _fail(self, error: UserError) -> None:
        self._failures += 1
        if self._failures == _MOST_FAILURES:
            self._is_closed = True
            self.gave_up.emit(error)


class _Run(QRunnable):
    """Carries the proofreader to its thread."""

    def __init__(self, proofreader: Proofreader) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._proofreader = proofreader

    def run(self) -> None:
        self._proofreader.work()
