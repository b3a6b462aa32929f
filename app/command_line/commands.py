"""The commands that work in a workspace."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from app.command_line.answer import Answer
from app.command_line.choosing import audit_called, item_called
from app.command_line.session import Session
from app.evidence.intake import Attached, Circumstances, Outcome, attach_files
from app.findings.reads import counts
from app.planning.audit_list import AuditRow, audit_rows
from app.planning.overview import overview_standing
from app.reporting.exports import Exported, export_findings, export_report
from app.reporting.finding_list.export import CSV, XLSX, export_list
from app.reporting.finding_list.profiles import profile_called, standard_profile
from app.reporting.labels import AUDIT_STATES
from app.unit_of_work import ReadUnit
from app.words import N_
from app.worker.client import Worker
from app.workspace.verify import verify
from app.workspace.verify_extent import extent


def audits(session: Session, options: Namespace) -> Answer:
    """Every audit, the newest first, with the figures that the window and the report show."""
    with session.opened(options) as workspace, workspace.read() as unit:
        found = [_audit(unit, row) for row in audit_rows(unit)]
    nothing = session.words.text(N_("There are no audits in this workspace yet."))
    lines = [_audit_line(session, one) for one in found] or [nothing]
    return Answer(tuple(lines), {"workspace": str(options.workspace), "audits": found})


def _audit(unit: ReadUnit, row: AuditRow) -> dict[str, Any]:
    standing = overview_standing(unit, row.id)
    requirements = standing.requirements
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "type": row.type.value,
        "state": row.state.value,
        "start_on": row.start_on.isoformat() if row.start_on else None,
        "end_on": row.end_on.isoformat() if row.end_on else None,
        "organization": row.organization_name,
        "lead_auditor": row.lead_auditor,
        "findings": asdict(counts(unit, row.id)),
        "requirements": {
            **asdict(requirements),
            "examined": requirements.examined,
            "in_scope": requirements.in_scope,
            "total": requirements.total,
        },
        "items": {"total": standing.items, "examined": standing.items_examined},
        "evidence": standing.evidence,
        "sessions": {"total": standing.sessions, "held": standing.sessions_held},
    }


def _audit_line(session: Session, audit: dict[str, Any]) -> str:
    figures = N_(
        "{number}, {start}: {title} ({state}). {examined} of {in_scope} requirements examined, "
        "{major} major, {minor} minor, {ofi} opportunities, {evidence} pieces of evidence"
    )
    return session.words.text(
        figures,
        number=audit["number"],
        start=audit["start_on"] or session.words.text(N_("no date")),
        title=audit["title"],
        state=session.words.text(AUDIT_STATES[audit["state"]]),
        examined=audit["requirements"]["examined"],
        in_scope=audit["requirements"]["in_scope"],
        major=audit["findings"]["major"],
        minor=audit["findings"]["minor"],
        ofi=audit["findings"]["ofi"],
        evidence=audit["evidence"],
    )


def attach(session: Session, options: Namespace) -> Answer:
    """Attach files; one that cannot be attached does not stop the others."""
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
            item_id = item_called(unit, audit.id, options.item) if options.item else None
        told = Circumstances(item_id=item_id)
        outcomes = attach_files(workspace, audit.id, options.files, told, worker=Worker())
    attached = [_attached(one, one.attached) for one in outcomes if one.attached]
    refused = [_refused(session, one) for one in outcomes if one.error]
    data = {
        "workspace": str(options.workspace),
        "audit": audit.number,
        "attached": attached,
        "refused": refused,
    }
    return Answer(
        tuple(_attached_line(session, one) for one in attached),
        data,
        tuple(one["reason"] for one in refused),
    )


def _attached(outcome: Outcome, attached: Attached) -> dict[str, Any]:
    return {
        "file": str(outcome.path),
        "number": attached.number,
        "id": attached.evidence_id,
        "same_as": attached.same_as,
    }


def _attached_line(session: Session, one: dict[str, Any]) -> str:
    if one["same_as"]:
        text = N_("{number}: {file} (the same file as {same_as})")
        return session.words.text(text, **one)
    return session.words.text(N_("{number}: {file}"), **one)


def _refused(session: Session, outcome: Outcome) -> dict[str, Any]:
    reason = " ".join(outcome.error.sentences(session.words)) if outcome.error else ""
    return {"file": str(outcome.path), "reason": f"{outcome.path.name}: {reason}"}


def report(session: Session, options: Namespace) -> Answer:
    """Write the newest issued revision of the report, or a draft while none is issued."""
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
        written = export_report(workspace, audit.id, options.output, Worker())
    if written.revision is None:
        text = N_("Wrote the report of {audit} as a draft to {path}: no revision is issued yet.")
    else:
        text = N_("Wrote revision {revision} of the report of {audit} to {path}.")
    data = {**_written(options, audit, written), "state": "issued" if written.revision else "draft"}
    return Answer((session.words.text(text, **data),), data)


def findings(session: Session, options: Namespace) -> Answer:
    """Write the findings as they stand now: the whole workbook, or a list in the columns of a profile."""
    if options.profile or _list_format(options) == CSV:
        return _findings_list(session, options)
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
        written = export_findings(workspace, audit.id, options.output, Worker())
    data = _written(options, audit, written)
    return Answer((session.words.text(N_("Wrote the findings of {audit} to {path}."), **data),), data)


def _findings_list(session: Session, options: Namespace) -> Answer:
    name, kind = options.profile or "", _list_format(options)
    profile = profile_called(session.settings, name) if name else standard_profile(name)
    with session.opened(options) as workspace:
        with workspace.read() as unit:
            audit = audit_called(unit, options.audit)
        written = export_list(workspace, audit.id, options.output, Worker(), profile, kind)
    data = {
        "workspace": str(options.workspace),
        "audit": audit.number,
        "path": str(written.path),
        "profile": name or None,
        "format": kind,
        "findings": written.findings,
    }
    line = session.words.plural(
        N_("Wrote {n} finding of {audit} to {path}."),
        N_("Wrote {n} findings of {audit} to {path}."),
        written.findings,
        audit=audit.number,
        path=written.path,
    )
    return Answer((line,), data)


def _list_format(options: Namespace) -> str:
    """What was asked for, or else what the file is called."""
    is_csv = options.output.suffix.casefold() == f".{CSV}"
    return str(options.format or (CSV if is_csv else XLSX))


def _written(options: Namespace, audit: AuditRow, written: Exported) -> dict[str, Any]:
    return {
        "workspace": str(options.workspace),
        "audit": audit.number,
        "path": str(written.path),
        "revision": written.revision,
    }


def verify_all(session: Session, options: Namespace) -> Answer:
    """Check everything that the workspace holds, and name each thing that does not hold."""
    with session.opened(options) as workspace:
        problems = verify(workspace)
        seen = extent(workspace)
    found = [{"kind": one.kind.value, "message": session.words.message(one.message)} for one in problems]
    data = {
        "workspace": str(options.workspace),
        "files": seen.files,
        "log_entries": seen.log_entries,
        "destroyed": seen.destroyed,
        "problems": found,
    }
    lines = [one["message"] for one in found]
    if lines:
        total = session.words.plural(
            N_("{n} problem: {first}"), N_("{n} problems, the first: {first}"), len(lines), first=lines[0]
        )
        return Answer(tuple(lines), data, (total,))
    well = N_("Nothing amiss: {files} files hashed, {log_entries} log entries walked.")
    said = [session.words.text(well, files=seen.files, log_entries=seen.log_entries)]
    if seen.destroyed:
        said.append(
            session.words.plural(
                N_("{n} record of destruction: its text and bytes are gone on purpose."),
                N_("{n} records of destruction: their text and bytes are gone on purpose."),
                seen.destroyed,
            )
        )
    return Answer(tuple(said), data)
