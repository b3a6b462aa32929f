"""Where a command works: whose words, which laptop, and how a workspace is opened."""

import socket
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path

from app.errors import UserError
from app.settings import Settings, device_id, settings_path
from app.words import N_, Words
from app.workspace import refusals
from app.workspace.header import Secret, read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.recovery_key import RecoveryKey, read_saved_recovery_key
from app.workspace.workspace import Seat, Workspace

_PROGRAM = "assay-cli"
_LONGEST_PASSPHRASE = 4096
_MOST_OF_A_PAPER = 16_384


@dataclass(frozen=True, slots=True)
class Session:
    """The words, the seat and the person's settings of one call of the command line."""

    words: Words
    seat: Seat
    settings: Settings

    @contextmanager
    def opened(self, options: Namespace) -> Iterator[Workspace]:
        """The workspace of the arguments, closed again in the end. Raises UserError as `open_workspace`."""
        workspace = open_workspace(options.workspace, self.secret(options.workspace, options), self.seat)
        try:
            yield workspace
        finally:
            workspace.close()

    def secret(self, root: Path, options: Namespace) -> Secret | None:
        """What opens the workspace or the backup at `root`: from a file of the arguments, or asked for."""
        given = passphrase_from(options.passphrase_file) or recovery_key_from(options.recovery_key_file)
        if given is not None or not _is_protected(root):
            return given
        if not sys.stdin.isatty():
            raise UserError(
                N_("This workspace is protected by a passphrase."),
                todo=N_("Give it with --passphrase-file, or its recovery key with --recovery-key-file."),
            )
        return getpass(self.words.text(N_("Passphrase: ")))


def new_session() -> Session:
    """The language and the id of this laptop, as the window uses them."""
    settings = Settings(settings_path())
    words = Words(str(settings.get("language", "en")))
    return Session(words, Seat(_PROGRAM, device_id(settings), socket.gethostname()), settings)


def _is_protected(root: Path) -> bool:
    with refusals.opening(root):
        layout = Layout(root)
        return any(path.is_file() for path in layout.headers) and read_header(layout.headers).needs_passphrase


def passphrase_from(file: Path | None) -> str | None:
    """The first line of the file, or None without one. Raises UserError for a file without a passphrase."""
    if file is None:
        return None
    with file.open("rb") as lines:
        line = lines.readline(_LONGEST_PASSPHRASE)
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise UserError(
            N_("The passphrase file {path} is not text in UTF-8."), N_("Nothing was changed."), path=file
        ) from error
    if not passphrase:
        raise UserError(
            N_("The first line of the passphrase file {path} is empty."),
            N_("Nothing was changed."),
            path=file,
        )
    return passphrase


def recovery_key_from(file: Path | None) -> RecoveryKey | None:
    """The recovery key in a file that Assay saved, or typed alone; None without a file. Raises UserError."""
    if file is None:
        return None
    with file.open("rb") as paper:
        content = paper.read(_MOST_OF_A_PAPER)
    return read_saved_recovery_key(content.decode("utf-8-sig", "replace"))
