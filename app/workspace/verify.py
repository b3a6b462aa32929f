"""Checks everything that a workspace holds and names each thing that does not hold (R-23)."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select, union

from app.errors import UserError
from app.evidence.names import display_name
from app.evidence.object_store import UNFINISHED, DamagedObjectError, UnreadableObjectError, sealed_size
from app.progress import Progress, no_progress
from app.search.indexing import count_differences
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from app.workspace.problems import Problem, ProblemKind
from app.workspace.verify_backups import damaged_backups
from app.workspace.verify_log import altered_log, altered_rows
from app.workspace.workspace import Workspace
from models.audit import Audit
from models.evidence import Evidence, StoredObject
from models.report import ReportRevision
from models.retention import TrashedEvidence

__all__ = ["Problem", "ProblemKind", "verify"]

Check = Callable[[Workspace, Progress], Iterator[Problem]]


def verify(workspace: Workspace, progress: Progress = no_progress) -> tuple[Problem, ...]:
    """Everything that does not hold; empty when all is well. Changes nothing. Raises Cancelled.

    The database's own checks, the chain of the log on every device, each row against what the log says of
    it, each stored file against the SHA-256 of its intake, the backups beside it, and the search index.
    """
    problems: list[Problem] = []
    for check in (_database, altered_log, altered_rows, _objects, _stray_files, damaged_backups):
        _run(check, workspace, progress, problems)
    if not any(problem.kind in _OF_RECORDS for problem in problems):
        _run(_search_index, workspace, progress, problems)
    return tuple(problems)


# Where these do not hold, the index differs from them for that reason alone.
_OF_RECORDS = frozenset(
    {
        ProblemKind.DATABASE,
        ProblemKind.ROW_ALTERED,
        ProblemKind.ROW_UNLOGGED,
        ProblemKind.ROW_MISSING,
    }
)


def _run(check: Check, workspace: Workspace, progress: Progress, problems: list[Problem]) -> None:
    """Add what a check finds, up to where the database gives no more."""
    try:
        problems.extend(check(workspace, progress))
    except UserError as error:
        problems.append(Problem(ProblemKind.DATABASE, error.what))


def _database(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    progress(0, 0, N_("Checking the database"))
    for complaint in workspace.check_database():
        yield Problem(
            ProblemKind.DATABASE,
            Message(N_("The database is damaged: {complaint}"), {"complaint": complaint}),
        )


def _objects(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    """Every stored file with a key is decrypted and hashed.

    One that was destroyed on purpose has neither key nor file; what lost only its key was not.
    """
    with workspace.read() as unit:
        query = select(StoredObject).where(StoredObject.key.is_not(None)).order_by(StoredObject.id)
        objects = list(unit.session.scalars(query).all())
        owners = _owners(unit)
        yield from _without_key(unit, workspace)
    total, before = sum(stored.size for stored in objects), 0
    for stored in objects:
        owned_by = owners.get(stored.id) or [_unused(stored)]
        tell = _telling(progress, before, total, str(owned_by[0]))
        kind = _state(workspace, stored, tell)
        if kind is not None:
            other = _exchanged_for(workspace, stored, objects) if kind in _OTHER_BYTES else None
            yield from _told(kind, owned_by, owners.get(other.id, [_unused(other)]) if other else [])
        before += stored.size


def _told(kind: ProblemKind, owned_by: list[Message], exchanged_for: list[Message]) -> Iterator[Problem]:
    for owner in owned_by:
        if exchanged_for:
            args = {"owner": owner, "other": exchanged_for[0]}
            yield Problem(ProblemKind.OBJECT_SWAPPED, Message(_SAID[ProblemKind.OBJECT_SWAPPED], args))
        else:
            yield Problem(kind, Message(_SAID[kind], {"owner": owner}))


def _exchanged_for(
    workspace: Workspace, stored: StoredObject, objects: Sequence[StoredObject]
) -> StoredObject | None:
    """The object whose bytes lie in the file of another one, None where they are nobody's."""
    for other in objects:
        if other.id == stored.id or not workspace.objects.holds(stored.file_name, other.size):
            continue
        if other.key is not None and workspace.objects.opens_with(stored.file_name, other.key):
            return other
    return None


def _without_key(unit: ReadUnit, workspace: Workspace) -> Iterator[Problem]:
    """Records that need a file whose key is gone, and files that should be gone with their key."""
    keyless = StoredObject.key.is_(None)
    pieces = (
        select(StoredObject.id)
        .join(Evidence, Evidence.object_id == StoredObject.id)
        .where(keyless, Evidence.destroyed_at.is_(None))
    )
    trashed = (
        select(StoredObject.id)
        .join(TrashedEvidence, TrashedEvidence.object_id == StoredObject.id)
        .where(keyless, TrashedEvidence.content != "")
    )
    reports = (
        select(StoredObject.id)
        .join(ReportRevision, ReportRevision.pdf_object_id == StoredObject.id)
        .where(keyless)
    )
    owners = _owners(unit)
    for object_id in unit.session.scalars(union(pieces, trashed, reports)).all():
        for owner in owners.get(object_id, [Message(_IN_THE_TRASH)]):
            yield Problem(ProblemKind.OBJECT_KEYLESS, Message(_KEYLESS, {"owner": owner}))
    for name in unit.session.scalars(select(StoredObject.file_name).where(keyless)).all():
        if workspace.objects.path(name).exists():
            yield Problem(ProblemKind.OBJECT_LEFT, Message(_LEFT, {"file": name}))


