"""Framework packs: requirements and questions as files, pinned into the workspace that uses them (R-3)."""

from pathlib import Path

from sqlalchemy import select

from app.library.content import packed
from app.library.pack_data import PackData, QuestionData, RequirementData
from app.library.pack_reading import read_pack
from app.resource_files import resource_path
from app.unit_of_work import UnitOfWork
from models.framework import Heading, Pack, PackContent, Requirement

__all__ = [
    "ISO_27001",
    "PackData",
    "QuestionData",
    "RequirementData",
    "install_pack",
    "load_pack",
    "requirement_ids",
]

ISO_27001 = "iso27001-2022"
_DIGITS = 8


def load_pack(key: str = ISO_27001, folder: Path | None = None) -> PackData:
    """Read a pack from `resources/frameworks` or from `folder`. Raises PackError, which names every fault."""
    return read_pack(folder or resource_path("frameworks", key))


def install_pack(uow: UnitOfWork, pack: PackData) -> str:
    """Put a whole pack into the workspace, once per version; returns its id.

    One that was edited without a new version stands beside the earlier one, under a version of its own
    (R-48).
    """
    versions = select(Pack).where(Pack.key == pack.key, Pack.version.in_((pack.version, _edited(pack))))
    known = uow.session.scalars(versions).all()
    same = next((row.id for row in known if row.sha256 == pack.sha256), None)
    if same is not None:
        return same
    return _add(uow, pack, _edited(pack) if known else pack.version)


def _edited(pack: PackData) -> str:
    return f"{pack.version}+{pack.sha256[:_DIGITS]}"


def _add(uow: UnitOfWork, pack: PackData, version: str) -> str:
    row = Pack(
        key=pack.key,
        version=version,
        title=pack.title,
        source=pack.source,
        licence=pack.licence,
        attribution=pack.attribution,
        sha256=pack.sha256,
        retrieved=pack.retrieved,
        modified=pack.modified,
        language=pack.language,
    )
    uow.session.add(row)
    uow.session.add(PackContent(pack_id=row.id, questions=packed(pack.questions)))
    for heading in pack.headings:
        uow.session.add(
            Heading(
                pack_id=row.id,
                reference=heading.reference,
                kind=heading.kind,
                title=heading.title,
                parent=heading.parent,
                position=heading.position,
            )
        )
    for requirement in pack.requirements:
        uow.session.add(_requirement(row.id, requirement))
    uow.session.flush()
    return row.id


def _requirement(pack_id: str, one: RequirementData) -> Requirement:
    return Requirement(
        pack_id=pack_id,
        reference=one.reference,
        kind=one.kind,
        title=one.title,
        theme=one.theme,
        position=one.position,
        documented_information=one.documented_information,
        parent=one.parent,
        process=one.process,
        text=one.text,
    )


def requirement_ids(uow: UnitOfWork, pack_id: str) -> dict[str, str]:
    """Ids of a pack's requirements by reference."""
    query = select(Requirement.reference, Requirement.id).where(Requirement.pack_id == pack_id)
    return {row.reference: row.id for row in uow.session.execute(query)}
