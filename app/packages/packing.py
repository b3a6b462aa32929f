"""An audit made into one sealed file for another person: its report, its findings, its evidence.

What lies in the trash is not in it, and what was destroyed is only named. Photos leave without what their
camera wrote; the manifest has the hash of what left beside that of what was taken in. Of what cannot be
cleaned so, whoever packages says whether it is left out, or goes as it was taken in.
"""

import enum
import errno
import hashlib
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from app import activity_log
from app.errors import UserError
from app.evidence import custody
from app.evidence.chunks import Chunks
from app.evidence.content import StoredContent, checked_chunks
from app.evidence.leaving import UncleanableError, leaving_chunks, leaving_size_and_hash
from app.evidence.names import display_name, safe_export_name
from app.evidence.steady_writer import steady_writer
from app.numbers import in_order
from app.packages import age
from app.packages.archive import Member, archived
from app.packages.manifest import LONGEST_NAME, NAME, Manifest, Piece, to_json
from app.packages.telling import MOST_NAMED
from app.planning.audit_list import AuditRow, audit_row
from app.programme.people import names
from app.progress import Progress, no_progress
from app.reporting import document as documents
from app.reporting.amendments import issued_revision
from app.reporting.document import ReportDocument
from app.reporting.exports import issued_pdf, refuse_target, render_report
from app.reporting.reports import build_draft
from app.unit_of_work import ReadUnit
from app.version import VERSION
from app.words import N_, named
from app.worker.client import Worker
from app.workspace.files import sync_folder, try_room
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction, Evidence, StoredObject

_EVIDENCE = "evidence/"
_UNFINISHED = ".assay-{}.part"


class Uncleaned(enum.Enum):
    """What to do with photos and recordings that cannot leave without what their camera wrote."""

    REFUSED = "refused"
    LEFT_OUT = "left_out"
    AS_TAKEN_IN = "as_taken_in"


class UncleanedError(UserError):
    """No package was made, as nobody has said what becomes of such photos and recordings.

    `evidence` has the number of each by its id; the sentence names `MOST_NAMED` of them.
    """

    def __init__(self, evidence: Mapping[str, str]) -> None:
        super().__init__(
            N_("What the camera wrote, such as the place, cannot be taken out of {numbers}."),
            N_("No package was made."),
            N_("Leave out what cannot be cleaned, or hand it over as it was taken in."),
            numbers=named(list(evidence.values()), MOST_NAMED),
        )
        self.evidence = evidence


