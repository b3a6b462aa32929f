"""What a workspace of an earlier schema knows of follow-up is still known when it is opened."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app import database
from app.workspace.header import read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat
from models.finding import Finding

SCHEMA_0002 = Path(__file__).parents[2] / "data" / "schema-0002"
VERIFIED = (
    "INSERT INTO verification (id, finding_id, kind, result, at, note)"
    " VALUES (?, ?, 'implementation', 'effective', ?, 'Seen')"
)


def test_what_was_verified_is_to_be_judged_ninety_days_later_on_the_calendar_of_its_place(
    tmp_path: Path, seat: Seat
) -> None:
    folder = Path(shutil.copytree(SCHEMA_0002, tmp_path / "old.assay"))
    layout = Layout(folder)
    with closing(database.connect(layout.database, read_header(layout.headers).unwrap(None))) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(finding)")]
        values = ", ".join(f":{name}" for name in columns)
        wanted = [dict.fromkeys(columns) | row for row in (_finding("verified"), _finding("issued"))]
        audit_id = connection.execute("SELECT id FROM audit").fetchone()[0]
        for number, row in enumerate(wanted):
            row |= {"audit_id": audit_id, "number": f"F-0{number}"}
            connection.execute(f"INSERT INTO finding ({', '.join(columns)}) VALUES ({values})", row)
            connection.execute(VERIFIED, (f"v{number}", row["id"], "2026-03-31T22:30:00.000000Z+02:00"))
        connection.commit()

    workspace = open_workspace(folder, None, seat)
    with workspace.read() as unit:
        rows = unit.session.execute(select(Finding.id, Finding.effectiveness_due_on)).all()
    workspace.close()

    assert {row.id: row.effectiveness_due_on for row in rows} == {
        "verified": date(2026, 6, 30),
        "issued": None,
    }


def _finding(name: str) -> dict[str, object]:
    states = {"verified": "implementation_verified", "issued": "issued"}
    texts = (
        *("title", "requirement_text", "evidence_text", "statement", "extent", "risk", "recommendation"),
        *("expected_benefit", "corrected_during_audit", "grade_reason", "position_text", "state_reason"),
    )
    return dict.fromkeys(texts, "") | {
        "id": name,
        "type": "nonconformity",
        "state": states[name],
        "raised_at": "2026-03-02T09:00:00.000000Z+00:00",
        "position": "agreed",
        "response_round": 1,
    }
