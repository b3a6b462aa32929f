"""Opening and making workspaces, as work that runs off the GUI thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import Clock, SystemClock
from app.progress import Progress
from app.words import N_
from app.workspace.layout import FOLDER_SUFFIX, Layout

if TYPE_CHECKING:
    from app.workspace.header import Secret
    from app.workspace.recovery_key import RecoveryKey
    from app.workspace.workspace import Seat, Workspace

_PROGRAM = "Assay"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a new workspace starts with; `passphrase` None is the choice to go without."""

    path: Path
    organization: str
    person: str
    role: str
    passphrase: str | None


@dataclass(frozen=True, slots=True)
class Opener:
    """Opens workspaces for this laptop. The database library is loaded by the first one."""

    device_id: str
    device_name: str = ""
    clock: Clock = SystemClock()  # noqa: RUF009 - it has no state

    def needs_passphrase(self, path: Path) -> bool:
        """Raises UserError when there is no workspace at `path`, or its key files cannot be read."""
        from app.workspace.header import read_header

        return read_header(Layout(path).headers).needs_passphrase

    def has_recovery_key(self, path: Path) -> bool:
        """Raises UserError as `needs_passphrase` does."""
        from app.workspace.header import read_header

        return read_header(Layout(path).headers).has_recovery_key

    def open(self, path: Path, secret: Secret | None, *, accept_older: bool = False) -> Workspace:
        """Open a workspace; raises UserError when that cannot be done, see `open_workspace`."""
        from app.evidence.housekeeping import remove_unused_files
        from app.workspace.opening import open_workspace

        workspace = open_workspace(path, secret, self._seat(), accept_older=accept_older)
        try:
            remove_unused_files(workspace)
        except BaseException:
            workspace.close()
            raise
        return workspace

    def create(self, new: NewWorkspace, recovery_key: RecoveryKey | None = None) -> Workspace:
        """Make a workspace with its organisation, and the person who acts in it."""
        from app.programme.organizations import add_organization
        from app.programme.people import add_person
        from app.workspace.opening import create_workspace

        workspace = create_workspace(new.path, new.passphrase, self._seat(), recovery_key)
        try:
            with workspace.write(N_("Set up the workspace"), final=True) as uow:
                add_organization(uow, new.organization)
                person_id = add_person(uow, new.person, role=new.role)
            workspace.act_as(person_id)
            workspace.undo_list.forget()
        except BaseException:
            workspace.close()
            raise
        return workspace

    def _seat(self) -> Seat:
        from app.workspace.workspace import Seat

        return Seat(_PROGRAM, self.device_id, self.device_name, self.clock)


@dataclass(frozen=True, slots=True)
class Open:
    """The job that opens a workspace."""

    opener: Opener
    path: Path
    passphrase: Secret | None
    accept_older: bool = False

    def __call__(self, _progress: Progress) -> Workspace:
        return self.opener.open(self.path, self.passphrase, accept_older=self.accept_older)


@dataclass(frozen=True, slots=True)
class Created:
    """A workspace that was made, and the recovery key that opens it where it has a passphrase."""

    workspace: Workspace
    recovery_key: RecoveryKey | None


@dataclass(frozen=True, slots=True)
class Create:
    """The job that makes a workspace."""

    opener: Opener
    new: NewWorkspace

    def __call__(self, _progress: Progress) -> Created:
        from app.workspace.recovery_key import new_recovery_key

        recovery_key = new_recovery_key() if self.new.passphrase is not None else None
        return Created(self.opener.create(self.new, recovery_key), recovery_key)


def suggested_path(parent: Path, organization: str) -> Path:
    """A folder for an organisation's workspace, named so that every system takes it."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", organization).split())[:_MOST_LETTERS].strip(" .")
    return parent / f"{name or 'Workspace'}{FOLDER_SUFFIX}"
