"""One keystroke of the search, over many audits and within one, in the words of the question bank."""

import random
import re
import time
from collections.abc import Iterator
from statistics import quantiles

from sqlalchemy import Connection, insert

from app.resource_files import resource_path
from app.search import indexing
from app.search.upkeep import find
from app.words import N_
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.base import Row as Record
from models.evidence import Evidence
from models.finding import Finding
from models.organization import Organization, Person
from models.programme import Programme
from models.session import AuditSession, NoteLine
from tests.behind import straight_in
from tests.bench.rows import Budget, Ground, Row
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
    chosen, text = random.Random(2), _Text()
    with straight_in(workspace) as connection:
        _insert(
            connection,
            (_line(n, chosen.choice(sessions), chosen.choice(people), text) for n in range(_LINES)),
        )
        _insert(connection, (_piece(n, chosen.choice(audits), text) for n in range(_PIECES)))
        _insert(connection, (_finding(n, chosen.choice(audits), text) for n in range(_FINDINGS)))
        indexing.make_anew(connection)
    return [audit.id for audit in audits]


class _Text:
    """Words as they follow one another in the question bank."""

    def __init__(self) -> None:
        bank = resource_path("frameworks")
        sources = sorted(bank.rglob("*.toml"))
        self._words = [
            word for path in sources for word in re.findall(r"[A-Za-z]{2,}", path.read_text("utf-8"))
        ]
        self._chosen = random.Random(1)

    def of(self, count: int) -> str:
        start = self._chosen.randrange(len(self._words) - count)
        return f"{' '.join(self._words[start : start + count])} REF-{self._chosen.randrange(10_000)}"


def _line(number: int, session: AuditSession, person: Person, text: _Text) -> NoteLine:
    return NoteLine(session_id=session.id, position=number, at=NOW, speaker_id=person.id, text=text.of(25))


def _piece(number: int, audit: Audit, text: _Text) -> Evidence:
    return Evidence(
        audit_id=audit.id,
        number=f"E-{number:05}",
        title=text.of(6),
        source=text.of(4),
        obtained_at=NOW,
    )


def _finding(number: int, audit: Audit, text: _Text) -> Finding:
    return Finding(
        audit_id=audit.id,
        number=f"F-{number:04}",
        title=text.of(8),
        statement=text.of(60),
        evidence_text=text.of(80),
        raised_at=NOW,
    )


def _insert(connection: Connection, records: Iterator[Record]) -> None:
    made = list(records)
    table = type(made[0]).__table__
    columns = [column.key for column in table.columns]
    values = [{key: getattr(record, key) for key in columns} for record in made]
    connection.execute(insert(table), values)  # type: ignore[arg-type]
