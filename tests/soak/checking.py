"""After a kill: all that was acknowledged is there, nothing is half there, and the workspace verifies."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import database
from app.evidence.housekeeping import remove_unused_files
from app.retention.erasing import Erased, erased_here
from app.workspace import schema
from app.workspace.backups.keeping import keep_backed_up
from app.workspace.backups.manifest import read_manifest
from app.workspace.backups.shelf import list_backups
from app.workspace.backups.stored_files import digest_of
from app.workspace.header import are_all, read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.verify import verify
from app.workspace.workspace import Workspace
from models.evidence import Evidence, StoredObject
from models.finding import Finding
from models.report import ReportRevision
from models.session import NoteLine
from tests.conftest import FixedClock
from tests.soak.ground import AFTER, FOLDER, Ground, ground_of, next_release, seat
from tests.soak.points import PASSPHRASE
from tests.soak.working import grade_of, text_of

Ack = Mapping[str, Any]
_SAYINGS = frozenset({"opening", "opened", "closed", "survived"})


@dataclass(slots=True)
class Verdict:
    """What one kill came to."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.orphans or self.problems)


def judge(place: Path, acks: Sequence[Ack], seed: int, *, migrates: bool = False) -> Verdict:
    """Open the workspace again, as the auditor would, and compare."""
    told = [ack for ack in acks if ack["do"] not in _SAYINGS]
    verdict = Verdict(acknowledged=len(told))
    workspace = _opened(place, migrates)
    verdict.recovered = [str(message) for message in workspace.recovered]
    verdict.problems += [str(message) for message in workspace.warnings]
    verdict.orphans += orphans(workspace)
    verdict.lost += _Comparison(workspace, ground_of(place), seed).lost(told)
    with workspace.read() as unit:
        erased = erased_here(unit)
    if erased:
        # The window backs up soon after it has opened: what was being destroyed is destroyed to its end.
        keep_backed_up(workspace, "opened", only_when_changed=True)
    verdict.problems += [str(problem.message) for problem in verify(workspace)]
    verdict.problems += _bad_backups(workspace) + remains(workspace, erased)
    remove_unused_files(workspace)
    verdict.orphans += orphans(workspace)
    workspace.close()
    verdict.orphans += leftovers(workspace.layout)
    return verdict


def _opened(place: Path, migrates: bool) -> Workspace:
    root = place / FOLDER
    secret = PASSPHRASE if read_header(Layout(root).headers).needs_passphrase else None
    releases = next_release(place) if migrates else schema.RELEASES
    return open_workspace(root, secret, seat(FixedClock(AFTER)), releases)


def orphans(workspace: Workspace) -> list[str]:
    """Files of the store that no record knows, finished or not, and marks that nobody took away."""
    with workspace.read() as unit:
        known = set(unit.session.scalars(select(StoredObject.file_name)))
    found = [path for path in workspace.layout.objects.glob("*/*") if path.name not in known]
    return [str(path.relative_to(workspace.path)) for path in found]


def leftovers(layout: Layout) -> list[str]:
    """What only a half-done write would leave."""
    return [
        str(path.relative_to(layout.root))
        for path in layout.root.rglob("*")
        if path.suffix == ".new" or path.name.startswith("link-") or path == layout.holder
    ]


def _bad_backups(workspace: Workspace) -> list[str]:
    bad = []
    for row in list_backups(workspace.path):
        manifest = read_manifest(row.folder)
        database = Layout(row.folder).database
        if manifest is None or not row.is_verified or digest_of(database) != manifest.database_sha256:
            bad.append(f"the backup {row.folder.name} is not whole")
        if workspace.is_encrypted and not are_all(Layout(row.folder).headers, workspace.header):
            bad.append(f"the backup {row.folder.name} can be read without the passphrase")
    return bad


def remains(workspace: Workspace, erased: Sequence[Erased]) -> list[str]:
    """What still stands of what was destroyed, in the workspace and in its backups."""
    key = workspace._key
    left = _remains(database.connect(workspace.layout.database, key), erased)
    for row in list_backups(workspace.path):
        backup = database.connect_unchanged(Layout(row.folder).database, key)
        left += [f"{row.folder.name}: {what}" for what in _remains(backup, erased)]
    return left


def _remains(opened: Any, erased: Sequence[Erased]) -> list[str]:
    with closing(opened) as connection:

        def ask(query: str, *values: str) -> list[Any]:
            return list(connection.execute(query, values).fetchall())

        left = ["pages that were not written anew"] if ask("PRAGMA user_version") != [(0,)] else []
        for one in erased:
            left += [f"the key of {one.number}" for _ in ask(_KEYS, one.sha256)]
            left += [f"the log of {one.number}" for trace in one.traces for _ in ask(_DETAILS, *trace)]
            left += [
                f"the title of {one.number}"
                for table, row_id in one.traces
                if table == Evidence.__tablename__
                for _ in ask(_TITLES, row_id)
            ]
    return left


