"""Units of work: all or nothing, announced after the commit, one at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from app import numbers
from app.activity_log import head
from app.errors import UserError
from app.unit_of_work import Change
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from models.activity import LogEntry
from models.organization import Organization, Person, Site
from tests.conftest import DEVICE, FixedClock


def names(workspace: Workspace) -> list[str]:
    with workspace.read() as unit:
        return list(unit.session.scalars(select(Person.name).order_by(Person.name)))


def add_person(workspace: Workspace, name: str, origin: str = "") -> str:
    with workspace.write("Add person", origin=origin) as uow:
        person = Person(name=name)
        uow.session.add(person)
    return person.id


def test_what_was_committed_is_there_after_reopening(folder: Path, seat: Seat) -> None:
    workspace = open_workspace(folder, None, seat)
    add_person(workspace, "Ann")
    workspace.close()
    again = open_workspace(folder, None, seat)
    assert names(again) == ["Ann"]
    again.close()


def test_an_error_inside_a_write_rolls_everything_back_and_announces_nothing(workspace: Workspace) -> None:
    add_person(workspace, "Ann")
    heard: list[frozenset[Change]] = []
    workspace.subscribe(heard.append)

    def fail_halfway() -> None:
        with workspace.write("Fail") as uow:
            uow.session.add(Person(name="Bob"))
            uow.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert names(workspace) == ["Ann"]
    assert heard == []
    assert workspace.undo_list.next_undo is not None
    assert workspace.undo_list.next_undo.label.msgid == "Add person"
    with workspace.read() as unit:
        assert unit.session.scalars(select(LogEntry.label).where(LogEntry.label.contains("Fail"))).all() == []


def test_changes_are_announced_after_the_commit_with_their_origin(workspace: Workspace) -> None:
    heard: list[tuple[frozenset[Change], list[str], str]] = []

    def listen(changes: frozenset[Change]) -> None:
        step = workspace.undo_list.next_undo
        heard.append((changes, names(workspace), step.label.msgid if step else ""))

    workspace.subscribe(listen)
    with workspace.write("Add person", origin="people page") as uow:
        uow.session.add(Person(id="p", name="Ann"))
        uow.session.flush()
        assert heard == []
    assert heard == [
        (frozenset({Change("person", "p", "insert", "people page")}), ["Ann"], "Add person"),
    ]


def test_a_write_that_changes_nothing_is_neither_announced_nor_undone(workspace: Workspace) -> None:
    person = add_person(workspace, "Ann")
    heard: list[frozenset[Change]] = []
    workspace.subscribe(heard.append)
    with workspace.write("Edit person") as uow:
        uow.session.get_one(Person, person).name = "Ann"
    assert heard == []
    assert workspace.undo_list.next_undo is not None
    assert workspace.undo_list.next_undo.label.msgid == "Add person"


def test_saved_is_told_only_after_a_commit(workspace: Workspace, clock: FixedClock) -> None:
    add_person(workspace, "Ann")
    saved = workspace.last_saved_at
    clock.advance(minutes=5)
    with pytest.raises(ZeroDivisionError), workspace.write("Fail"):
        raise ZeroDivisionError
    assert workspace.last_saved_at == saved
    add_person(workspace, "Bob")
    assert saved is not None
    assert workspace.last_saved_at == saved + timedelta(minutes=5)


def test_what_the_program_keeps_for_itself_is_not_told_as_saved(workspace: Workspace) -> None:
    with workspace.write("Look for what is new", undoable=False):
        pass
    assert workspace.last_saved_at is None


def test_a_reference_to_nothing_is_refused_at_the_commit_and_the_next_write_goes_on(
    workspace: Workspace,
) -> None:
    with pytest.raises(IntegrityError), workspace.write("Add person") as uow:
        uow.session.add(Person(name="Ann", organization_id="nobody"))
    assert names(workspace) == []
    add_person(workspace, "Bob")
    assert names(workspace) == ["Bob"]
    assert workspace.check_database() == []


def test_what_is_used_elsewhere_cannot_be_removed_and_is_told_so(
    workspace: Workspace, organization: str
) -> None:
    with workspace.write("Add site") as uow:
        uow.session.add(Site(organization_id=organization, name="Leeds"))
    with pytest.raises(UserError, match="still used elsewhere"), workspace.write("Remove") as uow:
        uow.session.delete(uow.session.get_one(Organization, organization))
    with workspace.read() as unit:
        assert unit.session.get(Organization, organization) is not None


def test_the_order_of_writes_inside_a_unit_does_not_matter(workspace: Workspace) -> None:
    with workspace.write("Add both") as uow:
        uow.session.add(Person(id="p", name="Ann", organization_id="o"))
        uow.session.flush()
        uow.session.add(Organization(id="o", name="Clinics"))
    assert names(workspace) == ["Ann"]


@pytest.mark.parametrize(
    "statement", [update(Person).values(name="x"), delete(Person), insert(Person).values(id="x", name="x")]
)
def test_bulk_statements_that_would_pass_the_log_by_are_refused(
    workspace: Workspace, statement: object
) -> None:
    add_person(workspace, "Ann")
    with pytest.raises(RuntimeError, match="activity log"), workspace.write("Bulk") as uow:
        uow.session.execute(statement)  # type: ignore[call-overload]
    assert names(workspace) == ["Ann"]


def test_nothing_can_be_changed_in_a_view_that_reads(workspace: Workspace) -> None:
    person = add_person(workspace, "Ann")

    def change() -> None:
        with workspace.read() as unit:
            unit.session.get_one(Person, person).name = "Bob"
            unit.session.commit()

    with pytest.raises(RuntimeError, match="only reads"):
        change()
    assert names(workspace) == ["Ann"]


def test_a_view_stays_the_same_while_others_write(workspace: Workspace) -> None:
    add_person(workspace, "Ann")
    with workspace.read() as unit:
        assert len(unit.session.scalars(select(Person)).all()) == 1
        add_person(workspace, "Bob")
        assert len(unit.session.scalars(select(Person)).all()) == 1
    assert names(workspace) == ["Ann", "Bob"]


def test_a_unit_inside_another_is_a_bug_that_is_told_at_once(workspace: Workspace) -> None:

    def write_inside() -> None:
        with workspace.write("Outer") as uow:
            uow.session.add(Person(name="Ann"))
            add_person(workspace, "Bob")

    with pytest.raises(RuntimeError, match="inside another"):
        write_inside()
    assert names(workspace) == []
    assert add_person(workspace, "Cay")


def test_a_listener_may_write(workspace: Workspace) -> None:
    def answer(changes: frozenset[Change]) -> None:
        if any(change.kind == "person" for change in changes):
            with workspace.write("Note it") as uow:
                uow.session.add(Organization(name="Answer"))

    workspace.subscribe(answer)
    add_person(workspace, "Ann")
    with workspace.read() as unit:
        assert unit.session.scalars(select(Organization.name)).all() == ["Answer"]


def test_threads_that_write_at_once_take_turns_and_lose_nothing(workspace: Workspace) -> None:
    start = threading.Barrier(4)

    def work(worker: int) -> None:
        start.wait(10)
        for count in range(25):
            with workspace.write("Add person") as uow:
                number = numbers.next_number(uow, "audit", numbers.FINDING)
                uow.session.add(Person(name=f"{number} {worker} {count}"))

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, worker) for worker in range(4)]:
            done.result()
    found = [name.split(" ")[0] for name in names(workspace)]
    assert sorted(found) == sorted(f"F-{count:02d}" for count in range(1, 101))
    with workspace.read() as unit:
        sequences = unit.session.scalars(select(LogEntry.sequence).order_by(LogEntry.sequence)).all()
        assert list(sequences) == list(range(1, head(unit.session, DEVICE)[0] + 1))


def test_reading_threads_give_their_connections_back(workspace: Workspace) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: names(workspace), range(40))) == [[]] * 40

    def fail_halfway() -> None:
        with workspace.read() as unit:
            unit.session.scalars(select(Person)).first()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert workspace._engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_a_closed_workspace_refuses_late_work(folder: Path, seat: Seat) -> None:
    workspace = open_workspace(folder, None, seat)
    workspace.close()
    workspace.close()
    with pytest.raises(UserError, match="The workspace is closed"), workspace.read():
        pass
    with pytest.raises(UserError, match="The workspace is closed"):
        add_person(workspace, "Late")
    assert not (folder / "workspace.db-wal").exists()


def test_closing_waits_for_the_write_that_is_going_on(folder: Path, seat: Seat) -> None:
    workspace = open_workspace(folder, None, seat)
    writing, go_on = threading.Event(), threading.Event()

    def work() -> None:
        with workspace.write("Add person") as uow:
            uow.session.add(Person(name="Ann"))
            writing.set()
            go_on.wait(10)

    with ThreadPoolExecutor(2) as pool:
        done = pool.submit(work)
        assert writing.wait(10)
        closed = pool.submit(workspace.close)
        assert not closed.done()
        go_on.set()
        done.result()
        closed.result()
    again = open_workspace(folder, None, seat)
    assert names(again) == ["Ann"]
    again.close()


def test_everything_is_done_in_the_name_of_the_person_at_the_screen(
    folder: Path, seat: Seat, clock: FixedClock
) -> None:
    workspace = open_workspace(folder, None, seat)
    assert workspace.acting_person_id is None
    ann = add_person(workspace, "Ann")
    workspace.act_as(ann)
    with workspace.write("Look") as uow:
        assert uow.actor_id == ann
    workspace.close()
    again = open_workspace(folder, None, seat)
    assert again.acting_person_id == ann
    again.close()
    other = open_workspace(folder, None, replace(seat, device_id="device-2"))
    assert other.acting_person_id is None
    other.close()


def test_a_query_names_more_rows_than_any_office_has(folder: Path, seat: Seat) -> None:
    """The database library of every system must take so many: no list is cut into pieces for it."""
    workspace = open_workspace(folder, None, seat)
    ann = add_person(workspace, "Ann")
    with workspace.read() as unit:
        wanted = [ann, *map(str, range(100_000))]
        assert unit.session.scalars(select(Person.id).where(Person.id.in_(wanted))).all() == [ann]
    workspace.close()
