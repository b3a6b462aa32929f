"""What can be asked on the command line."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from app.command_line import backing_up, commands, drawing, exchanging, making, packaging, packs, soa
from app.command_line.options import Command, Commands
from app.reporting.finding_list.export import CSV, XLSX
from app.version import VERSION
from app.words import N_, Words

PROGRAM = "assay-cli"


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
    add = Commands(parser, words)
    _make(add)
    _work_on_audits(add)
    _check_and_back_up(add)
    _exchange(add)
    _pack(add)
    _restore(add)
    _list_packs(add)
    _draw(add)
    _unpack(add)
    return parser


def _make(add: Commands) -> None:
    new = add.making("new", making.new, N_("Make a new workspace."))
    new.add_argument("--organization", metavar="NAME", required=True, help=add.text(N_("whom you audit")))
    add.making("demo", making.demo, N_("Make a sample workspace, its report and its list of findings."))


def _work_on_audits(add: Commands) -> None:
    add.opening("audits", commands.audits, N_("List the audits of a workspace with their figures."))
    attach = add.on_audit("attach", commands.attach, N_("Attach files to an audit as evidence."))
    attach.add_argument("files", metavar="FILE", nargs="+", type=Path, help=add.text(N_("file to attach")))
    attach.add_argument(
        "--item", metavar="A.8.13", help=add.text(N_("requirement or item that it belongs to"))
    )
    report = add.on_audit("report", commands.report, N_("Write the report of an audit as PDF."))
    add.add_output(report, "FILE.pdf")
    text = N_("Write the findings of an audit as an Excel file or CSV.")
    findings = add.on_audit("findings", commands.findings, text)
    add.add_output(findings, "FILE.xlsx")
    findings.add_argument(
        "--profile", metavar="NAME", help=add.text(N_("only a list, in the columns of this profile"))
    )
    findings.add_argument(
        "--format", choices=[XLSX, CSV], help=add.text(N_("kind of file, where its name does not say it"))
    )


def _check_and_back_up(add: Commands) -> None:
    add.opening("verify", commands.verify_all, N_("Check everything that a workspace holds."))
    back_up = add.opening("backup", backing_up.back_up, N_("Back a workspace up."))
    back_up.add_argument(
        "--to", metavar="FOLDER", type=Path, help=add.text(N_("folder for a second copy, on another drive"))
    )
    check = add.opening("soa", soa.soa, N_("Check the versions of the Statement of Applicability."))
    check.add_argument("--version", metavar="NUMBER", help=add.text(N_("only this version, such as 4.1")))


def _exchange(add: Commands) -> None:
    text = N_("Write the workbook for responses of an audit's findings.")
    out = add.on_audit("workbook", exchanging.workbook, text)
    add.add_output(out, "FILE.xlsx")
    out.add_argument("--owner", metavar="NAME", help=add.text(N_("only the findings of this owner")))
    text = N_("Compare a returned workbook, and take it in.")
    back = add.opening("take-in", exchanging.take_in_workbook, text)
    back.add_argument("file", metavar="FILE.xlsx", type=Path, help=add.text(N_("returned workbook")))
    back.add_argument(
        "--accept",
        choices=list(exchanging.ACCEPT),
        help=add.text(N_("write what is new (all), or also what was changed on both sides (theirs)")),
    )


def _pack(add: Commands) -> None:
    package = add.on_audit("package", packaging.pack, N_("Hand an audit over as one encrypted file."))
    add.add_output(package, "FILE.age")
    protection = package.add_mutually_exclusive_group(required=True)
    protection.add_argument(
        "--to",
        metavar="KEY",
        action="append",
        help=add.text(N_("public key of age (age1...) of a receiver; may be given again")),
    )
    add.add_package_passphrase(protection)
    package.add_argument(
        "--for",
        metavar="NAME",
        dest="receiver",
        help=add.text(N_("who receives it, for the chain of custody")),
    )
    package.add_argument(
        "--uncleaned",
        choices=("refused", "left_out", "as_taken_in"),
        default="refused",
        help=add.text(N_("what becomes of photos and recordings that cannot leave without their place")),
    )


def _restore(add: Commands) -> None:
    restore = add.restoring("restore", backing_up.restore, N_("Make a workspace from a backup."))
    restore.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        type=Path,
        help=add.text(N_("file with another passphrase: everything is sealed anew, under keys of its own")),
    )


def _list_packs(add: Commands) -> None:
    text = N_("List the frameworks with their figures, and what is wrong with them.")
    library = add.alone("packs", packs.packs, text)
    library.add_argument(
        "--folder", metavar="FOLDER", type=Path, help=add.text(N_("folder with packs of your own"))
    )


def _draw(add: Commands) -> None:
    again = add.alone("draw", drawing.draw_again, N_("Repeat the draw of a sample from its list and seed."))
    population = again.add_mutually_exclusive_group(required=True)
    population.add_argument(
        "--list", metavar="FILE", type=Path, help=add.text(N_("the list, an item on each line"))
    )
    population.add_argument(
        "--rows", metavar="N", type=int, help=add.text(N_("size of a population that has no list"))
    )
    again.add_argument(
        "--column", metavar="NAME", help=add.text(N_("column of a list in CSV or Excel that holds the items"))
    )
    again.add_argument("--seed", required=True, help=add.text(N_("seed of the sample")))
    again.add_argument("--size", metavar="N", type=int, help=add.text(N_("how many; else by the formula")))
    percent = (
        ("--confidence", 95, N_("confidence in %")),
        ("--tolerable", 10, N_("tolerable deviation in %")),
    )
    for name, usual, said in percent:
        again.add_argument(name, metavar="PERCENT", type=int, default=usual, help=add.text(said))


def _unpack(add: Commands) -> None:
    text = N_("Open a package that was handed over, after everything in it was checked.")
    unpack = add.alone("unpack", packaging.open_package, text)
    unpack.add_argument("file", metavar="FILE.age", type=Path, help=add.text(N_("package to open")))
    unpack.add_argument("folder", metavar="FOLDER", type=Path, help=add.text(N_("new folder for it")))
    opener = unpack.add_mutually_exclusive_group()
    opener.add_argument(
        "--identity",
        metavar="FILE",
        type=Path,
        help=add.text(N_("file with your secret key, as age-keygen writes it")),
    )
    add.add_package_passphrase(opener)
