"""The commands that make a workspace."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.command_line.answer import Answer
from app.command_line.progress_line import shown_progress
from app.command_line.session import Session, passphrase_from
from app.errors import UserError
from app.planning.audit_list import audit_rows
from app.planning.audits import AuditState
from app.programme.organizations import add_organization
from app.reporting.exports import export_findings, export_report
from app.sample.story import create_sample
from app.words import N_
from app.worker.client import Worker
from app.workspace import location
from app.workspace.making import gone_on_error
from app.workspace.opening import create_workspace
from app.workspace.workspace import Workspace

REPORT = "report.pdf"
FINDINGS = "findings.xlsx"


def new(session: Session, options: Namespace) -> Answer:
    """Make a workspace with one organisation."""
    root: Path = options.workspace
    passphrase = passphrase_from(options.passphrase_file)
    is_new = not root.exists()
    workspace = create_workspace(root, passphrase, session.seat)
    with gone_on_error(workspace, is_new), workspace.write(N_("Set up the workspace"), final=True) as uow:
        organization_id = add_organization(uow, options.organization)
    workspace.close()
    data = {
        **_made(session, root, passphrase),
        "organization": {"id": organization_id, "name": options.organization},
    }
    made = session.words.text(N_("Made the workspace {path}."), path=data["workspace"])
    return Answer((made, *_remarks(session, data)), data)


def _made(session: Session, root: Path, passphrase: str | None) -> dict[str, Any]:
    message = location.warning(root)
    warning = session.words.message(message) if message else ""
    return {"workspace": str(root.absolute()), "protected": passphrase is not None, "warning": warning}


def _remarks(session: Session, data: dict[str, Any]) -> Iterator[str]:
    if not data["protected"]:
        text = N_("It has no passphrase: whoever has the disk can read it. --passphrase-file sets one.")
        yield session.words.text(text)
    if data["warning"]:
        yield data["warning"]


def demo(session: Session, options: Namespace) -> Answer:
    """Make the sample workspace, and beside it the report and the list of findings of its audit."""
    root: Path = options.workspace
    targets = {"report": root.parent / REPORT, "findings": root.parent / FINDINGS}
    for target in targets.values():
        _refuse_taken(target)
    passphrase = passphrase_from(options.passphrase_file)
    workspace = create_sample(root, passphrase, session.seat, shown_progress(session.words))
    try:
        number = _write_exports(workspace, targets)
    finally:
        workspace.close()
    paths = {name: str(target.absolute()) for name, target in targets.items()}
    data = {**_made(session, root, passphrase), "audit": number, **paths}
    return Answer((*_where(session, data), *([data["warning"]] if data["warning"] else [])), data)


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise UserError(
            N_("There is something at {path} already."),
            N_("It was not touched, and nothing was made."),
            N_("Choose another folder for the sample."),
            path=target,
        )


def _write_exports(workspace: Workspace, targets: dict[str, Path]) -> str:
    with workspace.read() as unit:
        audit = next(row for row in audit_rows(unit) if row.state is AuditState.FIELDWORK)
    worker = Worker()
    export_report(workspace, audit.id, targets["report"], worker)
    export_findings(workspace, audit.id, targets["findings"], worker)
    return audit.number


def _where(session: Session, data: dict[str, Any]) -> tuple[str, ...]:
    text = session.words.text
    return (
        text(N_("Sample workspace: {path}"), path=data["workspace"]),
        text(N_("Report of {audit} as a draft: {path}"), audit=data["audit"], path=data["report"]),
        text(N_("Findings of {audit}: {path}"), audit=data["audit"], path=data["findings"]),
    )
