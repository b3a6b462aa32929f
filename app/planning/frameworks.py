"""The framework that an audit is judged by: pinned, with its questions copied into the audit."""

from sqlalchemy import select

from app.errors import UserError
from app.library.bank import bank_of
from app.library.kept_packs import kept_pack
from app.library.packs import PackData, install_pack
from app.planning import audits, checklist
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.audit import Criterion, CriterionKind
from models.checklist import ChecklistItem
from models.framework import OwnPack, Pack, Requirement


def pin_framework(uow: UnitOfWork, audit_id: str, pack: PackData) -> int:
    """Judge an audit by a framework and build its checklist; returns how many items it now has (R-3, R-48).

    What is there already is kept, so that it can be done again. Raises UserError when another framework of
    the audit has a question of the same id.
    """
    pack_id = install_pack(uow, pack)
    _refuse_same_ids(uow, audit_id, pack_id, pack)
    pinned = select(Criterion.id).where(Criterion.audit_id == audit_id, Criterion.pack_id == pack_id)
    if uow.session.scalars(pinned).first() is None:
        audits.add_framework(uow, audit_id, pack_id)
    return checklist.build_checklist(uow, audit_id, pack, pack_id)


def pin_kept_pack(uow: UnitOfWork, audit_id: str, pack_id: str) -> int:
    """Judge an audit by a pack of the workspace, as `pin_framework` does by one that comes in.

    An organisation's own requirements stand beside the frameworks, as policies do.
    """
    pack = uow.session.get_one(Pack, pack_id)
    own = select(OwnPack.id).where(OwnPack.pack_id == pack_id)
    is_own = uow.session.scalars(own).first() is not None
    pinned = select(Criterion.id).where(Criterion.audit_id == audit_id, Criterion.pack_id == pack_id)
    if uow.session.scalars(pinned).first() is None:
        kind = CriterionKind.ORGANIZATIONAL if is_own else CriterionKind.FRAMEWORK
        audits.add_criterion(uow, audit_id, kind, pack.title, version=pack.version, pack_id=pack_id)
    kept = kept_pack(uow, pack_id)
    _refuse_same_ids(uow, audit_id, pack_id, kept)
    return checklist.build_checklist(uow, audit_id, kept, pack_id)


def _refuse_same_ids(uow: UnitOfWork, audit_id: str, pack_id: str, pack: PackData) -> None:
    others = (
        select(ChecklistItem.code)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.audit_id == audit_id, Requirement.pack_id != pack_id)
    )
    taken = set(uow.session.scalars(others)) | _banked(uow, audit_id, pack_id)
    same = [question.code for question in pack.questions if question.code in taken]
    if same:
        raise UserError(
            N_("Another framework of this audit has a question {code} too."),
            N_("The framework was not pinned."),
            N_("Give the questions of one of the two other ids, and bring it in again."),
            code=same[0],
        )


def _banked(uow: UnitOfWork, audit_id: str, pack_id: str) -> set[str]:
    """The ids of all questions that the audit's other frameworks have, those not asked yet included."""
    pinned = select(Criterion.pack_id).where(Criterion.audit_id == audit_id, Criterion.pack_id != pack_id)
    packs = [one for one in uow.session.scalars(pinned) if one]
    return {question.code for one in packs for question in bank_of(uow, one)}
