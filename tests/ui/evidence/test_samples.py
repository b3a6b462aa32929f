"""Samples: sized, drawn, tested, extended, and told in the report."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.evidence import samples
from app.evidence.sample_reads import SampleMethod, SampleRow, UnitResult, samples_of_audit
from app.evidence.samples import SiteStage
from tests.app.evidence.office_files import xlsx
from tests.ui.evidence.conftest import CTRL, Desk, MakeFile
from tests.ui.screen import says
from ui.evidence.samples.sample_form import SampleForm
from ui.evidence.samples.sample_items import SampleItems

LEAVERS = [f"L-{number:03}" for number in range(87)]


def only(desk: Desk) -> SampleRow:
    with desk.workspace.read() as unit:
        (row,) = samples_of_audit(unit, desk.story.audit)
    return row


def identifiers(row: SampleRow) -> list[str]:
    return [unit.identifier for unit in row.units]


def paste(form: SampleForm, lines: list[str]) -> None:
    QApplication.clipboard().setText("\n".join(lines))
    form.identifiers.setFocus()
    form.identifiers.paste()


@pytest.fixture
def form(desk: Desk) -> SampleForm:
    desk.page.new_sample()
    return desk.page.samples.form


@pytest.fixture
def drawn(desk: Desk, form: SampleForm) -> SampleItems:
    """A 95/10 draw from 87 leavers, with the keyboard in its items."""
    form.population.setFocus()
    desk.qtbot.keyClicks(form.population, "Leavers of 2026")
    desk.type(form.item.line, "A.8.13")
    paste(form, LEAVERS)
    form.draw_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    return desk.page.samples.detail.items


def test_the_size_follows_the_finite_formula_while_it_is_typed(desk: Desk, form: SampleForm) -> None:
    assert form.size_text() == "Paste the population, or give its size."
    desk.type(form.count, "50")
    assert form.size_text().startswith("22 of 50.")
    paste(form, LEAVERS)
    assert form.size_text().startswith("24 of 87. If none of them deviates, fewer than 10 % of all do")
    assert says(desk.page, "87 items listed")
    desk.type(form.confidence, "90")
    assert "with 90 % confidence" in form.size_text()


def test_a_name_listed_twice_is_told(form: SampleForm, desk: Desk) -> None:
    paste(form, ["a", "b", "a"])
    assert says(desk.page, "3 items listed · 1 of them more than once")


def test_a_draw_keeps_its_seed_and_anybody_can_repeat_it(desk: Desk, drawn: SampleItems) -> None:
    row = only(desk)
    assert (row.number, row.method, row.population_size) == ("S-01", SampleMethod.STATISTICAL, 87)
    assert identifiers(row) == samples.draw(LEAVERS, 24, row.seed)
    assert row.item_id == desk.story.backups
    desk.page.samples.detail.tabs.choose("population")
    assert says(desk.page, f"Anybody can repeat this draw with seed {row.seed}")


def test_i_and_e_record_results_and_the_keyboard_goes_on(desk: Desk, drawn: SampleItems) -> None:
    desk.qtbot.waitUntil(drawn.table.hasFocus)
    desk.press(Qt.Key.Key_I)
    desk.press(Qt.Key.Key_I)
    desk.press(Qt.Key.Key_E)
    assert drawn.note.hasFocus()
    desk.qtbot.keyClicks(drawn.note, "account still open")
    desk.press(Qt.Key.Key_Return)
    assert drawn.table.hasFocus()
    desk.press(Qt.Key.Key_I)
    units = only(desk).units
    results = [unit.result for unit in units[:5]]
    in_order, exception = UnitResult.IN_ORDER, UnitResult.EXCEPTION
    assert results == [in_order, in_order, exception, in_order, UnitResult.OPEN]
    assert units[2].note == "account still open"


def test_a_first_exception_offers_to_extend_the_draw(desk: Desk, drawn: SampleItems) -> None:
    assert not drawn.offer.isVisible()
    desk.press(Qt.Key.Key_E)
    assert drawn.offer.isVisible()
    assert says(drawn, "examine 48 items, to tell a single case from a pattern")
    drawn.extend_button.click()
    desk.settle()
    row = only(desk)
    assert identifiers(row) == samples.draw(LEAVERS, 48, row.seed)
    assert not drawn.offer.isVisible()


def test_a_sample_of_an_older_version_is_extended_with_the_list_that_was_drawn_from(desk: Desk) -> None:
    with desk.workspace.write("Draw") as uow:
        units = samples.draw(LEAVERS, 24, "7")
        method = SampleMethod.STATISTICAL
        sample_id = samples.record_sample(
            uow, desk.story.audit, "Leavers", units, population_size=87, method=method, seed="7"
        )
        unit_id = next(unit.id for unit in samples_of_audit(uow, desk.story.audit)[0].units)
        samples.set_unit_result(uow, unit_id, UnitResult.EXCEPTION)
    desk.page.open(sample_id=sample_id)
    items = desk.page.samples.detail.items
    items.extend_button.click()
    assert items.further.hasFocus()
    items.further.set_text("\n".join(reversed(LEAVERS)))
    items.extend_button.click()
    desk.settle()
    assert "not the list that S-01 was drawn from" in desk.window.message_bar.text()
    items.further.set_text("\n".join(LEAVERS))
    items.extend_button.click()
    desk.settle()
    assert only(desk).size == 48


def test_r_replaces_an_item_with_its_reason(desk: Desk, drawn: SampleItems) -> None:
    desk.qtbot.waitUntil(drawn.table.hasFocus)
    desk.press(Qt.Key.Key_R)
    assert drawn.replacement.reason.hasFocus()
    desk.press(Qt.Key.Key_Return)
    assert "Say why" in desk.window.message_bar.text()
    assert drawn.replacement.isVisible()
    desk.qtbot.keyClicks(drawn.replacement.reason, "left before the period")
    desk.press(Qt.Key.Key_Return)
    assert drawn.table.hasFocus()
    assert not drawn.replacement.isVisible()
    row = only(desk)
    assert (row.units[0].result, row.units[24].replaces, row.size) == (UnitResult.REPLACED, 1, 24)
    assert identifiers(row) == samples.draw(LEAVERS, 25, row.seed)
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_Escape)
    assert drawn.table.hasFocus()


def test_the_list_that_was_drawn_from_is_there_for_whoever_repeats_the_draw(
    desk: Desk, drawn: SampleItems
) -> None:
    desk.page.samples.detail.tabs.choose("population")
    desk.page.samples.detail.population.copy_button.click()
    assert QApplication.clipboard().text().split("\n") == LEAVERS
    assert desk.is_told("87 items copied")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_column_of_a_file_is_the_population(
    desk: Desk, form: SampleForm, make_file: MakeFile, kind: str
) -> None:
    rows = [["person_no", "name"], *([leaver, f"Name {leaver}"] for leaver in LEAVERS)]
    if kind == "csv":
        content = "\n".join(";".join(row) for row in rows).encode("utf-16")
    else:
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        content = xlsx(book)
    form.file.read(make_file(f"leavers.{kind}", content))
    desk.settle()
    assert form.identifiers.text().split("\n") == LEAVERS
    assert form.source.text() == f"leavers.{kind}, column person_no"
    assert form.size_text().startswith("24 of 87.")
    form.file.columns.setCurrentIndex(1)
    form.file.columns.activated.emit(1)
    assert form.identifiers.text().startswith("Name L-000")
    form.file.has_head.click()
    assert form.identifiers.text().startswith("person_no\nL-000")


def test_a_file_that_is_no_list_is_told_and_the_form_stays(
    desk: Desk, form: SampleForm, make_file: MakeFile
) -> None:
    paste(form, ["a", "b"])
    form.file.read(make_file("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x01"))
    desk.settle()
    assert desk.window.message_bar.text()
    assert form.identifiers.text() == "a\nb"


def test_where_there_is_no_list_the_rows_are_drawn_by_number(desk: Desk, form: SampleForm) -> None:
    desk.qtbot.keyClicks(form.population, "Log entries of May")
    desk.type(form.count, "250")
    form.draw()
    desk.settle()
    row = only(desk)
    assert identifiers(row) == samples.draw([str(n) for n in range(1, 251)], 27, row.seed)
    desk.press(Qt.Key.Key_E)
    desk.page.samples.detail.items.extend()
    desk.settle()
    assert only(desk).size == 54


def test_a_draw_needs_a_population_with_a_name(desk: Desk, form: SampleForm) -> None:
    form.draw()
    assert "Say what the sample is taken from." in desk.window.message_bar.text()
    desk.qtbot.keyClicks(form.population, "Leavers")
    form.draw()
    assert "There is nothing to draw from." in desk.window.message_bar.text()
    desk.type(form.item.line, "A.99.9")
    form.draw()
    assert "No item of this audit has this number." in desk.window.message_bar.text()


def test_what_the_auditor_chose_is_recorded_and_never_speaks_of_confidence(
    desk: Desk, form: SampleForm
) -> None:
    desk.qtbot.keyClicks(form.population, "Changes in May")
    form.method.set_value(SampleMethod.JUDGEMENT)
    form.method.value_chosen.emit(SampleMethod.JUDGEMENT)
    assert not form.confidence.isVisible()
    assert form.draw_button.label() == "Record the sample"
    paste(form, ["C-1", "C-2"])
    form.draw()
    desk.settle()
    row = only(desk)
    assert (row.method, identifiers(row), row.seed) == (SampleMethod.JUDGEMENT, ["C-1", "C-2"], "")
    desk.page.samples.detail.items.further.set_text("C-9\n\n C-10 ")
    desk.page.samples.detail.items.extend()
    assert identifiers(only(desk)) == ["C-1", "C-2", "C-9", "C-10"]
    assert "confidence" not in desk.page.samples.detail.sentence()


def test_the_usual_size_follows_how_often_a_control_works(form: SampleForm) -> None:
    form.method.set_value(SampleMethod.FREQUENCY)
    form.method.value_chosen.emit(SampleMethod.FREQUENCY)
    assert form.size_text() == "Usual size: 3. Listed: 0."


def test_sites_are_as_many_as_their_number_and_the_audit_ask_for(desk: Desk, form: SampleForm) -> None:
    desk.qtbot.keyClicks(form.population, "Clinics")
    form.method.set_value(SampleMethod.SITES)
    form.method.value_chosen.emit(SampleMethod.SITES)
    assert form.size_text() == "Give the number of sites as the size."
    form.count.setValue(30)
    form.stage.set_value(SiteStage.SURVEILLANCE)
    paste(form, ["Alder Hill", "Birch Lane"])
    assert form.size_text() == ("Usual size: 4 beside the central function, 1 of them at random. Listed: 2.")

    form.draw_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()

    row = only(desk)
    assert (row.method, row.population_size, identifiers(row)) == (
        SampleMethod.SITES,
        30,
        ["Alder Hill", "Birch Lane"],
    )
    assert desk.page.samples.detail.sentence().startswith(
        "Clinics: 0 of 30 examined. Size by the number of sites;"
    )


def test_the_sentence_for_the_report_writes_itself(desk: Desk, drawn: SampleItems) -> None:
    for _unit in range(24):
        desk.press(Qt.Key.Key_I)
    sentence = desk.page.samples.detail.sentence()
    assert sentence.startswith("Leavers of 2026: 24 of 87 examined. Drawn at random with seed ")
    assert sentence.endswith("With 95 % confidence fewer than 10 % of the population deviate.")


def test_a_sample_is_backed_by_the_list_it_came_from(
    desk: Desk, drawn: SampleItems, make_file: MakeFile
) -> None:
    sample_id = only(desk).id
    desk.attach(make_file("leavers.csv", b"list"))
    desk.page.open(sample_id=sample_id)
    population = desk.page.samples.detail.population
    desk.type(population.number, "1", enter=True)
    assert only(desk).evidence == ("E-001",)
    desk.type(population.source, "HR system")
    assert desk.page.flush()
    assert only(desk).source == "HR system"


def test_escape_leaves_the_form_and_ctrl_n_takes_it_up_again(desk: Desk, form: SampleForm) -> None:
    desk.qtbot.keyClicks(form.population, "Leavers")
    desk.press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    desk.press(Qt.Key.Key_N, CTRL)
    assert form.isVisible()
    assert form.population.text() == "Leavers"
