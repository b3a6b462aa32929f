"""An audit with a checklist and two interviews, and short ways to work in its sessions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from app.planning.checklist_reads import item_ids, item_rows
from app.programme.people import add_person
from app.sessions import notes, results, sessions
from app.sessions.item_reads import ItemView, item_view
from app.sessions.line_reads import NoteRow, item_lines, unfiled_lines
from app.sessions.reads import SessionView, session_view
from app.sessions.results import Result
from app.words import N_
from app.workspace.workspace import Workspace
from models.checklist import ChecklistItem
from models.finding import Finding
from tests.app.planning import story as plan
from tests.conftest import FixedClock

_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Story:
    """An audit in which sessions are held; `items` has the first item of each requirement."""

    workspace: Workspace
    clock: FixedClock
    plan: plan.Story
    audit_id: str
    items: dict[str, str]
    okafor_id: str
    session_id: str = ""
    lines: list[str] = field(default_factory=list)

    def do(self, act: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.write(N_("Work in a session")) as uow:
            return act(uow, *args, **named)

    def see(self, read: Callable[..., _Answer], *args: object, **named: object) -> _Answer:
        with self.workspace.read() as unit:
            return read(unit, *args, **named)

    def session(self, title: str, *references: str, interviewees: Sequence[str] = ()) -> str:
        """Plan a session with these requirements on its agenda."""
        return self.do(
            sessions.plan_session,
            self.audit_id,
            title=title,
            interviewee_ids=interviewees,
            item_ids=[self.items[reference] for reference in references],
        )

    def view(self, session_id: str = "") -> SessionView:
        return self.see(session_view, session_id or self.session_id)

    def item(self, reference: str) -> ItemView:
        return self.see(item_view, self.items[reference])

    def row(self, reference: str) -> ChecklistItem:
        return self.see(lambda unit: unit.session.get_one(ChecklistItem, self.items[reference]))

    def note(self, text: str, *, on: str = "", session_id: str = "") -> str:
        """Write a line, to an item or to none."""
        item_id = self.items[on] if on else None
        return self.do(notes.add_line, session_id or self.session_id, text, item_id=item_id)

    def end_line(self, line_id: str) -> str | None:
        return self.do(notes.end_line, line_id)

    def lines_on(self, reference: str) -> list[NoteRow]:
        return list(self.see(item_lines, self.items[reference]))

    def unfiled(self, session_id: str = "") -> list[NoteRow]:
        return list(self.see(unfiled_lines, session_id or self.session_id))

    def set_result(self, reference: str, result: Result, **named: object) -> None:
        self.do(results.set_result, self.items[reference], result, **named)

    def findings_on(self, reference: str) -> list[Finding]:
        item_id = self.items[reference]
        return self.see(
            lambda unit: unit.session.query(Finding).filter_by(item_id=item_id).order_by(Finding.number).all()
        )


def items_of(workspace: Workspace, audit_id: str) -> dict[str, str]:
    """The first item of each requirement of an audit."""
    found: dict[str, str] = {}
    with workspace.read() as unit:
        ids = item_ids(unit, audit_id)
        references = {row.id: row.reference for row in item_rows(unit, ids)}
    for item_id in ids:
        found.setdefault(references[item_id], item_id)
    return found


def begin(workspace: Workspace, clock: FixedClock) -> Story:
    planned = plan.begin(workspace)
    audit_id = planned.plan()
    okafor = planned.do(
        add_person, "M. Okafor", role="IT operations lead", organization_id=planned.organization_id
    )
    story = Story(workspace, clock, planned, audit_id, items_of(workspace, audit_id), okafor)
    story.session_id = story.session("Backups", "A.8.13", "A.8.15", interviewees=[okafor])
    return story
