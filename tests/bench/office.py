"""The workspace of an office after some years: rows by the thousand, written past the log."""

import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import Image
from sqlalchemy import Connection, select

from app.evidence.intake import attach_bytes
from app.search import indexing
from app.words import N_
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.checklist import ChecklistItem, Result
from models.evidence import Evidence, EvidenceKind, EvidenceLink, EvidenceWeight, StoredObject
from models.finding import Action, Finding, FindingCriterion, FindingState, FindingType, Grade, Response
from models.framework import RequirementKind
from models.organization import Person
from models.programme import Programme
from models.session import AuditSession, NoteLine
from tests.behind import insert_rows, straight_in
from tests.bench.text import Text
from tests.soak.ground import seat
from tests.ui.sessions import story
from tests.ui.sessions.story import NOW

FOLDER = "office.assay"
_AUDITS, _PEOPLE, _PICTURES, _YEARS = 97, 60, 24, 8
_LINES, _PIECES, _FINDINGS, _EARLIER = 20_000, 20_000, 5_000, 5_000
"""Findings are those of the audit that is open; the earlier ones are spread over the others."""
_IN_FRONT = 0.5
"""How much of the evidence belongs to the audit that is open."""
_USED, _FROM_ITEM = 0.06, 16
"""The part of its evidence that is used on an item; every how manieth finding was raised on one."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where the workspace lies, the audit in it whose interview is running, its drafts of findings, and the
    earlier audits."""

    root: Path
    audit_id: str
    session_id: str
    item_id: str
    drafts: tuple[str, ...]
    others: tuple[str, ...]


def make_office(place: Path) -> Office:
    """12,000 results, 20,000 lines, 20,000 pieces of evidence and 10,000 findings, indexed; closed."""
    workspace = create_workspace(place / FOLDER, None, seat())
    begun = story.begin(workspace)
    audits, sessions, people = _begin_others(workspace)
    pictures = _attach_pictures(workspace, begun.audit_id)
    chosen = random.Random(2)
    front = sorted(begun.items.values())
    with straight_in(workspace) as connection:
        text = Text()
        speakers = [*people, begun.okafor_id]
        insert_rows(connection, _results(connection, begun.audit_id, audits, chosen))
        lines = (
            _line(n, chosen.choice([*sessions, begun.session_id]), chosen.choice(speakers), text)
            for n in range(_LINES)
        )
        insert_rows(connection, lines)
        pieces = [
            _piece(n, _audit(begun.audit_id, audits, chosen), chosen.choice(speakers), chosen, text, pictures)
            for n in range(_PIECES)
        ]
        insert_rows(connection, iter(pieces))
        insert_rows(connection, _links(pieces, begun.audit_id, front, chosen))
        drafts = _insert_findings(connection, begun.audit_id, front, people, chosen, text)
        _insert_earlier(connection, audits, sorted(begun.items), chosen, text)
        indexing.make_anew(connection)
    workspace.close()
    item_id = begun.items["A.8.13"]
    return Office(place / FOLDER, begun.audit_id, begun.session_id, item_id, drafts, tuple(audits))


def _begin_others(workspace: Workspace) -> tuple[list[str], list[str], list[str]]:
    """Earlier audits with a session each, and who was met: their ids."""
    with workspace.write(N_("Begin")) as uow:
        programme_id = uow.session.scalars(select(Programme.id)).first() or ""
        audits = [Audit(programme_id=programme_id, number=f"OLD-{n}", title="Audit") for n in range(_AUDITS)]
        sessions = [AuditSession(audit_id=audit.id, title="Day") for audit in audits]
        people = [Person(name=f"Person {n}") for n in range(_PEOPLE)]
        uow.session.add_all([*audits, *sessions, *people])
    return [one.id for one in audits], [one.id for one in sessions], [one.id for one in people]


def _attach_pictures(workspace: Workspace, audit_id: str) -> Sequence[str]:
    """Small pictures that many pieces share: the ids of their objects."""
    for number in range(_PICTURES):
        content = io.BytesIO()
        Image.new("RGB", (320, 200), (number * 10, 120, 160)).save(content, "png")
        attach_bytes(workspace, audit_id, f"screen {number}.png", content.getvalue())
    with workspace.read() as unit:
        return unit.session.scalars(select(StoredObject.id)).all()


def _audit(front: str, others: Sequence[str], chosen: random.Random) -> str:
    return front if chosen.random() < _IN_FRONT else chosen.choice(others)


