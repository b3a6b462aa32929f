"""The report that management reads."""

import dataclasses
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from app.progress import Cancelled
from app.reporting.document import GroupResult, ReportDocument, ResultCounts
from app.reporting.finding_card import Criterion, FindingCard
from app.reporting.parts import Conclusion, FollowUp, Replacement, Revision
from app.reporting.pdf.charts import results_by_theme
from app.reporting.pdf.pages import HEIGHT, Pages
from app.reporting.pdf.report import SECTIONS, render_pdf
from app.reporting.pdf.strips import PaintLine, Strip
from app.reporting.pdf.styles import WIDTH
from app.reporting.pdf.tables import Column, register
from app.reporting.registers import EvidenceRow
from tests.app.reporting.reading import (
    fonts_without_file,
    linked_pages,
    outline_titles,
    packed,
    read_text,
)
from tests.app.reporting.sample import cover, sample_document, uuid

TITLES = [" ".join(title.split()) for _, title, _ in SECTIONS]


def test_every_section_stands_in_the_order_of_the_trade(text: str) -> None:
    body = text[text.index("Appendix G Abbreviations") + 10 :]
    places = [body.index(title) for title in TITLES]
    assert all(earlier < later for earlier, later in pairwise(places))


def test_the_summary_says_the_conclusion_first(pages: list[str]) -> None:
    summary = " ".join(pages[2].split())
    assert summary.index("Within the scope and samples stated, the ISMS conforms to ISO/IEC 27001:2022") < 200
    assert "except for 1 major and 3 minor nonconformities" in summary
    assert (
        "It is effectively implemented and maintained, except for risk assessment after change (8.2)."
        in summary
    )
    assert "not ready while F-04 is open" in summary
    assert "not a certification decision" in summary


def test_the_totals_in_the_text_are_those_of_the_document(document: ReportDocument, text: str) -> None:
    counts, results = document.finding_counts(), document.result_counts()
    assert f"{counts.major} {counts.minor} {counts.ofi} {results.conforming}major minor opportunities" in text
    assert f"of {results.examined} requirements examined conform" in text
    total = (
        results.examined,
        results.conforming,
        results.nonconforming,
        results.unable_to_verify,
        results.left_out,
        results.excluded,
    )
    assert "Total " + " ".join(map(str, total)) in text
    assert f"{document.bare_conforming()} answers “conforms” rest on neither" in text


def test_zeros_are_said_and_empty_sections_do_not_vanish() -> None:
    bare = read_text(render_pdf(ReportDocument(cover=cover())))
    assert "0 0 0 0major minor opportunities" in bare
    assert "0 strengths · 0 observations · 0 withdrawn · 0 merged" in bare
    for title in (
        "Weaknesses",
        "Risks identified",
        "Incidents and breaches learnt of",
        "Obstacles that reduced",
    ):
        assert title in bare
    assert bare.count("None identified.") >= 20


def test_both_questions_of_the_standard_have_an_answer_of_their_own(text: str) -> None:
    assert "Does the ISMS Yes, with exceptions. 62 of the requirements examined conform. conform?" in text
    assert "Is it effectively Yes, with exceptions. Objectives were reached in three of four areas." in text


def test_a_card_prints_both_grades_and_the_reason_of_the_auditor(text: str) -> None:
    assert (
        "The decision questions propose minor; the lead auditor graded it major: Three changes of the year"
        in text
    )
    assert "Auditee’s position Disputed: The supplier assessed the risks" in text
    assert "Response due 9 Dec 2026: extent, cause and corrective action. Corrected by 2 Dec 2026." in text
    assert "25 Dec 2026: correction, extent, cause and corrective action." in text


def test_a_third_party_report_carries_no_recommendation(text: str) -> None:
    theirs = read_text(render_pdf(sample_document(third_party=True)))
    for part in ("Recommendation", "Let the change procedure ask"):
        assert part in text
        assert part not in theirs


def test_a_requirement_says_whether_it_is_designed_implemented_and_operating() -> None:
    rows = sample_document().requirements
    judged = dataclasses.replace(rows[0], designed="yes", implemented="", operating="no")
    unsaid = dataclasses.replace(rows[1], designed="", implemented="", operating="")
    text = read_text(render_pdf(sample_document(requirements=(judged, unsaid))))
    appendix = text[text.rindex("Appendix B Requirements and how they were examined") :]
    assert appendix.count("designed: yes · operating: no") == 1
    assert appendix.count("designed:") == 1
    assert "implemented:" not in appendix


def test_a_sample_is_printed_with_its_completeness_and_with_why_an_item_was_replaced() -> None:
    given = sample_document().methodology
    sample = dataclasses.replace(
        given.samples[1],
        completeness="counted against payroll",
        replacements=(Replacement("C-1", "C-7", "<b>gone & lost"),),
    )
    methodology = dataclasses.replace(given, samples=(given.samples[0], sample))
    text = read_text(render_pdf(sample_document(methodology=methodology)))
    assert text.count("<b>gone & lost") == 1
    assert text.count("completeness: counted against payroll") == 1
    assert text.count("stands in for") == 1


