"""The workspace that the program is killed in: a report to issue, an interview that is running, a finding."""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from app.findings.findings import raise_finding
from app.findings.terms import FindingType
from app.resource_files import migrations_path
from app.sessions import notes
from app.words import N_
from app.workspace import schema
from app.workspace.opening import create_workspace
from app.workspace.schema import Releases
from app.workspace.workspace import Seat
from models.finding import Finding
from tests.app.reporting import audited
from tests.conftest import DEVICE, FixedClock
from tests.ui.sessions import story
from tests.ui.sessions.story import NOW

AFTER = NOW + timedelta(days=1)
"""When the workspace is opened again."""
FOLDER = "ground.assay"
_MIGRATIONS = "migrations"
_NEXT = "9001"
_MIGRATION = f"""import sqlalchemy as sa
from alembic import op

revision = "{_NEXT}"
down_revision = "{schema.REVISIONS[-1]}"


def upgrade():
    for table in ("note_line", "evidence", "finding"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("later", sa.Text(), nullable=False, server_default="yes"))
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What there is to work on, and the next release's migrations beside it."""

    report_id: str
    audit_id: str
    session_id: str
    item_id: str
    finding_id: str
    lines: tuple[str, ...]


def seat(at: FixedClock | None = None) -> Seat:
    return Seat("Assay soak", DEVICE, "Test laptop", at or FixedClock(NOW))


def make_ground(place: Path) -> Path:
    """Make the workspace in a new folder, with its ids in a file beside it; returns the folder."""
    place.mkdir()
    workspace = create_workspace(place / FOLDER, None, seat())
    files = place / "files"
    files.mkdir()
    report = audited.begin(workspace, files)
    interview = story.begin(workspace)
    item_id = interview.items["A.8.13"]
    with workspace.write(N_("Raise finding")) as uow:
        raised = raise_finding(
            uow, interview.audit_id, type=FindingType.NONCONFORMITY, item_id=interview.items["A.8.15"]
        )
        lines = [notes.add_line(uow, interview.session_id, f"0 line {n}", item_id=item_id) for n in range(3)]
        uow.session.get_one(Finding, raised.id).grade_reason = "0"
    workspace.close()
    ground = Ground(
        report.audit_id, interview.audit_id, interview.session_id, item_id, raised.id, tuple(lines)
    )
    (place / "ground.json").write_text(json.dumps(asdict(ground)))
    _write_migrations(place / _MIGRATIONS)
    return place


def ground_of(place: Path) -> Ground:
    body = json.loads((place / "ground.json").read_text())
    return Ground(**{**body, "lines": tuple(body["lines"])})


def _write_migrations(folder: Path) -> None:
    shutil.copytree(migrations_path(), folder)
    (folder / "versions" / f"{_NEXT}_the_next.py").write_text(_MIGRATION)


def next_release(place: Path) -> Releases:
    """What a later program knows: one more revision, which rebuilds the tables that are worked in."""
    return Releases((*schema.REVISIONS, _NEXT), place / _MIGRATIONS)
