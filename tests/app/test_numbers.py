"""The numbers that people say, past the digits that their form begins with."""

from sqlalchemy import select

from app.numbers import FINDING, in_order, next_number, order_key
from app.words import N_
from app.workspace.workspace import Workspace
from models.base import new_id
from models.organization import Person


def test_a_series_goes_on_past_its_two_digits(workspace: Workspace) -> None:
    with workspace.write(N_("Give numbers")) as uow:
        given = [next_number(uow, "audit-1", FINDING) for _ in range(101)]
    assert (given[0], given[98], given[99], given[100]) == ("F-01", "F-99", "F-100", "F-101")
    assert sorted(set(given), key=order_key) == given


def test_a_query_puts_a_hundred_after_ninety_nine(workspace: Workspace) -> None:
    names = ["F-100", "F-09", "F-99", "F-10"]
    with workspace.write(N_("Add people")) as uow:
        uow.session.add_all(Person(id=new_id(), name=name) for name in names)
    with workspace.read() as unit:
        found = list(unit.session.scalars(select(Person.name).order_by(*in_order(Person.name))))
    assert found == ["F-09", "F-10", "F-99", "F-100"]