def test_every_requirement_and_every_piece_of_evidence_is_listed(document: ReportDocument, text: str) -> None:
    appendix = text[text.rindex("Appendix A Evidence index") :]
    for row in document.evidence:
        assert row.number in appendix
        assert row.sha256 in appendix
    appendix = text[text.rindex("Appendix B Requirements and how they were examined") :]
    assert all(f"{row.reference} " in appendix for row in document.requirements)


def test_all_fonts_are_embedded(report: PdfReader) -> None:
    assert fonts_without_file(report) == set()


def test_each_page_says_which_of_how_many_it_is(pages: list[str]) -> None:
    for number, page in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in page
        assert "Northwind Clinics · Internal audit IA-2026-03" in page
        assert "IA-2026-03 revision 1 · issued 27 Nov 2026" in page
        assert "DRAFT" not in page


def test_contents_and_outline_lead_to_where_the_sections_are(report: PdfReader, pages: list[str]) -> None:
    outline = [" ".join(title.split()) for title in outline_titles(report.outline)]
    assert [title for title in outline if title in TITLES] == TITLES
    assert "F-07 Restore tests not carried out at the planned interval" in outline
    targets = linked_pages(report, 2)
    lines = [line for line in pages[1].split("\n") if line.strip()]
    assert len(targets) == len(TITLES) + 8
    for target, line in zip(targets, lines[-len(targets) :], strict=True):
        assert line.split()[-1] == str(target)
    titles = [title for title in outline if title != "Contents"]
    for title, target in zip(titles, targets, strict=True):
        assert title.split()[-1] in pages[target - 1]


