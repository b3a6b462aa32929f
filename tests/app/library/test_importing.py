"""Foreign files are read in the worker and kept in the workspace, where audits can be judged by them."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserError
from app.library.imported import About
from app.library.importing import keep_imported, read_catalogue_file, read_list_file
from app.library.kept_packs import export_pack, kept_pack, kept_packs
from app.library.list_import import guessed_columns, import_list
from app.library.own_requirements import (
    add_own_pack,
    add_section,
    edit_own_pack,
    edit_section,
    new_version,
    remove_own_pack,
    remove_section,
)
from app.library.pack_reading import read_pack
from app.planning.checklist_reads import requirements, totals
from app.planning.frameworks import pin_framework, pin_kept_pack
from app.planning.reads import audit_detail
from app.worker.client import Worker
from tests.app.library.test_oscal import CATALOGUE
from tests.app.planning.story import Story, begin

ABOUT = About("House rules", "3", "The house", "own")


@pytest.fixture
def story(workspace: object) -> Story:
    return begin(workspace)  # type: ignore[arg-type]


@pytest.fixture
def house_list(tmp_path: Path) -> Path:
    path = tmp_path / "rules.csv"
    path.write_bytes(
        "Ref;Titel;Frage\r\n5.1;Schlüssel;Wer zählte zuletzt?\r\n5.2;Türen;\r\n".encode("cp1252")
    )
    return path


def test_a_catalogue_is_read_in_the_worker(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(CATALOGUE), "utf-8")
    found = read_catalogue_file(path, Worker())
    assert (found.requirements, len(found.refused)) == (3, 2)
    path.write_text("{}", "utf-8")
    with pytest.raises(UserError, match="holds no OSCAL catalogue"):
        read_catalogue_file(path, Worker())
    with pytest.raises(UserError, match="cannot be read"):
        read_catalogue_file(tmp_path / "gone.json", Worker())


def test_a_list_comes_in_and_an_audit_is_judged_by_it(story: Story, house_list: Path) -> None:
    (sheet,) = read_list_file(house_list, Worker()).sheets
    found = import_list(sheet, guessed_columns(sheet))
    pack_id = story.do(keep_imported, found, ABOUT)
    story.plan()
    before = story.see(totals, story.audit_id).items
    assert story.do(pin_kept_pack, story.audit_id, pack_id) == before + 1
    assert story.do(pin_kept_pack, story.audit_id, pack_id) == before + 1
    assert [row.reference for row in story.see(requirements, story.audit_id)][-2:] == ["5.1", "5.2"]
    (kept,) = [one for one in story.see(kept_packs) if one.id == pack_id]
    assert (kept.title, kept.requirements, kept.audits) == ("House rules", 2, ("IA-2026-01",))
    assert story.see(kept_pack, pack_id).requirements[0].title == "Schlüssel"


def test_two_frameworks_of_an_audit_do_not_share_ids_of_questions(story: Story) -> None:
    story.plan()
    theirs = replace(story.pack, key="another", sha256="1" * 64)
    with pytest.raises(UserError, match=r"has a question Q-4\.1-02 too"):
        story.do(pin_framework, story.audit_id, theirs)
    deep = tuple(one for one in story.pack.questions if one.code == "Q-4.1-03")
    with pytest.raises(UserError, match=r"has a question Q-4\.1-03 too"):
        story.do(pin_framework, story.audit_id, replace(theirs, questions=deep))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (replace(ABOUT, title=" "), "needs a title"),
        (replace(ABOUT, source=""), "where the framework comes from"),
        (replace(ABOUT, licence=""), "under which licence"),
    ],
)
def test_a_framework_says_what_it_is_and_may(story: Story, house_list: Path, about: About, said: str) -> None:
    (sheet,) = read_list_file(house_list, Worker()).sheets
    with pytest.raises(UserError, match=said):
        story.do(keep_imported, import_list(sheet, guessed_columns(sheet)), about)


def test_a_pack_of_the_workspace_is_exported_and_read_again(
    story: Story, house_list: Path, tmp_path: Path
) -> None:
    (sheet,) = read_list_file(house_list, Worker()).sheets
    pack_id = story.do(keep_imported, import_list(sheet, guessed_columns(sheet)), ABOUT)
    pack = story.see(kept_pack, pack_id)
    folder = export_pack(pack, tmp_path)
    again = read_pack(folder)
    assert replace(again, sha256="") == replace(pack, sha256="")
    with pytest.raises(UserError, match="something at"):
        export_pack(pack, tmp_path)


def test_wording_of_a_licensed_user_is_not_exported(story: Story, tmp_path: Path) -> None:
    licensed = replace(story.pack, version="2026.2+own")
    one = replace(licensed.requirements[0], title="Their title", text="Their text")
    licensed = replace(licensed, requirements=(one, *licensed.requirements[1:]))
    folder = export_pack(licensed, tmp_path)
    assert "Their" not in "".join(path.read_text("utf-8") for path in folder.glob("*.csv"))
    assert read_pack(folder).version == "2026.2"


@pytest.fixture
def policy(story: Story) -> str:
    pack_id = story.do(add_own_pack, story.organization_id, "Access policy ISP-05", "4.2")
    story.do(add_section, pack_id, "ISP-05 6.3", "Leavers lose access within one working day")
    return pack_id


def refuses(story: Story, said: str, act: Callable[..., object], *args: object, **named: object) -> None:
    with pytest.raises(UserError, match=said):
        story.do(act, *args, **named)


def test_a_policy_is_written_in_the_program_and_pinned(story: Story, policy: str) -> None:
    story.plan()
    story.do(pin_kept_pack, story.audit_id, policy)
    criterion = story.see(audit_detail, story.audit_id).criteria[-1]
    assert (criterion.title, criterion.version, criterion.kind.value) == (
        "Access policy ISP-05",
        "4.2",
        "org_requirement",
    )
    (section,) = [row for row in story.see(requirements, story.audit_id) if row.reference == "ISP-05 6.3"]
    assert section.title == "Leavers lose access within one working day"
    pinned = "An audit is judged by this version"
    refuses(story, pinned, edit_own_pack, policy, version="4.3")
    refuses(story, pinned, add_section, policy, "ISP-05 6.4", "Keys come back")
    refuses(story, pinned, edit_section, section.id, title="Another demand")
    refuses(story, pinned, remove_section, section.id)
    refuses(story, pinned, remove_own_pack, policy)
    (kept,) = [one for one in story.see(kept_packs) if one.id == policy]
    assert not kept.editable


def test_a_new_version_starts_from_the_one_before_and_leaves_it_alone(story: Story, policy: str) -> None:
    story.plan()
    story.do(pin_kept_pack, story.audit_id, policy)
    newer = story.do(new_version, policy, "5.0")
    (section,) = [one.reference for one in story.see(kept_pack, newer).requirements]
    story.do(add_section, newer, "ISP-05 6.4", "Keys come back")
    assert section == "ISP-05 6.3"
    assert len(story.see(kept_pack, policy).requirements) == 1
    refuses(story, "There is a version 5.0 already", new_version, policy, "5.0")
    story.do(remove_own_pack, newer)
    assert [one.id for one in story.see(kept_packs) if one.organization_id] == [policy]


def test_what_a_policy_lacks_is_said(story: Story, policy: str) -> None:
    refuses(story, "needs its title and its version", add_own_pack, story.organization_id, "Policy", " ")
    refuses(story, "needs its number and what it demands", add_section, policy, "", "Something")
    refuses(story, "There is a section ISP-05 6.3 already", add_section, policy, "ISP-05 6.3", "Again")
    iso = next(one.id for one in story.see(kept_packs) if not one.organization_id) if story.plan() else ""
    refuses(story, "brought in does not change", add_section, iso, "4.5", "More")
