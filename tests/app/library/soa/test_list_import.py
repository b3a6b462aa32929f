"""A Statement of Applicability out of a spreadsheet: columns guessed, every refused row with its reason."""

import time
from datetime import date

import pytest

from app.exchange.lists import Sheet, read_list
from app.library.soa import cells
from app.library.soa.fields import SoaField
from app.library.soa.list_import import Framework, SoaImport, guessed_soa_columns, import_soa_list
from app.resource_files import resource_path
from models.soa import ImplementationStatus, InclusionReason, OperatedBy
from tests.app.library.soa.test_checks import CONTROLS

FRAMEWORK = Framework(
    {one: f"Title of {one}" for one in CONTROLS},
    {one: f"Title of {one}" for one in ("4.1", "5.1", "5.2", "6.1.3", "7.5.1", "9.2.1", "10.1")},
)
GERMAN = (
    "Maßnahme;Bezeichnung;Anwendbar;Begründung;Umsetzungsstand;Verantwortlich;Termin\r\n"
    "A.5.1;Informationssicherheitsrichtlinien;Ja;Grundlage für alles;umgesetzt;Jürgen Groß;\r\n"
    'A.7.4;Überwachung;Nein;"Keine eigenen Räume;\r\nalles in Köln gemietet";;;\r\n'
    "A.8.12;Datenabfluss;ja;;geplant;Zoë Müller;31.03.2027\r\n"
)


def imported(text: str | bytes) -> SoaImport:
    sheet = sheet_of(text)
    return import_soa_list(sheet, guessed_soa_columns(sheet), FRAMEWORK)


def sheet_of(text: str | bytes) -> Sheet:
    (sheet,) = read_list(text.encode() if isinstance(text, str) else text).sheets
    return sheet


def reasons(found: SoaImport) -> list[str]:
    return [str(one.message) for one in found.refused]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "utf-16-le"])
def test_a_list_that_excel_saved_in_german_comes_in_right(encoding: str) -> None:
    found = imported(GERMAN.encode(encoding))
    assert found.refused == ()
    first, physical, leakage = found.lines
    assert (first.reference, first.owner, first.justification) == (
        "A.5.1",
        "Jürgen Groß",
        "Grundlage für alles",
    )
    assert first.status is ImplementationStatus.IMPLEMENTED
    assert not physical.applicable
    assert physical.justification == "Keine eigenen Räume;\r\nalles in Köln gemietet"
    assert (leakage.status, leakage.planned_on) == (ImplementationStatus.PLANNED, date(2027, 3, 31))


def test_every_refused_row_is_named_with_its_reason() -> None:
    found = imported(
        "Control;Title;Applicable;Status;Planned for\n"
        "A.5.1;Policies;yes;implemented;\n"
        "A.5.1;Policies;yes;implemented;\n"
        "9.2.1;Internal audit;no;;\n"
        "10.1;Improvement;yes;;\n"
        "A.12.6.1;Vulnerabilities;yes;;\n"
        "CLD.6.3.1;Shared roles;yes;;\n"
        ";Nothing;yes;;\n"
        "A.5.2;Roles;maybe;;\n"
        "A.5.3;Duties;yes;sort of;\n"
        "A.5.4;Management;yes;planned;03/04/2027\n"
        "A.5.5;Authorities;yes;planned;soon\n"
        "A.5.6;Groups;#REF!;;\n"
    )
    assert [line.reference for line in found.lines] == ["A.5.1"]
    assert reasons(found) == [
        "Line 3, A.5.1: A.5.1 stands here already",
        "Line 4, 9.2.1: 9.2.1 is a clause, and a clause can never be not applicable",
        "Line 5, 10.1: 10.1 is a clause, and only controls stand in a Statement of Applicability",
        "Line 6, A.12.6.1: A.12.6.1 is no control of the framework, but looks like one of the edition before",
        "Line 7, CLD.6.3.1: CLD.6.3.1 is no control of the framework",
        "Line 8: it has no reference",
        "Line 9, A.5.2: “maybe” says neither yes nor no",
        "Line 10, A.5.3: “sort of” is no status such as implemented, partly, planned or not",
        "Line 11, A.5.4: “03/04/2027” can be read as two different days",
        "Line 12, A.5.5: “soon” is no date",
        "Line 13, A.5.6: the spreadsheet shows the error #REF!",
    ]
    assert found.strays == ("A.5.1", "A.12.6.1", "CLD.6.3.1")


