"""Files that come back otherwise than they went out: moved, sorted, changed, foreign, damaged, hostile."""

import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.errors import UserError
from app.follow_up import responses
from app.worker.client import Worker
from app.workspace.opening import create_workspace, open_workspace
from app.workspace.workspace import Seat
from models.report import ReportRevision, ReportState
from tests.app.exchange import packages
from tests.app.exchange.scene import FIRST, SECOND, SHEET, Returning, Scene, told
from tests.app.exchange.test_comparing import filled

NEW_CAUSE = [("new", "F-01", "cause", "Nobody was named")]


def caused(one: Returning) -> None:
    one.put(FIRST, "cause", "Nobody was named")


def refusal(scene: Scene, path: Path) -> str:
    with pytest.raises(UserError) as caught:
        scene.look(path)
    assert "othing was taken in" in str(caught.value)
    return str(caught.value)


def rows_of(sheet: object) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]  # type: ignore[attr-defined]


def lay(sheet: object, rows: list[list[object]], first_column: int = 1) -> None:
    """Write rows back, as sorting does; what stands left of the first column stays."""
    for number, row in enumerate(rows, start=FIRST):
        for at, value in enumerate(row[first_column - 1 :], start=first_column):
            sheet.cell(number, at).value = value  # type: ignore[attr-defined]


def test_columns_that_were_moved_and_renamed_are_found_by_their_hidden_keys(scene: Scene) -> None:
    def rearranged(one: Returning) -> None:
        caused(one)
        rows = [[cell.value for cell in row] for row in one.sheet.iter_rows()]
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate([row[0], *reversed(row[1:])], start=1):
                one.sheet.cell(number, at).value = value
        one.sheet["B2"].value = "Bemerkung"

    found = scene.look(scene.returned(rearranged))
    assert told(found.differences) == NEW_CAUSE
    assert [str(one) for one in found.notices] == [
        "Columns were moved. Each was found by its hidden key.",
        "The column “Comment” is called “Bemerkung” now. It was found by its hidden key.",
    ]


def test_without_the_hidden_row_the_titles_tell_the_columns(scene: Scene) -> None:
    def bared(one: Returning) -> None:
        caused(one)
        one.sheet.delete_rows(1)

    found = scene.look(scene.returned(bared))
    assert (told(found.differences), found.notices) == (NEW_CAUSE, ())


def test_without_the_hidden_ids_finding_and_action_tell_the_rows(scene: Scene) -> None:
    def bared(one: Returning) -> None:
        caused(one)
        one.sheet.delete_cols(1)

    found = scene.look(scene.returned(bared))
    assert told(found.differences) == NEW_CAUSE
    assert [str(one) for one in found.notices] == [
        "The hidden ids of the rows are gone. Rows were found by finding and action number."
    ]


def test_a_missing_column_is_told_and_does_not_empty_what_stands_here(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, extent="All nine")

    def cut(one: Returning) -> None:
        caused(one)
        one.sheet.delete_cols(12)

    found = scene.look(scene.returned(cut))
    assert told(found.differences) == NEW_CAUSE
    assert "The column “Extent” is missing: nothing of it can be taken in." in [
        str(one) for one in found.notices
    ]


def test_columns_that_were_added_are_left_aside_and_named(scene: Scene) -> None:
    def added(one: Returning) -> None:
        caused(one)
        one.sheet["S2"].value = "Internal note"
        one.sheet["S3"].value = "ask Bo"

    found = scene.look(scene.returned(added))
    assert told(found.differences) == NEW_CAUSE
    assert [str(one) for one in found.notices] == ["Columns that were added are left aside: Internal note."]


def test_sorted_rows_are_found_by_their_ids(scene: Scene) -> None:
    def sorted_back(one: Returning) -> None:
        filled(one)
        lay(one.sheet, rows_of(one.sheet)[::-1])

    found = scene.look(scene.returned(sorted_back))
    assert [one.number for one in found.differences] == ["F-01"] * 7
    assert [str(one) for one in found.notices] == [
        "Rows are in another order. Each was found by its hidden id."
    ]


def test_rows_that_were_sorted_without_their_ids_are_found_by_their_words(scene: Scene) -> None:
    def torn(one: Returning) -> None:
        filled(one)
        lay(one.sheet, rows_of(one.sheet)[::-1], first_column=2)

    found = scene.look(scene.returned(torn))
    assert {(one.number, one.kind.value) for one in found.differences} == {("F-01", "new")}
    assert len(found.differences) == 7
    assert [str(one) for one in found.notices] == [
        "Rows were sorted without their hidden ids. They were found by finding, action and title."
    ]


