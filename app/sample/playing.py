"""The story is played in the order of its times, whoever wrote which part of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.progress import Progress
from app.sample.story_time import StoryClock


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at an instant of the story."""

    at: datetime
    action: Callable[[], None]


def play(events: Sequence[Event], clock: StoryClock, progress: Progress, what: str) -> None:
    """Let everything happen, each at its time; what is written first of two at one instant happens first."""
    ordered = sorted(events, key=_instant)
    for done, event in enumerate(ordered):
        progress(done, len(ordered), what)
        clock.set(event.at)
        event.action()
    progress(len(ordered), len(ordered), what)


def _instant(event: Event) -> datetime:
    return event.at
