"""A package opened into a folder: every part held against its list, and nothing kept unless all of it holds.

Whoever sent it may be anybody: a public key is public. What is read is bounded by the list that comes first,
the list by itself, and names are looked at before they are paths.
"""

import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.evidence.names import display_name
from app.packages import age, archive
from app.packages.manifest import MOST_BYTES, NAME, Manifest, Piece, from_json, unlike_ours
from app.progress import Progress, no_progress
from app.reporting.formats import size
from app.words import N_
from app.workspace.files import sync_folder, write_durably

_ROOM_LEFT = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in a package, and the folder that holds it now."""

    folder: Path
    manifest: Manifest


def unpack(
    path: Path,
    folder: Path,
    opener: age.Passphrase | age.SecretKeys,
    progress: Progress = no_progress,
) -> Unpacked:
    """Open the package at `path` into the new folder `folder`, after every SHA-256 was found right.

    Raises UserError for a folder that holds something, for what does not open the package, for one that is
    damaged or made to do harm, and when the disk refuses; and Cancelled. Nothing is left of it then.
    """
    _refuse_taken(folder)
    unfinished = folder.absolute().with_name(f".assay-{secrets.token_hex(8)}.part")
    try:
        unfinished.mkdir()
        manifest = _unpack(path, unfinished, opener, progress)
        if folder.exists():
            folder.rmdir()
        unfinished.replace(folder)
        sync_folder(folder.absolute().parent)
    except OSError as error:
        raise _not_unpacked(path, folder, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Unpacked(folder, manifest)


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            N_("There is something at {path} already."),
            N_("It was not touched, and nothing was unpacked."),
            N_("Give the name of a new folder."),
            path=folder,
        )


def _unpack(
    path: Path, folder: Path, opener: age.Passphrase | age.SecretKeys, progress: Progress
) -> Manifest:
    with age.opened(path, opener) as stream:
        content = _manifest_in(stream)
        manifest = from_json(content)
        _refuse_without_room(folder, manifest)
        done = 0
        for piece in manifest.pieces:
            _unpack_piece(stream, piece, folder, done, manifest.size, progress)
            done += piece.size
        archive.refuse_more(stream)
    write_durably(folder / NAME, content)
    for made in {(folder / piece.name).parent for piece in manifest.pieces}:
        sync_folder(made)
    return manifest


def _manifest_in(stream: BinaryIO) -> bytes:
    name, length = archive.next_name(stream)
    if name != NAME or length > MOST_BYTES:
        raise unlike_ours()
    return b"".join(archive.content(stream, length))


def _refuse_without_room(folder: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(folder).free
    if manifest.size + _ROOM_LEFT > free:
        raise UserError(
            N_("The package holds {size}, and only {free} are free there."),
            N_("Nothing of it was kept."),
            N_("Make room, or choose a folder on another drive."),
            size=size(manifest.size),
            free=size(free),
        )


def _unpack_piece(
    stream: BinaryIO, piece: Piece, folder: Path, done: int, total: int, progress: Progress
) -> None:
    if archive.next_name(stream) != (piece.name, piece.size):
        raise unlike_ours()
    target = folder / piece.name
    target.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        for chunk in archive.content(stream, piece.size):
            digest.update(chunk)
            file.write(chunk)
            done += len(chunk)
            progress(done, total, display_name(piece.name))
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != piece.sha256:
        raise UserError(
            N_("{name} in the package is not what its list says: the SHA-256 does not fit."),
            N_("Nothing of the package was kept."),
            N_("Ask the sender for the package again."),
            name=display_name(piece.name),
        )


def _not_unpacked(path: Path, folder: Path, error: OSError) -> UserError:
    return UserError(
        N_("The package {package} could not be opened into {folder}: {reason}."),
        N_("Nothing of it was kept."),
        N_("Check both drives and the room on them, then try again."),
        package=path,
        folder=folder,
        reason=error.strerror or error,
    )
