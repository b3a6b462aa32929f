"""`assay-cli soa`: versions of the Statement of Applicability, and what the twelve checks find in them."""

from datetime import date
from pathlib import Path

import pytest

from app.library.packs import install_pack
from app.library.soa import SoaLine
from app.library.soa.writing import begin_version
from app.workspace.workspace import Workspace
from tests.app.command_line.conftest import Call
from tests.app.planning.story import begin


@pytest.fixture
def checked(workspace: Workspace) -> Path:
    story = begin(workspace)
    organization, pack_id = story.organization_id, story.do(install_pack, story.pack)
    line = SoaLine("A.8.13", applicable=False, justification="none")
    story.do(begin_version, organization, pack_id, "4.1", [line], approved_on=date(2026, 3, 2))
    story.do(begin_version, organization, pack_id, "4.2", is_whole=True)
    workspace.close()
    return workspace.path


def test_every_version_with_what_the_checks_find(call: Call, checked: Path) -> None:
    done = call("soa", checked, "--json")
    assert done.code == 0
    first, second = done.data["versions"]
    assert (first["number"], first["approved_on"], first["applicable"], first["excluded"]) == (
        "4.1",
        "2026-03-02",
        92,
        1,
    )
    found = {one["check"]: (one["severity"], one["controls"]) for one in first["remarks"]}
    assert found[3] == ("high", ["A.8.13"])
    assert found[10] == ("medium", ["A.8.13"])
    assert (second["missing"], [one["check"] for one in second["remarks"]]) == (93, [1])


def test_one_version_in_lines_for_people(call: Call, checked: Path) -> None:
    lines = call("soa", checked, "--version", "4.1").lines
    assert lines[0] == "Northwind Clinics, version 4.1: 92 apply, 1 left out, 0 missing"
    assert "3 high: The justification is too short to tell anything: A.8.13." in lines
    assert lines[-1].startswith("Not made, as nothing is recorded to check against: Risk treatment plan, ")


def test_a_version_that_is_not_there_is_refused_with_those_that_are(call: Call, checked: Path) -> None:
    done = call("soa", checked, "--version", "9")
    assert done.code != 0
    assert "Known are: 4.1, 4.2." in done.err
