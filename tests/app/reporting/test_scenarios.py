"""What the report says of a SoA that changed during the audit, and of what could not be verified."""

from app.evidence.requests import answer_refused, request_evidence
from app.library.soa import SoaLine, add_soa_version
from app.planning import audits
from app.planning.coverage import coverage, totals
from app.planning.open_points import items_not_reached
from app.planning.reads import audit_detail
from app.reporting.pdf.report import render_pdf
from app.sessions.results import Result, set_result
from app.unit_of_work import UnitOfWork
from models.audit import Audit, AuditState
from tests.app.reporting.audited import Audited
from tests.app.reporting.reading import packed, read_text
from tests.app.reporting.test_building import draft

REFUSED = "The records of two investigations were refused: confidentiality."
SWITCHED = "The board approved it on the second day."


def _opened(uow: UnitOfWork, audit_id: str) -> None:
    """Its opening meeting was held: from now on a change of plan is a deviation."""
    uow.session.get_one(Audit, audit_id).state = AuditState.IN_PROGRESS


def test_an_audit_keeps_its_soa_until_it_is_switched_and_the_report_says_that_it_was(
    audited: Audited,
) -> None:
    """AS-33: what arrives on day 2 changes nothing; switching to it is a deviation (R-3, R-52)."""
    audited.do(_opened, audited.audit_id)
    audit = audited.see(audit_detail, audited.audit_id)
    pack_id = audit.criteria[0].pack_id
    newer = audited.do(
        add_soa_version, audit.organization_id, pack_id, "v8", [SoaLine("A.8.15", applicable=False)]
    )
    before = draft(audited)
    assert (before.details.soa_version, before.methodology.deviations) == ("v2026", ())
    audited.do(audits.pin_soa, audited.audit_id, newer, SWITCHED)
    after = draft(audited)
    (deviation,) = after.methodology.deviations
    assert (after.details.soa_version, deviation.reason) == ("v8", SWITCHED)
    said = packed(read_text(render_pdf(after)))
    assert packed(SWITCHED) in said
    assert packed(deviation.what) in said


def test_what_could_not_be_verified_is_a_limitation_and_neither_conforms_nor_is_missing(
    audited: Audited,
) -> None:
    """AS-34 (R-25)."""
    conforming = draft(audited).result_counts().conforming
    audited.do(set_result, audited.items["9.2.1"], Result.UNABLE_TO_VERIFY, reason=REFUSED)
    document = draft(audited)
    said, seen = document.result_counts(), totals(audited.see(coverage, audited.audit_id))
    for counted in (said, seen):
        assert (counted.conforming, counted.unable_to_verify, counted.open) == (conforming - 1, 1, 0)
    assert audited.items["9.2.1"] not in audited.see(items_not_reached, audited.audit_id)
    assert [(one.reference, one.reason) for one in document.methodology.limitations] == [("9.2.1", REFUSED)]
    assert packed(REFUSED) in packed(read_text(render_pdf(document)))


def test_what_was_asked_for_and_refused_is_told_with_what_was_answered(audited: Audited) -> None:
    """R-25: a refused access appears in the report, also where the item was concluded without it."""
    request_id = audited.do(request_evidence, audited.audit_id, "Records of two investigations")
    assert draft(audited).methodology.not_produced == ()

    audited.do(answer_refused, request_id, REFUSED)

    document = draft(audited)
    (told,) = document.methodology.not_produced
    assert (told.what, told.reason) == ("Records of two investigations", REFUSED)
    said = packed(read_text(render_pdf(document)))
    assert packed(f"{told.reference}: {told.what}") in said
    assert packed(REFUSED) in said
