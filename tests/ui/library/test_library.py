"""The library: frameworks to look through, imports with a preview, policies written by hand."""

import json
import time
from pathlib import Path

from PySide6.QtCore import Qt

from app.library.list_import import Field
from app.library.pack_reading import read_pack
from app.planning.frameworks import pin_kept_pack
from tests.app.library.test_oscal import CATALOGUE
from tests.ui.library.conftest import Reader
from tests.ui.screen import says
from ui.library.pack_view import ALL

Key = Qt.Key


def show(reader: Reader, title: str) -> None:
    ids = [one for one, entry in reader.page.table._entries.items() if entry.title.startswith(title)]
    assert reader.page.table.select(ids[0])


def test_the_shipped_frameworks_are_listed_with_what_pins_them(reader: Reader) -> None:
    model = reader.page.table.model()
    listed = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert listed[0] == "ISO/IEC 27001:2022 with Amendment 1:2024\nVersion 2026.2 · 123 requirements"
    assert model.index(0, 1).data() == "Shipped\n1 audit"
    show(reader, "ISO")
    assert says(reader.page.view, "Not affiliated with or endorsed by ISO")


def test_a_question_is_found_as_one_types_and_read_in_full(reader: Reader) -> None:
    show(reader, "ISO")
    view = reader.page.view
    reader.start_in(view.text)
    reader.type("air-conditioning")
    assert view.table.count() == 4
    reader.press(Key.Key_Down)
    reader.press(Key.Key_End)
    reader.wait_to_read(view, "Walk me in as if I were the air-conditioning engineer you did not expect.")
    assert says(view, "Q-A7.2-03 · A.7.2 · core · 20 min · on site")
    reader.start_in(view.text)
    reader.type("xyz")
    assert says(view, "Nothing fits the filter")


def test_lists_are_read_line_by_line_and_the_stage_is_said(reader: Reader) -> None:
    show(reader, "ISO")
    view = reader.page.view
    assert view.table.select("q:Q-8.3-05")
    reader.wait_to_read(view, "Q-8.3-05 · 8.3 · deep · 8 min · also at Stage 1")
    reader.wait_to_read(view, "•  a hundred rows, one word: implemented\n•  outcome written on the day")


def test_a_depth_that_a_framework_does_not_have_hides_nothing_of_it(reader: Reader) -> None:
    show(reader, "ISO")
    view = reader.page.view
    view.which.button("deep").click()
    assert view.which.current() == "deep"
    show(reader, "NIST")
    assert view.which.current() == ALL
    assert view.table.count() > 100


def test_a_key_in_the_filter_is_answered_within_fifty_milliseconds(reader: Reader) -> None:
    show(reader, "ISO")
    view = reader.page.view
    view._lines = tuple(view._lines) * 20
    assert len(view._lines) > 9_000
    slowest = 0.0
    for text in ("b", "ba", "bac", "back", "backu", "backup"):
        began = time.process_time()
        view.text.setText(text)
        slowest = max(slowest, time.process_time() - began)
    assert slowest < 0.05


def test_a_framework_is_exported_as_files(reader: Reader, tmp_path: Path) -> None:
    show(reader, "NIST")
    reader.choose_folder(tmp_path)
    reader.press_button(reader.page.view.export_button)
    reader.qtbot.waitUntil(lambda: not reader.window.jobs.running)
    assert len(read_pack(tmp_path / "nist-csf-2.0").requirements) == 128


def test_a_catalogue_is_looked_at_and_imported(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps(CATALOGUE), "utf-8")
    reader.choose_file(path)
    reader.press_button(reader.page.catalogue_button)
    view = reader.page.import_view
    reader.qtbot.waitUntil(view.isVisible, timeout=20_000)
    assert says(view, "3 requirements come in")
    assert says(view, "2 rows refused")
    assert view.rows.refused.model().index(0, 0).data() == "GA-2 Bells: it was withdrawn"
    reader.start_in(view.licence)
    reader.type("CC0-1.0")
    reader.press_button(view.import_button)
    reader.qtbot.waitUntil(reader.page.view.isVisible, timeout=20_000)
    assert reader.kept()["Rules of the Harbour"].requirements == 3
    assert says(reader.page.view, "Rules of the Harbour")
    assert reader.focused() is reader.page.table


