"""Reading a pack from its folder: every fault is named by file, line and field before anything is used."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.library.pack_data import Depth, HeadingData, PackData, Place, QuestionData, RequirementData
from app.library.pack_files import PackFiles, Table, read_files
from app.library.pack_problems import PackError, PackProblem
from app.library.pack_schema import schema_problems
from app.words import N_, Message
from models.framework import RequirementKind

_OWN = "+own"


def read_pack(folder: Path, own: Path | None = None) -> PackData:
    """The pack in `folder`. Raises PackError with every fault.

    In `own` lie the `titles.csv` or `texts.csv` that a licensed user puts in the place of the shipped ones;
    the version then says so.
    """
    files = read_files(folder, own)
    problems = files.problems or list(schema_problems(files)) or list(_dangling(files))
    if problems:
        raise PackError(folder.name, problems)
    titles = {row.values["reference"]: row.values["title"] for row in files.titles}
    about = files.about[0].values
    return PackData(
        key=about["key"],
        version=about["version"] + (_OWN if own else ""),
        title=about["title"],
        source=about["source"],
        licence=about["licence"],
        attribution=about.get("attribution", ""),
        retrieved=about.get("retrieved", ""),
        modified=about.get("modified", ""),
        language=about.get("language", "en"),
        sha256=files.sha256,
        headings=tuple(_headings(files, titles)),
        requirements=tuple(_requirements(files, titles)),
        questions=tuple(_questions(files)),
    )


def _is_audited(row: Table) -> bool:
    return bool(row.values.get("auditable", "yes") == "yes")


def _headings(files: PackFiles, titles: Mapping[str, str]) -> Iterator[HeadingData]:
    for position, row in enumerate(files.requirements):
        values, reference = row.values, row.values["reference"]
        if not _is_audited(row):
            yield HeadingData(
                reference,
                RequirementKind(values["kind"]),
                titles.get(reference, reference),
                values.get("parent", ""),
                position,
            )


def _requirements(files: PackFiles, titles: Mapping[str, str]) -> Iterator[RequirementData]:
    texts = {row.values["reference"]: row.values["text"] for row in files.texts}
    information: dict[str, list[str]] = {}
    for row in files.documented_information:
        information.setdefault(row.values["reference"], []).append(row.values["information"])
    for position, row in enumerate(files.requirements):
        values, reference = row.values, row.values["reference"]
        if _is_audited(row):
            yield RequirementData(
                reference,
                RequirementKind(values["kind"]),
                titles.get(reference, reference),
                values.get("theme", ""),
                "; ".join(information.get(reference, ())),
                values.get("parent", ""),
                values.get("process", ""),
                texts.get(reference, ""),
                position,
            )


def _questions(files: PackFiles) -> Iterator[QuestionData]:
    """The questions in the order of their requirements, and for one requirement in that of the files."""
    order = {row.values["reference"]: place for place, row in enumerate(files.requirements)}
    places = [order[row.values["primary"]] for row in files.questions]
    for place in sorted(range(len(places)), key=places.__getitem__):
        yield _question(files.questions[place].values)


def _question(table: Mapping[str, Any]) -> QuestionData:
    return QuestionData(
        code=table["id"],
        primary=table["primary"],
        question=table["question"],
        why=table.get("why", ""),
        look_for=tuple(table.get("look_for", ())),
        evidence=tuple(table.get("evidence", ())),
        sampling=table.get("sampling", ""),
        interviewee=table.get("interviewee", ""),
        methods=tuple(table.get("methods", ())),
        red_flags=tuple(table.get("red_flags", ())),
        follow_up=tuple(table.get("follow_up", ())),
        cross=tuple(table.get("cross", ())),
        minutes=table.get("minutes", 8),
        stages=tuple(table.get("stages", ())),
        depth=Depth(table.get("depth", "core")),
        place=Place(table.get("place", "either")),
    )


def _dangling(files: PackFiles) -> Iterator[PackProblem]:
    """References that lead nowhere, and names that are taken twice."""
    audited = {row.values["reference"] for row in files.requirements if _is_audited(row)}
    known = {row.values["reference"] for row in files.requirements}
    yield from _twice(files.requirements, "reference")
    yield from _twice(files.titles, "reference")
    yield from _twice(files.texts, "reference")
    yield from _twice(files.questions, "id")
    yield from _unknown(files.requirements, "parent", known)
    yield from _unknown(files.titles, "reference", known)
    yield from _unknown(files.texts, "reference", known)
    yield from _unknown(files.documented_information, "reference", audited)
    yield from _unknown(files.questions, "primary", audited)
    yield from _unknown(files.questions, "cross", audited)
    yield from _circles(files.requirements)


def _twice(rows: Sequence[Table], name: str) -> Iterator[PackProblem]:
    counts = Counter(row.values[name] for row in rows)
    seen = set()
    for row in rows:
        value = row.values[name]
        if counts[value] > 1 and value in seen:
            yield row.problem(Message(N_("{value} stands here twice."), {"value": value}), name)
        seen.add(value)


def _unknown(rows: Sequence[Table], name: str, known: set[str]) -> Iterator[PackProblem]:
    for row in rows:
        value = row.values.get(name) or ()
        for reference in (value,) if isinstance(value, str) else value:
            if reference not in known:
                text = N_("there is no requirement {reference}.")
                yield row.problem(Message(text, {"reference": reference}), name)


def _circles(rows: Sequence[Table]) -> Iterator[PackProblem]:
    parents = {row.values["reference"]: row.values.get("parent", "") for row in rows}
    for row in rows:
        if _leads_back(row.values["reference"], parents.get):
            yield row.problem(Message(N_("it stands below itself.")), "parent")


def _leads_back(reference: str, parent_of: Callable[[str], str | None]) -> bool:
    seen, above = {reference}, parent_of(reference)
    while above:
        if above == reference:
            return True
        if above in seen:
            return False
        seen.add(above)
        above = parent_of(above)
    return False
