"""Which backups later ones stand for: hourly for a day, daily for a month."""

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from app.workspace.backups.manifest import BEFORE_MIGRATION, BEFORE_TAKING_IN

_DAY = timedelta(days=1)
_MONTH = timedelta(days=31)
_WITHOUT_LINKS = 2


class Dated(Protocol):
    """What the rule looks at."""

    @property
    def at(self) -> datetime: ...
    @property
    def reason(self) -> str: ...
    @property
    def log_entries(self) -> int: ...
    @property
    def is_verified(self) -> bool: ...


Row = TypeVar("Row", bound=Dated)


def superseded(rows: Iterable[Row], now: datetime, *, shares_files: bool = True) -> list[Row]:
    """Those that may go. The days are those of the zone of `now`.

    Of each hour of the last day and of each day of the last 31 the last verified one stays, or the last where
    none is; where each backup has its own copy of all evidence, the last two instead. For as long those from
    before a file was taken in stay beside them, or the last of those. What always stays: the one that holds
    most, the verified one that holds most, and all from before a migration.
    """
    ordered = sorted(rows, key=_standing, reverse=True)
    kept = [row for row in ordered if row.reason == BEFORE_MIGRATION]
    kept += [row for row in ordered if row.is_verified][:1]
    kept += sorted(ordered, key=_knowledge, reverse=True)[:1]
    kept += _last_of_each_span(ordered, now) if shares_files else ordered[:_WITHOUT_LINKS]
    taken_in = [row for row in ordered if row.reason == BEFORE_TAKING_IN and now - row.at < _MONTH]
    kept += taken_in if shares_files else taken_in[:1]
    return [row for row in ordered if all(row is not one for one in kept)]


def _last_of_each_span(ordered: Iterable[Row], now: datetime) -> list[Row]:
    last: dict[Hashable, Row] = {}
    for row in ordered:
        span = _span(row.at, now)
        if span is not None:
            last.setdefault(span, row)
    return list(last.values())


def _knowledge(row: Dated) -> tuple[int, datetime]:
    return row.log_entries, row.at


def _standing(row: Dated) -> tuple[bool, int, datetime]:
    return row.is_verified, row.log_entries, row.at


def _span(at: datetime, now: datetime) -> Hashable | None:
    """The hour or the day that a backup stands for; None when it is too old for either."""
    age = now - at
    if age < _DAY:
        return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return at.astimezone(now.tzinfo).date() if age < _MONTH else None
