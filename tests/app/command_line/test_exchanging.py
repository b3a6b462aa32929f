"""A workbook for responses, handed out and taken in from the command line."""

from pathlib import Path

from openpyxl import load_workbook

from tests.app.command_line.conftest import Call
from tests.app.exchange.scene import FIRST, LETTERS, SHEET

AUDIT = "IA-2026-03"


def answered(path: Path, **cells: object) -> Path:
    book = load_workbook(path)
    for key, value in cells.items():
        book[SHEET][f"{LETTERS[key]}{FIRST}"].value = value
    target = path.with_name("returned.xlsx")
    book.save(target)
    return target


def test_a_workbook_goes_out_comes_back_and_twice_is_once(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    out = call("workbook", sample_folder, AUDIT, "-o", tmp_path / "out.xlsx", "--json")
    assert (out.code, out.err) == (0, "")
    assert (out.data["findings"], out.data["rows"], out.data["owner"]) == (3, 9, None)
    back = answered(tmp_path / "out.xlsx", cause="Nobody was named", due="31.12.2039")

    shown = call("take-in", sample_folder, back, "--json")
    assert (shown.code, shown.data["taken_in"], shown.data["backup"]) == (0, 0, None)
    assert [
        (one["kind"], one["finding"], one["field"], one["theirs"]) for one in shown.data["differences"]
    ] == [
        ("new", "F-02", "cause", "Nobody was named"),
        ("new", "F-02", "due", "31 Dec 2039"),
    ]
    assert (
        call("take-in", sample_folder, back)
        .lines[-1]
        .startswith("2 cells can be taken in. Nothing was written")
    )

    taken = call("take-in", sample_folder, back, "--accept", "all", "--json")
    assert (taken.code, taken.data["taken_in"]) == (0, 2)
    assert Path(taken.data["backup"]).is_dir()
    assert all(one["taken_in"] for one in taken.data["differences"])
    again = call("take-in", sample_folder, back, "--accept", "all")
    assert (again.code, again.lines) == (0, ["There is nothing to take in."])


def test_what_cannot_be_taken_in_is_told_beside_what_was(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    call("workbook", sample_folder, AUDIT, "-o", tmp_path / "out.xlsx")
    back = answered(tmp_path / "out.xlsx", extent="All of them", owner="Nobody", statement="Milder")
    done = call("take-in", sample_folder, back, "--accept", "all")
    assert done.code == 1
    assert done.lines[-1].startswith("Took 1 cell in. A backup was made before: ")
    locked, unknown = done.err.splitlines()
    assert locked.startswith("F-02 Nonconformity (Responses!H3): locked cell. Here “Access rights")
    assert unknown.endswith(
        "Nobody here is called Nobody. Add the person in the settings, then take it in again."
    )


def test_what_both_sides_changed_is_taken_in_only_when_it_is_said(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    call("workbook", sample_folder, AUDIT, "-o", tmp_path / "out.xlsx")
    first = answered(tmp_path / "out.xlsx", cause="The first answer")
    call("take-in", sample_folder, first, "--accept", "all")
    second = answered(tmp_path / "out.xlsx", cause="The second answer")
    left = call("take-in", sample_folder, second, "--accept", "all", "--json")
    assert [(one["kind"], one["ours"]) for one in left.data["differences"]] == [("both", "The first answer")]
    assert left.data["taken_in"] == 0
    assert call("take-in", sample_folder, second, "--accept", "theirs", "--json").data["taken_in"] == 1


def test_a_workbook_for_one_owner_and_one_for_nobody(call: Call, sample_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    done = call("workbook", sample_folder, AUDIT, "-o", target, "--owner", "s. lindqvist")
    assert (done.code, done.lines) == (0, [f"Wrote the workbook for 1 finding of {AUDIT} to {target}."])
    assert load_workbook(target)[SHEET]["B3"].value == "F-04"
    nobody = call("workbook", sample_folder, AUDIT, "-o", tmp_path / "none.xlsx", "--owner", "N. Obody")
    assert (nobody.code, nobody.out) == (1, "")
    assert "Owners are: J. Whitfield, S. Lindqvist, T. Brandt." in nobody.err
    nothing = call("workbook", sample_folder, "IA-2026-01", "-o", tmp_path / "none.xlsx")
    assert (nothing.code, nothing.err.count("\n")) == (1, 1)
    assert "No finding of IA-2026-01 waits for a response." in nothing.err
    assert not (tmp_path / "none.xlsx").exists()


def test_a_file_that_is_no_workbook_is_one_plain_line(
    call: Call, sample_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "x.xlsx").write_text("hello")
    done = call("take-in", sample_folder, tmp_path / "x.xlsx", "--accept", "all")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "This file is no Excel workbook." in done.err
    assert call("take-in", sample_folder, tmp_path / "x.xlsx", "--accept", "some").code == 2