def test_filtered_rows_are_read_all_the_same(scene: Scene) -> None:
    def filtered(one: Returning) -> None:
        caused(one)
        for row in range(FIRST, SECOND):
            one.sheet.row_dimensions[row].hidden = True

    found = scene.look(scene.returned(filtered))
    assert told(found.differences) == NEW_CAUSE
    assert [str(one) for one in found.notices] == [
        "Rows are hidden by a filter. They were read all the same."
    ]


def test_a_renamed_sheet_and_rows_above_the_head_do_not_matter(scene: Scene) -> None:
    def moved(one: Returning) -> None:
        caused(one)
        one.sheet.insert_rows(1, 3)
        one.sheet["B1"].value = "For the board"
        one.sheet.title = "Antworten"

    found = scene.look(scene.returned(moved))
    assert told(found.differences) == NEW_CAUSE
    assert found.differences[0].place == "Antworten!M6"


def test_of_two_sheets_with_answers_one_is_read_and_the_other_named(scene: Scene) -> None:
    def copied(one: Returning) -> None:
        caused(one)
        one.book.copy_worksheet(one.sheet)

    found = scene.look(scene.returned(copied))
    assert told(found.differences) == NEW_CAUSE
    assert "Only the sheet “Responses” was read, not “Responses Copy”." in [str(one) for one in found.notices]


def test_a_workbook_of_another_audit_is_refused_by_name(scene: Scene) -> None:
    other = scene.story.another_audit(date(2027, 7, 6), "IA-2027-01")
    path = scene.returned(caused)
    with pytest.raises(UserError, match="This workbook belongs to audit IA-2026-03"):
        scene.look(path, other.audit_id)
    assert scene.look(path, scene.story.audit_id).differences


def test_a_workbook_of_another_workspace_is_refused(scene: Scene, seat: Seat, tmp_path: Path) -> None:
    path = scene.returned(caused)
    scene.story.workspace.close()
    scene.story.workspace = create_workspace(tmp_path / "other.assay", None, seat)
    said = refusal(scene, path)
    scene.story.workspace.close()
    assert "This workbook, of audit IA-2026-03, was handed out from another workspace." in said
    scene.story.workspace = open_workspace(tmp_path / "audits.assay", None, seat)
    assert told(scene.look(path).differences) == NEW_CAUSE
    scene.story.workspace.close()


@pytest.mark.parametrize("row", [3, 4, 5])
def test_a_broken_seal_is_refused(scene: Scene, row: int) -> None:
    def broken(one: Returning) -> None:
        cell = one.book["assay"][f"A{row}"]
        text = str(cell.value)
        cell.value = text[:-1] + ("0" if text[-1] != "0" else "1")

    assert "The seal of this workbook is broken" in refusal(scene, scene.returned(broken))


def test_a_seal_that_is_cut_short_or_gone_is_refused(scene: Scene) -> None:
    def without(one: Returning) -> None:
        del one.book["assay"]

    cut = scene.returned(lambda one: one.book["assay"].delete_rows(5, 9))
    assert "is cut short" in refusal(scene, cut)
    assert "the hidden sheet with its seal is missing" in refusal(scene, scene.returned(without))
    empty = scene.returned(lambda one: one.sheet.delete_rows(1, 99))
    assert "The sheet with the responses is missing" in refusal(scene, empty)


def test_the_ids_of_another_workbook_do_not_pass(scene: Scene) -> None:
    """Somebody puts the rows of one workbook beside the seal of another, for another owner."""
    of_ada, of_bo = scene.hand_out(scene.ada, "a.xlsx"), scene.hand_out(scene.bo, "b.xlsx")
    foreign = rows_of(load_workbook(of_bo)[SHEET])

    def swapped(one: Returning) -> None:
        lay(one.sheet, foreign)
        caused(one)

    found = scene.look(scene.returned(swapped, of_ada)).differences
    assert {one.kind.value for one in found} == {"unknown", "missing"}


