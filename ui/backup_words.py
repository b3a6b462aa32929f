"""What is said of backups: why they were made, when, how large, and whether they are whole."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.workspace.backups.finding import workspace_name
from app.workspace.backups.manifest import (
    BEFORE_MIGRATION,
    BEFORE_TAKING_IN,
    BY_HAND,
    DESTROYED,
    HOURLY,
    OPENED,
)
from app.workspace.backups.shelf import BackupRow
from ui.widgets.lazy_table import Cell, Column, RowCells
from ui.words import _, ngettext


def reason_text(reason: str) -> str:
    """Why a backup was made; a reason that is not known is shown as it stands."""
    texts = {
        BY_HAND: _("on request"),
        OPENED: _("on opening"),
        HOURLY: _("while working"),
        BEFORE_MIGRATION: _("before an update"),
        BEFORE_TAKING_IN: _("before taking in"),
        DESTROYED: _("after destroying"),
    }
    return texts.get(reason, reason)


def moment_text(at: datetime, now: datetime) -> str:
    """`24 Nov 2026, 10:40` where `now` is."""
    return f"{at.astimezone(now.tzinfo):%d %b %Y, %H:%M}"


def short_moment_text(at: datetime, now: datetime) -> str:
    """`10:40` on the same day, `23 Nov` in the same year, else `23 Nov 2025`."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local:%d %b}" if local.year == now.year else f"{local:%d %b %Y}"


def state_text(row: BackupRow) -> str:
    if row.is_verified:
        return _("verified")
    if row.missing:
        return ngettext("{n} file missing", "{n} files missing", row.missing)
    return _("not verified")


def lost_text(lost: int) -> str:
    """What a restored workspace lacks; "" when it lacks nothing."""
    if not lost:
        return ""
    return ngettext(
        "{n} piece of evidence was not whole in this backup. “Verify now” in the settings names it.",
        "{n} pieces of evidence were not whole in this backup. “Verify now” in the settings names them.",
        lost,
    )


def backup_columns(*, with_name: bool) -> list[Column]:
    """The columns of a list of backups."""
    name = [Column("name", _("Workspace"), 2.6, sortable=False)] if with_name else []
    return [
        *name,
        Column("when", _("When"), 3, sortable=False),
        Column("why", _("Why"), 2.6, kind="muted", sortable=False),
        Column("size", _("Size"), 1.5, align="right", kind="number", sortable=False),
        Column("state", _("State"), 2, kind="muted", sortable=False),
    ]


def backup_cells(rows: Sequence[BackupRow], ids: Sequence[str], now: datetime) -> list[RowCells]:
    """The cells of the backups whose folders are `ids`."""
    known = {str(row.folder): row for row in rows}
    return [RowCells(one, _cells(known[one], now)) for one in ids if one in known]


def _cells(row: BackupRow, now: datetime) -> dict[str, Cell]:
    from app.reporting.formats import size

    return {
        "name": Cell(workspace_name(row.folder)),
        "when": Cell(moment_text(row.at, now)),
        "why": Cell(reason_text(row.reason)),
        "size": Cell(size(row.size)),
        "state": Cell(state_text(row)),
    }


def free_folder(wanted: Path) -> Path:
    """`wanted`, or the same with a number where there is something already."""
    count, free = 1, wanted
    while free.exists():
        count += 1
        free = wanted.with_name(f"{wanted.stem} ({count}){wanted.suffix}")
    return free
