"""What can be asked on the command line."""

from argparse import ArgumentParser, Namespace, _ActionsContainer
from collections.abc import Callable, Sequence
from pathlib import Path

from app.command_line import backing_up, commands, drawing, exchanging, making, packaging, packs, soa
from app.command_line.answer import Answer
from app.command_line.session import Session
from app.reporting.finding_list.export import CSV, XLSX
from app.version import VERSION
from app.words import N_, Words

PROGRAM = "assay-cli"

Command = Callable[[Session, Namespace], Answer]

_MAKE = frozenset({"new", "demo"})
_AUDIT = N_("number of the audit, such as IA-2026-03, or its id")


def parsed(argv: Sequence[str] | None, words: Words) -> tuple[Namespace, Command]:
    """The arguments and the command that they ask for; ends the process with 2 when they make no sense."""
    options = _parser(words).parse_args(argv)
    command: Command = options.command
    return options, command


def _parser(words: Words) -> ArgumentParser:
    parser = ArgumentParser(
        PROGRAM, allow_abbrev=False, description=words.text(N_("Assay without a window."))
    )
    parser.add_argument("--version", action="version", version=f"Assay {VERSION}")
    opening, making_one = _opening(words), _protecting(words)
    commands_of = parser.add_subparsers(metavar=words.text(N_("COMMAND")), required=True)

    def add(name: str, command: Command, text: str, source: str = "") -> ArgumentParser:
        said = words.text(text)
        # Abbreviations are off: `--passphrase secret` must not pass for `--passphrase-file`.
        parent = making_one if name in _MAKE else opening
        one = commands_of.add_parser(name, parents=[parent], allow_abbrev=False, help=said, description=said)
        one.set_defaults(command=command)
        if source:
            one.add_argument(source, metavar=source.upper(), type=Path, help=words.text(N_("backup folder")))
        one.add_argument("workspace", metavar="WORKSPACE", type=Path, help=words.text(N_("workspace folder")))
        return one

    new = add("new", making.new, N_("Make a new workspace."))
    new.add_argument("--organization", metavar="NAME", required=True, help=words.text(N_("whom you audit")))
    add("demo", making.demo, N_("Make a sample workspace, its report and its list of findings."))
    add("audits", commands.audits, N_("List the audits of a workspace with their figures."))
    _add_attach(add("attach", commands.attach, N_("Attach files to an audit as evidence.")), words)
    report = add("report", commands.report, N_("Write the report of an audit as PDF."))
    findings = add(
        "findings", commands.findings, N_("Write the findings of an audit as an Excel file or CSV.")
    )
    for one, name in ((report, "FILE.pdf"), (findings, "FILE.xlsx")):
        one.add_argument("audit", metavar="AUDIT", help=words.text(_AUDIT))
        one.add_argument(
            "-o", "--output", metavar=name, type=Path, required=True, help=words.text(N_("file to write"))
        )
    _add_list(findings, words)
    add("verify", commands.verify_all, N_("Check everything that a workspace holds."))
    back_up = add("backup", backing_up.back_up, N_("Back a workspace up."))
    back_up.add_argument(
        "--to", metavar="FOLDER", type=Path, help=words.text(N_("folder for a second copy, on another drive"))
    )
    check = add("soa", soa.soa, N_("Check the versions of the Statement of Applicability."))
    check.add_argument("--version", metavar="NUMBER", help=words.text(N_("only this version, such as 4.1")))
    _add_exchange(add, words)
    _add_package(add("package", packaging.pack, N_("Hand an audit over as one encrypted file.")), words)
    restore = add("restore", backing_up.restore, N_("Make a workspace from a backup."), source="backup")
    restore.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        type=Path,
        help=words.text(N_("file with another passphrase: everything is sealed anew, under keys of its own")),
    )
    text = words.text(N_("List the frameworks with their figures, and what is wrong with them."))
    library = commands_of.add_parser(
        "packs", parents=[_answering(words)], allow_abbrev=False, help=text, description=text
    )
    library.set_defaults(command=packs.packs)
    library.add_argument(
        "--folder", metavar="FOLDER", type=Path, help=words.text(N_("folder with packs of your own"))
    )
    text = words.text(N_("Repeat the draw of a sample from its list and seed."))
    again = commands_of.add_parser(
        "draw", parents=[_answering(words)], allow_abbrev=False, help=text, description=text
    )
    _add_draw(again, words)
    text = words.text(N_("Open a package that was handed over, after everything in it was checked."))
    unpack = commands_of.add_parser(
        "unpack", parents=[_answering(words)], allow_abbrev=False, help=text, description=text
    )
    _add_unpack(unpack, words)
    return parser


