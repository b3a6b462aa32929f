"""An organisation's own requirements: a policy, law or contract with its sections, written in the program.

A version that an audit is judged by does not change any more; a new one starts from it (R-3).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.edits import existing, set_fields
from app.errors import UserError
from app.library.content import packed
from app.library.imported import key_from
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from models.audit import Criterion
from models.base import new_id
from models.framework import OwnPack, Pack, PackContent, Requirement, RequirementKind

_FIELDS = frozenset({"reference", "title", "text", "kind"})
_LICENCE = "own"
KINDS = (RequirementKind.ORGANIZATIONAL, RequirementKind.LEGAL, RequirementKind.CONTRACTUAL)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a policy, law or contract."""

    id: str
    reference: str
    title: str
    text: str
    kind: RequirementKind


def sections(unit: ReadUnit, pack_id: str) -> tuple[Section, ...]:
    """The sections of a pack that was written in the program, in their order."""
    query = select(Requirement).where(Requirement.pack_id == pack_id).order_by(Requirement.position)
    return tuple(
        Section(row.id, row.reference, row.title, row.text or "", row.kind)
        for row in unit.session.scalars(query)
    )


def add_own_pack(uow: UnitOfWork, organization_id: str, title: str, version: str) -> str:
    """Begin a policy, law or contract of an organisation; returns the pack's id.

    Raises UserError without a title or a version.
    """
    _refuse_nameless(title, version)
    key = f"{key_from(title)[:50]}-{new_id()[-8:]}"
    return _add(uow, organization_id, key, title.strip(), version.strip())


def _refuse_nameless(title: str, version: str) -> None:
    if not title.strip() or not version.strip():
        raise UserError(
            N_("A policy, law or contract needs its title and its version."),
            N_("Nothing was added."),
            N_("Enter both, such as “Access policy ISP-05” and “4.2”."),
        )


def _add(uow: UnitOfWork, organization_id: str, key: str, title: str, version: str) -> str:
    pack = Pack(key=key, version=version, title=title, source=title, licence=_LICENCE)
    uow.session.add(pack)
    uow.session.add(PackContent(pack_id=pack.id, questions=packed(())))
    uow.session.add(OwnPack(pack_id=pack.id, organization_id=organization_id))
    uow.session.flush()
    return pack.id


def edit_own_pack(uow: UnitOfWork, pack_id: str, **values: object) -> None:
    """Change title or version. Raises UserError once an audit is judged by it."""
    _refuse_pinned(uow, pack_id)
    pack = existing(uow, Pack, pack_id)
    _refuse_nameless(str(values.get("title", pack.title)), str(values.get("version", pack.version)))
    set_fields(uow, Pack, pack_id, frozenset({"title", "version"}), values)


def remove_own_pack(uow: UnitOfWork, pack_id: str) -> None:
    """Remove a policy with its sections. Raises UserError once an audit is judged by it."""
    _refuse_pinned(uow, pack_id)
    for table in (Requirement, PackContent, OwnPack):
        for row in uow.session.scalars(select(table).where(table.pack_id == pack_id)).all():
            uow.session.delete(row)
    uow.session.delete(existing(uow, Pack, pack_id))
    uow.session.flush()


def add_section(
    uow: UnitOfWork,
    pack_id: str,
    reference: str,
    title: str,
    kind: RequirementKind = RequirementKind.ORGANIZATIONAL,
    text: str = "",
) -> str:
    """Add a section such as `ISP-05 6.3`; returns the requirement's id.

    Raises UserError without a reference or title, and for a reference that is there.
    """
    _refuse_pinned(uow, pack_id)
    reference = reference.strip()
    if not reference or not title.strip():
        raise UserError(
            N_("A section needs its number and what it demands."),
            N_("Nothing was added."),
            N_("Enter both, such as “ISP-05 6.3” and “Leavers lose access within one working day”."),
        )
    _refuse_taken(uow, pack_id, reference)
    last = uow.session.scalar(select(func.max(Requirement.position)).where(Requirement.pack_id == pack_id))
    row = Requirement(
        pack_id=pack_id,
        reference=reference,
        kind=kind,
        title=title.strip(),
        theme="own",
        position=-1 if last is None else last,
        text=text.strip(),
    )
    row.position += 1
    uow.session.add(row)
    uow.session.flush()
    return row.id


def _refuse_taken(uow: UnitOfWork, pack_id: str, reference: str, own_id: str = "") -> None:
    taken = select(Requirement.id).where(
        Requirement.pack_id == pack_id, Requirement.reference == reference, Requirement.id != own_id
    )
    if uow.session.scalars(taken).first() is not None:
        raise UserError(
            N_("There is a section {reference} already."), N_("Nothing was changed."), reference=reference
        )


def edit_section(uow: UnitOfWork, requirement_id: str, **values: object) -> None:
    """Change a section. Raises UserError once an audit is judged by its policy."""
    row = existing(uow, Requirement, requirement_id)
    _refuse_pinned(uow, row.pack_id)
    if "reference" in values:
        _refuse_taken(uow, row.pack_id, str(values["reference"]).strip(), row.id)
    set_fields(uow, Requirement, requirement_id, _FIELDS, values)


def remove_section(uow: UnitOfWork, requirement_id: str) -> None:
    """Remove a section. Raises UserError once an audit is judged by its policy."""
    row = existing(uow, Requirement, requirement_id)
    _refuse_pinned(uow, row.pack_id)
    uow.session.delete(row)
    uow.session.flush()


def new_version(uow: UnitOfWork, pack_id: str, version: str) -> str:
    """A new version that starts from this one, to be edited; returns its id.

    Raises UserError without a version, and for one that is there.
    """
    pack = existing(uow, Pack, pack_id)
    _refuse_nameless(pack.title, version)
    same = select(Pack.id).where(Pack.key == pack.key, Pack.version == version.strip())
    if uow.session.scalars(same).first() is not None:
        raise UserError(
            N_("There is a version {version} already."), N_("Nothing was added."), version=version.strip()
        )
    owner = uow.session.scalars(select(OwnPack).where(OwnPack.pack_id == pack_id)).one()
    copy_id = _add(uow, owner.organization_id, pack.key, pack.title, version.strip())
    for row in _rows(uow, pack_id):
        uow.session.add(
            Requirement(
                pack_id=copy_id,
                reference=row.reference,
                kind=row.kind,
                title=row.title,
                theme=row.theme,
                position=row.position,
                process=row.process,
                text=row.text,
            )
        )
    uow.session.flush()
    return copy_id


def _rows(uow: UnitOfWork, pack_id: str) -> Iterable[Requirement]:
    query = select(Requirement).where(Requirement.pack_id == pack_id).order_by(Requirement.position)
    return uow.session.scalars(query).all()


def _refuse_pinned(uow: UnitOfWork, pack_id: str) -> None:
    if uow.session.scalars(select(OwnPack.id).where(OwnPack.pack_id == pack_id)).first() is None:
        raise UserError(
            N_("A framework that was brought in does not change."),
            N_("Nothing was changed."),
            N_("Bring it in again under another version."),
        )
    if uow.session.scalars(select(Criterion.id).where(Criterion.pack_id == pack_id)).first() is not None:
        raise UserError(
            N_("An audit is judged by this version, so that it does not change any more."),
            N_("Nothing was changed."),
            N_("Make a new version of it."),
        )