def _results(
    connection: Connection, front: str, audits: Sequence[str], chosen: random.Random
) -> Iterator[ChecklistItem]:
    """The checklist of the audit in front, concluded in each of the others."""
    query = select(ChecklistItem.__table__).where(ChecklistItem.audit_id == front)
    rows = connection.execute(query).mappings().all()
    concluded = [result for result in Result if result is not Result.OPEN]
    for audit_id in audits:
        for row in rows:
            values = {key: value for key, value in row.items() if key != "id"}
            yield ChecklistItem(**{**values, "audit_id": audit_id, "result": chosen.choice(concluded)})


def _line(number: int, session_id: str, speaker_id: str, text: Text) -> NoteLine:
    return NoteLine(session_id=session_id, position=number, at=NOW, speaker_id=speaker_id, text=text.of(25))


def _piece(
    number: int,
    audit_id: str,
    person_id: str,
    chosen: random.Random,
    text: Text,
    pictures: Sequence[str],
) -> Evidence:
    """Every other one is a picture."""
    is_picture = number % 2 == 0
    return Evidence(
        audit_id=audit_id,
        number=f"E-{number + 1_000:05}",
        title=text.of(6),
        kind=EvidenceKind.SCREENSHOT if is_picture else EvidenceKind.REFERENCE_ONLY,
        weight=chosen.choice(list(EvidenceWeight)),
        object_id=chosen.choice(pictures) if is_picture else None,
        original_name=f"screen {number}.png" if is_picture else "",
        media_type="image/png" if is_picture else "",
        source=text.of(4),
        obtained_from_id=person_id,
        obtained_at=NOW - timedelta(minutes=number),
    )


def _links(
    pieces: Sequence[Evidence], audit_id: str, items: Sequence[str], chosen: random.Random
) -> Iterator[EvidenceLink]:
    """Some pieces of the audit in front are used on one of its items, a few on each."""
    for piece in pieces:
        if piece.audit_id == audit_id and chosen.random() < _USED:
            yield EvidenceLink(evidence_id=piece.id, item_id=chosen.choice(items))


def _insert_findings(
    connection: Connection,
    audit_id: str,
    items: Sequence[str],
    owners: Sequence[str],
    chosen: random.Random,
    text: Text,
) -> tuple[str, ...]:
    """Findings of all grades, each with its criterion; every other one with a response and an action.

    Gives the ids of the drafts.
    """
    query = select(ChecklistItem.id, ChecklistItem.requirement_id)
    requirements: dict[str, str] = {row.id: row.requirement_id for row in connection.execute(query)}
    found = [_finding(n, audit_id, chosen.choice(items), chosen, text) for n in range(_FINDINGS)]
    insert_rows(connection, iter(found))
    insert_rows(
        connection,
        (_criterion(one.id, "A.8.13", requirements.get(one.item_id or "")) for one in found),
    )
    responses = [Response(finding_id=one.id, cause=text.of(20)) for one in found[::2]]
    insert_rows(connection, iter(responses))
    today = NOW.date()
    actions = (
        Action(
            response_id=one.id,
            position=1,
            what=text.of(8),
            owner_id=chosen.choice(owners),
            due_on=today + timedelta(days=chosen.randrange(-60, 120)),
        )
        for one in responses
    )
    insert_rows(connection, actions)
    return tuple(one.id for one in found if one.state is FindingState.DRAFT)


def _insert_earlier(
    connection: Connection,
    audits: Sequence[str],
    references: Sequence[str],
    chosen: random.Random,
    text: Text,
) -> None:
    """What other audits raised in the years before, under all requirements."""
    found = [_finding(n, chosen.choice(audits), None, chosen, text) for n in range(_EARLIER)]
    for one in found:
        one.raised_at = NOW - timedelta(days=chosen.randrange(1, _YEARS * 365))
    insert_rows(connection, iter(found))
    insert_rows(connection, (_criterion(one.id, chosen.choice(references), None) for one in found))


def _criterion(finding_id: str, reference: str, requirement_id: str | None) -> FindingCriterion:
    return FindingCriterion(
        finding_id=finding_id,
        kind=RequirementKind.CONTROL,
        requirement_id=requirement_id,
        reference=reference,
        is_primary=True,
    )


def _finding(number: int, audit_id: str, item_id: str | None, chosen: random.Random, text: Text) -> Finding:
    return Finding(
        audit_id=audit_id,
        number=f"F-{number + 1_000:05}",
        type=FindingType.NONCONFORMITY,
        state=FindingState.ISSUED if number % 2 == 0 else FindingState.DRAFT,
        grade=chosen.choice(list(Grade)),
        item_id=item_id if number % _FROM_ITEM == 0 else None,
        title=text.of(8),
        statement=text.of(60),
        evidence_text=text.of(80),
        raised_at=NOW,
    )
