"""One step of the program, killed before its n-th call that touches the disk: wherever power may go."""

import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.evidence.evidence import remove_evidence
from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes, attach_files
from app.reporting import exports
from app.reporting.reports import issue_report
from app.retention.thorough import destroy_due, destroy_thoroughly, empty_trash
from app.words import N_
from app.workspace import protection
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.workspace import Workspace
from models.evidence import Evidence
from models.report import ReportRevision
from tests.conftest import FixedClock
from tests.soak.ground import FOLDER, ground_of, seat
from tests.soak.working import content_of, tell

PASSPHRASE = "four words as always"
_CALLS = ("fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "open")


class Countdown:
    """Kills this process before the call number `at`; every call counts that changes what the disk holds."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.calls = 0

    def arm(self) -> None:
        for name in _CALLS:
            setattr(os, name, self._counting(getattr(os, name)))
        event.listen(Engine, "commit", self._count)

    def _counting(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            if call is not _OPEN or (args[1] if len(args) > 1 else 0) & os.O_CREAT:
                self._count()
            return call(*args, **named)

        return counted

    def _count(self, *_connection: object) -> None:
        self.calls += 1
        if self.calls == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


_OPEN = os.open


def run(place: Path, step: str, at: int) -> None:
    """Do a step; say so, and how many calls it took, when it came to its end before the call number `at`."""
    countdown = Countdown(at)
    if step == "open":
        _leave_a_mess(place)
        countdown.arm()
        open_workspace(place / FOLDER, None, seat())
    else:
        workspace = open_workspace(place / FOLDER, None, seat())
        act = STEPS[step](workspace, place)
        countdown.arm()
        act()
    tell("survived", calls=countdown.calls)


def _leave_a_mess(place: Path) -> None:
    """What programs left that died: a file that was being attached, a backup that was being made."""
    layout = Layout(place / FOLDER)
    stray = layout.objects / "ab" / f"ab{'0' * 30}"
    stray.parent.mkdir()
    stray.write_bytes(b"sealed")
    stray.with_suffix(".pending").touch()
    half = layout.backups / "2026-07-06T083000Z-hourly.new"
    half.mkdir()
    (half / "workspace.db").write_bytes(b"half")


def _attach(workspace: Workspace, place: Path) -> Callable[[], object]:
    audit_id = ground_of(place).audit_id
    return lambda: attach_bytes(workspace, audit_id, "file", content_of(1, 1))


def _attach_several(workspace: Workspace, place: Path) -> Callable[[], object]:
    audit_id, files = ground_of(place).audit_id, [place / "files" / f"file {n}" for n in range(3)]
    for n, file in enumerate(files):
        file.write_bytes(content_of(1, n))
    return lambda: attach_files(workspace, audit_id, files)


def _attach_again(workspace: Workspace, place: Path) -> Callable[[], object]:
    """The same bytes a second time: the new object has no use."""
    audit_id = ground_of(place).audit_id
    attach_bytes(workspace, audit_id, "file", content_of(1, 1))
    return lambda: attach_bytes(workspace, audit_id, "again", content_of(1, 1))


def _keep_pdf(workspace: Workspace, place: Path) -> Callable[[], object]:
    revision_id = issue_report(workspace, ground_of(place).report_id)
    with workspace.read() as unit:
        row = unit.session.get_one(ReportRevision, revision_id)
    return lambda: exports._keep(workspace, row, b"%PDF" + content_of(1, 1))


def _clear_up(workspace: Workspace, place: Path) -> Callable[[], object]:
    attach_bytes(workspace, ground_of(place).audit_id, "given up", content_of(1, 1))
    workspace.undo()
    return lambda: remove_unused_files(workspace)


def _back_up(workspace: Workspace, place: Path) -> Callable[[], object]:
    workspace.back_up("hourly")
    clock = workspace.seat.clock
    assert isinstance(clock, FixedClock)
    clock.advance(minutes=5)
    attach_bytes(workspace, ground_of(place).audit_id, "file", content_of(1, 1))
    return lambda: workspace.back_up("hourly")


def _close(workspace: Workspace, place: Path) -> Callable[[], object]:
    attach_bytes(workspace, ground_of(place).audit_id, "file", content_of(1, 1))
    return workspace.close


def _destroy(workspace: Workspace, place: Path) -> Callable[[], object]:
    """A piece that stands in two backups, and whose bytes nobody else has."""
    ids = [_with_a_life(workspace, place, n) for n in range(2)]
    with workspace.write(N_("Edit evidence {number}"), number="") as uow:
        for evidence_id in ids:
            uow.session.get_one(Evidence, evidence_id).destroy_on = uow.today()
    return lambda: destroy_thoroughly(workspace, destroy_due, ids, "Agreed")


def _empty_the_trash(workspace: Workspace, place: Path) -> Callable[[], object]:
    ids = [_with_a_life(workspace, place, n) for n in range(2)]
    with workspace.write(N_("Remove evidence {number}"), number="") as uow:
        for evidence_id in ids:
            remove_evidence(uow, evidence_id)
    return lambda: destroy_thoroughly(workspace, empty_trash, ids, "By mistake")


def _with_a_life(workspace: Workspace, place: Path, number: int) -> str:
    content = content_of(1, number)
    attached = attach_bytes(workspace, ground_of(place).audit_id, f"life {number}", content)
    workspace.back_up("hourly")
    clock = workspace.seat.clock
    assert isinstance(clock, FixedClock)
    clock.advance(hours=1)
    return attached.evidence_id


def _protect(workspace: Workspace, _place: Path) -> Callable[[], object]:
    workspace.back_up("hourly")
    return lambda: protection.set_passphrase(workspace, PASSPHRASE)


STEPS: Mapping[str, Callable[[Workspace, Path], Callable[[], object]]] = {
    "attach": _attach,
    "attach several": _attach_several,
    "attach again": _attach_again,
    "keep the PDF": _keep_pdf,
    "clear up": _clear_up,
    "back up": _back_up,
    "close": _close,
    "protect": _protect,
    "destroy": _destroy,
    "empty the trash": _empty_the_trash,
}
