"""The command that checks versions of the Statement of Applicability."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from app.command_line.answer import Answer
from app.command_line.session import Session
from app.errors import UserError
from app.library.soa import SoaVersionRow, soa_versions
from app.library.soa.checks import CHECK_NAMES, Remark
from app.library.soa.picture import soa_picture
from app.programme.organizations import organizations
from app.unit_of_work import ReadUnit
from app.words import N_


def soa(session: Session, options: Namespace) -> Answer:
    """Every version, or the one that is named, with its figures and what the twelve checks find."""
    with session.opened(options) as workspace, workspace.read() as unit:
        known = [(one.name, row) for one in organizations(unit) for row in soa_versions(unit, one.id)]
        wanted = [one for one in known if options.version in (None, one[1].number)]
        if options.version is not None and not wanted:
            raise _unknown(options.version, known)
        found = [_told(session, unit, name, row) for name, row in wanted]
    nothing = session.words.text(N_("There is no Statement of Applicability in this workspace yet."))
    lines = [line for one in found for line in _lines(session, one)] or [nothing]
    return Answer(tuple(lines), {"workspace": str(options.workspace), "versions": found})


def _unknown(number: str, known: list[tuple[str, SoaVersionRow]]) -> UserError:
    return UserError(
        N_("There is no version {number} of the Statement of Applicability."),
        todo=N_("Known are: {known}.") if known else N_("It has no version yet."),
        number=number,
        known=", ".join(row.number for _name, row in known),
    )


def _told(session: Session, unit: ReadUnit, organization: str, row: SoaVersionRow) -> dict[str, Any]:
    picture = soa_picture(unit, row.id)
    assert picture is not None
    return {
        "id": row.id,
        "organization": organization,
        "number": row.number,
        "approved_on": row.approved_on.isoformat() if row.approved_on else None,
        "applicable": row.applicable,
        "excluded": row.excluded,
        "missing": len(picture.controls) - len(picture.lines),
        "audits": list(picture.about.audits),
        "remarks": [_remark(session, one) for one in picture.remarks],
        "unmade": [session.words.text(CHECK_NAMES[one]) for one in picture.unmade],
    }


def _remark(session: Session, remark: Remark) -> dict[str, Any]:
    return {
        "check": remark.check.value,
        "name": session.words.text(CHECK_NAMES[remark.check]),
        "severity": remark.severity.value,
        "message": session.words.message(remark.message),
        "controls": list(remark.references),
    }


def _lines(session: Session, one: dict[str, Any]) -> Iterator[str]:
    head = N_("{organization}, version {number}: {applicable} apply, {excluded} left out, {missing} missing")
    yield session.words.text(head, **one)
    for remark in one["remarks"]:
        yield f"{remark['check']} {remark['severity']}: {remark['message']}"
    if one["unmade"]:
        text = N_("Not made, as nothing is recorded to check against: {checks}")
        yield session.words.text(text, checks=", ".join(one["unmade"]))
