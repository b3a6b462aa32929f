"""Undo and redo: a step taken back is a new, logged write; numbers stay used; nothing is half undone."""

import pytest
from sqlalchemy import func, select

from app import numbers
from app.errors import UserError
from app.unit_of_work import Change
from app.workspace.workspace import Workspace
from models.activity import LogEntry
from models.organization import Organization, Person, Site


def name_of(workspace: Workspace, person: str = "p") -> str | None:
    with workspace.read() as unit:
        found = unit.session.get(Person, person)
        return found.name if found else None


def rename(workspace: Workspace, name: str, label: str = "Rename", merge_key: str = "") -> None:
    with workspace.write(label, merge_key=merge_key) as uow:
        uow.session.get_one(Person, "p").name = name


@pytest.fixture
def person(workspace: Workspace) -> str:
    with workspace.write("Add person") as uow:
        uow.session.add(Person(id="p", name="Ann", role="Auditor"))
    return "p"


def test_an_added_row_is_taken_back_and_made_again(workspace: Workspace, person: str) -> None:
    step = workspace.undo()
    assert step is not None
    assert step.label.msgid == "Add person"
    assert name_of(workspace) is None
    workspace.redo()
    assert name_of(workspace) == "Ann"
    with workspace.read() as unit:
        assert unit.session.get_one(Person, "p").role == "Auditor"


def test_an_edit_is_taken_back_and_made_again(workspace: Workspace, person: str) -> None:
    rename(workspace, "Bob")
    rename(workspace, "Cay")
    workspace.undo()
    assert name_of(workspace) == "Bob"
    workspace.undo()
    assert name_of(workspace) == "Ann"
    with workspace.read() as unit:
        assert unit.session.get_one(Person, "p").sort_name == "ann"
    workspace.redo()
    workspace.redo()
    assert name_of(workspace) == "Cay"
    assert workspace.redo() is None


def test_a_deletion_is_taken_back_with_every_value(workspace: Workspace, person: str) -> None:
    with workspace.write("Delete person") as uow:
        uow.session.delete(uow.session.get_one(Person, "p"))
    assert name_of(workspace) is None
    workspace.undo()
    with workspace.read() as unit:
        assert unit.session.get_one(Person, "p").role == "Auditor"
    workspace.redo()
    assert name_of(workspace) is None


def test_a_step_over_many_rows_is_taken_back_whole(workspace: Workspace) -> None:
    with workspace.write("Add organisation") as uow:
        uow.session.add(Site(id="s", organization_id="o", name="Leeds"))
        uow.session.flush()
        uow.session.add(Organization(id="o", name="Clinics"))
    with workspace.write("Move") as uow:
        uow.session.delete(uow.session.get_one(Site, "s"))
        uow.session.flush()
        uow.session.add(Site(id="t", organization_id="o", name="York"))
        uow.session.get_one(Organization, "o").name = "Clinics of York"
    workspace.undo()
    with workspace.read() as unit:
        assert unit.session.scalars(select(Site.name)).all() == ["Leeds"]
        assert unit.session.get_one(Organization, "o").name == "Clinics"
    workspace.undo()
    workspace.redo()
    workspace.redo()
    with workspace.read() as unit:
        assert unit.session.scalars(select(Site.name)).all() == ["York"]


def test_typing_pauses_are_undone_as_one_step(workspace: Workspace, person: str) -> None:
    for typed in ("An", "Ann", "Anna", "Anna K"):
        rename(workspace, typed, "Edit", merge_key="person:p")
    step = workspace.undo_list.next_undo
    assert step is not None
    assert len(step.changes) == 1
    workspace.undo()
    assert name_of(workspace) == "Ann"
    workspace.redo()
    assert name_of(workspace) == "Anna K"


def test_a_row_typed_into_being_is_undone_as_one_step(workspace: Workspace) -> None:
    with workspace.write("Write", merge_key="p") as uow:
        uow.session.add(Person(id="p", name="A"))
    rename(workspace, "Ann", "Write", merge_key="p")
    workspace.undo()
    assert name_of(workspace) is None
    workspace.redo()
    assert name_of(workspace) == "Ann"


