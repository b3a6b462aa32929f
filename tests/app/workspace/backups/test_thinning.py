"""Hourly for a day, daily for a month, all from before a migration, and never the newest good one."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from app.workspace.backups.manifest import BEFORE_MIGRATION, BEFORE_TAKING_IN, BY_HAND, HOURLY
from app.workspace.backups.shelf import list_backups
from app.workspace.backups.thinning import superseded
from app.workspace.workspace import Workspace
from tests.app.workspace.backups.conftest import add_person
from tests.conftest import START, FixedClock


@dataclass(frozen=True)
class Row:
    """A backup as the rule sees it."""

    at: datetime
    reason: str = HOURLY
    log_entries: int = 0
    is_verified: bool = True


def left(rows: list[Row], now: datetime = START) -> list[Row]:
    gone = superseded(rows, now)
    return [row for row in rows if row not in gone]


def ago(**span: float) -> datetime:
    return START - timedelta(**span)


def test_of_each_hour_of_the_last_day_the_last_stays() -> None:
    rows = [Row(ago(minutes=minutes), log_entries=10_000 - minutes) for minutes in range(0, 24 * 60, 10)]
    kept = left(rows)
    assert len(kept) == 25
    assert kept[0] is rows[0]
    assert [row.at.minute for row in kept] == [30, *[50] * 24]


def test_of_each_day_of_the_last_month_the_last_stays() -> None:
    rows = [Row(ago(hours=hours), log_entries=10_000 - hours) for hours in range(25, 24 * 60, 3)]
    kept = left(rows)
    days = [row.at.date() for row in kept]
    assert Counter(days).most_common(1)[0][1] == 1
    assert len(days) == 31
    assert all(row.at > ago(days=31) for row in kept)


def test_the_newest_good_one_stays_however_old_it_is() -> None:
    good = Row(ago(days=400), log_entries=5)
    newer = [Row(ago(minutes=minutes), log_entries=9, is_verified=False) for minutes in (5, 3, 1)]
    kept = left([Row(ago(days=500), log_entries=4), good, *newer])
    assert kept == [good, newer[-1]]


def test_in_an_hour_a_verified_one_stands_before_a_later_one_that_is_not() -> None:
    good, bad = Row(ago(hours=2, minutes=9), log_entries=5), Row(ago(hours=2), "hourly", 6, is_verified=False)
    newest = Row(ago(minutes=1), log_entries=7)
    assert left([good, bad, newest]) == [good, newest]


def test_those_from_before_a_migration_stay() -> None:
    rows = [Row(ago(days=days), BEFORE_MIGRATION) for days in (0, 40, 400, 401)]
    assert left(rows) == rows


def test_those_from_before_something_was_taken_in_stay_for_a_month() -> None:
    before = [Row(ago(days=days), BEFORE_TAKING_IN) for days in (0, 1, 30, 32)]
    after = [Row(ago(days=days) + timedelta(minutes=1), log_entries=9) for days in (0, 1, 30, 32)]
    assert left([*before, *after]) == [*before[:3], *after[:3]]
    gone = superseded([*before, *after], START, shares_files=False)
    assert [row for row in before if row not in gone] == before[:1]


def test_a_clock_that_ran_ahead_for_a_while_costs_no_backup_that_holds_more() -> None:
    ahead = Row(START + timedelta(days=3650), log_entries=5)
    now = Row(ago(minutes=1), log_entries=9)
    assert left([ahead, now]) == [ahead, now]


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_where_each_has_its_own_copy_of_all_evidence_two_are_enough(count: int) -> None:
    rows = [Row(ago(hours=hours), log_entries=100 - hours) for hours in range(count)]
    before = Row(ago(days=90), BEFORE_MIGRATION)
    gone = superseded([*rows, before], START, shares_files=False)
    assert [row for row in [*rows, before] if row not in gone] == [*rows[:2], before]


def test_weeks_of_work_leave_a_day_of_hours_and_a_month_of_days(
    workspace: Workspace, clock: FixedClock
) -> None:
    migrated = workspace.back_up(BEFORE_MIGRATION)
    for day in range(40):
        for _hour in range(3 if day == 39 else 1):
            add_person(workspace, "Ann")
            workspace.back_up(HOURLY)
            clock.advance(hours=2)
        clock.set(START + timedelta(days=day + 1))
    last = workspace.back_up(BY_HAND)
    rows = list_backups(workspace.path)
    now = clock.now()
    assert rows[0].folder == last
    assert rows[-1].folder == migrated
    within_a_day = [row for row in rows if now - row.at < timedelta(days=1)]
    assert len(within_a_day) == 3
    older = [row.at.astimezone(now.tzinfo).date() for row in rows[:-1] if row not in within_a_day]
    assert len(older) == len(set(older)) == 30
    assert min(older) == (now - timedelta(days=30)).date()
    assert all(row.is_verified for row in rows)
