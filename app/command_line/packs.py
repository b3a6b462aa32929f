"""The command that looks at the framework packs."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from app.command_line.answer import Answer
from app.command_line.session import Session
from app.library.figures import Figures, figures
from app.library.shelf import Shelved, shelved
from app.words import N_


def packs(session: Session, options: Namespace) -> Answer:
    """List the packs with their figures, and everything that is wrong with them."""
    found = [_told(session, one) for one in shelved(options.folder)]
    lines = [line for one in found for line in _lines(session, one)]
    problems = tuple(problem for one in found for problem in _problems(session, one))
    return Answer(tuple(lines), {"packs": found}, problems)


def _told(session: Session, one: Shelved) -> dict[str, Any]:
    about: dict[str, Any] = {"folder": str(one.folder), "own": one.is_own}
    if one.pack is None:
        faults = one.error.problems if one.error else ()
        return {
            **about,
            "key": one.folder.name,
            "faults": [
                {
                    "file": fault.file,
                    "line": fault.line,
                    "field": fault.field,
                    "message": session.words.message(fault.message),
                }
                for fault in faults
            ],
        }
    pack = one.pack
    return {
        **about,
        "key": pack.key,
        "version": pack.version,
        "title": pack.title,
        "licence": pack.licence,
        "sha256": pack.sha256,
        "faults": [],
        **_figures(session, figures(pack)),
    }


def _figures(session: Session, one: Figures) -> dict[str, Any]:
    return {
        "requirements": {"total": sum(one.kinds.values()), "kinds": one.kinds, "themes": one.themes},
        "questions": {"total": one.questions, "core": one.core, "deep": one.questions - one.core},
        "questions_per_requirement": {
            kind: {"minimum": spread.minimum, "median": spread.median} for kind, spread in one.spreads.items()
        },
        "documented_information": one.documented_information,
        "lint": [
            {
                "code": remark.code,
                "rule": remark.rule.value,
                "message": session.words.message(remark.message),
            }
            for remark in one.remarks
        ],
    }


def _lines(session: Session, one: dict[str, Any]) -> Iterator[str]:
    text = session.words.text
    if one["faults"]:
        yield text(N_("{folder}: cannot be used"), folder=one["folder"])
        return
    head = N_("{key} {version}: {title}")
    yield text(head, key=one["key"], version=one["version"], title=one["title"])
    for kind, count in one["requirements"]["kinds"].items():
        spread = one["questions_per_requirement"][kind]
        line = N_("{count} of kind {kind}, questions for each: at least {minimum}, median {median:g}")
        yield text(line, count=count, kind=kind, **spread)
    if themes := one["requirements"]["themes"]:
        listed = ", ".join(f"{theme} {count}" for theme, count in themes.items())
        yield text(N_("by theme: {themes}"), themes=listed)
    total = N_("{total} questions, {core} core and {deep} deep; documented information at {information}")
    yield text(total, **one["questions"], information=one["documented_information"])
    yield text(N_("findings of the lint: {count}"), count=len(one["lint"]))


def _problems(session: Session, one: dict[str, Any]) -> Iterator[str]:
    for fault in one["faults"]:
        yield f"{one['key']}: {fault['message']}"
    for remark in one.get("lint", ()):
        line = N_("{key}, {code}: {rule}: {message}")
        yield session.words.text(line, key=one["key"], **remark)
