"""Packs as a workspace keeps them: listed, read back whole, written to a folder."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from app.errors import UserError
from app.library.content import questions_of
from app.library.pack_data import HeadingData, PackData, RequirementData
from app.library.pack_writing import write_pack
from app.unit_of_work import ReadUnit
from app.words import N_
from models.audit import Audit, Criterion
from models.framework import Heading, OwnPack, Pack, Requirement

_OWN_WORDING = "+own"


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A pack in the workspace. `audits` are the numbers of those judged by it.

    `organization_id` is set where it was written in the program; it is `editable` until an audit pins it.
    """

    id: str
    key: str
    version: str
    title: str
    sha256: str
    requirements: int
    audits: tuple[str, ...]
    organization_id: str

    @property
    def editable(self) -> bool:
        return bool(self.organization_id) and not self.audits


def kept_packs(unit: ReadUnit) -> tuple[KeptPack, ...]:
    """Every pack of the workspace, by title and version."""
    counts = dict(
        unit.session.execute(
            select(Requirement.pack_id, func.count(Requirement.id)).group_by(Requirement.pack_id)
        ).all()
    )
    pinned: dict[str, list[str]] = {}
    judged = select(Criterion.pack_id, Audit.number).join(Audit, Audit.id == Criterion.audit_id)
    for pack_id, number in unit.session.execute(judged.order_by(Audit.number)):
        if pack_id is not None:
            pinned.setdefault(pack_id, []).append(number)
    owners = dict(unit.session.execute(select(OwnPack.pack_id, OwnPack.organization_id)).all())
    rows = unit.session.scalars(select(Pack).order_by(Pack.title, Pack.version))
    return tuple(
        KeptPack(
            row.id,
            row.key,
            row.version,
            row.title,
            row.sha256,
            counts.get(row.id, 0),
            tuple(pinned.get(row.id, ())),
            owners.get(row.id, ""),
        )
        for row in rows
    )


def kept_pack(unit: ReadUnit, pack_id: str) -> PackData:
    """A pack of the workspace as a whole; raises NoResultFound when it is not there."""
    row = unit.session.get_one(Pack, pack_id)
    headings = select(Heading).where(Heading.pack_id == pack_id).order_by(Heading.position)
    requirements = select(Requirement).where(Requirement.pack_id == pack_id).order_by(Requirement.position)
    return PackData(
        key=row.key,
        version=row.version,
        title=row.title,
        source=row.source,
        licence=row.licence,
        attribution=row.attribution,
        sha256=row.sha256,
        retrieved=row.retrieved or "",
        modified=row.modified or "",
        language=row.language or "en",
        headings=tuple(
            HeadingData(one.reference, one.kind, one.title, one.parent, one.position)
            for one in unit.session.scalars(headings)
        ),
        requirements=tuple(_requirement(one) for one in unit.session.scalars(requirements)),
        questions=questions_of(unit, pack_id),
    )


def _requirement(one: Requirement) -> RequirementData:
    return RequirementData(
        one.reference,
        one.kind,
        one.title,
        one.theme,
        one.documented_information,
        one.parent or "",
        one.process or "",
        one.text or "",
        one.position,
    )


def export_pack(pack: PackData, folder: Path) -> Path:
    """Write a pack as files into a new folder below `folder`; returns it.

    Wording that a licensed user brought stays behind. Raises UserError where there is such a folder already,
    or where nothing can be written.
    """
    target = folder / pack.key
    if target.exists():
        raise UserError(
            N_("There is something at {path} already."),
            N_("It was not touched, and nothing was written."),
            N_("Choose another folder."),
            path=target,
        )
    try:
        write_pack(without_own_wording(pack), target)
    except OSError as error:
        raise UserError(
            N_("The framework could not be written to {path}: {reason}."),
            todo=N_("Choose another folder."),
            path=target,
            reason=error.strerror or error,
        ) from error
    return target


def without_own_wording(pack: PackData) -> PackData:
    """The pack as it may be passed on: without titles and texts that a licensed user put in their place."""
    if _OWN_WORDING not in pack.version:
        return pack
    bare = tuple(replace(one, title=one.reference, text="") for one in pack.requirements)
    return replace(pack, requirements=bare, version=pack.version.replace(_OWN_WORDING, ""))
