"""What an importer makes of a foreign file: rows for a pack, and every refused row with its reason."""

import hashlib
import re
from dataclasses import dataclass, replace

from app.library.pack_data import Depth, HeadingData, PackData, QuestionData, RequirementData
from app.library.pack_writing import pack_files
from app.words import N_, Message
from models.framework import RequirementKind

NO_REFERENCE = N_("it has no reference")
NO_TITLE = N_("it has no title")
TWICE = N_("{value} stands here already")
TOO_LONG = N_("the reference is longer than 60 characters")
UNKNOWN_KIND = N_("“{value}” is no kind of requirement")
UNKNOWN_PARENT = N_("there is no {value} for it to stand below")
BELOW_ITSELF = N_("it stands below itself")
WITHDRAWN = N_("it was withdrawn")
CELL_ERROR = N_("the spreadsheet shows the error {value}")
LONGEST_REFERENCE = 60
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
_NOT_IN_VERSION = re.compile(r"[^0-9A-Za-z._+-]+")


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A requirement or, with `is_heading`, a branch above requirements; `kind` as in a pack's files."""

    reference: str
    title: str
    parent: str = ""
    kind: str = RequirementKind.CONTROL.value
    theme: str = ""
    process: str = ""
    text: str = ""
    is_heading: bool = False
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken: its line where it has one, what it is called, and why."""

    line: int
    name: str
    reason: str
    value: str = ""

    @property
    def message(self) -> Message:
        """`Line 5, Nameless: it has no reference`."""
        reason = Message(self.reason, {"value": self.value})
        if not self.line:
            return Message(N_("{name}: {reason}"), {"name": self.name, "reason": reason})
        if not self.name:
            return Message(N_("Line {line}: {reason}"), {"line": self.line, "reason": reason})
        text = N_("Line {line}, {name}: {reason}")
        return Message(text, {"line": self.line, "name": self.name, "reason": reason})


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything in a foreign file. `parameters` counts the places that were put into words."""

    title: str
    version: str
    source: str
    rows: tuple[ImportedRow, ...]
    refused: tuple[Refused, ...] = ()
    groups: int = 0
    enhancements: int = 0
    parameters: int = 0

    @property
    def requirements(self) -> int:
        """How many rows are requirements, headings left out."""
        return sum(not row.is_heading for row in self.rows)


@dataclass(frozen=True, slots=True)
class About:
    """What a pack is called and where it comes from, as the form for the import asks it."""

    title: str
    version: str
    source: str
    licence: str
    attribution: str = ""


def pack_from(imported: Imported, about: About) -> PackData:
    """The imported rows as a pack: its key from the title, its SHA-256 over the files that it would have."""
    pack = PackData(
        key=key_from(about.title),
        version=_NOT_IN_VERSION.sub("-", about.version.strip()).strip("-")[:32] or "1",
        title=about.title.strip(),
        source=about.source.strip(),
        licence=about.licence.strip(),
        attribution=about.attribution.strip(),
        sha256="",
        headings=tuple(
            HeadingData(row.reference, RequirementKind(row.kind), row.title, row.parent, place)
            for place, row in enumerate(imported.rows)
            if row.is_heading
        ),
        requirements=tuple(
            RequirementData(
                row.reference,
                RequirementKind(row.kind),
                row.title,
                row.theme,
                "",
                row.parent,
                row.process,
                row.text,
                place,
            )
            for place, row in enumerate(imported.rows)
            if not row.is_heading
        ),
        questions=tuple(_questions(imported, about.title)),
    )
    return with_sha256(pack)


def key_from(title: str) -> str:
    """A key for a pack, such as `acme-rules-for-suppliers`."""
    return _NOT_IN_KEY.sub("-", title.casefold()).strip("-")[:64].strip("-") or "framework"


def with_sha256(pack: PackData) -> PackData:
    """The pack with the hash over the files that it would be written as."""
    digest = hashlib.sha256()
    for name, content in sorted(pack_files(pack).items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return replace(pack, sha256=digest.hexdigest())


def _questions(imported: Imported, title: str) -> list[QuestionData]:
    """Questions whose ids begin with the first letters of the title: an audit may have several frameworks."""
    initials = "".join(word[0] for word in re.findall(r"\w+", title)).upper()[:4]
    found = []
    for row in imported.rows:
        for number, text in enumerate(row.questions, 1):
            code = f"Q-{initials}-{_no_blanks(row.reference)}-{number:02d}"
            depth = Depth.CORE if number == 1 else Depth.DEEP
            found.append(QuestionData(code, row.reference, text, depth=depth))
    return found


def _no_blanks(reference: str) -> str:
    return re.sub(r"\s+", "_", reference)[:28]
