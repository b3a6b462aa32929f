"""How long work tells where it is, and how it is stopped."""

from typing import Protocol


class Cancelled(Exception):
    """The user stopped the work; nothing of it stays behind."""


class Progress(Protocol):
    """Called between steps; raises `Cancelled` when the user has stopped the work."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


def no_progress(done: int, total: int, what: str) -> None:
    """For callers that neither watch nor stop the work."""
