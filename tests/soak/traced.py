"""A short working day for strace: `python -m tests.soak.traced PLACE` says each thing once it is done."""

import sys
from pathlib import Path

from app.evidence.intake import attach_bytes
from app.reporting.exports import issued_pdf
from app.reporting.reports import issue_report
from app.sessions import notes
from app.words import N_
from app.worker.client import Worker
from app.workspace import protection
from app.workspace.opening import open_workspace
from tests.soak.ground import FOLDER, ground_of, seat
from tests.soak.points import PASSPHRASE
from tests.soak.working import tell


def main(place: Path) -> None:
    ground = ground_of(place)
    workspace = open_workspace(place / FOLDER, None, seat())
    tell("opened")
    for number in range(3):
        with workspace.write(N_("Edit notes")) as uow:
            notes.edit_line(uow, ground.lines[0], f"{number} line")
        tell("edit")
    attach_bytes(workspace, ground.audit_id, "file", b"content" * 100_000)
    tell("attach")
    revision_id = issue_report(workspace, ground.report_id)
    tell("issue")
    issued_pdf(workspace, revision_id, Worker())
    tell("pdf")
    workspace.back_up("by-hand")
    tell("backup")
    protection.set_passphrase(workspace, PASSPHRASE)
    tell("protect")
    workspace.close()
    tell("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
