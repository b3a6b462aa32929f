"""The commands that hand an audit over as one encrypted file, and open such a file."""

import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from app.command_line.answer import Answer
from app.command_line.choosing import audit_called
from app.command_line.progress_line import shown_progress
from app.command_line.session import Session, passphrase_from
from app.errors import UserError
from app.packages import age
from app.packages.packing import Uncleaned, package
from app.packages.telling import packaged_sentence, unpacked_sentence
from app.packages.unpacking import unpack
from app.words import N_
from app.worker.client import Worker


def pack(session: Session, options: Namespace) -> Answer:
    """Write an audit with its report, findings and evidence as one file for another person."""
    protection = _protection(options)
    receiver = options.receiver or _named(session, protection)
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
        progress = shown_progress(session.words)
        uncleaned = Uncleaned(options.uncleaned)
        done = package(
            workspace, audit.id, options.output, protection, receiver, Worker(), progress, uncleaned
        )
    manifest = done.manifest
    data = {
        "workspace": str(options.workspace),
        "audit": manifest.audit,
        "path": str(done.path),
        "for": manifest.handed_to,
        "revision": manifest.revision or None,
        "evidence": manifest.evidence,
        "bytes": manifest.size,
        "destroyed": list(manifest.destroyed),
        "left_out": list(manifest.left_out),
        "as_taken_in": list(manifest.as_taken_in),
    }
    most = len(manifest.left_out) + len(manifest.as_taken_in)
    return Answer((packaged_sentence(done, session.words, most),), data)


def _protection(options: Namespace) -> age.Passphrase | age.PublicKeys:
    file: Path | None = options.package_passphrase_file
    if file is None:
        return age.public_keys(" ".join(options.to))
    return _passphrase_in(file)


def _passphrase_in(file: Path) -> age.Passphrase:
    return age.Passphrase(passphrase_from(file) or "")


def _named(session: Session, protection: age.Passphrase | age.PublicKeys) -> str:
    """Who receives it, where nobody is named: the keys, or whoever has the passphrase."""
    if isinstance(protection, age.PublicKeys):
        return ", ".join(protection.keys)
    return session.words.text(N_("whoever has the passphrase"))


def open_package(session: Session, options: Namespace) -> Answer:
    """Open a package into a new folder, when all of it is what its list says."""
    opener = _opener(session, options)
    done = unpack(options.file, options.folder, opener, shown_progress(session.words))
    manifest = done.manifest
    data = {
        "package": str(options.file),
        "folder": str(done.folder),
        "audit": manifest.audit,
        "organisation": manifest.organisation,
        "made_at": manifest.made_at.isoformat(),
        "made_by": manifest.made_by,
        "revision": manifest.revision or None,
        "log_head": manifest.log_head,
        "destroyed": list(manifest.destroyed),
        "files": [
            {"name": piece.name, "bytes": piece.size, "sha256": piece.sha256} for piece in manifest.pieces
        ],
    }
    return Answer((unpacked_sentence(done, session.words),), data)


def _opener(session: Session, options: Namespace) -> age.Passphrase | age.SecretKeys:
    if options.identity is not None:
        return age.read_secret_keys(options.identity)
    if options.package_passphrase_file is not None:
        return _passphrase_in(options.package_passphrase_file)
    if age.needs_passphrase(options.file) and sys.stdin.isatty():
        return age.Passphrase(getpass(session.words.text(N_("Passphrase: "))))
    raise UserError(
        N_("It has to be said what opens the package."),
        N_("Nothing was written."),
        N_("Give the file with your secret key by --identity, or a passphrase by --package-passphrase-file."),
    )