@dataclass(frozen=True, slots=True)
class Packaged:
    """What was written, and where."""

    path: Path
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into a package: documents that lie in memory, and evidence that is read on the way.

    What is in `as_taken_in` leaves with what its camera wrote.
    """

    manifest: Manifest
    documents: Mapping[str, bytes]
    evidence: Mapping[str, StoredContent]
    as_taken_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Read:
    """One look at the audit. `evidence` has each piece by its id, `revision_id` None while none is issued."""

    audit: AuditRow
    draft: ReportDocument
    revision_id: str | None
    revision: int
    evidence: Mapping[str, tuple[str, StoredContent]]
    destroyed: tuple[str, ...]
    log_head: str
    made_by: str


def package(
    workspace: Workspace,
    audit_id: str,
    target: Path,
    protection: age.Passphrase | age.PublicKeys,
    handed_to: str,
    worker: Worker,
    progress: Progress = no_progress,
    uncleaned: Uncleaned = Uncleaned.REFUSED,
    told_of: Collection[str] | None = None,
) -> Packaged:
    """Write the audit into `target`, and note in the chain of custody to whom each piece goes (R-23).

    `handed_to` names the receiver. The file gets its name only after all of it was checked and the entries
    are committed: none leaves without. Raises UserError and Cancelled; nothing is left in the folder then.
    UncleanedError names what cannot leave without what its camera wrote, while nobody said to go on with it:
    `uncleaned` is said of the evidence in `told_of` (ids), and of any where that is None.
    """
    refuse_target(workspace, target)
    with workspace.read() as unit:
        read = _look(unit, audit_id, workspace)
    written = _documents(workspace, read, worker, progress)
    pieces, odd = _pieces(workspace, read, worker, progress)
    if any(uncleaned is Uncleaned.REFUSED or not (told_of is None or one in told_of) for one in odd):
        raise UncleanedError(odd)
    if uncleaned is Uncleaned.LEFT_OUT:
        pieces = {one: piece for one, piece in pieces.items() if one not in odd}
    manifest = _manifest(workspace, read, written, pieces, handed_to, odd)
    evidence = {one: read.evidence[one][1] for one in pieces}
    content = _Content(manifest, written, evidence, frozenset(odd))
    unfinished = target.with_name(_UNFINISHED.format(secrets.token_hex(8)))
    try:
        _write(workspace, content, unfinished, protection, worker, progress)
        _hand_over(workspace, content, unfinished, target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Packaged(target, content.manifest)


def _look(unit: ReadUnit, audit_id: str, workspace: Workspace) -> _Read:
    audit = audit_row(unit, audit_id)
    assert audit is not None
    issued = issued_revision(unit, audit_id)
    query = (
        select(Evidence, StoredObject)
        .outerjoin(StoredObject, StoredObject.id == Evidence.object_id)
        .where(Evidence.audit_id == audit_id)
        .order_by(*in_order(Evidence.number))
    )
    found = unit.session.execute(query).all()
    return _Read(
        audit=audit,
        draft=build_draft(unit, audit_id, workspace.seat.device_id),
        revision_id=issued.id if issued else None,
        revision=issued.revision if issued else 0,
        evidence={one.id: (one.title, _stored(one, file)) for one, file in found if file and file.key},
        destroyed=tuple(one.number for one, _file in found if one.destroyed_at),
        log_head=activity_log.head(unit.session, workspace.seat.device_id)[1],
        made_by=names(unit).get(workspace.acting_person_id or "", ""),
    )


def _stored(evidence: Evidence, file: StoredObject) -> StoredContent:
    return StoredContent(
        evidence.number,
        evidence.original_name,
        evidence.media_type,
        file.size,
        file.sha256,
        file.file_name,
        file.key,
    )


def _documents(workspace: Workspace, read: _Read, worker: Worker, progress: Progress) -> dict[str, bytes]:
    """The report as it was issued, or else as a draft, and the findings as they stand now."""
    number = read.audit.number
    if read.revision_id is None:
        report = {safe_export_name(number, "report draft.pdf"): render_report(read.draft, worker, progress)}
    else:
        pdf = issued_pdf(workspace, read.revision_id, worker, progress)
        report = {safe_export_name(number, f"report revision {read.revision}.pdf"): pdf}
    findings = worker.run("report_xlsx", {}, documents.to_json(read.draft), progress=progress)
    return {**report, safe_export_name(number, "findings.xlsx"): findings}


def _manifest(
    workspace: Workspace,
    read: _Read,
    written: Mapping[str, bytes],
    evidence: Mapping[str, Piece],
    handed_to: str,
    odd: Mapping[str, str],
) -> Manifest:
    documents = [Piece(name, len(file), hashlib.sha256(file).hexdigest()) for name, file in written.items()]
    return Manifest(
        made_at=workspace.seat.clock.now(),
        made_with=VERSION,
        made_by=read.made_by,
        handed_to=handed_to,
        organisation=read.audit.organization_name,
        audit=read.audit.number,
        title=read.audit.title,
        revision=read.revision,
        log_head=read.log_head,
        destroyed=read.destroyed,
        pieces=(*documents, *evidence.values()),
        left_out=tuple(number for one, number in odd.items() if one not in evidence),
        as_taken_in=tuple(number for one, number in odd.items() if one in evidence),
    )


def _pieces(
    workspace: Workspace, read: _Read, worker: Worker, progress: Progress
) -> tuple[dict[str, Piece], dict[str, str]]:
    """What can leave, and the numbers of what of it cannot be cleaned, both by the id of the evidence."""
    pieces: dict[str, Piece] = {}
    odd: dict[str, str] = {}
    for evidence_id, (title, stored) in read.evidence.items():
        try:
            size, sha256 = leaving_size_and_hash(workspace, stored, worker, progress)
        except UncleanableError:
            odd[evidence_id] = stored.number
            size, sha256 = stored.size, stored.sha256
        pieces[evidence_id] = _piece(title, stored, size, sha256)
    return pieces, odd


def _piece(title: str, stored: StoredContent, size: int, sha256: str) -> Piece:
    name = safe_export_name(stored.number, stored.original_name, LONGEST_NAME - len(_EVIDENCE))
    return Piece(
        f"{_EVIDENCE}{name}",
        size,
        sha256,
        stored.number,
        title,
        stored.original_name,
        stored.sha256 if stored.sha256 != sha256 else "",
    )


def _write(
    workspace: Workspace,
    content: _Content,
    path: Path,
    protection: age.Passphrase | age.PublicKeys,
    worker: Worker,
    progress: Progress,
) -> None:
    members = _members(workspace, content, worker, progress)
    with path.open("xb") as file:
        try_room(file, age.sealed_size(content.manifest.size))
        with steady_writer(file) as writer:
            age.seal(Chunks(archived(members)), writer, protection)


def _members(workspace: Workspace, content: _Content, worker: Worker, progress: Progress) -> Iterator[Member]:
    """The manifest and the pieces, in its order."""
    manifest, at, done = to_json(content.manifest), int(content.manifest.made_at.timestamp()), 0
    yield Member(NAME, len(manifest), at, [manifest])
    evidence = iter(content.evidence.items())
    for piece in content.manifest.pieces:
        if piece.is_evidence:
            evidence_id, stored = next(evidence)
            chunks: Iterable[bytes] = (
                checked_chunks(workspace, stored)
                if evidence_id in content.as_taken_in
                else leaving_chunks(workspace, stored, worker)
            )
        else:
            chunks = [content.documents[piece.name]]
        told = partial(progress, total=content.manifest.size, what=display_name(piece.name))
        yield Member(piece.name, piece.size, at, _counted(chunks, done, told))
        done += piece.size


def _counted(chunks: Iterable[bytes], done: int, tell: Callable[[int], None]) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(done)


def _hand_over(workspace: Workspace, content: _Content, unfinished: Path, target: Path) -> None:
    label, detail = N_("Hand over {number} as a package"), f"{content.manifest.handed_to} ({target.name})"
    # An undo that took the entries back would not bring the file back.
    with workspace.write(label, undoable=False, number=content.manifest.audit) as uow:
        uow.note()
        for evidence_id in content.evidence:
            custody.record(uow, evidence_id, CustodyAction.HANDED_OVER, detail)
    unfinished.replace(target)
    sync_folder(target.parent)


def _not_written(target: Path, error: OSError) -> UserError:
    kept = N_("The workspace keeps all that it has, and no file was left half written.")
    if error.errno == errno.EFBIG:
        return UserError(
            N_("The drive of {path} cannot hold a file as large as this package."),
            kept,
            N_("Save it to a drive formatted as exFAT or NTFS; one formatted as FAT32 ends at 4 GB."),
            path=target,
        )
    return UserError(
        N_("The package could not be written to {path}: {reason}."),
        kept,
        N_("Make room there, or choose another folder."),
        path=target,
        reason=error.strerror or error,
    )