def test_a_list_is_mapped_previewed_and_imported(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "House rules.csv"
    path.write_bytes("Kennzahl;Titel\r\n5.1;Schlüssel\r\n;Türen\r\n".encode("cp1252"))
    reader.choose_file(path)
    reader.press_button(reader.page.list_button)
    view = reader.page.import_view
    reader.qtbot.waitUntil(view.isVisible, timeout=20_000)
    assert says(view, "Say which columns hold the reference and the title.")
    assert not view.import_button.isEnabled()
    reader.start_in(view.mapping.columns[Field.REFERENCE])
    reader.press(Key.Key_Down)
    assert says(view, "1 requirement comes in · 1 row refused")
    assert view.rows.refused.model().index(0, 0).data() == "Line 3, Türen: it has no reference"
    reader.press_button(view.close_button)
    assert reader.focused() is reader.page.table
    reader.press_button(reader.page.list_button)
    reader.qtbot.waitUntil(view.isVisible, timeout=20_000)
    reader.start_in(view.mapping.columns[Field.REFERENCE])
    reader.press(Key.Key_Down)
    reader.press_button(view.import_button)
    reader.qtbot.waitUntil(view.import_button.isEnabled, timeout=20_000)
    assert "Say under which licence it may be used" in reader.window.message_bar.text()
    reader.start_in(view.licence)
    reader.type("own")
    reader.press_button(view.import_button)
    reader.qtbot.waitUntil(reader.page.view.isVisible, timeout=20_000)
    assert reader.kept()["House rules"].requirements == 1


def test_a_policy_is_written_section_by_section(reader: Reader) -> None:
    page = reader.page
    reader.press_button(page.own_button)
    view = page.own_view
    assert reader.focused() is view.new_title
    reader.type("Access policy ISP-05")
    reader.press(Key.Key_Tab)
    reader.type("4.2")
    reader.press(Key.Key_Return)
    sections = view.sections
    assert reader.focused() is sections.new_reference
    for number, demand in (("6.3", "Leavers lose access within a day"), ("6.4", "Keys come back")):
        reader.type(f"ISP-05 {number}")
        reader.press(Key.Key_Return)
        reader.type(demand)
        reader.press(Key.Key_Return)
        assert reader.focused() is sections.new_reference
    assert sections.table.count() == 2
    reader.start_in(sections.title_field)
    reader.press(Key.Key_End)
    reader.type(" in full")
    assert page.flush()
    assert sections.table.model().index(1, 1).data() == "Keys come back in full"
    assert reader.kept()["Access policy ISP-05"].requirements == 2
    reader.window.undo()
    reader.qtbot.waitUntil(lambda: sections.table.model().index(1, 1).data() == "Keys come back")


def test_a_pinned_policy_is_renewed_and_not_edited(reader: Reader) -> None:
    page = reader.page
    reader.press_button(page.own_button)
    page.own_view.new_title.setText("Access policy ISP-05")
    page.own_view.new_version.setText("4.2")
    reader.press_button(page.own_view.begin_button)
    page.own_view.sections.new_reference.setText("ISP-05 6.3")
    page.own_view.sections.new_title.setText("Leavers lose access within a day")
    reader.press_button(page.own_view.sections.add_button)
    pack = reader.kept()["Access policy ISP-05"]
    reader.do(pin_kept_pack, reader.story.audit_id, pack.id)
    reader.wait_to_read(page.own_view, "IA-2026-01: judged by version 4.2")
    reader.press_button(page.own_view.close_button)
    show(reader, "Access policy")
    assert page.view.edit_button.text() == "New version"
    reader.press_button(page.view.edit_button)
    assert says(page.own_view, "IA-2026-01: judged by version 4.2, which does not change any more.")
    reader.type("5.0")
    reader.press(Key.Key_Return)
    assert page.own_view.sections.table.count() == 1
    assert {one.version for one in page.table._entries.values() if one.title.startswith("Access")} == {
        "4.2",
        "5.0",
    }


def test_a_faulty_pack_in_the_users_folder_is_listed_with_its_faults(reader: Reader, tmp_path: Path) -> None:
    own = tmp_path / "data" / "Assay" / "frameworks" / "broken"
    own.mkdir(parents=True)
    (own / "pack.toml").write_text("format = 9\n", "utf-8")
    reader.page.load()
    reader.qtbot.waitUntil(lambda: reader.page.table.count() == 3, timeout=20_000)
    show(reader, "broken")
    reader.wait_to_read(reader.page.view, "requirements.csv: the file is missing.")
    assert says(reader.page.view, f"It lies in {own}")
    assert not reader.page.view.export_button.isVisible()
