"""The clock of the laptop, and the one that tests set."""

from datetime import timedelta

from app.clock import SystemClock
from app.workspace.workspace import Workspace
from tests.conftest import START, FixedClock


def test_the_laptops_clock_tells_an_instant_with_its_zone() -> None:
    assert SystemClock().now().utcoffset() is not None


def test_a_unit_of_work_takes_its_time_from_the_seat(workspace: Workspace, clock: FixedClock) -> None:
    clock.advance(hours=5)
    with workspace.write("Look at the clock") as uow:
        assert uow.now() == START + timedelta(hours=5)


def test_today_is_the_date_where_the_auditor_is(workspace: Workspace, clock: FixedClock) -> None:
    clock.set(START.replace(hour=0, minute=30))
    with workspace.read() as unit:
        assert unit.now().utcoffset() == timedelta(hours=1)
        assert unit.today() == START.date()