def test_the_file_tells_who_wrote_it_what_and_when(report: PdfReader) -> None:
    assert report.metadata is not None
    assert report.metadata.author == "L. Ferreira"
    assert report.metadata.title == (
        "Internal audit of the information security management system – Internal audit IA-2026-03"
    )
    assert report.metadata.creation_date_raw == "D:20261127000000+00'00'"
    assert report.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_a_report_that_is_not_issued_is_marked_on_each_page(state: str) -> None:
    data = render_pdf(sample_document(revision=Revision(1, state), evidence=(), requirements=()))
    assert all("DRAFT" in page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_the_same_report_gives_the_same_bytes(document: ReportDocument) -> None:
    assert render_pdf(document) == render_pdf(sample_document())


def test_a_later_revision_says_what_changed_and_why() -> None:
    revision = Revision(2, "issued", date(2026, 12, 4), 1, "F-07 was graded again.", ("F-07 is now major.",))
    first_page = read_text(render_pdf(sample_document(revision=revision)))
    assert "It replaces revision 1. Reason: F-07 was graded again. – F-07 is now major." in first_page


def test_what_looks_like_markup_is_text(text: str) -> None:
    assert "Visitors at York not logged <b>&</b> escorted" in text
    assert "<b>bold</b> & co.pdf" in text


def test_joined_arabic_letters_are_found_as_letters(text: str) -> None:
    assert "النسخ" in text


def test_hostile_names_are_carried_or_shown(text: str) -> None:
    shown = packed(text)
    for name in (
        "../../etc/passwd",
        "=cmd|'/Ccalc'!A0.csv",
        "поръчказадоставка.docx",
        "バックアップ試験記録.xlsx",
        "report[U+202E]gpj.exe",
        "nul[U+0000]byte.txt",
        "Žluťoučkýkůň.pdf",
        "[U+D800]lone.bin",
        "😀🔒",
        "รายงาน.pdf",
        "बैकअप.pdf",
    ):
        assert name in shown


@pytest.mark.parametrize(
    "words",
    [
        "x" * 100_000,
        "evidence " * 11_000,
        "W" * 500 + " " + "é" * 500,
        "\n".join(str(number) for number in range(3000)),
        "日本語。" * 8_000,
        "שלום עולם " * 3_000,
        "<para><b>&amp;</para>" * 1_000,
        "\x00\x01\u202e\ud800" * 500,
    ],
    ids=[
        "one word",
        "100,000 characters",
        "long words",
        "lines",
        "ideographs",
        "hebrew",
        "markup",
        "control",
    ],
)
def test_text_of_any_length_is_laid_out(words: str) -> None:
    criterion = Criterion("A.8.13", words[:3000], "control", words)
    finding = FindingCard(
        uuid(1),
        "F-01",
        "nonconformity",
        words[:3000],
        "major",
        (criterion,),
        words[:2000],
        words,
        statement=words[:500],
    )
    row = EvidenceRow(uuid(2), "E-001", words[:5000], "document", file_name=words[:5000], sha256="0" * 64)
    data = render_pdf(ReportDocument(cover=cover(), findings=(finding,), evidence=(row,)))
    reader = PdfReader(BytesIO(data))
    assert len(reader.pages) > 8
    assert f"{len(reader.pages)} / {len(reader.pages)}" in reader.pages[-1].extract_text()


def test_nothing_of_a_long_text_is_lost() -> None:
    words = " ".join(f"w{number}" for number in range(5000))
    finding = FindingCard(uuid(1), "F-01", "ofi", "Long", statement=words)
    found = read_text(render_pdf(ReportDocument(cover=cover(), findings=(finding,)))).split()
    assert [word for word in found if word.startswith("w") and word[1:].isdigit()] == words.split()


def test_a_card_that_runs_over_says_whose_it_is_on_the_next_page() -> None:
    finding = FindingCard(uuid(1), "F-01", "nonconformity", "Long", "minor", evidence="fact " * 3000)
    assert (
        read_text(render_pdf(ReportDocument(cover=cover(), findings=(finding,)))).count("F-01, continued")
        >= 2
    )


def test_no_heading_stands_alone_at_the_foot_of_a_page(pages: list[str]) -> None:
    headings = {
        *TITLES,
        "Criteria",
        "Sampling",
        "Independence",
        "Distribution",
        "4.8 Conformity by clause and theme",
    }
    for page in pages[2:]:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        assert " ".join(lines[-1].split()) not in headings


def _stop_at(call: int) -> Callable[[int, int, str], None]:
    calls = iter(range(call + 1))

    def progress(done: int, total: int, what: str) -> None:
        assert 0 <= done <= total
        assert what
        if next(calls) == call:
            raise Cancelled

    return progress


@pytest.mark.parametrize("call", [0, 5, 30])
def test_rendering_can_be_stopped_anywhere(document: ReportDocument, call: int) -> None:
    with pytest.raises(Cancelled):
        render_pdf(document, _stop_at(call))


@pytest.mark.parametrize(
    ("conformity", "said"),
    [
        ("yes", "the ISMS conforms to the audit criteria."),
        ("no", "does not conform to the audit criteria: this audit found no nonconformity."),
        ("not_concluded", "Whether the ISMS conforms to the audit criteria has not been concluded."),
    ],
)
def test_each_verdict_has_its_sentence(conformity: str, said: str) -> None:
    document = ReportDocument(cover=cover(), conclusion=Conclusion(conformity=conformity))
    assert said in read_text(render_pdf(document))


def test_a_long_register_repeats_its_head_on_each_page(document: ReportDocument) -> None:
    rows = tuple(dataclasses.replace(document.evidence[20], number=f"E-{number}") for number in range(800))
    found = read_text(render_pdf(ReportDocument(cover=cover(), evidence=rows)))
    assert found.count("Evidence, file and SHA-256") > 60
    assert "E-799" in found


@pytest.mark.parametrize("above", range(0, int(HEIGHT), 9))
def test_no_row_of_a_table_stands_alone_on_a_page(above: int) -> None:
    pages = Pages()
    pages.fill([Strip(float(above))])
    pages.fill(register([Column("Theme", 200)], ([f"{row}"] for row in range(6))))
    rows = [sum(bool(strip.head) for strip in page.strips) for page in pages.done]
    assert sum(rows) == 6
    assert 1 not in rows


def test_the_numbers_beside_the_longest_bar_are_whole() -> None:
    document = sample_document()
    counts = ResultCounts(conforming=33, nonconforming=1, unable_to_verify=1)
    (bar,) = results_by_theme([GroupResult("organizational", counts)], document.words())
    said = [paint for paint in bar.paints if isinstance(paint, PaintLine)][-1]
    told = "".join(run.text for piece in said.line.pieces for run in piece.runs)
    assert told == "33 conform, 1 nonconforming, 1 unable to verify"
    assert said.dx + said.line.width <= WIDTH


def test_nothing_is_called_not_stated_that_nobody_is_asked_for() -> None:
    document = ReportDocument(cover=cover(), conclusion=Conclusion(conformity="yes", effectiveness="yes"))
    text = read_text(render_pdf(document))
    assert "effectively implemented and maintained. Does the ISMS" in text
    assert "Dates and places" not in text


def test_a_follow_up_audit_says_how_each_finding_was_verified() -> None:
    document = sample_document()
    earlier = dataclasses.replace(
        document.follow_up.findings[0],
        verified=("Implementation verified, 12 Jan 2027, L. Ferreira, FU-2027-01 E-003. Seen in the role.",),
    )
    told = FollowUp("This audit followed up 1 finding: 0 closed as effective, 1 not.", (earlier,))
    text = read_text(render_pdf(dataclasses.replace(document, follow_up=told)))

    assert "This audit followed up 1 finding: 0 closed as effective, 1 not." in text
    assert "Verification IA-2025-01 F-02 Implementation verified, 12 Jan 2027, L. Ferreira" in text
    assert "Verification IA-2025-01" not in read_text(render_pdf(document))
