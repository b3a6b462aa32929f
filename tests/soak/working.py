"""What a program that is going to be killed does: seeded work through the real services.

After each commit has returned, one line in JSON says so. Whatever was said must be there afterwards.
"""

import hashlib
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.evidence.housekeeping import remove_unused_files
from app.evidence.intake import attach_bytes, attach_files
from app.findings import grading, labels
from app.findings.terms import Grade
from app.reporting.exports import issued_pdf
from app.reporting.reports import issue_report
from app.retention.thorough import destroy_due, destroy_thoroughly
from app.sessions import notes
from app.words import N_
from app.worker.client import Worker
from app.workspace.backups.shelf import backup_at
from app.workspace.opening import open_workspace
from models.evidence import Evidence
from models.report import ReportRevision
from tests.conftest import FixedClock
from tests.soak.ground import FOLDER, ground_of, next_release, seat
from tests.ui.sessions.story import NOW

MOST_STEPS = 400
_GRADES = (Grade.MINOR, Grade.MAJOR)
_LETTERS = "Nightly jobs to the NAS, weekly copy to Kraków – “we never felt the need” 😀 復元\n"


def tell(do: str, **what: Any) -> None:
    """One line on standard output, whole or not at all."""
    os.write(1, json.dumps({"do": do, **what}).encode() + b"\n")


def text_of(seed: int, number: int) -> str:
    """What a line of notes says at its `number`th edit, from a few letters to some thousand."""
    chance = random.Random(seed * 100_000 + number)
    return f"{number} " + "".join(chance.choices(_LETTERS, k=chance.choice((5, 80, 900, 9000))))


def content_of(seed: int, number: int) -> bytes:
    """The bytes of the `number`th file, up to three chunks of the store."""
    chance = random.Random(seed * 100_000 + number)
    return f"{seed} {number} ".encode() + chance.randbytes(chance.choice((10, 5_000, 200_000, 2_500_000)))


def grade_of(number: int) -> Grade:
    return _GRADES[number % 2]


class Work:
    """An auditor in a hurry. Every step has a number, which what it writes carries."""

    def __init__(self, place: Path, seed: int, migrates: bool) -> None:
        self.place = place
        self.seed = seed
        self.ground = ground_of(place)
        self.chance = random.Random(seed)
        self.clock = FixedClock(NOW)
        self.number = 0
        self.attached: list[tuple[str, str]] = []
        self.releases = {"releases": next_release(place)} if migrates else {}
        self.worker = Worker()
        self.workspace = self._opened()
        self.steps: dict[Callable[[], None], int] = {
            self.edit: 20,
            self.attach: 6,
            self.attach_several: 2,
            self.give_up: 2,
            self.grade: 6,
            self.back_up: 3,
            self.issue: 2,
            self.destroy: 2,
            self.reopen: 2,
        }

    def go_on(self) -> None:
        tell("opened")
        steps, weights = list(self.steps), list(self.steps.values())
        for _step in range(MOST_STEPS):
            self.number += 1
            self.clock.advance(seconds=40)
            self.chance.choices(steps, weights)[0]()

    def _opened(self) -> Any:
        workspace = open_workspace(self.place / FOLDER, None, seat(self.clock), **self.releases)
        remove_unused_files(workspace)
        return workspace

    def edit(self) -> None:
        line, number = self.chance.randrange(3), self.number
        with self.workspace.write(N_("Edit notes"), merge_key=f"note_line:{line}") as uow:
            notes.edit_line(uow, self.ground.lines[line], text_of(self.seed, number))
        tell("edit", line=line, number=number)

    def attach(self) -> None:
        content = content_of(self.seed, self.number)
        name = f"file {self.number}"
        attached = attach_bytes(self.workspace, self.ground.audit_id, name, content)
        self.attached.append((attached.number, attached.evidence_id))
        tell("attach", name=name, evidence=attached.number, sha256=hashlib.sha256(content).hexdigest())

    def attach_several(self) -> None:
        files = [self.place / "files" / f"file {self.number}-{n}" for n in range(3)]
        for n, file in enumerate(files):
            file.write_bytes(content_of(self.seed, self.number * 10 + n))
        outcomes = attach_files(self.workspace, self.ground.audit_id, files)
        for file, outcome in zip(files, outcomes, strict=True):
            assert outcome.attached is not None
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            tell("attach", name=file.name, evidence=outcome.attached.number, sha256=digest)

    def give_up(self) -> None:
        name = f"given up {self.number}"
        attach_bytes(self.workspace, self.ground.audit_id, name, content_of(self.seed, self.number))
        self.workspace.undo()
        tell("give up", name=name)

    def grade(self) -> None:
        with self.workspace.write(labels.CHOOSE_GRADE, number="F-01") as uow:
            grading.choose_grade(uow, self.ground.finding_id, grade_of(self.number), str(self.number))
        tell("grade", number=self.number)

    def back_up(self) -> None:
        row = backup_at(self.workspace.back_up("by-hand"))
        assert row is not None
        tell("backup", name=row.folder.name, entries=row.log_entries)

    def issue(self) -> None:
        reason = f"Reason {self.number}"
        revision_id = issue_report(self.workspace, self.ground.report_id, reason=reason)
        with self.workspace.read() as unit:
            row = unit.session.get_one(ReportRevision, revision_id)
        # The first revision amends nothing and has no reason.
        revision = row.revision
        tell("issue", revision=revision, reason=reason if revision > 1 else "")
        content = issued_pdf(self.workspace, revision_id, self.worker)
        tell("pdf", revision=revision, sha256=hashlib.sha256(content).hexdigest())

    def destroy(self) -> None:
        """What was attached first is due now."""
        if not self.attached:
            return
        number, evidence_id = self.attached.pop(0)
        with self.workspace.write(N_("Edit evidence {number}"), number=number) as uow:
            uow.session.get_one(Evidence, evidence_id).destroy_on = uow.today()
        tell("destroying", evidence=number)
        destroy_thoroughly(self.workspace, destroy_due, [evidence_id], "Agreed")
        tell("destroyed", evidence=number)

    def reopen(self) -> None:
        self.workspace.close()
        tell("closed")
        self.workspace = self._opened()
        tell("opened")


def work(place: Path, seed: int) -> None:
    Work(place, seed, migrates=False).go_on()


def migrate(place: Path, seed: int) -> None:
    """Open a workspace of an earlier release, and go on working in it."""
    tell("opening")
    Work(place, seed, migrates=True).go_on()
