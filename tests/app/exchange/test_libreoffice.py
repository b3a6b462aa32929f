"""The workbook in another program: LibreOffice fills it in, sorts it, filters it and saves it."""

from datetime import date

import pytest

from app.errors import UserError
from app.follow_up import responses
from app.follow_up.responses import PlannedAction
from tests.app.exchange.libreoffice import LibreOffice
from tests.app.exchange.scene import FIRST, LETTERS, SECOND, SHEET, Scene, told

Order = tuple[str, ...]
LAST = LETTERS["comment"]
ODD_TEXTS = (
    "=1+1",
    "-2 of 25",
    "@home",
    "'quoted",
    "_x000D_ and _x0041_",
    "a\x00b \u202efdp.exe",
    "Größe–Łódź 审计 🔐 שלום",
    "one\n\n  two\ttabbed\r\nthree  ",
    "1/2",
    "0042",
    "TRUE",
    "long " * 6000,
)


def write(row: int, key: str, text: str) -> Order:
    return ("write", SHEET, f"{LETTERS[key]}{row}", text)


def typed(row: int, key: str, text: str) -> Order:
    """As a person types it into the cell, who lets the program make a date of it."""
    return ("type", SHEET, f"{LETTERS[key]}{row}", text)


ANSWERS = (
    write(FIRST, "correction", "Test held on 3 July:\n– Größe geprüft ✓"),
    write(FIRST, "extent", "All nine systems looked at"),
    write(FIRST, "cause", "Nobody owned the plan"),
    write(FIRST, "comment", "=no formula"),
    write(FIRST, "action", "Give the plan an owner"),
    write(FIRST, "owner", "Bo Lind"),
    typed(FIRST, "due", "2026-09-30"),
    write(FIRST + 1, "action", "Test each quarter"),
    write(FIRST + 1, "owner", "Ada Fenwick"),
    typed(FIRST + 1, "due", "12/31/2026"),
    write(SECOND, "cause", "No list of leavers"),
)


def test_answers_typed_in_libreoffice_are_taken_in_and_twice_is_once(
    scene: Scene, office: LibreOffice
) -> None:
    path = office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *ANSWERS)
    found = scene.look(path)
    assert (len(found.differences), len(found.ids()), found.notices) == (11, 11, ())
    assert scene.take(found).cells == 11
    response = scene.response(scene.first)
    assert response is not None
    assert response.correction == "Test held on 3 July:\n– Größe geprüft ✓"
    assert response.comment == "=no formula"
    assert [(one.what, one.owner, one.due_on) for one in response.actions] == [
        ("Give the plan an owner", "Bo Lind", date(2026, 9, 30)),
        ("Test each quarter", "Ada Fenwick", date(2026, 12, 31)),
    ]
    assert scene.look(path).differences == ()


def test_libreoffice_keeps_the_locked_cells_locked(scene: Scene, office: LibreOffice) -> None:
    path = scene.hand_out()
    for row, key in ((FIRST, "statement"), (FIRST, "number"), (FIRST + 1, "cause")):
        with pytest.raises(AssertionError, match=f"{LETTERS[key]}{row} is locked"):
            office.edit(path, scene.folder / "returned.xlsx", write(row, key, "x"))


def test_whatever_was_written_here_comes_back_from_libreoffice_unchanged(
    scene: Scene, office: LibreOffice
) -> None:
    story = scene.story
    fields = dict(zip(("correction", "extent", "cause", "comment"), ODD_TEXTS[:4], strict=True))
    story.do(responses.edit_response, scene.first, **fields)
    for text in ODD_TEXTS[4:]:
        story.do(responses.add_action, scene.first, PlannedAction(text, scene.bo, date(2026, 9, 1)))
    path = office.edit(scene.hand_out(), scene.folder / "returned.xlsx")
    found = scene.look(path)
    assert (told(found.differences), found.notices) == ([], ())


def test_rows_sorted_in_libreoffice_keep_their_answers(scene: Scene, office: LibreOffice) -> None:
    orders = (*ANSWERS, ("unprotect", SHEET), ("sort", SHEET, f"A3:{LAST}8", "1"))
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders))
    assert found.differences[0].place == f"{SHEET}!{LETTERS['correction']}6"
    assert [one.number for one in found.differences] == ["F-01"] * 10 + ["F-02"]
    assert [str(one) for one in found.notices] == [
        "Rows are in another order. Each was found by its hidden id."
    ]


