"""Versions of the Statement of Applicability as they are written.

A version that an audit is judged by does not change any more; a new one starts from it (R-3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select

from app.edits import existing, set_fields
from app.errors import UserError
from app.library.packs import requirement_ids
from app.library.soa.versions import SoaLine, clause_titles, controls, line_of, soa_about, soa_lines
from app.unit_of_work import UnitOfWork
from app.words import N_
from models.framework import Requirement, RequirementKind
from models.soa import SoaEntry, SoaVersion

_ABOUT = frozenset({"number", "approved_on", "approver", "scope_text", "changes"})
_NOTHING_ADDED = N_("The version was not added.")
_UNCHANGED = N_("Nothing was changed.")


def add_soa_version(
    uow: UnitOfWork,
    organization_id: str,
    pack_id: str,
    number: str,
    lines: Iterable[SoaLine] = (),
    *,
    is_whole: bool = False,
    **about: object,
) -> str:
    """Add a version; returns its id. `about` takes approved_on, approver, scope_text, changes and strays.

    Controls without a line are applicable; where the version `is_whole`, they stand as missing in it.
    Raises UserError for a reference that is not a control: clauses can never be excluded (R-26).
    """
    version = SoaVersion(organization_id=organization_id, pack_id=pack_id, number=number, **about)
    uow.session.add(version)
    given = {line.reference: line for line in lines}
    ids = requirement_ids(uow, pack_id)
    for control in controls(uow, pack_id):
        line = given.pop(control.reference, None if is_whole else SoaLine(control.reference))
        if line is not None:
            uow.session.add(_entry(version.id, ids[control.reference], line))
    if given:
        raise UserError(
            N_("{references} cannot stand in a Statement of Applicability: only controls can."),
            _NOTHING_ADDED,
            references=", ".join(sorted(given)),
        )
    uow.session.flush()
    return version.id


def _entry(version_id: str, requirement_id: str, line: SoaLine) -> SoaEntry:
    return SoaEntry(soa_version_id=version_id, requirement_id=requirement_id, **_columns(line))


def _columns(line: SoaLine) -> dict[str, object]:
    return {
        "applicable": line.applicable,
        "justification": line.justification,
        "status": line.status,
        "owner": line.owner,
        "is_stated": line.is_stated,
        "reasons": tuple(one.value for one in line.reasons),
        "risks": line.risks,
        "documents": line.documents,
        "operated_by": line.operated_by,
        "planned_on": line.planned_on,
    }


def begin_version(
    uow: UnitOfWork,
    organization_id: str,
    pack_id: str,
    number: str,
    lines: Iterable[SoaLine] = (),
    *,
    is_whole: bool = False,
    **about: object,
) -> str:
    """Add a version under a number of its own. Raises UserError without one, and for one that is taken."""
    _refuse_number(uow, organization_id, number)
    return add_soa_version(uow, organization_id, pack_id, number.strip(), lines, is_whole=is_whole, **about)


def next_version(uow: UnitOfWork, soa_version_id: str, number: str) -> str:
    """A version that says what this one says, to be edited; approval and change log begin anew."""
    source = existing(uow, SoaVersion, soa_version_id)
    return begin_version(
        uow,
        source.organization_id,
        source.pack_id,
        number,
        soa_lines(uow, source.id).values(),
        is_whole=True,
        scope_text=source.scope_text,
    )


def edit_version(uow: UnitOfWork, soa_version_id: str, **values: object) -> None:
    """Change number, approval, scope text or change log. Raises UserError once an audit is judged by it."""
    version = existing(uow, SoaVersion, soa_version_id)
    _refuse_pinned(uow, version.id)
    if "number" in values:
        values["number"] = str(values["number"]).strip()
        if values["number"] != version.number:
            _refuse_number(uow, version.organization_id, str(values["number"]))
    set_fields(uow, SoaVersion, soa_version_id, _ABOUT, values)


def edit_line(uow: UnitOfWork, soa_version_id: str, reference: str, **values: object) -> None:
    """Change what a version says of a control; see `edit_lines`."""
    edit_lines(uow, soa_version_id, (reference,), **values)


def edit_lines(uow: UnitOfWork, soa_version_id: str, references: Iterable[str], **values: object) -> None:
    """Say the same of several controls, by the fields of `SoaLine`; one that is missing is added.

    Raises UserError for a clause, which can never be left out (R-26), and once an audit is judged by the
    version; then none of them changes.
    """
    version = existing(uow, SoaVersion, soa_version_id)
    _refuse_pinned(uow, version.id)
    requirements = [_control(uow, version.pack_id, reference) for reference in references]
    query = select(SoaEntry).where(SoaEntry.soa_version_id == version.id)
    entries = {entry.requirement_id: entry for entry in uow.session.scalars(query)}
    for requirement in requirements:
        _set_line(uow, version.id, requirement, entries.get(requirement.id), values)
    uow.session.flush()


def _set_line(
    uow: UnitOfWork,
    version_id: str,
    requirement: Requirement,
    entry: SoaEntry | None,
    values: Mapping[str, object],
) -> None:
    reference = requirement.reference
    line = SoaLine(reference, is_stated=False) if entry is None else line_of(reference, entry)
    changed = replace(line, **values)  # type: ignore[arg-type]
    if entry is None:
        uow.session.add(_entry(version_id, requirement.id, changed))
        return
    for name, value in _columns(changed).items():
        setattr(entry, name, value)


def remove_version(uow: UnitOfWork, soa_version_id: str) -> None:
    """Remove a version with its lines. Raises UserError once an audit is judged by it."""
    version = existing(uow, SoaVersion, soa_version_id)
    _refuse_pinned(uow, version.id)
    for entry in uow.session.scalars(select(SoaEntry).where(SoaEntry.soa_version_id == version.id)).all():
        uow.session.delete(entry)
    uow.session.delete(version)
    uow.session.flush()


def _control(uow: UnitOfWork, pack_id: str, reference: str) -> Requirement:
    query = select(Requirement).where(Requirement.pack_id == pack_id, Requirement.reference == reference)
    row = uow.session.scalars(query).first()
    if row is not None and row.kind is RequirementKind.CONTROL:
        return row
    if reference in clause_titles(uow, pack_id):
        raise UserError(
            N_("{reference} is a clause, and a clause can never be not applicable."),
            _UNCHANGED,
            N_("Leave it out of this audit's scope, or say that it was not examined this time."),
            reference=reference,
        )
    raise UserError(N_("{reference} is no control of this framework."), _UNCHANGED, reference=reference)


def _refuse_number(uow: UnitOfWork, organization_id: str, number: str) -> None:
    if not number.strip():
        raise UserError(
            N_("A version needs its number."),
            _UNCHANGED,
            N_("Enter what stands on the document, such as 4.1."),
        )
    same = select(SoaVersion.id).where(
        SoaVersion.organization_id == organization_id, SoaVersion.number == number.strip()
    )
    if uow.session.scalars(same).first() is not None:
        raise UserError(
            N_("There is a version {number} already."),
            _UNCHANGED,
            N_("Give this one another number."),
            number=number.strip(),
        )


def _refuse_pinned(uow: UnitOfWork, soa_version_id: str) -> None:
    about = soa_about(uow, soa_version_id)
    if about is not None and not about.is_editable:
        raise UserError(
            N_("{audits} is judged by this version, so that it does not change any more.")
            if len(about.audits) == 1
            else N_("{audits} are judged by this version, so that it does not change any more."),
            _UNCHANGED,
            N_("Begin the next version from it."),
            audits=", ".join(about.audits),
        )
