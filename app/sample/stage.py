"""What the story has put on the stage so far: ids by the short names that the script uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.library.packs import PackData
from app.sample.story_time import Calendar, StoryClock
from app.unit_of_work import UnitOfWork
from app.workspace.workspace import Workspace


@dataclass(slots=True)
class Stage:
    """The workspace of the story with its organisation. `folder` holds the files on their way in."""

    workspace: Workspace
    clock: StoryClock
    pack: PackData
    year: int
    folder: Path
    organization_id: str = ""
    programme_id: str = ""
    people: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    soa: dict[str, str] = field(default_factory=dict)
    findings: dict[str, str] = field(default_factory=dict)

    def act_as(self, who: str) -> None:
        """From now on `who` sits at the screen."""
        if self.workspace.acting_person_id != self.people[who]:
            self.workspace.act_as(self.people[who])

    @contextmanager
    def write(self, label: str, who: str = "ferreira", **args: Any) -> Iterator[UnitOfWork]:
        """A unit of work by `who` at the present instant of the story."""
        self.act_as(who)
        with self.workspace.write(label, **args) as uow:
            yield uow


@dataclass(slots=True)
class AuditStage:
    """One audit on the stage."""

    stage: Stage
    name: str
    calendar: Calendar
    lead: str
    id: str = ""
    items: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    session_days: dict[str, int] = field(default_factory=dict)
    lines: dict[tuple[str, str], str] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)

    def person(self, who: str) -> str | None:
        return self.stage.people[who] if who else None

    def date(self, day: int) -> date:
        return self.calendar.day(day)

    def day_of(self, session: str | None) -> int:
        return self.session_days[session] if session else 1