def test_rows_sorted_in_libreoffice_without_the_hidden_column_keep_their_answers(
    scene: Scene, office: LibreOffice
) -> None:
    orders = (*ANSWERS, ("unprotect", SHEET), ("sort", SHEET, f"B3:{LAST}8", "0"))
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders))
    assert [one.number for one in found.differences] == ["F-01"] * 10 + ["F-02"]
    assert [one.kind.value for one in found.differences] == ["new"] * 11
    assert "Rows were sorted without their hidden ids" in str(found.notices[0])


def test_rows_filtered_in_libreoffice_are_read_all_the_same(scene: Scene, office: LibreOffice) -> None:
    orders = (*ANSWERS, ("unprotect", SHEET), ("filter", SHEET, f"B2:{LAST}8", "0", "F-02"))
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders))
    assert len(found.differences) == 11
    assert [str(one) for one in found.notices] == [
        "Rows are hidden by a filter. They were read all the same."
    ]


def test_columns_moved_in_libreoffice_are_found(scene: Scene, office: LibreOffice) -> None:
    letter = LETTERS["correction"]
    moved = ("move", SHEET, f"{letter}1:{letter}8", "2")
    orders = (*ANSWERS, ("unprotect", SHEET), moved, ("write", SHEET, "C2", "Sofortmaßnahme"))
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders))
    assert len(found.ids()) == 11
    assert [str(one) for one in found.notices] == [
        "Columns were moved. Each was found by its hidden key.",
        "The column “Correction” is called “Sofortmaßnahme” now. It was found by its hidden key.",
    ]


def test_rows_deleted_and_added_in_libreoffice_are_told(scene: Scene, office: LibreOffice) -> None:
    orders = (
        ("unprotect", SHEET),
        ("delete", SHEET, f"{SECOND}"),
        ("insert", SHEET, f"{FIRST + 1}"),
        ("write", SHEET, f"B{FIRST + 1}", "F-01"),
        write(FIRST + 1, "action", "A row of our own"),
    )
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders))
    assert [(one.kind.value, one.number) for one in found.differences] == [
        ("missing", "F-02"),
        ("unknown", "F-01"),
    ]


@pytest.mark.parametrize("text", ["31.12.2026", "31. Dezember 2026", "31 décembre 2026", "31/12/2026"])
def test_dates_that_libreoffice_takes_for_text_are_read(scene: Scene, office: LibreOffice, text: str) -> None:
    path = office.edit(scene.hand_out(), scene.folder / "returned.xlsx", typed(FIRST, "due", text))
    assert told(scene.look(path).differences) == [("new", "F-01", "due", "31 Dec 2026")]


def test_a_formula_is_taken_by_its_result_and_an_error_is_told(scene: Scene, office: LibreOffice) -> None:
    orders = (
        ("unprotect", SHEET),
        typed(FIRST, "due", "=DATE(2026;12;31)"),
        typed(FIRST + 1, "due", "=1/0"),
    )
    path = office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders)
    found = scene.look(path).differences
    assert told(found) == [("new", "F-01", "due", "31 Dec 2026"), ("invalid", "F-01", "due", "#DIV/0!")]
    assert str(found[1].reason) == "The formula in the cell has no result: #DIV/0!."


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ((("password", "secret"),), "protected by a password"),
        ((("format", "calc8"),), "an OpenDocument spreadsheet (.ods)"),
        ((("format", "MS Excel 97"),), "an Excel workbook of the old kind (.xls)"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    scene: Scene, office: LibreOffice, orders: tuple[Order, ...], words: str
) -> None:
    path = office.edit(scene.hand_out(), scene.folder / "returned.xlsx", *orders)
    with pytest.raises(UserError) as caught:
        scene.look(path)
    assert words in str(caught.value)


def test_a_workbook_saved_with_macros_by_libreoffice_is_read(scene: Scene, office: LibreOffice) -> None:
    orders = (*ANSWERS, ("format", "Calc MS Excel 2007 VBA XML"))
    found = scene.look(office.edit(scene.hand_out(), scene.folder / "returned.xlsm", *orders))
    assert len(found.ids()) == 11
