"""Lists come in however they were saved: encodings, signs between cells, Excel."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from app.errors import UserError
from app.exchange.lists import Line, Sheet, delimiter_of, read_list

ROWS = [("Nr.", "Anforderung"), ("1.1", "Schlüssel für Räume; gezählt"), ("1.2", "Übergabe, zu zweit")]


def saved(encoding: str, sign: str, end: str = "\r\n") -> bytes:
    lines = [sign.join(f'"{cell}"' if sign in cell else cell for cell in row) for row in ROWS]
    return (end.join(lines) + end).encode(encoding)


def only(content: bytes) -> Sheet:
    (sheet,) = read_list(content).sheets
    return sheet


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_list_saved_in_any_usual_way_reads_the_same(encoding: str, sign: str) -> None:
    assert [line.cells for line in only(saved(encoding, sign)).lines] == ROWS


def test_a_german_excel_names_its_sign_in_the_first_line() -> None:
    sheet = only(b"sep=;\r\n" + saved("cp1252", ";"))
    assert [line.number for line in sheet.lines] == [2, 3, 4]
    assert sheet.lines[1].cells == ROWS[1]


def test_lines_keep_their_numbers_over_blank_ones_and_cells_of_two_lines() -> None:
    sheet = only(b'ref,title\n\n1,"two\nlines"\n2,next\n')
    assert sheet.lines == (
        Line(1, ("ref", "title")),
        Line(3, ("1", "two\nlines")),
        Line(5, ("2", "next")),
    )
    assert sheet.columns == 2


@pytest.mark.parametrize(
    ("text", "sign"),
    [("a;b,c\n1;2,5\n3;4,5\n", ";"), ("a,b\nx;y,z\n", ","), ("one\ntwo\n", ";"), ("a|b\n1|2\n", "|")],
)
def test_the_sign_between_cells_is_the_one_that_divides_evenly(text: str, sign: str) -> None:
    assert delimiter_of(text) == sign


def test_a_workbook_gives_each_sheet_with_rows() -> None:
    book = Workbook()
    book.active.title = "Rules"  # type: ignore[union-attr]
    book.active.append(["Ref", "Title", "Since"])  # type: ignore[union-attr]
    book.active.append([1.0, "Keys", date(2026, 3, 1)])  # type: ignore[union-attr]
    book.create_sheet("Empty")
    stream = io.BytesIO()
    book.save(stream)
    sheet = only(stream.getvalue())
    assert (sheet.name, sheet.lines[1].cells) == ("Rules", ("1", "Keys", "2026-03-01"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no rows"),
        (b"\n\n", "holds no rows"),
        (b"PK\x03\x04 no workbook", "."),
        (b"\x00\x01\x02\x03" * 50 + b"\x00", "no list that Assay can read|holds no rows"),
        (b'a,"b\n' + b"x" * 200_000, "no list that Assay can read"),
    ],
)
def test_what_is_no_list_is_refused_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_list(content)
