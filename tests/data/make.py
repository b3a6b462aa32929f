"""Writes a small workspace of the present schema, to be kept when the schema is released.

`python -m tests.data.make` makes `tests/data/schema-0001` or whatever the newest revision is, once.
"""

from datetime import UTC, datetime
from pathlib import Path

from app.workspace import schema
from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat
from models.audit import Audit
from models.organization import Organization, Person
from models.programme import Programme
from models.session import AuditSession, NoteLine
from tests.conftest import DEVICE, FixedClock

AT = datetime(2026, 7, 6, 9, 30, tzinfo=UTC)


def main() -> None:
    root = Path(__file__).parent / f"schema-{schema.REVISIONS[-1]}"
    workspace = create_workspace(root, None, Seat("Assay", DEVICE, "Test laptop", FixedClock(AT)))
    with workspace.write("Add the first audit") as uow:
        organization = Organization(name="Łódź Harbour Clinics", address="Piotrkowska 1\nŁódź")
        people = [Person(name=name, organization_id=organization.id) for name in ("Maja Černý", "İpek Şahin")]
        programme = Programme(organization_id=organization.id, title="Audit programme 2026")
        audit = Audit(programme_id=programme.id, number="IA-2026-01", title="Internal audit 2026")
        session = AuditSession(audit_id=audit.id, title="Backup and restore", started_at=AT)
        line = NoteLine(
            session_id=session.id, position=1, at=AT, speaker_id=people[0].id, text="Restored in 4 h 🔥\0"
        )
        uow.session.add_all([organization, *people, programme, audit, session, line])
    workspace.act_as(people[0].id)
    workspace.close()
    for name in ("lock", "objects", "backups"):
        left = root / name
        left.rmdir() if left.is_dir() else left.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