_KEYS = "SELECT 1 FROM stored_object WHERE sha256 = ? AND key IS NOT NULL"
_DETAILS = "SELECT 1 FROM log_entry WHERE kind = ? AND row_id = ? AND detail IS NOT NULL"
_TITLES = "SELECT 1 FROM evidence WHERE id = ? AND title || original_name <> ''"


class _Comparison:
    """Each kind of acknowledgement against what the workspace holds."""

    def __init__(self, workspace: Workspace, ground: Ground, seed: int) -> None:
        self.workspace = workspace
        self.ground = ground
        self.seed = seed
        with workspace.read() as unit:
            self.lines = {line.id: line.text for line in unit.session.scalars(select(NoteLine))}
            self.evidence = {
                (name, number): sha256
                for name, number, sha256 in unit.session.execute(
                    select(Evidence.original_name, Evidence.number, StoredObject.sha256).join(
                        StoredObject, StoredObject.id == Evidence.object_id
                    )
                )
            }
            destroyed = select(Evidence.number).where(Evidence.destroyed_at.is_not(None))
            self.destroyed = frozenset(unit.session.scalars(destroyed))
            self.finding = unit.session.get_one(Finding, ground.finding_id)
            query = select(ReportRevision, StoredObject).outerjoin(
                StoredObject, StoredObject.id == ReportRevision.pdf_object_id
            )
            self.revisions = {
                row.revision: (row, stored)
                for row, stored in unit.session.execute(
                    query.where(ReportRevision.audit_id == ground.report_id)
                )
            }

    def lost(self, acks: Iterable[Ack]) -> list[str]:
        of_kind: dict[str, list[Ack]] = defaultdict(list)
        for ack in acks:
            of_kind[ack["do"]].append(ack)
        begun = {ack["evidence"] for ack in of_kind.pop("destroying", [])}
        self.destroyed &= begun
        checks = {
            "edit": self._edits,
            "typed": self._typed,
            "attach": self._attached,
            "give up": self._given_up,
            "grade": self._grades,
            "backup": self._backups,
            "issue": self._issued,
            "pdf": self._pdfs,
            "destroyed": self._destroyed,
        }
        assert of_kind.keys() <= checks.keys()
        return [loss for kind, some in of_kind.items() for loss in checks[kind](some)] + self._torn()

    def _edits(self, acks: Sequence[Ack]) -> list[str]:
        last = {ack["line"]: ack["number"] for ack in acks}
        stored = {line: int(self.lines[self.ground.lines[line]].split()[0]) for line in last}
        return [f"edit {number} of line {line}" for line, number in last.items() if stored[line] < number]

    def _torn(self) -> list[str]:
        """A line is as one edit left it, also where the last one was on its way."""
        torn = []
        for line in self.ground.lines:
            text = self.lines[line]
            number = int(text.split()[0])
            if number and text != text_of(self.seed, number):
                torn.append(f"edit {number} is torn")
        return torn

    def _typed(self, acks: Sequence[Ack]) -> list[str]:
        last = {ack["id"]: ack["text"] for ack in acks}
        return [text for line, text in last.items() if not self.lines.get(line, "").startswith(text)]

    def _attached(self, acks: Sequence[Ack]) -> list[str]:
        left = [ack for ack in acks if ack["evidence"] not in self.destroyed]
        return [
            ack["name"] for ack in left if self.evidence.get((ack["name"], ack["evidence"])) != ack["sha256"]
        ]

    def _destroyed(self, acks: Sequence[Ack]) -> list[str]:
        return [f"{ack['evidence']} is back" for ack in acks if ack["evidence"] not in self.destroyed]

    def _given_up(self, acks: Sequence[Ack]) -> list[str]:
        names = {name for name, _ in self.evidence}
        return [f"{ack['name']} is back" for ack in acks if ack["name"] in names]

    def _grades(self, acks: Sequence[Ack]) -> list[str]:
        number = int(self.finding.grade_reason)
        lost = [f"grade {acks[-1]['number']}"] if number < acks[-1]["number"] else []
        return lost if self.finding.grade is grade_of(number) else [*lost, "a grade without its reason"]

    def _backups(self, acks: Sequence[Ack]) -> list[str]:
        most = max(
            (row.log_entries for row in list_backups(self.workspace.path) if row.is_verified), default=0
        )
        return [ack["name"] for ack in acks if ack["entries"] > most]

    def _issued(self, acks: Sequence[Ack]) -> list[str]:
        return [
            f"revision {ack['revision']}"
            for ack in acks
            if ack["revision"] not in self.revisions
            or self.revisions[ack["revision"]][0].reason != ack["reason"]
        ]

    def _pdfs(self, acks: Sequence[Ack]) -> list[str]:
        return [f"PDF of {ack['revision']}" for ack in acks if self._pdf(ack["revision"]) != ack["sha256"]]

    def _pdf(self, revision: int) -> str:
        _, stored = self.revisions.get(revision, (None, None))
        if stored is None:
            return ""
        return hashlib.sha256(self.workspace.objects.content(stored.file_name, stored.key)).hexdigest()


def parsed(line: bytes) -> dict[str, Any]:
    answer = json.loads(line)
    assert isinstance(answer, dict)
    return answer
