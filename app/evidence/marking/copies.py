"""Copies with marks as evidence of their own: redacted ones, and ones that point to something (R-23).

A copy has a number, a hash and a custody of its own, and says what it was made from. The original is only
read.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from app import numbers
from app.edits import existing
from app.errors import UserError
from app.evidence import custody
from app.evidence.content import StoredContent, checked_chunks, stored_content
from app.evidence.links import link, targets_of
from app.evidence.marking.marks import MOST_MARKS, Mark, how, marks_text, plain_marks
from app.evidence.names import display_name, storable_text
from app.evidence.object_store import StoredFile
from app.evidence.preview.asking import MOST_BYTES, PICTURES
from app.evidence.recording import object_with, remove_unless_recorded, store
from app.planning.writing import is_settled
from app.progress import Progress, no_progress
from app.unit_of_work import UnitOfWork
from app.words import N_
from app.worker.client import Worker, no_answer
from app.worker.frames import FrameError, group, plain_value, text
from app.workspace.workspace import Workspace
from models.evidence import CustodyAction, DerivedHow, Evidence

__all__ = ["DerivedHow", "MadeCopy", "can_be_marked", "make_copy"]

_EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
_NOTHING_MADE = N_("No copy was made.")
_CARRIED_OVER = (
    "audit_id",
    "kind",
    "weight",
    "obtained_at",
    "obtained_by_id",
    "obtained_from_id",
    "obtained_how",
    "obtained_where",
    "source",
    "session_id",
    "period_start",
    "period_end",
    "classification",
    "has_personal_data",
    "destroy_on",
    "camera_time",
)


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """A new piece of evidence, and the number of what it was made from."""

    evidence_id: str
    number: str
    original: str


def can_be_marked(media_type: str) -> bool:
    """Whether a copy with marks can be made of a file of this kind: pictures and PDFs."""
    return media_type in PICTURES or media_type == "application/pdf"


def make_copy(
    worker: Worker,
    workspace: Workspace,
    evidence_id: str,
    marks: Sequence[Mark],
    title: str,
    *,
    pages: Sequence[int] | None = None,
    is_used_alike: bool = False,
    progress: Progress = no_progress,
) -> MadeCopy:
    """Make a copy of a picture or a PDF with the marks burnt in, and record it as evidence.

    It has the `pages` named, from 0, or all; `is_used_alike` uses it where the original is used. Raises
    UserError when it cannot be drawn or the original is not what was taken in, and Cancelled; nothing is made
    then, and the original is untouched in every case.
    """
    if not marks or len(marks) > MOST_MARKS:
        raise UserError(
            N_("A copy needs at least one mark, and at most {most}."), _NOTHING_MADE, most=MOST_MARKS
        )
    original = stored_content(workspace, evidence_id)
    media_type, content = _drawn(worker, workspace, original, marks, pages, progress)
    stored = store(workspace, io.BytesIO(content), len(content), title, progress)
    label = N_("Make a copy of {number} with marks")
    try:
        with workspace.write(label, number=original.number) as uow:
            return _record(
                uow, workspace, evidence_id, _Copy(stored, media_type, marks, title), is_used_alike
            )
    finally:
        remove_unless_recorded(workspace, [stored.file_name])


def _drawn(
    worker: Worker,
    workspace: Workspace,
    original: StoredContent,
    marks: Sequence[Mark],
    pages: Sequence[int] | None,
    progress: Progress,
) -> tuple[str, bytes]:
    """Media type and bytes of the copy."""
    if not can_be_marked(original.media_type) or original.size > MOST_BYTES:
        raise UserError(
            N_("Only a picture or a PDF of at most {most} MB can be redacted or marked up."),
            _NOTHING_MADE,
            most=MOST_BYTES // 1024**2,
        )
    content = b"".join(checked_chunks(workspace, original, progress))
    head = {
        "media_type": original.media_type,
        "marks": plain_marks(marks),
        "pages": None if pages is None else list(pages),
    }
    facts, _, copy = worker.run("marked_copy", head, content, progress=progress).partition(b"\n")
    try:
        media_type = text(group(plain_value(facts)), "media_type")
    except FrameError as error:
        raise no_answer(error) from error
    if media_type not in _EXTENSIONS:
        raise no_answer()
    return media_type, copy


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy that lies in the store and is not recorded yet."""

    stored: StoredFile
    media_type: str
    marks: Sequence[Mark]
    title: str


def _record(
    uow: UnitOfWork, workspace: Workspace, original_id: str, made: _Copy, is_used_alike: bool
) -> MadeCopy:
    original = existing(uow, Evidence, original_id)
    copy = _row(uow, original, made)
    copy.object_id = object_with(uow, workspace, made.stored).id
    custody.record(uow, copy.id, CustodyAction.TAKEN, f"SHA-256 {made.stored.sha256} · {original.number}")
    custody.record(uow, original.id, CustodyAction.DERIVED, copy.number)
    uow.session.flush()
    if is_used_alike:
        _use_alike(uow, original, copy)
    return MadeCopy(copy.id, copy.number, original.number)


def _row(uow: UnitOfWork, original: Evidence, made: _Copy) -> Evidence:
    """A new row with the circumstances of the original's taking; they are those of the copy too."""
    derived_how = how(made.marks)
    stem = PurePath(display_name(original.original_name)).stem
    extension = _EXTENSIONS[made.media_type]
    copy = Evidence(
        **{name: getattr(original, name) for name in _CARRIED_OVER},
        number=numbers.next_number(uow, original.audit_id, numbers.EVIDENCE),
        title=storable_text(made.title),
        original_name=f"{stem} {derived_how.value.replace('_', ' ')}{extension}",
        media_type=made.media_type,
        derived_from_id=original.id,
        derived_how=derived_how,
        derived_marks=marks_text(made.marks),
        has_location=False,
    )
    uow.session.add(copy)
    return copy


def _use_alike(uow: UnitOfWork, original: Evidence, copy: Evidence) -> None:
    """Where the original is used; what an issued report was concluded on gets no new evidence (R-40)."""
    settled = is_settled(uow, original.audit_id)
    for target in targets_of(uow, original.id):
        if target.finding_id is not None or not settled:
            link(uow, copy.id, target)
