"""A list that holds a Statement of Applicability becomes a version of it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import UserError
from app.library.packs import install_pack, load_pack
from app.library.soa.list_import import Framework, SoaImport
from app.library.soa.versions import clause_titles, controls
from app.library.soa.writing import begin_version
from app.unit_of_work import ReadUnit, UnitOfWork
from app.words import N_
from app.workspace.workspace import Workspace
from models.framework import Pack


@dataclass(frozen=True, slots=True)
class SoaHead:
    """What stands at the head of a document: its number, who approved it and when, and its scope."""

    number: str
    approved_on: date | None = None
    approver: str = ""
    scope_text: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class SoaFramework:
    """A framework of the workspace with controls."""

    id: str
    title: str
    version: str


def frameworks_with_controls(unit: ReadUnit) -> tuple[SoaFramework, ...]:
    """What a Statement of Applicability can be about, the newest first."""
    packs = unit.session.scalars(select(Pack).order_by(Pack.id.desc()))
    return tuple(SoaFramework(one.id, one.title, one.version) for one in packs if controls(unit, one.id))


def bring_framework(workspace: Workspace) -> None:
    """Bring ISO 27001 where no framework with controls is yet: an SoA may come before the first audit."""
    with workspace.read() as unit:
        if frameworks_with_controls(unit):
            return
    pack = load_pack()
    with workspace.write(N_("Bring the controls of {framework}"), framework=pack.title) as uow:
        install_pack(uow, pack)


def framework_of(unit: ReadUnit, pack_id: str) -> Framework:
    """What the rows of a list can be about."""
    titles = {one.reference: one.title for one in controls(unit, pack_id)}
    return Framework(titles, clause_titles(unit, pack_id))


def keep_soa(uow: UnitOfWork, organization_id: str, pack_id: str, head: SoaHead, found: SoaImport) -> str:
    """Keep what a list holds as a version, with all it leaves out; returns its id.

    Raises UserError without a number, for one that is taken, and where no row was taken.
    """
    if not found.lines:
        raise UserError(
            N_("No row of this list is about a control of the framework."),
            N_("Nothing was imported."),
            N_("Choose the columns that hold the control and whether it applies."),
        )
    return begin_version(
        uow,
        organization_id,
        pack_id,
        head.number,
        found.lines,
        is_whole=True,
        approved_on=head.approved_on,
        approver=head.approver.strip(),
        scope_text=head.scope_text.strip(),
        changes=head.changes.strip(),
        strays=found.strays,
    )
