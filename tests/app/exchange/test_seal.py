"""The seal: nobody without the key of the workspace makes or changes one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.seal import Sealed, SealedPerson, SealedRow, is_sealed, opened, seal, seal_key
from app.workspace.opening import create_workspace
from app.workspace.workspace import Seat, Workspace

KEY, OTHER = b"k" * 32, b"o" * 32
ROW = SealedRow("row", "finding", "F-01", 1, 1, ("12345678",), ("Łódź\n\U0001f510",))
SEALED = Sealed(
    "audit", "IA-2026-03", "", datetime(2026, 7, 6, 9, 30, tzinfo=UTC), 1, "en", ("Finding",),
    (SealedPerson("Ada Fenwick", "person"),), (ROW,) * 900,
)  # fmt: skip
LINES = seal(SEALED, KEY)
# As the first version wrote them.
OF_VERSION_1 = (
    "Assay workbook for responses 1",
    "93d24b57",
    "IA-2026-03",
    "b129633af927869817e657b8fb99ceb18578ed252ff9727231267ced58665aa6",
    ":eNpdUVFPwjAQ/itNX2WmgILujSAYH9TE8GYM6dYDG7br7FrQEP67125S4tKs3/f17rvr9cilV9qtteJ5B/mgl9DXBViSn2bZSIwmmRjTWSVx"
    "6+UWSAckXksFa+mIdjHTTExW4j4fi1yIKxH+FGUOCLYrQqwB01Tk8H7kUWrAtgajeQEVCTMl2RLwoMsdP30MuIW9bjWF5EMi5tDG3AI2xgYb"
    "/gyoQJHB/0W5G41K47Yr3hM6ipSsQlVT7iibfET/kdijYYKjBMcJ3iR4m+AkwWmCd6Gf81iXWXS3xqOKF2sdNATChZ12FYRb8uW541XQaH+0"
    "NHLa51Y7sDoO7g2+vLZQA4b3W+y1AixD0IvB0iDNqdbuJwa2jUHFikDmxlooXWex+HZd9lz6NqTO4glDc30Rugcm/zJew6Mys2Hu80J98MCU"
    "dLFDU8eOPk6/Ls6x3g==",
)


def test_what_was_sealed_is_opened_with_the_same_key() -> None:
    assert opened(LINES, KEY) == SEALED
    assert is_sealed(LINES)


def test_what_the_first_version_sealed_is_opened_with_the_columns_of_its_time() -> None:
    old = opened(OF_VERSION_1, KEY)
    assert (old.audit_number, old.people) == ("IA-2026-03", SEALED.people)
    (row,) = old.rows
    assert [column.key for column, _digest in old.locked_cells(row)] == [
        *("number", "title", "grade", "criterion", "requirement", "evidence", "statement"),
        *("respond_by", "step"),
    ]
    assert [(column.key, text) for column, text in old.open_cells(row)][:2] == [
        ("correction", "Mended"),
        ("extent", ""),
    ]
    assert old.titles_by_key["due"] == "Due date"


def test_every_line_fits_a_cell_and_none_is_a_formula() -> None:
    rows = tuple(
        SealedRow(f"{n * 7919 % 104729:x}", f"{n}", f"F-{n}", 1, 1, (), (f"{n**7}",)) for n in range(9000)
    )
    long = seal(replace(SEALED, rows=rows), KEY)
    assert len(long) > 6
    assert all(len(line) < 32_767 and line[0] not in "=+-@" for line in long)


@given(st.data())
def test_any_change_of_any_line_breaks_it(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(LINES) - 1))
    at = data.draw(st.integers(0, len(LINES[place]) - 1))
    letter = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda one: one != LINES[place][at]))
    changed = list(LINES)
    changed[place] = LINES[place][:at] + letter + LINES[place][at + 1 :]
    with pytest.raises(UserError):
        opened(changed, KEY)


@pytest.mark.parametrize("left", range(5))
def test_a_seal_that_is_cut_short_is_broken(left: int) -> None:
    with pytest.raises(UserError, match="The seal of this workbook is broken"):
        opened(LINES[:left], KEY)


def test_the_key_of_another_workspace_tells_that_it_is_another() -> None:
    with pytest.raises(UserError, match="handed out from another workspace"):
        opened(LINES, OTHER)


def test_a_workspace_seals_with_a_key_of_its_own_that_stays(workspace: Workspace, seat: Seat) -> None:
    other = create_workspace(workspace.path.with_name("other.assay"), None, seat)
    assert seal_key(workspace) == seal_key(workspace) != seal_key(other)
    assert seal_key(workspace) != workspace.key_for("something else")
    other.close()
