"""A pack in the workspace stays as it was when it came in (R-3, R-48)."""

from dataclasses import replace

from sqlalchemy import select

from app.library.content import questions_of
from app.library.packs import install_pack, load_pack, requirement_ids
from app.words import N_
from app.workspace.workspace import Workspace
from models.framework import Heading, Pack, Requirement

BRING_IN = N_("Bring in a framework")


def test_a_workspace_keeps_the_whole_pack(workspace: Workspace) -> None:
    pack = load_pack()
    with workspace.write(BRING_IN) as uow:
        pack_id = install_pack(uow, pack)
    with workspace.read() as unit:
        assert questions_of(unit, pack_id) == pack.questions
        headings = unit.session.scalars(select(Heading).order_by(Heading.position)).all()
        assert [row.reference for row in headings] == [one.reference for one in pack.headings]
        control = unit.session.scalars(select(Requirement).where(Requirement.reference == "A.8.13")).one()
        assert (control.parent, control.process) == ("A.8", "Continuity and backup")


def test_the_same_pack_comes_in_once(workspace: Workspace) -> None:
    pack = load_pack()
    with workspace.write(BRING_IN) as uow:
        assert install_pack(uow, pack) == install_pack(uow, load_pack())


def test_a_pack_edited_without_a_new_version_stands_beside_the_earlier_one(workspace: Workspace) -> None:
    pack = load_pack()
    question = replace(pack.questions[0], question="Who rewrote me?")
    edited = replace(pack, sha256="3fa9c1d2" * 8, questions=(question, *pack.questions[1:]))
    with workspace.write(BRING_IN) as uow:
        first = install_pack(uow, pack)
        second = install_pack(uow, edited)
        assert install_pack(uow, edited) == second != first
        assert questions_of(uow, first)[0] == pack.questions[0]
        assert questions_of(uow, second)[0] == question
        versions = uow.session.scalars(select(Pack.version).order_by(Pack.id)).all()
        assert versions == [pack.version, f"{pack.version}+3fa9c1d2"]
        assert requirement_ids(uow, first).keys() == requirement_ids(uow, second).keys()
