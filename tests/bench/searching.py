"""One keystroke of the search, over many audits and within one, in the words of the question bank."""

import random
import time
from collections.abc import Iterator
from statistics import quantiles

from app.search import indexing
from app.search.upkeep import find
from app.words import N_
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.evidence import Evidence
from models.finding import Finding
from models.organization import Organization, Person
from models.programme import Programme
from models.session import AuditSession, NoteLine
from tests.behind import insert_rows, straight_in
from tests.bench.rows import Budget, Ground, Row
from tests.bench.text import Text
from tests.soak.ground import seat
from tests.ui.sessions.story import NOW

_AUDITS, _SESSIONS, _PEOPLE = 10, 40, 60
_LINES, _PIECES, _FINDINGS = 20_000, 20_000, 3_000
_TYPED = (
    "backup restore",
    "the interval of restore tests",
    "access rights review",
    "f-0123",
    "ref-77",
    "supplier agreement",
    "privileged",
    "in the event of",
    "information security",
)


def rows(ground: Ground) -> Iterator[Row]:
    """The 95th percentile over every keystroke of some searches, and the longest of them."""
    workspace = create_workspace(ground.place / "searched", None, seat())
    audits = _fill(workspace)
    for where, audit_id in (("all audits", None), ("one audit", audits[3])):
        taken = [_keystroke(workspace, typed, audit_id) for typed in _TYPED for typed in _begun(typed)]
        what = f"a keystroke of the search, {where}"
        yield Row(what, f"{max(taken):.0f} ms longest", "", quantiles(taken, n=20)[-1], Budget(50, "ms"))
    workspace.close()


def _begun(typed: str) -> list[str]:
    return [typed[:end] for end in range(1, len(typed) + 1)]


def _keystroke(workspace: Workspace, typed: str, audit_id: str | None) -> float:
    start = time.perf_counter()
    find(workspace, typed, audit_id)
    return (time.perf_counter() - start) * 1000


def _fill(workspace: Workspace) -> list[str]:
    """Lines, pieces and findings over some audits, past the log; the ids of the audits."""
    with workspace.write(N_("Begin")) as uow:
        organization = Organization(name="Northwind Clinics")
        programme = Programme(organization_id=organization.id, title="2026")
        audits = [Audit(programme_id=programme.id, number=f"IA-{n}", title="Audit") for n in range(_AUDITS)]
        people = [Person(name=f"Person {n}") for n in range(_PEOPLE)]
        sessions = [
            AuditSession(audit_id=audit.id, title="Day") for audit in audits for _ in range(_SESSIONS)
        ]
        uow.session.add_all([organization, programme, *audits, *people, *sessions])
    chosen, text = random.Random(2), Text()
    with straight_in(workspace) as connection:
        insert_rows(
            connection,
            (_line(n, chosen.choice(sessions), chosen.choice(people), text) for n in range(_LINES)),
        )
        insert_rows(connection, (_piece(n, chosen.choice(audits), text) for n in range(_PIECES)))
        insert_rows(connection, (_finding(n, chosen.choice(audits), text) for n in range(_FINDINGS)))
        indexing.make_anew(connection)
    return [audit.id for audit in audits]


def _line(number: int, session: AuditSession, person: Person, text: Text) -> NoteLine:
    return NoteLine(session_id=session.id, position=number, at=NOW, speaker_id=person.id, text=text.of(25))


def _piece(number: int, audit: Audit, text: Text) -> Evidence:
    return Evidence(
        audit_id=audit.id,
        number=f"E-{number:05}",
        title=text.of(6),
        source=text.of(4),
        obtained_at=NOW,
    )


def _finding(number: int, audit: Audit, text: Text) -> Finding:
    return Finding(
        audit_id=audit.id,
        number=f"F-{number:04}",
        title=text.of(8),
        statement=text.of(60),
        evidence_text=text.of(80),
        raised_at=NOW,
    )
