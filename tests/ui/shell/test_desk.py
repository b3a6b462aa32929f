"""What top bar and rail show is read once for each commit, whoever made it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.planning.audits import create_audit
from app.programme.organizations import add_organization, organizations
from app.workspace.workspace import Workspace
from ui.shell.desk import Desk


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> Iterator[Desk]:
    parent = QObject()
    yield Desk(workspace, lambda: None, parent)
    parent.deleteLater()


def plan(workspace: Workspace, title: str) -> str:
    with workspace.write("Plan an audit") as uow:
        add_organization(uow, f"{title} Clinics")
        return create_audit(uow, organizations(uow)[0].programme_id, title, start_on=date(2026, 7, 5))


def test_going_from_page_to_page_reads_nothing_again(desk: Desk) -> None:
    plan(desk.workspace, "First")
    first = desk.summary()
    assert desk.summary() is first


def test_what_was_written_is_shown_also_when_a_job_wrote_it(desk: Desk) -> None:
    plan(desk.workspace, "First")
    assert [row.title for row in desk.summary().audits] == ["First"]
    with ThreadPoolExecutor() as job:
        job.submit(plan, desk.workspace, "Second").result()
    assert {row.title for row in desk.summary().audits} == {"First", "Second"}


def test_another_audit_has_its_own_counts(desk: Desk) -> None:
    audit_id = plan(desk.workspace, "First")
    assert desk.summary().counts is None
    desk.choose_audit(audit_id)
    assert desk.summary().counts is not None