def _add_package(package: ArgumentParser, words: Words) -> None:
    package.add_argument("audit", metavar="AUDIT", help=words.text(_AUDIT))
    package.add_argument(
        "-o", "--output", metavar="FILE.age", type=Path, required=True, help=words.text(N_("file to write"))
    )
    protection = package.add_mutually_exclusive_group(required=True)
    protection.add_argument(
        "--to",
        metavar="KEY",
        action="append",
        help=words.text(N_("public key of age (age1...) of a receiver; may be given again")),
    )
    _add_package_passphrase(protection, words)
    package.add_argument(
        "--for",
        metavar="NAME",
        dest="receiver",
        help=words.text(N_("who receives it, for the chain of custody")),
    )


def _add_draw(again: ArgumentParser, words: Words) -> None:
    again.set_defaults(command=drawing.draw_again)
    population = again.add_mutually_exclusive_group(required=True)
    population.add_argument(
        "--list", metavar="FILE", type=Path, help=words.text(N_("the list, an item on each line"))
    )
    population.add_argument(
        "--rows", metavar="N", type=int, help=words.text(N_("size of a population that has no list"))
    )
    again.add_argument(
        "--column",
        metavar="NAME",
        help=words.text(N_("column of a list in CSV or Excel that holds the items")),
    )
    again.add_argument("--seed", required=True, help=words.text(N_("seed of the sample")))
    again.add_argument("--size", metavar="N", type=int, help=words.text(N_("how many; else by the formula")))
    percent = (
        ("--confidence", 95, N_("confidence in %")),
        ("--tolerable", 10, N_("tolerable deviation in %")),
    )
    for name, usual, said in percent:
        again.add_argument(name, metavar="PERCENT", type=int, default=usual, help=words.text(said))


def _add_unpack(unpack: ArgumentParser, words: Words) -> None:
    unpack.set_defaults(command=packaging.open_package)
    unpack.add_argument("file", metavar="FILE.age", type=Path, help=words.text(N_("package to open")))
    unpack.add_argument("folder", metavar="FOLDER", type=Path, help=words.text(N_("new folder for it")))
    opener = unpack.add_mutually_exclusive_group()
    opener.add_argument(
        "--identity",
        metavar="FILE",
        type=Path,
        help=words.text(N_("file with your secret key, as age-keygen writes it")),
    )
    _add_package_passphrase(opener, words)


def _add_package_passphrase(options: _ActionsContainer, words: Words) -> None:
    options.add_argument(
        "--package-passphrase-file",
        metavar="FILE",
        type=Path,
        help=words.text(N_("file whose first line is the passphrase of the package")),
    )


def _add_list(findings: ArgumentParser, words: Words) -> None:
    findings.add_argument(
        "--profile", metavar="NAME", help=words.text(N_("only a list, in the columns of this profile"))
    )
    findings.add_argument(
        "--format",
        choices=[XLSX, CSV],
        help=words.text(N_("kind of file, where its name does not say it")),
    )


def _add_exchange(add: Callable[..., ArgumentParser], words: Words) -> None:
    out = add("workbook", exchanging.workbook, N_("Write the workbook for responses of an audit's findings."))
    out.add_argument("audit", metavar="AUDIT", help=words.text(_AUDIT))
    out.add_argument(
        "-o", "--output", metavar="FILE.xlsx", type=Path, required=True, help=words.text(N_("file to write"))
    )
    out.add_argument("--owner", metavar="NAME", help=words.text(N_("only the findings of this owner")))
    back = add("take-in", exchanging.take_in_workbook, N_("Compare a returned workbook, and take it in."))
    back.add_argument("file", metavar="FILE.xlsx", type=Path, help=words.text(N_("returned workbook")))
    back.add_argument(
        "--accept",
        choices=list(exchanging.ACCEPT),
        help=words.text(N_("write what is new (all), or also what was changed on both sides (theirs)")),
    )


def _answering(words: Words) -> ArgumentParser:
    answering = ArgumentParser(add_help=False)
    answering.add_argument("--json", action="store_true", help=words.text(N_("answer in JSON, for programs")))
    return answering


def _protecting(words: Words) -> ArgumentParser:
    """What the commands share that make a workspace."""
    parser = ArgumentParser(add_help=False, parents=[_answering(words)])
    _add_passphrase(parser, words)
    return parser


def _opening(words: Words) -> ArgumentParser:
    """What the commands share that open a workspace or a backup: what opens it, by either of two files."""
    parser = ArgumentParser(add_help=False, parents=[_answering(words)])
    either = parser.add_mutually_exclusive_group()
    _add_passphrase(either, words)
    either.add_argument(
        "--recovery-key-file",
        metavar="FILE",
        type=Path,
        help=words.text(N_("file with the recovery key, in place of the passphrase")),
    )
    return parser


def _add_passphrase(options: _ActionsContainer, words: Words) -> None:
    options.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help=words.text(N_("file whose first line is the passphrase of the workspace")),
    )


def _add_attach(attach: ArgumentParser, words: Words) -> None:
    attach.add_argument("audit", metavar="AUDIT", help=words.text(_AUDIT))
    attach.add_argument("files", metavar="FILE", nargs="+", type=Path, help=words.text(N_("file to attach")))
    attach.add_argument(
        "--item", metavar="A.8.13", help=words.text(N_("requirement or item that it belongs to"))
    )
