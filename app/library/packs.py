"""Framework packs: requirements and questions as files, pinned into the workspace that uses them (R-3)."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.errors import UserError
from app.resource_files import resource_path
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.framework import Pack, Requirement, RequirementKind

ISO_27001 = "iso27001-2022"


@dataclass(frozen=True, slots=True)
class RequirementData:
    """A requirement as the pack names it."""

    reference: str
    kind: RequirementKind
    title: str
    theme: str
    documented_information: str


@dataclass(frozen=True, slots=True)
class QuestionData:
    """A question of the bank with everything an auditor needs beside it (section 9)."""

    code: str
    primary: str
    question: str
    why: str = ""
    look_for: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    sampling: str = ""
    interviewee: str = ""
    methods: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    cross: tuple[str, ...] = ()
    minutes: int = 8


@dataclass(frozen=True, slots=True)
class PackData:
    """A pack as it lies on the disk."""

    key: str
    version: str
    title: str
    source: str
    licence: str
    attribution: str
    sha256: str
    requirements: tuple[RequirementData, ...] = field(repr=False)
    questions: tuple[QuestionData, ...] = field(repr=False)


def load_pack(key: str = ISO_27001, folder: Path | None = None) -> PackData:
    """Read a pack from `resources/frameworks` or from `folder`. Raises UserError when a file is faulty."""
    root = folder or resource_path("frameworks", key)
    files = [root / "pack.toml", root / "requirements.csv", *sorted((root / "questions").glob("*.toml"))]
    digest = hashlib.sha256()
    try:
        for file in files:
            digest.update(file.read_bytes())
        about = tomllib.loads(files[0].read_text("utf-8"))
        requirements = _requirements(files[1])
        questions = tuple(question for file in files[2:] for question in _questions(file))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            N_("The framework in {folder} cannot be read: {reason}."),
            todo=N_("Install Assay again, or mend the file."),
            folder=root.name,
            reason=error,
        ) from error
    return PackData(sha256=digest.hexdigest(), requirements=requirements, questions=questions, **about)


def _requirements(file: Path) -> tuple[RequirementData, ...]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            RequirementData(
                row["reference"],
                RequirementKind(row["kind"]),
                row["title"],
                row["theme"],
                row["documented_information"],
            )
            for row in csv.DictReader(lines)
        )


def _questions(file: Path) -> list[QuestionData]:
    return [_question(table) for table in tomllib.loads(file.read_text("utf-8"))["question"]]


def _question(table: dict[str, Any]) -> QuestionData:
    return QuestionData(
        code=table["id"],
        primary=table["primary"],
        question=table["question"],
        why=table["why"],
        look_for=tuple(table["look_for"]),
        evidence=tuple(table["evidence"]),
        sampling=table["sampling"],
        interviewee=table["interviewee"],
        methods=tuple(table["methods"]),
        red_flags=tuple(table["red_flags"]),
        follow_up=tuple(table["follow_up"]),
        cross=tuple(table["cross"]),
        minutes=int(table["minutes"]),
    )


def install_pack(uow: UnitOfWork, pack: PackData) -> str:
    """Put a pack's requirements into the workspace, once per version; returns the pack's id."""
    query = select(Pack).where(Pack.key == pack.key, Pack.version == pack.version)
    known = uow.session.scalars(query).first()
    if known is not None:
        return known.id
    row = Pack(
        key=pack.key,
        version=pack.version,
        title=pack.title,
        source=pack.source,
        licence=pack.licence,
        attribution=pack.attribution,
        sha256=pack.sha256,
    )
    uow.session.add(row)
    for position, requirement in enumerate(pack.requirements):
        uow.session.add(
            Requirement(
                pack_id=row.id,
                reference=requirement.reference,
                kind=requirement.kind,
                title=requirement.title,
                theme=requirement.theme,
                position=position,
                documented_information=requirement.documented_information,
            )
        )
    uow.session.flush()
    return row.id


def requirement_ids(uow: UnitOfWork, pack_id: str) -> dict[str, str]:
    """Ids of a pack's requirements by reference."""
    query = select(Requirement.reference, Requirement.id).where(Requirement.pack_id == pack_id)
    return {row.reference: row.id for row in uow.session.execute(query)}