@pytest.mark.parametrize(
    "written", ["A.5.9", "a 5.9", "A5.9", "Annex A 5.9", "A.5.09", "5.9", "5,9", "A.5.9 Assets"]
)
def test_a_control_is_known_however_its_number_is_written(written: str) -> None:
    (line,) = imported(f'Control;Applicable\n"{written}";no\n').lines
    assert (line.reference, line.applicable) == ("A.5.9", False)


def test_a_bare_number_is_a_clause_where_controls_carry_the_a() -> None:
    bare = imported("Control;Applicable\n5.1;no\n5.2;yes\n")
    assert [line.reference for line in bare.lines] == ["A.5.1", "A.5.2"]
    both = imported("Control;Applicable\n5.1;no\nA.5.1;no\n")
    assert [line.reference for line in both.lines] == ["A.5.1"]
    assert reasons(both) == ["Line 2, 5.1: 5.1 is a clause, and a clause can never be not applicable"]


def test_a_zero_that_the_spreadsheet_dropped_is_explained() -> None:
    found = imported("Control;Applicable\n5.1;yes\n5.1;no\n")
    assert reasons(found) == [
        "Line 3, 5.1: A.5.1 stands here already; a spreadsheet makes 5.1 of 5.10 unless the cell is text"
    ]


def test_inclusion_and_exclusion_may_stand_in_columns_of_their_own() -> None:
    found = imported(
        "No;Applicable;Justification for inclusion;Justification for exclusion;Implementation status\n"
        "5.1;yes;Baseline;;100 %\n"
        "5.2;no;;Nobody works here;not applicable\n"
        "5.3;;left open;;40%\n"
    )
    assert [(one.justification, one.status.value, one.is_stated) for one in found.lines] == [
        ("Baseline", "implemented", True),
        ("Nobody works here", "", True),
        ("left open", "partly", False),
    ]
    assert found.excluded == 1


def test_columns_are_guessed_by_their_heads() -> None:
    heads = (
        "Control no.;Control title;Applicable (Y/N);Reason for inclusion or exclusion;Status;Target date"
        ";Control owner;Operated by;Risk reference;Evidence;Included because of"
    )
    guessed = guessed_soa_columns(sheet_of(f"{heads}\n"))
    assert guessed == {
        SoaField.CONTROL: 0,
        SoaField.TITLE: 1,
        SoaField.APPLICABLE: 2,
        SoaField.JUSTIFICATION: 3,
        SoaField.STATUS: 4,
        SoaField.PLANNED_ON: 5,
        SoaField.OWNER: 6,
        SoaField.OPERATED_BY: 7,
        SoaField.RISKS: 8,
        SoaField.DOCUMENTS: 9,
        SoaField.REASONS: 10,
    }


def test_cells_are_read_in_the_words_of_several_languages() -> None:
    assert [cells.applicability(one) for one in ("Ja", "x", "oui")] == [True] * 3
    assert [cells.applicability(one) for one in ("NON", "n/a", "nicht anwendbar")] == [False] * 3
    assert [cells.applicability(one) for one in ("", "-", "offen")] == [None] * 3
    assert cells.status("Nicht umgesetzt") is ImplementationStatus.NOT_IMPLEMENTED
    assert cells.status("teilweise umgesetzt") is ImplementationStatus.PARTLY
    assert cells.reasons("Risk R-12; GDPR, customer contract") == (
        InclusionReason.RISK,
        InclusionReason.LEGAL,
        InclusionReason.CONTRACTUAL,
    )
    assert cells.operated_by("externer Dienstleister") is OperatedBy.SUPPLIER
    with pytest.raises(cells.UnreadableError):
        cells.reasons("because")


def test_the_workbook_of_the_sample_comes_in_whole() -> None:
    content = resource_path("sample", "files", "SoA v4.1.xlsx").read_bytes()
    sheet = read_list(content).sheets[0]
    found = import_soa_list(sheet, guessed_soa_columns(sheet), FRAMEWORK)
    assert (len(found.lines), found.excluded, found.refused) == (93, 5, ())
    assert found.lines[0].owner == "S. Lindqvist"


@pytest.mark.parametrize("long", ["annex" + " " * 30_000 + "x", "T" * 30_000, "inclu" * 6_000, "1." * 15_000])
def test_a_hostile_cell_is_refused_at_once_and_named_in_short(long: str) -> None:
    began = time.process_time()
    found = imported(f"Control{long};Applicable;Target date\n{long};yes;\nA.5.1;{long};\nA.5.2;yes;{long}\n")
    assert time.process_time() - began < 1
    assert [line.reference for line in found.lines] == []
    assert all(len(reason) < 200 for reason in reasons(found))
