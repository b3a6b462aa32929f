"""The real program with somebody at it: unlocks, works, and then closes, locks, or waits to be killed.

`python -m tests.traces.program WORKSPACE MODE` with the canaries as lines on the standard input. It prints
`ready` when everything was done.
"""

import io
import sys
import zipfile
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.evidence.circumstances import Circumstances
from app.evidence.intake import attach_bytes
from app.workspace.backups.manifest import BY_HAND
from models.audit import Audit
from models.finding import Finding
from models.organization import Organization, Person
from models.programme import Programme
from models.session import AuditSession, NoteLine
from ui import main as program
from ui.evidence.file_facts import FileFacts
from ui.window import Window

PASSPHRASE = "a quiet river 1997"
_LOOK_EVERY = 50
_SHARE = 4
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
)


def zipped(name: str, text: str) -> bytes:
    """A packed file with one part, as office programs write them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return packed.getvalue()


class Hands(QObject):
    """Works at the window step by step, each when the one before has come to its end."""

    def __init__(self, window: Window, canaries: list[str], mode: str) -> None:
        super().__init__(window)
        self._window = window
        self._canaries = canaries
        self._mode = mode
        self._steps = iter(
            []
            if mode == "start"
            else [self._unlock, self._plant, self._look_at_document, self._look, self._hand_over, self._fail]
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        waits = self._window.jobs.running or (self._mode != "start" and not self._ready_to_work())
        if waits:
            return
        step = next(self._steps, None)
        if step is not None:
            step()
            return
        self._timer.stop()
        self._end()

    def _ready_to_work(self) -> bool:
        return self._window.has_workspace() or self._window.welcome.unlock.passphrase.isVisible()

    def _unlock(self) -> None:
        self._window.welcome.unlock.passphrase.setText(PASSPHRASE)
        self._window.welcome.unlock.open_button.click()

    def _plant(self) -> None:
        """Names, notes, a finding, file names and contents."""
        workspace = self._window.workspace
        assert workspace is not None
        names, notes, files, contents = (self._canaries[at::_SHARE] for at in range(_SHARE))
        with workspace.write("Write {name}", name=names[0]) as uow:
            organization = Organization(name=names[0])
            plan = Programme(organization_id=organization.id, title=names[1])
            self._audit = Audit(programme_id=plan.id, number="IA-2026-01", title=names[2])
            session = AuditSession(audit_id=self._audit.id, room=names[3])
            finding = Finding(audit_id=self._audit.id, number="F-01", raised_at=uow.now(), statement=notes[0])
            uow.session.add_all([organization, plan, self._audit, session, finding])
            uow.session.add_all(Person(name=name, role=name) for name in names[4:])
            uow.session.add_all(
                NoteLine(session_id=session.id, position=at, at=uow.now(), text=note)
                for at, note in enumerate(notes[1:])
            )
        part = len(contents) // len(files[:20])
        for at, name in enumerate(files[:20]):
            text = " ".join(contents[at * part : (at + 1) * part] + files[20 + at :: 20])
            attach_bytes(workspace, self._audit.id, f"{name}.txt", text.encode("utf-8"), Circumstances())
        wide = " ".join(contents).encode("utf-16")
        taken = attach_bytes(workspace, self._audit.id, f"{files[0]} wide.txt", wide, Circumstances())
        self._evidence_id = taken.evidence_id
        packed = zipped(f"{files[1]}.txt", " ".join(contents))
        attach_bytes(workspace, self._audit.id, "packed.zip", packed, Circumstances())
        written = zipped("word/document.xml", WORD.format(text=" ".join(contents)))
        document = attach_bytes(workspace, self._audit.id, f"{files[2]}.docx", written, Circumstances())
        self._document_id = document.evidence_id
        workspace.back_up(BY_HAND)

    def _look_at_document(self) -> None:
        """A document of an office program with its preview."""
        self._window.navigate("sessions", {"audit_id": self._audit.id})
        self._window.navigate("evidence", {"evidence_id": self._document_id})

    def _look(self) -> None:
        """The evidence with its preview, and what the palette found."""
        self._window.navigate("sessions", {"audit_id": self._audit.id})
        self._window.navigate("evidence", {"evidence_id": self._evidence_id})
        self._window.open_palette()
        QApplication.clipboard().setText(self._canaries[0])

    def _hand_over(self) -> None:
        page = self._window.current_page()
        assert page is not None
        facts = page.findChild(FileFacts)
        assert facts is not None
        facts.open_outside()

    def _fail(self) -> None:
        """A fault whose message quotes the audit."""
        try:
            int(" ".join(self._canaries[:100]))
        except ValueError as error:
            self._window.bugs.report(error)

    def _end(self) -> None:
        if self._mode == "lock":
            self._window.lock()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        if self._mode in ("close", "start"):
            self._window.close()


def run(workspace: Path, mode: str) -> int:
    canaries = sys.stdin.read().split() if mode != "start" else []
    build = program.build_window
    kept: list[Hands] = []

    def build_and_work(*args: object) -> Window:
        window = build(*args)  # type: ignore[arg-type]
        kept.append(Hands(window, canaries, mode))
        return window

    program.build_window = build_and_work
    QDesktopServices.openUrl = staticmethod(_nothing_opens)  # type: ignore[method-assign, assignment]
    return program.main([str(workspace)])


def _nothing_opens(_url: object) -> bool:
    return True


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2]))
