"""What the palette offers: the page's commands, the window's, and the audits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.commands import Command, Commands
from ui.palette import PaletteEntry
from ui.shell.top_bar import audit_label
from ui.words import _

if TYPE_CHECKING:
    from app.planning.audit_list import AuditRow

_ITSELF = "window.palette"


@dataclass(frozen=True)
class _AuditEntry:
    """Chooses one audit."""

    choose: Callable[[str], None]
    audit_id: str

    def run(self) -> None:
        self.choose(self.audit_id)


@dataclass(frozen=True)
class _CommandEntry:
    """Runs one command."""

    commands: Commands
    command_id: str

    def run(self) -> None:
        self.commands.run(self.command_id)


def palette_entries(
    commands: Commands, page_title: str, audits: Sequence[AuditRow], choose_audit: Callable[[str], None]
) -> list[PaletteEntry]:
    """Everything that can be done now, what belongs to the page first."""
    of_page = [_of_command(commands, command, page_title) for command in _offered(commands.of_page())]
    of_window = [_of_command(commands, command, command.group) for command in _offered(commands.of_window())]
    of_audits = [
        PaletteEntry(audit_label(row), _("Audits"), _AuditEntry(choose_audit, row.id).run) for row in audits
    ]
    return of_page + of_window + of_audits


def _offered(commands: Sequence[Command]) -> list[Command]:
    return [command for command in commands if command.id != _ITSELF and command.is_enabled]


def _of_command(commands: Commands, command: Command, group: str) -> PaletteEntry:
    return PaletteEntry(
        command.text, group, _CommandEntry(commands, command.id).run, commands.keys(command.id)
    )
