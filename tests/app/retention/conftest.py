"""An audit with evidence, rules of retention, and a database that can be read as a thief would like to."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import database
from app.evidence.circumstances import Circumstances
from app.evidence.intake import attach_bytes
from app.words import N_
from app.workspace.workspace import Workspace
from models.audit import Audit, AuditState
from models.programme import Programme
from tests.app.evidence.conftest import Story, story
from tests.conftest import FixedClock

__all__ = ["story"]

Attach = Callable[..., str]


@pytest.fixture
def attach(workspace: Workspace, story: Story) -> Attach:
    """Take in a piece of evidence from the manager; its id."""

    def attached(name: str = "log.txt", content: bytes = b"payroll", **told: Any) -> str:
        told = {"obtained_from_id": story.manager, **told}
        return attach_bytes(workspace, story.audit, name, content, Circumstances(**told)).evidence_id

    return attached


def set_rules(workspace: Workspace, story: Story, evidence: int | None, personal: int | None) -> None:
    """How many years the audit's programme keeps evidence and personal data."""
    with workspace.write(N_("Edit audit programme")) as uow:
        audit = uow.session.get_one(Audit, story.audit)
        programme = uow.session.get_one(Programme, audit.programme_id)
        programme.evidence_years, programme.personal_years = evidence, personal


def close_audit(workspace: Workspace, audit_id: str, state: AuditState = AuditState.CLOSED) -> None:
    with workspace.write(N_("Close")) as uow:
        uow.session.get_one(Audit, audit_id).state = state


def pass_years(clock: FixedClock, years: int) -> datetime:
    return clock.advance(days=366 * years + 1)


def pass_days(clock: FixedClock, days: int) -> None:
    clock.set(clock.now() + timedelta(days=days))


@pytest.fixture
def readable_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLCipher without a key writes plain SQLite: what is left in any page can be searched for."""
    real = database.sqlcipher.connect

    class PlainCursor(database.sqlcipher.Cursor):  # type: ignore[misc, name-defined]
        def execute(self, statement: str, *rest: Any) -> Any:
            return super().execute(plain(statement), *rest)

    class Plain(database.sqlcipher.Connection):  # type: ignore[misc, name-defined]
        def execute(self, statement: str, *rest: Any) -> Any:
            return super().execute(plain(statement), *rest)

        def cursor(self) -> PlainCursor:
            return super().cursor(PlainCursor)

    def connect(*args: Any, **named: Any) -> Any:
        return real(*args, factory=Plain, **named)

    monkeypatch.setattr(database.sqlcipher, "connect", connect)


def plain(statement: str) -> str:
    """The same statement to a database without a cipher."""
    return _PLAIN.get(statement.partition(" = ")[0], statement)


_PLAIN = {"PRAGMA key": "SELECT 1", "PRAGMA cipher_integrity_check": "SELECT 1 WHERE FALSE"}


def places_of(folder: Path, *wanted: bytes) -> list[str]:
    """The files in which one of these stands, in whatever page of them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        f"{path.relative_to(folder)}: {word!r}"
        for path in files
        for word in wanted
        if word in path.read_bytes() or word in str(path.relative_to(folder)).encode()
    ]
