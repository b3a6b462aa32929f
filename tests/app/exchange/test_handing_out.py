"""What stands in the workbook that goes out, what can be filled in, and what cannot."""

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from app.errors import UserError
from app.exchange import instructions, looks
from app.exchange.columns import COLUMNS, OPEN
from app.exchange.document import About, CorrectBy
from app.exchange.handing_out import owners
from app.findings import lifecycle
from app.findings.facts import finding_of
from app.findings.terms import FindingState, FindingType
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from app.programme.people import add_person
from app.words import Words
from app.worker.client import Worker
from tests.app.exchange.scene import FIRST, LETTERS, SECOND, SHEET, Scene, told

ABSURD = "Wiederherstellung " * 3000


def test_a_finding_has_a_row_for_each_action_and_room_for_more(scene: Scene) -> None:
    done = scene.handed_out()
    sheet = load_workbook(done.path)[SHEET]
    assert (done.findings, done.rows, sheet.max_row) == (2, 6, 8)
    rows = [
        [sheet[f"{LETTERS[key]}{row}"].value for key in ("number", "title", "step")] for row in range(3, 9)
    ]
    assert rows[:2] == [["F-01", "Restore tests missed", 1], ["F-01", "Restore tests missed", 2]]
    assert rows[3] == ["F-02", "Leavers keep their access", 1]
    said = {key: sheet[f"{LETTERS[key]}3"].value for key in ("grade", "criterion", "statement")}
    assert said == {
        "grade": "Minor nonconformity",
        "criterion": "A.8.13",
        "statement": "Restore tests are not carried out at the planned interval.",
    }
    assert sheet[f"{LETTERS['respond_by']}3"].value.date() == date(2026, 8, 7)


def test_what_is_answered_already_stands_in_its_cells(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, correction="Restored", comment="Soon")
    for what in ("Name an owner", "Test each quarter", "Report it", "Buy a drive"):
        planned = PlannedAction(what, scene.bo, date(2026, 9, 1))
        scene.story.do(responses.add_action, scene.first, planned)
    sheet = load_workbook(scene.hand_out())[SHEET]
    assert sheet[f"{LETTERS['correction']}3"].value == "Restored"
    assert [sheet[f"{LETTERS['action']}{row}"].value for row in range(3, 9)] == [
        "Name an owner",
        "Test each quarter",
        "Report it",
        "Buy a drive",
        None,
        None,
    ]
    assert sheet[f"{LETTERS['owner']}6"].value == "Bo Lind"
    assert sheet[f"{LETTERS['number']}9"].value == "F-02"


def test_only_the_cells_to_fill_in_are_unlocked(scene: Scene) -> None:
    book = load_workbook(scene.hand_out())
    sheet = book[SHEET]
    open_cells = {
        (row, key)
        for row in range(1, sheet.max_row + 1)
        for key, letter in LETTERS.items()
        if not sheet[f"{letter}{row}"].protection.locked
    }
    of_finding = {"correction", "extent", "cause", "comment"}
    expected = {(row, key) for row in range(3, 9) for key in ("action", "owner", "due")}
    expected |= {(row, key) for row in (FIRST, SECOND) for key in of_finding}
    assert open_cells == expected
    assert {column.key for column in OPEN} == of_finding | {"action", "owner", "due"}
    assert all(book[name].protection.sheet for name in book.sheetnames)
    assert book.security.lockStructure


def test_each_finding_says_by_when_it_is_answered_and_corrected(scene: Scene) -> None:
    with scene.story.workspace.write("Put off") as uow:
        finding_of(uow.session, scene.second).correction_due_on = date(2026, 9, 1)
    sheet = load_workbook(scene.hand_out())[SHEET]
    titles = [cell.value for cell in sheet[2]]
    at = titles.index("Respond by")
    assert titles[at + 1] == "Correct by"
    days = [(row[at].value.date(), row[at + 1].value.date()) for row in (sheet[FIRST], sheet[SECOND])]
    assert days == [(date(2026, 8, 7), date(2026, 8, 7)), (date(2026, 8, 7), date(2026, 9, 1))]
    assert sheet[f"{LETTERS['correct_by']}{FIRST + 1}"].value is None


def test_ids_keys_and_seal_are_hidden(scene: Scene) -> None:
    book = load_workbook(scene.hand_out())
    sheet = book[SHEET]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[1]] == ["assay:row", *(f"assay:{one.key}" for one in COLUMNS)]
    assert len({sheet[f"A{row}"].value for row in range(3, 9)}) == 6
    assert [(name, book[name].sheet_state) for name in book.sheetnames] == [
        ("How to answer", "visible"),
        ("Responses", "visible"),
        ("assay", "veryHidden"),
    ]


def test_owners_are_chosen_from_a_list_and_dates_are_checked(scene: Scene) -> None:
    book = load_workbook(scene.hand_out())
    checks = {str(one.sqref).partition("3:")[0]: one for one in book[SHEET].data_validations.dataValidation}
    owner, due = checks[LETTERS["owner"]], checks[LETTERS["due"]]
    assert (owner.type, owner.formula1, owner.showErrorMessage) == ("list", "'assay'!$B$1:$B$2", True)
    assert [book["assay"][f"B{row}"].value for row in (1, 2)] == ["Ada Fenwick", "Bo Lind"]
    assert (due.type, due.operator, due.showErrorMessage) == ("date", "greaterThanOrEqual", True)
    assert int(due.formula1) == (date(2026, 7, 6) - date(1899, 12, 30)).days
    assert "2026-07-06" in due.error
    assert {letter: bool(one.prompt) for letter, one in checks.items()} == {
        LETTERS[column.key]: True for column in OPEN
    }


