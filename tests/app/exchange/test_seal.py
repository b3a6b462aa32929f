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


def test_what_was_sealed_is_opened_with_the_same_key() -> None:
    assert opened(LINES, KEY) == SEALED
    assert is_sealed(LINES)


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
