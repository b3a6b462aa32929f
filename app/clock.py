"""The only place that asks the system for the time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; a story or a test brings its own."""

    def now(self) -> datetime:
        """The present instant, aware, in the zone of the person at the screen."""
        ...


class SystemClock:
    """The laptop's own clock."""

    def now(self) -> datetime:
        return datetime.now().astimezone()
