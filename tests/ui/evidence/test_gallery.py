"""Evidence as pictures: walked through by the keyboard, the same piece chosen as in the table."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from ui.evidence.gallery import Gallery
from ui.widgets.lazy_rows import CHUNK, Cell, RowCells

PIECES = 20_000


def png(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def gallery(desk: Desk, make_file: MakeFile) -> Gallery:
    """Ten pieces, of which the first two have a picture; the first one is chosen."""
    files = [make_file("red.png", png("red")), make_file("blue.png", png("blue"))]
    files += [make_file(f"list {number}.csv", f"a,{number}\n".encode()) for number in range(8)]
    desk.attach(*files)
    desk.show("E-001")
    desk.page.evidence.first_focus().setFocus()
    desk.press(Qt.Key.Key_G, CTRL)
    return desk.page.evidence.list.gallery


def chosen(desk: Desk) -> str:
    table = desk.page.evidence.list.table
    return next(row.number for row in desk.rows() if row.id == table.current_id())


def colour_at(gallery: Gallery, position: int) -> tuple[int, int, int]:
    """The colour in the middle of a piece's picture."""
    place = gallery.visualRect(gallery._grid.place(position))
    point = gallery.viewport().grab(place).toImage().pixelColor(place.width() // 2, place.height() // 3)
    return point.red(), point.green(), point.blue()


def test_one_key_turns_the_table_into_a_gallery_with_the_same_piece_chosen(
    desk: Desk, gallery: Gallery
) -> None:
    assert gallery.isVisible()
    assert QApplication.focusWidget() is gallery
    desk.press(Qt.Key.Key_End)
    assert chosen(desk) == "E-010"
    desk.press(Qt.Key.Key_G, CTRL)
    assert not gallery.isVisible()
    assert QApplication.focusWidget() is desk.page.evidence.list.table
    assert chosen(desk) == "E-010"
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_G, CTRL)
    assert gallery.currentIndex().data().startswith("E-001")


def test_the_arrow_keys_go_over_the_ends_of_rows(desk: Desk, gallery: Gallery) -> None:
    across = gallery._grid.across
    assert across > 1
    for _piece in range(across):
        desk.press(Qt.Key.Key_Right)
    assert (gallery.currentIndex().row(), gallery.currentIndex().column()) == (1, 0)
    desk.press(Qt.Key.Key_Left)
    assert (gallery.currentIndex().row(), gallery.currentIndex().column()) == (0, across - 1)
    for _row in range(10):
        desk.press(Qt.Key.Key_Down)
    assert chosen(desk) == "E-010" or gallery.currentIndex().row() == gallery._grid.rowCount() - 1
    desk.press(Qt.Key.Key_End)
    desk.press(Qt.Key.Key_Right)
    assert chosen(desk) == "E-010"


def test_the_scroll_bar_has_a_handle_only_while_there_is_more_than_is_seen(
    desk: Desk, gallery: Gallery
) -> None:
    bar = gallery.verticalScrollBar()
    gallery.set_ids([row.id for row in desk.rows()[:3]])
    desk.qtbot.waitUntil(lambda: not bar.isEnabled())
    gallery.set_ids([f"piece {number}" for number in range(PIECES)])
    desk.qtbot.waitUntil(bar.isEnabled)


def test_what_is_chosen_is_shown_at_the_right(desk: Desk, gallery: Gallery) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.qtbot.waitUntil(lambda: desk.page.evidence.detail.evidence_id == desk.rows()[1].id, timeout=5_000)


def test_pictures_come_one_after_the_other_and_a_list_says_what_it_is(desk: Desk, gallery: Gallery) -> None:
    desk.qtbot.waitUntil(lambda: colour_at(gallery, 1)[2] > 200 > colour_at(gallery, 1)[0], timeout=20_000)
    assert colour_at(gallery, 0)[0] > 200
    desk.settle()
    assert list(gallery._delegate.pictures) == [row.id for row in desk.rows()[:2]]
    assert gallery._grid.list.cells(2).cells["face"].text == "CSV"


def test_the_gallery_is_what_the_page_opens_with_next_time(desk: Desk, gallery: Gallery) -> None:
    assert desk.page.evidence.list.is_gallery
    assert desk.page.context.settings.get("evidence.gallery") is True
    assert gallery.isVisible()


def test_a_piece_taken_in_or_removed_meanwhile_changes_the_gallery(
    desk: Desk, gallery: Gallery, make_file: MakeFile
) -> None:
    desk.attach(make_file("new.txt", b"new"))
    assert chosen(desk) == "E-011"
    assert gallery._grid.list.rowCount() == 11
    desk.page.evidence.detail.remove()
    assert gallery._grid.list.rowCount() == 10
    assert chosen(desk) == "E-010"


def test_of_twenty_thousand_pieces_only_those_near_the_seen_ones_are_read(
    desk: Desk, gallery: Gallery
) -> None:
    ids = [f"piece {number}" for number in range(PIECES)]
    read: set[str] = set()

    def fetch(wanted: list[str]) -> list[RowCells]:
        read.update(wanted)
        return [RowCells(one, {"number": Cell(one), "title": Cell(one)}) for one in wanted]

    gallery._grid.list._fetch = fetch
    gallery.set_ids(ids)
    gallery.viewport().repaint()
    gallery.scrollToBottom()
    gallery.viewport().repaint()
    assert {ids[0], ids[-1]} <= read
    assert len(read) <= 2 * 2 * CHUNK
