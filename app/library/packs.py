"""Framework packs: requirements and questions as files, pinned into the workspace that uses them (R-3)."""

from pathlib import Path

from sqlalchemy import select

from app.library.pack_data import PackData, QuestionData, RequirementData
from app.library.pack_reading import read_pack
from app.resource_files import resource_path
from app.unit_of_work import UnitOfWork
from models.framework import Pack, Requirement

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


def load_pack(key: str = ISO_27001, folder: Path | None = None) -> PackData:
    """Read a pack from `resources/frameworks` or from `folder`. Raises PackError, which names every fault."""
    return read_pack(folder or resource_path("frameworks", key))


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
    for requirement in pack.requirements:
        uow.session.add(
            Requirement(
                pack_id=row.id,
                reference=requirement.reference,
                kind=requirement.kind,
                title=requirement.title,
                theme=requirement.theme,
                position=requirement.position,
                documented_information=requirement.documented_information,
            )
        )
    uow.session.flush()
    return row.id


def requirement_ids(uow: UnitOfWork, pack_id: str) -> dict[str, str]:
    """Ids of a pack's requirements by reference."""
    query = select(Requirement.reference, Requirement.id).where(Requirement.pack_id == pack_id)
    return {row.reference: row.id for row in uow.session.execute(query)}