_IN_THE_TRASH = N_("A piece in the trash")
_KEYLESS = N_("{owner}: the key of the stored file is gone, and nothing tells that it was destroyed.")
_LEFT = N_("The file {file} in objects was destroyed and is still there; opening the workspace removes it.")
_OTHER_BYTES = (ProblemKind.OBJECT_CHANGED, ProblemKind.OBJECT_CUT)
_SAID = {
    ProblemKind.OBJECT_SWAPPED: N_("{owner}: in place of the stored file lies that of {other}."),
    ProblemKind.OBJECT_CHANGED: N_("{owner}: the stored file is not what was taken in; it was changed."),
    ProblemKind.OBJECT_CUT: N_("{owner}: the stored file is not what was taken in; its length is wrong."),
    ProblemKind.OBJECT_MISSING: N_("{owner}: the stored file is missing."),
    ProblemKind.OBJECT_UNREADABLE: N_("{owner}: the stored file cannot be read from the disk."),
}


def _telling(progress: Progress, before: int, whole: int, owner: str) -> Progress:
    def tell(done: int, total: int, what: str) -> None:  # noqa: ARG001 - those of one file
        progress(before + done, whole, owner)

    return tell


def _state(workspace: Workspace, stored: StoredObject, progress: Progress) -> ProblemKind | None:
    path = workspace.objects.path(stored.file_name)
    try:
        digest = workspace.objects.digest(stored.file_name, stored.key, progress)
    except DamagedObjectError:
        if not path.exists():
            return ProblemKind.OBJECT_MISSING
        is_whole = path.stat().st_size == sealed_size(stored.size)
        return ProblemKind.OBJECT_CHANGED if is_whole else ProblemKind.OBJECT_CUT
    except UnreadableObjectError:
        return ProblemKind.OBJECT_UNREADABLE
    return None if digest == stored.sha256 else ProblemKind.OBJECT_CHANGED


def _owners(unit: ReadUnit) -> dict[str, list[Message]]:
    """What each object belongs to: pieces of evidence, and PDFs of issued reports."""
    found: dict[str, list[Message]] = {}
    pieces = select(Evidence.object_id, Audit.number, Evidence.number, Evidence.original_name).join(
        Audit, Audit.id == Evidence.audit_id
    )
    for object_id, audit, number, name in unit.session.execute(pieces.order_by(Evidence.id)).all():
        if object_id is not None:
            said = Message(
                N_("{audit} {number} ({name})"),
                {"audit": audit, "number": number, "name": display_name(name)},
            )
            found.setdefault(object_id, []).append(said)
    reports = select(ReportRevision.pdf_object_id, Audit.number, ReportRevision.revision).join(
        Audit, Audit.id == ReportRevision.audit_id
    )
    for object_id, audit, revision in unit.session.execute(reports).all():
        if object_id is not None:
            said = Message(
                N_("PDF of revision {revision} of the report of {audit}"),
                {"audit": audit, "revision": revision},
            )
            found.setdefault(object_id, []).append(said)
    return found


def _unused(stored: StoredObject) -> Message:
    return Message(N_("File {file} that no record uses"), {"file": stored.file_name})


def _stray_files(workspace: Workspace, _progress: Progress) -> Iterator[Problem]:
    # Files first, records last: what is attached meanwhile has its mark, or is known by then.
    names, pending = workspace.objects.names(), workspace.objects.pending()
    with workspace.read() as unit:
        known = set(unit.session.scalars(select(StoredObject.file_name)).all())
    for name in sorted(names - known):
        if name.removesuffix(UNFINISHED) in pending or not workspace.objects.path(name).exists():
            continue
        if name.endswith(UNFINISHED):
            yield Problem(
                ProblemKind.FILE_UNFINISHED,
                Message(N_("The file {file} in objects was never finished."), {"file": name}),
            )
        else:
            yield Problem(
                ProblemKind.FILE_UNKNOWN,
                Message(N_("The file {file} in objects belongs to no record."), {"file": name}),
            )


def _search_index(workspace: Workspace, progress: Progress) -> Iterator[Problem]:
    with workspace.read() as unit:
        count = count_differences(unit.session.connection(), progress)
    if count:
        yield Problem(
            ProblemKind.SEARCH_INDEX,
            Message(
                N_(
                    "The search index differs from the records in {count} places. The records are whole: "
                    "“Make the search index anew” in the palette mends it."
                ),
                {"count": count},
            ),
        )
