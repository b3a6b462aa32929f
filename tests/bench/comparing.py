"""A returned workbook of 5,000 rows compared with the workspace, beside a bare read of the same file."""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from app.exchange.columns import COLUMNS
from app.exchange.differences import Comparison
from app.exchange.handing_out import hand_out
from app.exchange.taking_in import look_at
from app.planning.audit_list import audit_rows
from app.words import N_, Words
from app.worker.client import Worker
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.finding import Finding, FindingState, Grade
from models.organization import Organization, Person
from models.programme import Programme
from tests.bench.rows import Budget, Ground, Row, seconds
from tests.soak.ground import seat

_ROWS, _ROWS_EACH, _TIMES = 5_000, 3, 5
_FINDINGS = -(-_ROWS // _ROWS_EACH)
_TEXT = "Of 25 leavers sampled from 87, 4 had an account 9 to 64 days after the last working day. " * 3


def rows(ground: Ground) -> Iterator[Row]:
    """The median of a few, in turns; an answer in each row."""
    workspace = create_workspace(ground.place / "compared.assay", None, seat())
    path = _returned(workspace, ground.place / "returned.xlsx")
    worker = Worker()
    ours, bare = [], []
    for _ in range(_TIMES):
        ours.append(_compare(workspace, path, worker))
        bare.append(_read(path))
    workspace.close()
    yield Row(
        f"comparing {_ROWS:,} returned rows",
        seconds(median(ours)),
        f"{seconds(median(bare))} bare openpyxl read",
        median(ours) / median(bare),
        Budget(3, "x"),
    )


def _returned(workspace: Workspace, path: Path) -> Path:
    with workspace.write(N_("Begin")) as uow:
        organization = Organization(name="Alder Hill Clinics")
        programme = Programme(organization_id=organization.id, title="Programme")
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Internal audit")
        owner = Person(name="Ada Fenwick", organization_id=organization.id)
        uow.session.add_all([organization, programme, audit, owner])
        uow.session.add_all(_finding(audit.id, owner.id, number, uow.now()) for number in range(_FINDINGS))
    with workspace.read() as unit:
        audit_id = audit_rows(unit)[0].id
    hand_out(workspace, audit_id, path, Worker())
    book = load_workbook(path)
    sheet, action = book["Responses"], 2 + [column.key for column in COLUMNS].index("action")
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, action).value = f"Give system {row} an owner"
    book.save(path)
    return path


def _finding(audit_id: str, owner_id: str, number: int, at: object) -> Finding:
    return Finding(
        audit_id=audit_id,
        number=f"F-{number:04}",
        title=f"Leavers keep their access to system {number}",
        state=FindingState.ISSUED,
        grade=Grade.MINOR,
        owner_id=owner_id,
        requirement_text=_TEXT,
        evidence_text=_TEXT,
        statement=_TEXT,
        raised_at=at,
    )


def _compare(workspace: Workspace, path: Path, worker: Worker) -> float:
    start = time.perf_counter()
    found: Comparison = look_at(workspace, path, worker, Words())
    spent = time.perf_counter() - start
    assert len(found.ids()) == _FINDINGS * _ROWS_EACH
    return spent


def _read(path: Path) -> float:
    """As `load_workbook` reads it, and every value looked at."""
    start = time.perf_counter()
    book = load_workbook(path)
    cells = sum(value is not None for row in book["Responses"].iter_rows(values_only=True) for value in row)
    spent = time.perf_counter() - start
    assert cells
    return spent
