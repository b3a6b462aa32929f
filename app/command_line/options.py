"""How commands of the command line are added, and the options that mean the same in several of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _ActionsContainer
from collections.abc import Callable
from pathlib import Path

from app.command_line.answer import Answer
from app.command_line.session import Session
from app.words import N_, Words

Command = Callable[[Session, Namespace], Answer]

_AUDIT = N_("number of the audit, such as IA-2026-03, or its id")


class Commands:
    """Adds commands to a parser, each with the options of its kind.

    Abbreviations are off: `--passphrase secret` must not pass for `--passphrase-file`.
    """

    def __init__(self, parser: ArgumentParser, words: Words) -> None:
        self._words = words
        self._added = parser.add_subparsers(metavar=words.text(N_("COMMAND")), required=True)

    def text(self, text: str) -> str:
        """A sentence of the help in the language of the system."""
        return self._words.text(text)

    def making(self, name: str, command: Command, text: str) -> ArgumentParser:
        """A command that makes a workspace."""
        shared = self._answering()
        self._add_passphrase(shared)
        return self._with_workspace(self._add(name, command, text, shared))

    def opening(self, name: str, command: Command, text: str) -> ArgumentParser:
        """A command that opens a workspace."""
        return self._with_workspace(self._add(name, command, text, self._opening()))

    def on_audit(self, name: str, command: Command, text: str) -> ArgumentParser:
        """A command that opens a workspace for one audit in it."""
        added = self.opening(name, command, text)
        added.add_argument("audit", metavar="AUDIT", help=self.text(_AUDIT))
        return added

    def restoring(self, name: str, command: Command, text: str) -> ArgumentParser:
        """A command that opens a backup and makes a workspace from it."""
        added = self._add(name, command, text, self._opening())
        added.add_argument("backup", metavar="BACKUP", type=Path, help=self.text(N_("backup folder")))
        return self._with_workspace(added)

    def alone(self, name: str, command: Command, text: str) -> ArgumentParser:
        """A command that needs no workspace."""
        return self._add(name, command, text, self._answering())

    def add_output(self, added: ArgumentParser, metavar: str) -> None:
        """Where the command writes its file."""
        added.add_argument(
            "-o", "--output", metavar=metavar, type=Path, required=True, help=self.text(N_("file to write"))
        )

    def add_package_passphrase(self, options: _ActionsContainer) -> None:
        """What seals or opens a package in place of a key."""
        options.add_argument(
            "--package-passphrase-file",
            metavar="FILE",
            type=Path,
            help=self.text(N_("file whose first line is the passphrase of the package")),
        )

    def _add(self, name: str, command: Command, text: str, shared: ArgumentParser) -> ArgumentParser:
        said = self.text(text)
        added = self._added.add_parser(
            name, parents=[shared], allow_abbrev=False, help=said, description=said
        )
        added.set_defaults(command=command)
        return added

    def _with_workspace(self, added: ArgumentParser) -> ArgumentParser:
        added.add_argument(
            "workspace", metavar="WORKSPACE", type=Path, help=self.text(N_("workspace folder"))
        )
        return added

    def _answering(self) -> ArgumentParser:
        shared = ArgumentParser(add_help=False)
        shared.add_argument("--json", action="store_true", help=self.text(N_("answer in JSON, for programs")))
        return shared

    def _opening(self) -> ArgumentParser:
        """What opens a workspace or a backup, by either of two files."""
        shared = self._answering()
        either = shared.add_mutually_exclusive_group()
        self._add_passphrase(either)
        either.add_argument(
            "--recovery-key-file",
            metavar="FILE",
            type=Path,
            help=self.text(N_("file with the recovery key, in place of the passphrase")),
        )
        return shared

    def _add_passphrase(self, options: _ActionsContainer) -> None:
        options.add_argument(
            "--passphrase-file",
            metavar="FILE",
            type=Path,
            help=self.text(N_("file whose first line is the passphrase of the workspace")),
        )