def test_typing_again_after_something_else_is_another_step(workspace: Workspace, person: str) -> None:
    rename(workspace, "Anna", "Edit", merge_key="p")
    with workspace.write("Add organisation") as uow:
        uow.session.add(Organization(id="o", name="Clinics"))
    rename(workspace, "Anna K", "Edit", merge_key="p")
    workspace.undo()
    assert name_of(workspace) == "Anna"


def test_a_new_step_ends_what_could_be_made_again(workspace: Workspace, person: str) -> None:
    rename(workspace, "Bob")
    workspace.undo()
    rename(workspace, "Cay")
    assert workspace.redo() is None
    assert name_of(workspace) == "Cay"


def test_a_number_is_never_given_again_after_undo(workspace: Workspace) -> None:
    def raise_finding() -> str:
        with workspace.write("Raise finding") as uow:
            number = numbers.next_number(uow, "audit", numbers.FINDING)
            uow.session.add(Person(name=number))
        return number

    assert raise_finding() == "F-01"
    workspace.undo()
    assert raise_finding() == "F-02"
    workspace.undo()
    workspace.redo()
    assert raise_finding() == "F-03"
    with workspace.read() as unit:
        assert unit.session.scalars(select(Person.name).order_by(Person.name)).all() == ["F-02", "F-03"]


def test_each_series_counts_for_itself(workspace: Workspace) -> None:
    with workspace.write("Number") as uow:
        assert numbers.next_number(uow, "one", numbers.FINDING) == "F-01"
        assert numbers.next_number(uow, "other", numbers.FINDING) == "F-01"
        assert numbers.next_number(uow, "one", numbers.EVIDENCE) == "E-001"
        assert numbers.next_number(uow, "one", numbers.FINDING) == "F-02"


def test_a_step_whose_rows_were_changed_since_is_refused_and_nothing_changes(
    workspace: Workspace, person: str
) -> None:
    with workspace.write("Edit both") as uow:
        uow.session.add(Organization(id="o", name="Clinics"))
        uow.session.get_one(Person, "p").name = "Bob"
    step = workspace.undo_list.next_undo
    assert step is not None
    rename(workspace, "Cay", "Behind the list")
    behind = workspace.undo_list.next_undo
    assert behind is not None
    workspace.undo_list.undone(behind)
    with pytest.raises(UserError, match="cannot be taken back: what it touched was changed since"):
        workspace.undo()
    assert name_of(workspace) == "Cay"
    with workspace.read() as unit:
        assert unit.session.get(Organization, "o") is not None
    assert workspace.undo_list.next_undo is not step


def test_a_person_at_the_screen_is_not_undone_away(workspace: Workspace, person: str) -> None:
    workspace.act_as("p")
    with pytest.raises(UserError, match="still used elsewhere"):
        workspace.undo()
    assert name_of(workspace) == "Ann"
    assert workspace.acting_person_id == "p"


def test_nothing_before_a_final_step_is_taken_back(workspace: Workspace, person: str) -> None:
    rename(workspace, "Bob")
    with workspace.write("Issue report", final=True) as uow:
        uow.session.get_one(Person, "p").role = "Lead auditor"
    assert workspace.undo() is None
    assert name_of(workspace) == "Bob"
    rename(workspace, "Cay")
    workspace.undo()
    assert name_of(workspace) == "Bob"
    assert workspace.undo() is None


def test_with_nothing_done_there_is_nothing_to_undo(workspace: Workspace) -> None:
    assert workspace.undo() is None
    assert workspace.redo() is None


def test_an_undo_is_logged_announced_and_in_the_readers_words(workspace: Workspace, person: str) -> None:
    heard: list[frozenset[Change]] = []
    workspace.subscribe(heard.append)
    with workspace.read() as unit:
        before = unit.session.scalar(select(func.count()).select_from(LogEntry))
    workspace.undo()
    assert heard == [frozenset({Change("person", "p", "delete")})]
    with workspace.read() as unit:
        last = unit.session.scalars(select(LogEntry).order_by(LogEntry.sequence.desc())).first()
        assert last is not None
        assert (last.kind, last.row_id, last.operation) == ("person", "p", "delete")
        assert unit.session.scalar(select(func.count()).select_from(LogEntry)) == (before or 0) + 1


def test_only_the_latest_steps_are_kept(workspace: Workspace, person: str) -> None:
    for count in range(205):
        rename(workspace, f"name {count}")
    taken_back = 0
    while workspace.undo():
        taken_back += 1
    assert taken_back == 200
