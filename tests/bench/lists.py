"""Every long list of an office: opened, scrolled, sorted and filtered without a stall."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.bench.hands import Hands, at_the_window
from tests.bench.office import Office, make_office
from tests.bench.rows import Ground, Row
from ui.evidence.page import EvidencePage
from ui.findings.editor import Part
from ui.findings.page import FindingsPage
from ui.widgets.lazy_table import LazyTable

_PAGES_DOWN = 12
_TYPED = "access rev"


def rows(ground: Ground) -> Iterator[Row]:
    office = make_office(ground.place)
    with at_the_window(office.root, ground.place / "settings.json") as hands:
        hands.window.navigate("overview", {"audit_id": office.audit_id})
        yield from _evidence(hands)
        yield from _findings(hands, office)
        yield from _others(hands, office)


def _evidence(hands: Hands) -> Iterator[Row]:
    yield hands.stall_row("evidence, 10,000: open", _opening(hands, "evidence"))
    page = hands.window.current_page()
    assert isinstance(page, EvidencePage)
    listed = page.evidence.list
    yield from _worked(hands, "evidence, 10,000", listed.table, page.find_field)
    page.turn_gallery()
    yield hands.stall_row("gallery, 10,000: scroll", _scrolling(hands, listed.gallery))
    yield hands.stall_row("gallery, 10,000: filter", _filtering(hands, page.find_field))
    page.turn_gallery()


def _findings(hands: Hands, office: Office) -> Iterator[Row]:
    yield hands.stall_row("findings, 5,000: open", _opening(hands, "findings"))
    page = hands.window.current_page()
    assert isinstance(page, FindingsPage)
    yield from _worked(hands, "findings, 5,000", page.list.table, page.list.filter)
    yield hands.stall_row("findings, 5,000: the next one", _going_on(hands, page.list.table))
    yield hands.stall_row("grading: open", _grading(hands, page, iter(office.drafts)))


def _others(hands: Hands, office: Office) -> Iterator[Row]:
    """The pages that read much, though they show little of it."""
    for page_id in ("overview", "plan", "sessions", "actions", "audits"):
        yield hands.stall_row(f"{page_id}: open", _opening(hands, page_id))


def _worked(hands: Hands, what: str, table: LazyTable, field: QLineEdit) -> Iterator[Row]:
    yield hands.stall_row(f"{what}: scroll", _scrolling(hands, table))
    yield hands.stall_row(f"{what}: sort", _sorting(hands, table))
    yield hands.stall_row(f"{what}: filter", _filtering(hands, field))


def _opening(hands: Hands, page_id: str) -> Callable[[], None]:
    """From the settings, which show nothing of the audit."""

    def open_page() -> None:
        hands.window.navigate("settings", {})
        hands.rest()
        hands.window.navigate(page_id, {})
        hands.turn()

    return open_page


def _scrolling(hands: Hands, view: QWidget) -> Callable[[], None]:
    """Page by page down, to the end, and back."""

    def scroll() -> None:
        view.setFocus()
        hands.press(Qt.Key.Key_Home)
        for _page in range(_PAGES_DOWN):
            hands.press(Qt.Key.Key_PageDown)
        hands.press(Qt.Key.Key_End)
        hands.press(Qt.Key.Key_Home)

    return scroll


def _going_on(hands: Hands, table: LazyTable) -> Callable[[], None]:
    """To the next one, until all of it is beside the list."""

    def go_on() -> None:
        table.setFocus()
        hands.press(Qt.Key.Key_Down)

    return go_on


def _grading(hands: Hands, page: FindingsPage, drafts: Iterator[str]) -> Callable[[], None]:
    """The grading of the next draft, beside 5,000 earlier findings that it may repeat."""

    def open_grading() -> None:
        page.detail.tabs.choose(Part.STATEMENT)
        page.list.table.select(next(drafts))
        hands.rest()
        page.detail.tabs.choose(Part.GRADING)
        hands.turn()

    return open_grading


def _sorting(hands: Hands, table: LazyTable) -> Callable[[], None]:
    """By each column, up and down."""
    header = table.horizontalHeader()

    def sort() -> None:
        for section in range(header.count()):
            for _way in ("up", "down"):
                place = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
                at = header.viewport().rect().center()
                at.setX(place)
                QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
                hands.turn()

    return sort


def _filtering(hands: Hands, field: QLineEdit) -> Callable[[], None]:
    """Letter by letter, and all of them away again."""

    def narrow() -> None:
        field.setFocus()
        hands.type(_TYPED)
        hands.rest()
        field.selectAll()
        hands.press(Qt.Key.Key_Delete)
        hands.rest()

    return narrow