def test_the_list_tells_people_of_one_name_apart_and_leaves_other_clients_out(scene: Scene) -> None:
    story = scene.story
    story.do(add_person, "Ada Fenwick", role="Facilities", organization_id=story.organization_id)
    story.do(add_person, "Ada Fenwick", role="Facilities", organization_id=story.organization_id)
    story.do(add_person, "Cy Other", organization_id=None)
    hidden = load_workbook(scene.hand_out())["assay"]
    names = [hidden[f"B{row}"].value for row in range(1, 9) if hidden[f"B{row}"].value]
    assert sorted(names) == [
        "Ada Fenwick",
        "Ada Fenwick · Facilities",
        "Ada Fenwick · Facilities (2)",
        "Bo Lind",
    ]


def test_the_instructions_say_whose_audit_it_is_and_what_goes_in(scene: Scene) -> None:
    sheet = load_workbook(scene.hand_out())["How to answer"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "IA-2026-03 · Internal audit" in texts
    assert "Alder Hill Clinics" in texts
    assert "7 Aug 2026, the earliest; each finding says its own" in texts
    assert texts[texts.index("Correct by") + 1] == "7 Aug 2026: F-01, F-02"
    assert "6 Jul 2026, before the report is issued" in texts
    assert any(text.startswith("Go to the sheet “Responses”.") for text in texts)
    assert {column.title for column in OPEN} <= set(texts)


def test_the_instructions_leave_out_no_day_and_no_finding() -> None:
    days = tuple(
        CorrectBy(date(2026, 7, 1 + number), tuple(f"F-{20 * number + n:03}" for n in range(20)))
        for number in range(9)
    )
    about = About("IA-2026-03", "", "", "", "", "", date(2026, 7, 1), 1, None, 180, days)
    book = Workbook()
    looks.add_styles(book)
    instructions.write(book, about, Words())
    said = "\n".join(str(cell.value) for row in book["How to answer"].iter_rows() for cell in row)
    assert all(number in said for one in days for number in one.numbers)


def test_a_workbook_for_one_owner_has_the_findings_of_that_owner(scene: Scene) -> None:
    done = scene.handed_out(scene.bo)
    sheet = load_workbook(done.path)[SHEET]
    assert (done.findings, sheet["B3"].value, sheet.max_row) == (1, "F-02", 5)
    found = scene.story.see(owners, scene.story.audit_id)
    assert [(one.name, one.numbers) for one in found] == [("Ada Fenwick", ("F-01",)), ("Bo Lind", ("F-02",))]


def test_only_nonconformities_that_wait_for_a_response_are_asked_about(scene: Scene) -> None:
    story = scene.story
    story.raised(FindingType.OFI, title="Shorter intervals")
    story.written(on="8.2")
    answered = {"correction": "x", "extent": "x", "cause": "x"}
    story.do(responses.edit_response, scene.first, **answered)
    story.do(responses.add_action, scene.first, PlannedAction("x", scene.ada, date(2026, 9, 1)))
    story.do(lifecycle.move, scene.first, FindingState.RESPONSE_SUBMITTED)
    assert load_workbook(scene.hand_out())[SHEET]["B3"].value == "F-02"
    with pytest.raises(UserError, match="No finding of IA-2026-03 that Ada Fenwick owns waits"):
        scene.hand_out(scene.ada, "none.xlsx")
    assert not (scene.folder / "none.xlsx").exists()


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "-2 backups",
        "@home",
        "\t=cmd",
        "_x000D_ stays",
        "a\x00b\u202ec",
        "Größe–Łódź 审计 🔐",
        " \n  two\r\nlines \n",
    ],
)
def test_a_text_is_never_a_formula_and_comes_back_as_it_went(scene: Scene, text: str) -> None:
    scene.story.do(responses.edit_response, scene.first, correction=text)
    path = scene.hand_out()
    assert load_workbook(path)[SHEET][f"{LETTERS['correction']}3"].data_type == "s"
    assert scene.look(path).differences == ()


def test_a_text_that_is_longer_than_a_cell_says_so_and_cannot_be_changed_there(scene: Scene) -> None:
    scene.story.do(responses.edit_response, scene.first, cause=ABSURD)
    path = scene.hand_out()
    sheet = load_workbook(path)[SHEET]
    assert str(sheet[f"{LETTERS['cause']}3"].value).endswith("(cut: the full text is in Assay)")
    assert scene.look(path).differences == ()
    back = scene.returned(lambda one: one.put(FIRST, "cause", "Shorter"), path)
    (cell,) = scene.look(back).differences
    assert told((cell,)) == [("invalid", "F-01", "cause", "Shorter")]
    assert "longer than a cell" in str(cell.reason)


def test_a_file_inside_the_workspace_is_refused(scene: Scene) -> None:
    with pytest.raises(UserError, match="lies inside the workspace"):
        scene.hand_out(name=str(scene.story.workspace.path / "x.xlsx"))


def test_the_worker_writes_and_reads_it_in_a_process_of_its_own(scene: Scene) -> None:
    scene.worker = Worker()
    done = scene.handed_out()
    back = scene.returned(lambda one: one.put(FIRST, "cause", "Nobody was named"), done.path)
    assert told(scene.look(back).differences) == [("new", "F-01", "cause", "Nobody was named")]
    scene.worker.stop()
