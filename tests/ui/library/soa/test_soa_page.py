"""The Statement of Applicability as an auditor works with it: edited, checked, compared, imported."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.library.isms import Practice, ScopeEvent, add_scope_event, background, scope_versions
from app.library.soa import SoaLine, soa_lines, soa_versions
from app.library.soa.fields import SoaField
from models.soa import InclusionReason
from tests.ui.library.soa.conftest import Desk
from tests.ui.screen import says
from ui.planning.criteria import Criteria
from ui.planning.page import PlanPage
from ui.widgets.lazy_rows import CELL_ROLE

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
GERMAN = (
    "Maßnahme;Anwendbar;Begründung;Verantwortlich\r\n"
    "A.5.1;Ja;Grundlage;Jürgen Groß\r\n"
    "9.2.1;Nein;;\r\n"
    "A.7.4;Nein;Keine eigenen Räume, alles gemietet;\r\n"
)


def test_all_controls_are_listed_and_keys_say_which_apply(desk: Desk) -> None:
    table = desk.page.controls.table
    assert table.count() == 93
    desk.keys.on(table)
    table.select("A.5.7")
    desk.keys.press(Key.Key_2, ALT)
    assert desk.line("A.5.7") == SoaLine("A.5.7", applicable=False)
    assert "no" in desk.rows(table)[6]
    desk.keys.press(Key.Key_Down, CTRL)
    desk.keys.press(Key.Key_0, ALT)
    assert desk.line("A.5.8") == SoaLine("A.5.8", is_stated=False)
    desk.keys.press(Key.Key_1, ALT)
    assert desk.line("A.5.8") == SoaLine("A.5.8")
    assert table.hasFocus()


def test_a_line_is_filled_in_by_keyboard_and_saves_itself(desk: Desk) -> None:
    form = desk.page.controls.form
    desk.keys.on(desk.page.controls.table)
    desk.page.controls.table.select("A.8.13")
    desk.keys.enter()
    assert form.applies.hasFocus()
    desk.keys.on(form.owner)
    desk.keys.type("İpek Şahin")
    desk.keys.on(form.reasons[InclusionReason.LEGAL])
    desk.keys.press(Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.line("A.8.13").owner == "İpek Şahin")  # type: ignore[union-attr]
    line = desk.line("A.8.13")
    assert line is not None
    assert line.reasons == (InclusionReason.LEGAL,)


def test_what_was_typed_for_a_control_stays_with_it_when_another_is_chosen(desk: Desk) -> None:
    desk.page.controls.table.select("A.5.1")
    desk.keys.on(desk.page.controls.form.justification)
    desk.keys.type("Baseline")
    desk.page.controls.table.select("A.5.2")
    assert desk.line("A.5.1") == SoaLine("A.5.1", justification="Baseline")
    assert desk.line("A.5.2") == SoaLine("A.5.2")
    assert desk.page.controls.form.justification.text() == ""


def test_the_list_is_filtered_as_one_types(desk: Desk) -> None:
    controls = desk.page.controls
    desk.keys.on(controls.text)
    desk.keys.type("rooms of our own")
    assert [row.split(" |")[0] for row in desk.rows(controls.table)] == ["A.7.4"]
    desk.keys.type(" nowhere")
    assert says(controls, "No control fits the filter")
    controls.text.clear()
    desk.keys.on(controls.which.button("excluded"))
    desk.keys.press(Key.Key_Space)
    assert controls.table.count() == 1


def test_the_same_is_said_of_all_listed_controls_and_undone_in_one_step(desk: Desk) -> None:
    controls = desk.page.controls
    desk.keys.on(controls.text)
    desk.keys.type("A.8.1")
    listed = controls.table.count()
    desk.keys.on(controls.bulk_button)
    desk.keys.press(Key.Key_Space)
    assert controls.bulk.apply_button.text() == f"Say it of {listed} controls"
    desk.keys.tab()
    desk.keys.type("Head of IT")
    desk.keys.enter()
    lines = desk.story.see(soa_lines, desk.open)
    assert [one for one, line in lines.items() if line.owner] == [one for one in lines if "A.8.1" in one]
    assert controls.table.hasFocus()
    desk.keys.press(Key.Key_Z, CTRL)
    assert not any(line.owner for line in desk.story.see(soa_lines, desk.open).values())


def test_a_pinned_version_is_only_read_and_says_why(desk: Desk) -> None:
    desk.page.open(version_id=desk.pinned)
    assert says(desk.page, "does not change any more")
    assert desk.page.controls.form.owner.isReadOnly()
    assert not desk.page.controls.form.applies.isEnabled()
    commands = {one.id: one for one in desk.page.commands()}
    assert not commands["soa.excluded"].is_enabled
    desk.page.open(version_id=desk.open)
    assert not desk.page.controls.form.owner.isReadOnly()


def test_the_checks_are_counted_and_lead_to_the_control(desk: Desk) -> None:
    assert desk.page.tabs.bar.tabText(1) == "Checks (2 remarks)"
    desk.page.tabs.choose("checks")
    rows = desk.rows(desk.page.checks.table)
    assert rows[0].startswith("medium | Reason and owner | Applicable, but it is not said why: A.5.1")
    desk.keys.on(desk.page.checks.table)
    desk.keys.enter()
    assert desk.page.tabs.current() == "controls"
    assert desk.page.controls.table.current_id() == "A.5.1"


def test_the_colours_of_grades_are_left_to_findings(desk: Desk) -> None:
    page = desk.page
    tones: set[str] = set()
    for key, table in (
        ("controls", page.controls.table),
        ("checks", page.checks.table),
        ("comparison", page.comparison.table),
    ):
        page.tabs.choose(key)
        model = table.model()
        places = ((row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
        tones |= {model.index(*place).data(CELL_ROLE).tone for place in places}
    assert tones.isdisjoint({"major", "minor", "ofi", "strength"})


def test_a_version_is_compared_with_the_one_before(desk: Desk) -> None:
    desk.page.tabs.choose("comparison")
    assert desk.rows(desk.page.comparison.table) == [
        "A.7.4 | Applicable | yes | no | changed",
        "A.7.4 | Justification |  | No rooms of our own at any of the sites | changed",
    ]
    assert says(desk.page.comparison, "1 changes its applicability")


def test_the_next_version_begins_from_the_one_in_hand(desk: Desk) -> None:
    desk.keys.on(desk.page.controls.table)
    desk.keys.press(Key.Key_N, CTRL)
    desk.keys.type("8")
    desk.keys.enter()
    assert says(desk.window, "There is a version 8 already")
    desk.keys.type(".1")
    desk.keys.enter()
    found = desk.story.see(soa_versions, desk.story.organization_id)
    assert [row.number for row in found] == ["7", "8", "8.1"]
    assert desk.story.see(soa_lines, found[2].id) == desk.story.see(soa_lines, desk.open)
    assert desk.page.where()["version_id"] == found[2].id


def test_a_list_saved_by_a_german_excel_is_mapped_looked_at_and_imported(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "SoA.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    desk.choose_file(monkeypatch, path)
    part = desk.page.import_part
    desk.page.import_list()
    desk.qtbot.waitUntil(part.isVisible, timeout=20_000)
    assert says(part, "2 controls come in · 1 of them not applicable · 1 row refused")
    assert desk.rows(part.refused) == [
        "Line 3, 9.2.1: 9.2.1 is a clause, and a clause can never be not applicable"
    ]
    part.mapping.columns[SoaField.APPLICABLE].set_value(-1)
    part.mapping.columns[SoaField.APPLICABLE].value_chosen.emit(-1)
    assert not part.import_button.isEnabled()
    part.mapping.columns[SoaField.APPLICABLE].set_value(1)
    part.mapping.columns[SoaField.APPLICABLE].value_chosen.emit(1)
    desk.keys.on(part.number)
    desk.keys.type("9")
    desk.keys.enter()
    assert desk.page.tabs.current() == "checks"
    newest = desk.story.see(soa_versions, desk.story.organization_id)[-1]
    assert (newest.number, newest.applicable, newest.excluded) == ("9", 1, 1)
    assert desk.story.see(soa_lines, newest.id)["A.5.1"].owner == "Jürgen Groß"
    assert says(desk.page, "91 are missing")


def test_a_version_is_exported_for_excel(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "SoA.xlsx"
    desk.choose_file(monkeypatch, path)
    desk.page.export()
    desk.qtbot.waitUntil(path.exists, timeout=20_000)
    desk.qtbot.waitUntil(lambda: says(desk.window, "Version written to"))


def test_a_new_site_makes_a_version_of_the_scope(desk: Desk) -> None:
    desk.page.tabs.choose("document")
    card, organization = desk.page.document.scope, desk.story.organization_id
    desk.keys.on(card.text)
    desk.keys.type("The portal")
    desk.keys.on(card.add_button)
    desk.keys.press(Key.Key_Space)
    card.kind.set_value(ScopeEvent.SITE)
    desk.keys.on(card.text)
    desk.keys.press(Key.Key_End, CTRL)
    desk.keys.type(" and Riga")
    desk.keys.on(card.add_button)
    desk.keys.press(Key.Key_Space)
    assert says(desk.window, "It is not said what changed the scope")
    assert card.text.text() == "The portal and Riga"
    desk.keys.on(card.what)
    desk.keys.type("Riga")
    desk.keys.on(card.add_button)
    desk.keys.press(Key.Key_Space)
    found = desk.story.see(scope_versions, organization)
    assert [(one.version, one.event, one.text) for one in found] == [
        (2, ScopeEvent.SITE, "The portal and Riga"),
        (1, ScopeEvent.FIRST, "The portal"),
    ]


def test_the_latest_scope_is_mended_and_those_before_it_stay(desk: Desk) -> None:
    organization = desk.story.organization_id
    for event, what in ((ScopeEvent.FIRST, ""), (ScopeEvent.SITE, "Rga")):
        desk.story.do(add_scope_event, organization, event, date(2026, 3, 1), what, f"The portal {what}")
    desk.page.tabs.choose("document")
    card = desk.page.document.scope
    desk.qtbot.waitUntil(lambda: card.table.count() == 2)
    desk.keys.on(card.table)
    desk.keys.press(Key.Key_End)
    desk.keys.enter()
    assert says(desk.window, "it stays as it is")
    desk.keys.press(Key.Key_Home)
    desk.keys.enter()
    assert card.text.text() == "The portal Rga"
    desk.keys.on(card.what)
    desk.keys.press(Key.Key_A, CTRL)
    desk.keys.type("Riga")
    desk.keys.on(card.add_button)
    desk.keys.press(Key.Key_Space)
    assert [one.what for one in desk.story.see(scope_versions, organization)] == ["Riga", ""]
    assert card.what.text() == ""


def test_a_version_that_no_audit_is_judged_by_is_removed_and_comes_back(desk: Desk) -> None:
    desk.page.tabs.choose("document")
    remove = desk.page.document.head.remove_button
    desk.keys.on(remove)
    desk.keys.press(Key.Key_Space)
    assert [row.number for row in desk.story.see(soa_versions, desk.story.organization_id)] == ["7"]
    assert desk.page.where()["version_id"] == desk.pinned
    assert not remove.isEnabled()
    desk.keys.press(Key.Key_Z, CTRL)
    assert len(desk.story.see(soa_lines, desk.open)) == 93


def test_what_is_done_is_ticked_even_where_the_version_is_pinned(desk: Desk) -> None:
    desk.page.open(version_id=desk.pinned, part="document")
    card = desk.page.document.background
    assert desk.page.document.head.approver.isReadOnly()
    desk.keys.on(card.practices[Practice.CLOUD])
    desk.keys.press(Key.Key_Space)
    desk.keys.on(card.treatment_controls)
    desk.keys.type("a.5.15; 8.13")
    assert desk.page.flush()
    known = desk.story.see(background, desk.story.organization_id)
    assert known.practices == {Practice.CLOUD}
    assert known.treatment_controls == ("A.5.15", "A.8.13")


def test_the_audit_in_hand_is_led_to_another_version_and_back_to_its_differences(desk: Desk) -> None:
    link = desk.page.bar.pin_link
    assert link.isVisible()
    desk.keys.on(link)
    desk.keys.press(Key.Key_Space)
    plan = desk.window.current_page()
    assert isinstance(plan, PlanPage)
    criteria = plan.section("criteria")
    assert isinstance(criteria, Criteria)
    desk.keys.on(criteria.soa.differences_link)
    desk.keys.press(Key.Key_Space)
    assert desk.window.current_page() is desk.page
    assert desk.page.tabs.current() == "comparison"
    assert desk.page.comparison.other.value() == desk.pinned
    assert desk.page.where()["version_id"] == desk.open
    desk.page.open(version_id=desk.pinned)
    assert link.isHidden()
