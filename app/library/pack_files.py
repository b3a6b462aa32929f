"""The files of a pack as plain tables, each with the lines that its fields stand on."""

import csv
import errno
import hashlib
import io
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.library.pack_problems import PackProblem
from app.words import N_, Message

ABOUT = "pack.toml"
REQUIREMENTS = "requirements.csv"
TITLES = "titles.csv"
TEXTS = "texts.csv"
DOCUMENTED_INFORMATION = "documented_information.csv"
QUESTIONS = "questions"
_OPTIONAL = frozenset({TEXTS, DOCUMENTED_INFORMATION})
REPLACEABLE = (TITLES, TEXTS)
_MOST_BYTES = 20 * 1024 * 1024
_TABLE = "[[question]]"
_KEY = re.compile(r"^([A-Za-z0-9_-]+)\s*=")
_PLACE_IN_TOML = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class Table:
    """One record of a file, with the line it begins on and those of its fields."""

    file: str
    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, reason: Message, name: str = "") -> PackProblem:
        return PackProblem(self.file, self.lines.get(name, self.line), name, reason)


@dataclass(slots=True)
class PackFiles:
    """Every table of a pack, the SHA-256 over its files, and what could not be read."""

    about: list[Table] = field(default_factory=list)
    requirements: list[Table] = field(default_factory=list)
    titles: list[Table] = field(default_factory=list)
    texts: list[Table] = field(default_factory=list)
    documented_information: list[Table] = field(default_factory=list)
    questions: list[Table] = field(default_factory=list)
    problems: list[PackProblem] = field(default_factory=list)
    sha256: str = ""


def read_files(folder: Path, own: Path | None = None) -> PackFiles:
    """Read what lies in `folder`; titles and texts that lie in `own` count instead of the pack's."""
    found, digest = PackFiles(), hashlib.sha256()
    for name, tables in (
        (ABOUT, found.about),
        (REQUIREMENTS, found.requirements),
        (TITLES, found.titles),
        (TEXTS, found.texts),
        (DOCUMENTED_INFORMATION, found.documented_information),
    ):
        is_replaced = own is not None and name in REPLACEABLE and (own / name).is_file()
        root = own if own is not None and is_replaced else folder
        tables.extend(_read(root / name, name, found, digest))
    for path in sorted((folder / QUESTIONS).glob("*.toml")):
        found.questions.extend(_read(path, f"{QUESTIONS}/{path.name}", found, digest))
    found.sha256 = digest.hexdigest()
    return found


def _read(path: Path, name: str, found: PackFiles, digest: "hashlib._Hash") -> list[Table]:
    try:
        content = _content(path)
    except FileNotFoundError:
        if name not in _OPTIONAL:
            found.problems.append(PackProblem(name, 0, "", Message(N_("the file is missing."))))
        return []
    except OSError as error:
        reason = Message(N_("it cannot be read: {reason}."), {"reason": error.strerror or error})
        found.problems.append(PackProblem(name, 0, "", reason))
        return []
    digest.update(f"{name}\0{len(content)}\0".encode() + content)
    try:
        text = content.decode("utf-8-sig")
        return list(_csv_tables(name, text) if name.endswith(".csv") else _toml_tables(name, text))
    except tomllib.TOMLDecodeError as error:
        found.problems.append(_toml_problem(name, error))
    except (ValueError, csv.Error, RecursionError) as error:
        found.problems.append(PackProblem(name, 0, "", _cannot_be_read(error)))
    return []


def _content(path: Path) -> bytes:
    """Raises OSError, also for a file that no pack needs."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def _toml_problem(name: str, error: tomllib.TOMLDecodeError) -> PackProblem:
    place = _PLACE_IN_TOML.search(str(error))
    line = int(place[1]) if place and place[1] else 0
    return PackProblem(name, line, "", _cannot_be_read(_PLACE_IN_TOML.sub("", str(error))))


def _cannot_be_read(reason: object) -> Message:
    return Message(N_("it cannot be read: {reason}."), {"reason": reason})


def _csv_tables(name: str, text: str) -> Iterator[Table]:
    """Records below a line of column names; an empty cell counts as left out, a cell too many has no name."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = next(rows, [])
    before = rows.line_num
    for cells in rows:
        line, before = before + 1, rows.line_num
        if any(cells):
            more = [f"column {number}" for number in range(len(columns) + 1, len(cells) + 1)]
            pairs = zip([*columns, *more], cells, strict=False)
            yield Table(name, line, {column: cell for column, cell in pairs if cell})


def _toml_tables(name: str, text: str) -> Iterator[Table]:
    content = tomllib.loads(text)
    if name == ABOUT:
        yield Table(name, 1, content, _about_lines(text))
        return
    questions = content.pop("question", [])
    if content or not _is_list_of_tables(questions):
        yield Table(name, 1, content)
        return
    places = list(_question_lines(text))
    for number, values in enumerate(questions):
        line, lines = places[number] if number < len(places) else (0, {})
        yield Table(name, line, values, lines)


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _about_lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if key := _KEY.match(line):
            lines.setdefault(key[1], number)
    return lines


def _question_lines(text: str) -> Iterator[tuple[int, dict[str, int]]]:
    """The line of each question's head, and of its fields."""
    start, lines = 0, dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == _TABLE:
            if start:
                yield start, lines
            start, lines = number, {}
        elif start and (key := _KEY.match(line)):
            lines.setdefault(key[1], number)
    if start:
        yield start, lines
