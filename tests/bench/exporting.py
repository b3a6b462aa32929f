"""A list of 10,000 findings with 25 columns, beside a bare loop that writes the same values unstyled."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from openpyxl import Workbook, load_workbook

from app.reporting.finding_list.columns import COLUMNS
from app.reporting.finding_list.export import export_list
from app.reporting.finding_list.profile import ColumnProfile, ProfileColumn
from app.words import N_
from app.worker.client import Worker
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from models.finding import Action, Finding, FindingCriterion, FindingState, Grade, Response
from models.framework import RequirementKind
from tests.bench.memory import MEGABYTE, idle_memory, peak_memory
from tests.bench.rows import Budget, Ground, Row, seconds
from tests.soak.ground import seat
from tests.ui.sessions import story

_FINDINGS, _COLUMNS, _TIMES = 10_000, 25, 5
_PROFILE = ColumnProfile("Office", tuple(ProfileColumn(key) for key in list(COLUMNS)[:_COLUMNS]))
_TEXT = "Of 25 leavers sampled from 87, 4 had an account 9 to 64 days after the last working day."


def rows(ground: Ground) -> Iterator[Row]:
    """From the database to the file on the disk, read back and counted; the median of a few, in turns."""
    workspace = create_workspace(ground.place / "exported.assay", None, seat())
    audit_id = _raise_findings(workspace)
    path, worker = ground.place / "findings.xlsx", Worker()
    ours, bare, peaks = [], [], []
    idle = idle_memory()
    for _ in range(_TIMES):
        ours.append(_export(workspace, audit_id, path, worker))
        peaks.append((peak_memory() - idle) / MEGABYTE)
        bare.append(_write(_values(path), ground.place / "bare.xlsx"))
    workspace.close()
    yield Row(
        f"exporting {_FINDINGS:,} findings, {_COLUMNS} columns",
        seconds(median(ours)),
        f"{seconds(median(bare))} bare openpyxl loop",
        median(ours) / median(bare),
        Budget(2.5, "x"),
    )
    # Later exports count what the bare loop left behind, too.
    yield Row("  memory above idle", f"{peaks[0]:.0f} MiB", "", peaks[0], Budget(256, "MiB"))


def _raise_findings(workspace: Workspace) -> str:
    begun = story.begin(workspace)
    with workspace.write(N_("Begin")) as uow:
        for number in range(_FINDINGS):
            uow.session.add_all(_raised(begun.audit_id, begun.okafor_id, number, uow.now()))
    return begun.audit_id


def _raised(audit_id: str, owner_id: str, number: int, at: object) -> Iterator[object]:
    """A finding with its criterion and an answer."""
    finding = Finding(
        audit_id=audit_id,
        number=f"F-{number:05}",
        title=f"Leavers keep their access to system {number}",
        state=FindingState.ISSUED,
        grade=Grade.MINOR,
        owner_id=owner_id,
        requirement_text=_TEXT,
        evidence_text=_TEXT * 3,
        statement=_TEXT,
        extent=_TEXT,
        risk=_TEXT,
        raised_at=at,
    )
    response = Response(finding_id=finding.id, cause=_TEXT, correction=_TEXT)
    yield finding
    yield FindingCriterion(
        finding_id=finding.id, kind=RequirementKind.CONTROL, reference="A.5.18", is_primary=True
    )
    yield response
    yield Action(response_id=response.id, position=1, what=_TEXT, owner_id=owner_id)


def _export(workspace: Workspace, audit_id: str, path: Path, worker: Worker) -> float:
    start = time.perf_counter()
    exported = export_list(workspace, audit_id, path, worker, _PROFILE)
    spent = time.perf_counter() - start
    assert exported.findings >= _FINDINGS
    return spent


def _values(path: Path) -> Sequence[tuple[object, ...]]:
    sheet = load_workbook(path, read_only=True).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def _write(values: Sequence[tuple[object, ...]], path: Path) -> float:
    start = time.perf_counter()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in values:
        sheet.append(row)
    book.save(path)
    return time.perf_counter() - start
