"""The framework that an audit is judged by: pinned, with its questions copied into the audit."""

from sqlalchemy import select

from app.library.packs import PackData, install_pack
from app.planning import audits, checklist
from app.unit_of_work import UnitOfWork
from models.audit import Criterion


def pin_framework(uow: UnitOfWork, audit_id: str, pack: PackData) -> int:
    """Judge an audit by a framework and build its checklist; returns how many items it now has (R-3, R-48).

    What is there already is kept, so that it can be done again.
    """
    pack_id = install_pack(uow, pack)
    pinned = select(Criterion.id).where(Criterion.audit_id == audit_id, Criterion.pack_id == pack_id)
    if uow.session.scalars(pinned).first() is None:
        audits.add_framework(uow, audit_id, pack_id)
    return checklist.build_checklist(uow, audit_id, pack, pack_id)
