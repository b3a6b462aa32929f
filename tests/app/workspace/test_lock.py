"""One program at a time in a workspace; a second one is told who holds it."""

import json
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserError
from app.workspace.opening import open_workspace
from app.workspace.workspace import Seat, Workspace
from tests.app.workspace.test_survival import HALF, program, said


def test_a_second_program_is_told_host_program_process_and_since(workspace: Workspace, seat: Seat) -> None:
    with pytest.raises(UserError) as caught:
        open_workspace(workspace.path, None, replace(seat, program="Another Assay"))
    assert str(caught.value) == (
        f"This workspace is open in Assay test on {socket.gethostname()}, process {os.getpid()}, "
        "since 6 Jul 2026, 09:30. Close it there, then open it here."
    )


def test_another_process_is_named_and_its_death_lets_go_of_the_workspace(folder: Path, seat: Seat) -> None:
    with program(HALF, folder) as process:
        assert said(process) == "flushed"
        with pytest.raises(UserError, match=f"open in Assay on .*, process {process.pid}, since"):
            open_workspace(folder, None, seat)
    workspace = open_workspace(folder, None, seat)
    assert json.loads(workspace.layout.holder.read_text())["process"] == os.getpid()
    workspace.close()


def test_closing_lets_go_of_the_workspace(folder: Path, seat: Seat) -> None:
    open_workspace(folder, None, seat).close()
    assert not (folder / "holder.json").exists()
    open_workspace(folder, None, replace(seat, program="Another Assay")).close()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"host": 1}', '{"host":1,"program":2,"process":3,"since":4}']
)
def test_a_spoilt_note_on_the_holder_does_not_open_the_workspace(
    workspace: Workspace, seat: Seat, content: str
) -> None:
    workspace.layout.holder.write_text(content)
    with pytest.raises(UserError, match=r"This workspace is open in"):
        open_workspace(workspace.path, None, seat)


def test_a_refused_opening_lets_go_of_the_workspace(folder: Path, seat: Seat) -> None:
    database = folder / "workspace.db"
    whole = database.read_bytes()
    database.write_bytes(b"garbage" * 1000)
    with pytest.raises(UserError):
        open_workspace(folder, None, seat)
    database.write_bytes(whole)
    open_workspace(folder, None, seat).close()
    assert not (folder / "holder.json").exists()