def test_a_workbook_from_before_a_revision_says_so_and_can_be_taken_in(scene: Scene) -> None:
    before, notice = scene.hand_out(), "The workbook is from before the report; revision 1 was issued since."
    issue(scene, 1)
    first = scene.hand_out(name="first.xlsx")
    assert [str(one) for one in scene.look(scene.returned(caused, before)).notices] == [notice]
    assert scene.look(scene.returned(caused, first)).notices == ()
    issue(scene, 2)
    found = scene.look(scene.returned(caused, first))
    assert [str(one) for one in found.notices] == [
        "The workbook is of revision 1 of the report; revision 2 was issued since."
    ]
    assert scene.take(found).cells == 1


def issue(scene: Scene, revision: int) -> None:
    with scene.story.workspace.write("Issue the report") as uow:
        row = ReportRevision(audit_id=scene.story.audit_id, revision=revision, state=ReportState.ISSUED)
        uow.session.add(row)


def test_macros_are_neither_run_nor_read(scene: Scene, tmp_path: Path) -> None:
    path = packages.with_macros(scene.returned(caused), tmp_path / "returned.xlsm")
    found = scene.look(path)
    assert told(found.differences) == NEW_CAUSE
    assert [str(one) for one in found.notices] == ["The file holds macros. They were neither run nor read."]


def test_other_kinds_of_files_are_told_apart(scene: Scene, tmp_path: Path) -> None:
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook" * 200)
    assert "This file is an Excel workbook of the old kind (.xls)." in refusal(scene, old)
    text = tmp_path / "answers.csv"
    text.write_text("F-01,Nobody was named")
    assert "This file is no Excel workbook." in refusal(scene, text)
    binary = packages.repacked(scene.hand_out(), tmp_path / "b.xlsb", added={"xl/workbook.bin": b"x"})
    assert "a binary Excel workbook (.xlsb)" in refusal(scene, binary)
    assert "could not be read" in refusal(scene, tmp_path / "nowhere.xlsx")
    assert "could not be read" in refusal(scene, tmp_path)


def test_a_file_that_is_too_large_is_not_opened(scene: Scene, tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert "larger than any workbook that Assay hands out" in refusal(scene, large)


def test_a_bomb_is_not_unpacked(scene: Scene, tmp_path: Path) -> None:
    path = packages.bomb(tmp_path / "bomb.xlsx", 513)
    assert path.stat().st_size < 4 * 1024 * 1024
    assert "It may be made to do harm." in refusal(scene, path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(scene: Scene, tmp_path: Path) -> None:
    path = packages.repacked(scene.hand_out(), tmp_path / "twice.xlsx", added={"xl/workbook.xml": b"<x/>"})
    assert "It may be made to do harm." in refusal(scene, path)


@pytest.mark.parametrize("change", [packages.entities, packages.reaching_out])
def test_entities_neither_grow_nor_reach_out(scene: Scene, tmp_path: Path, change: packages.Change) -> None:
    scene.worker = Worker()
    path = packages.repacked(
        scene.hand_out(), tmp_path / "entities.xlsx", {"xl/worksheets/sheet2.xml": change}
    )
    assert "This workbook is damaged and cannot be read." in refusal(scene, path)


@pytest.mark.parametrize("row", ["1048576", "999999999999"])
def test_a_row_far_below_costs_nothing(scene: Scene, tmp_path: Path, row: str) -> None:
    far = f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
    path = packages.repacked(
        scene.hand_out(),
        tmp_path / "far.xlsx",
        {"xl/worksheets/sheet2.xml": lambda content: content.replace(b"</sheetData>", far)},
    )
    with pytest.raises(UserError):
        scene.look(path)


def test_whatever_is_damaged_is_told_in_words(scene: Scene, tmp_path: Path) -> None:
    """Cut short, or with some bytes changed: a sentence, or what can still be read; never a crash."""
    content = scene.returned(caused).read_bytes()
    path, dice = tmp_path / "damaged.xlsx", random.Random(7)
    outcomes: set[str] = set()
    for _ in range(60):
        bad = bytearray(content)
        if dice.random() < 0.4:
            del bad[dice.randrange(len(bad)) :]
        else:
            for _change in range(dice.randrange(1, 30)):
                bad[dice.randrange(len(bad))] = dice.randrange(256)
        path.write_bytes(bytes(bad))
        try:
            outcomes.add(f"{len(scene.look(path).differences)} differences")
        except UserError as error:
            outcomes.add(str(error.what))
    assert "This workbook is damaged and cannot be read." in outcomes
