"""Writing a pack to a folder, in the one layout that all packs have."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.library.pack_data import HeadingData, PackData, QuestionData, in_tree_order
from app.library.pack_files import ABOUT, DOCUMENTED_INFORMATION, QUESTIONS, REQUIREMENTS, TEXTS, TITLES
from app.workspace.files import write_durably

FORMAT = 1
_WIDEST = 110


def pack_files(pack: PackData) -> dict[str, bytes]:
    """The files of a pack by their names below its folder."""
    files = {
        ABOUT: _toml(_about(pack)),
        REQUIREMENTS: _csv(("reference", "parent", "kind", "theme", "process", "auditable"), _rows(pack)),
        TITLES: _csv(("reference", "title"), ((one.reference, one.title) for one in in_tree_order(pack))),
    }
    texts = [(one.reference, one.text) for one in pack.requirements if one.text]
    if texts:
        files[TEXTS] = _csv(("reference", "text"), texts)
    information = [(one.reference, one.documented_information) for one in pack.requirements]
    if any(text for _reference, text in information):
        rows = ((reference, part) for reference, text in information for part in text.split("; ") if part)
        files[DOCUMENTED_INFORMATION] = _csv(("reference", "information"), rows)
    if pack.questions:
        files[f"{QUESTIONS}/questions.toml"] = questions_text(pack.questions)
    return {name: text.encode() for name, text in files.items()}


def write_pack(pack: PackData, folder: Path) -> None:
    """Write a pack to `folder`, which is made. Raises OSError."""
    for name, content in pack_files(pack).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_durably(folder / name, content)


def _about(pack: PackData) -> dict[str, Any]:
    about = {
        "format": FORMAT,
        "key": pack.key,
        "version": pack.version,
        "title": pack.title,
        "source": pack.source,
        "retrieved": pack.retrieved,
        "licence": pack.licence,
        "attribution": pack.attribution,
        "modified": pack.modified,
        "language": pack.language,
    }
    return {name: value for name, value in about.items() if value}


def _rows(pack: PackData) -> Iterator[tuple[str, ...]]:
    for one in in_tree_order(pack):
        if isinstance(one, HeadingData):
            yield one.reference, one.parent, one.kind.value, "", "", "no"
        else:
            yield one.reference, one.parent, one.kind.value, one.theme, one.process, "yes"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def questions_text(questions: Iterable[QuestionData]) -> str:
    """Questions as a TOML file."""
    return "\n".join(f"[[question]]\n{_toml(_table(one))}" for one in questions)


def _table(one: QuestionData) -> dict[str, Any]:
    return {
        "id": one.code,
        "primary": one.primary,
        "question": one.question,
        "why": one.why,
        "look_for": one.look_for,
        "evidence": one.evidence,
        "sampling": one.sampling,
        "interviewee": one.interviewee,
        "methods": one.methods,
        "red_flags": one.red_flags,
        "follow_up": one.follow_up,
        "cross": one.cross,
        "minutes": one.minutes,
        "stages": one.stages,
        "depth": one.depth.value,
        "place": one.place.value,
    }


def _toml(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_toml_value(name, value)}\n" for name, value in values.items())


def _toml_value(name: str, value: Any) -> str:
    if not isinstance(value, tuple):
        return _quoted(value) if isinstance(value, str) else str(value)
    entries = [_quoted(one) for one in value]
    line = f"[{', '.join(entries)}]"
    if len(name) + len(" = ") + len(line) <= _WIDEST:
        return line
    return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"


def _quoted(text: str) -> str:
    """A TOML string: JSON escapes the same characters but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
