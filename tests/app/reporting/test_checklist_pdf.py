"""The checklist on paper."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from app.reporting.checklist_document import ChecklistDocument, ChecklistGroup, ChecklistItem
from app.reporting.pdf.checklist import render_checklist
from tests.app.reporting.reading import fonts_without_file, read_text

ITEMS = tuple(
    ChecklistItem(
        f"A.8.{number}",
        "Information <b>backup</b> & restore",
        "What would you restore first?",
        (f"A.8.{number}", "8.1"),
        ("restore works in time", "offline copy"),
        ("test records",),
        "2 systems",
        "Conforms (IA-2025-01)",
    )
    for number in range(1, 8)
)


def _checklist(*groups: ChecklistGroup) -> ChecklistDocument:
    return ChecklistDocument(
        "Northwind Clinics",
        "IA-2026-03",
        "internal_full",
        "Checklist",
        groups,
        "Confidential",
        "L. Ferreira",
        date(2026, 11, 22),
    )


def test_each_item_has_its_question_its_hints_and_four_boxes() -> None:
    text = read_text(render_checklist(_checklist(ChecklistGroup("Backup", ITEMS))))
    for item in ITEMS:
        assert f"{item.number} Information <b>backup</b> & restore" in text
    assert text.count("What would you restore first?") == 7
    assert text.count("Look for restore works in time; offline copy") == 7
    assert text.count("Evidence to see test records") == 7
    for box in ("Conforms", "Nonconforming", "Unable to verify", "Not examined this time"):
        assert text.count(box) >= 7


def test_what_was_answered_so_far_is_printed_only_where_something_was() -> None:
    answered = replace(ITEMS[0], answers="designed: yes · operating: no")
    text = read_text(render_checklist(_checklist(ChecklistGroup("Backup", (answered, *ITEMS[1:])))))
    assert text.count("Said so far designed: yes · operating: no") == 1
    assert text.count("Said so far") == 1


def test_an_item_is_not_torn_apart() -> None:
    reader = PdfReader(BytesIO(render_checklist(_checklist(ChecklistGroup("Backup", ITEMS)))))
    for page in reader.pages:
        text = page.extract_text()
        assert text.count("What would you restore first?") == text.count("Unable to verify")


def test_it_looks_like_the_report_and_embeds_its_fonts() -> None:
    data = render_checklist(_checklist(ChecklistGroup("Backup", ITEMS)))
    reader = PdfReader(BytesIO(data))
    assert fonts_without_file(reader) == set()
    assert "Northwind Clinics · Internal audit IA-2026-03" in reader.pages[0].extract_text()
    assert f"1 / {len(reader.pages)}" in reader.pages[0].extract_text()
    assert render_checklist(_checklist(ChecklistGroup("Backup", ITEMS))) == data


def test_an_endless_question_and_an_empty_list_are_printed_too() -> None:
    endless = ChecklistItem("A.5.1", "t" * 3000, "q" * 100_000, look_for=("l" * 5000,))
    assert (
        len(PdfReader(BytesIO(render_checklist(_checklist(ChecklistGroup("g" * 2000, (endless,)))))).pages)
        > 10
    )
    assert "No items are chosen for this checklist." in read_text(render_checklist(_checklist()))
