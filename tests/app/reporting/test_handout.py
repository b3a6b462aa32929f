"""The two pages that are handed out at the closing meeting."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.reporting import canonical
from app.reporting.handout import build_handout, export_handout, handout_name
from app.reporting.handout_document import GradeDue, HandoutDocument
from app.reporting.pdf.handout import render_handout
from app.worker.client import Worker
from tests.app.reporting.audited import Audited
from tests.app.reporting.reading import packed, read_text
from tests.app.reporting.sample import sample_document, uuid

CLOSING = date(2026, 11, 25)


def handout() -> HandoutDocument:
    major = GradeDue("major", 7, 14)
    minor = GradeDue("minor", 30, 30)
    return HandoutDocument(sample_document(), CLOSING, (major, minor))


def pages(document: HandoutDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render_handout(document))).pages]


def test_the_handout_has_two_pages_each_marked_as_a_draft() -> None:
    found = pages(handout())
    assert len(found) == 2
    assert all("DRAFT" in page for page in found)
    assert "1 / 2" in found[0]


def test_the_findings_stand_on_the_first_page_and_what_follows_on_the_second() -> None:
    first, second = (packed(page) for page in pages(handout()))
    report = sample_document()
    for card in report.standing("nonconformity"):
        assert packed(f"{card.number} {card.grade}") in first, card.number
    for card in (*report.standing("strength"), *report.standing("ofi")):
        assert packed(f"{card.number} {card.title}")[:30] in second
    for grade, corrected, answered in (("Major", "2 Dec", "9 Dec"), ("Minor", "25 Dec", "25 Dec")):
        due = f"corrected by {corrected} 2026, answered with cause and plan by {answered} 2026."
        assert packed(f"{grade} nonconformity: {due}") in second
    assert packed("The report alone counts.") in second


def test_the_criterion_of_a_finding_is_told_whole() -> None:
    report = sample_document()
    card = report.standing("nonconformity")[0]
    own = dataclasses.replace(card.criteria[0], reference="ISP-09 §4.2 v3 of 12 May")
    changed = dataclasses.replace(card, criteria=(own,))
    first, _second = pages(
        dataclasses.replace(handout(), report=dataclasses.replace(report, findings=(changed,)))
    )
    assert "ISP-09 §4.2 v3" in first
    assert "of 12 May" in first


@pytest.mark.parametrize("count", [0, 1, 40, 300])
def test_it_stays_two_pages_however_much_was_found(count: int) -> None:
    report = sample_document()
    card = report.standing("nonconformity")[0]
    many = tuple(
        dataclasses.replace(
            card, id=uuid(n), number=f"F-{n:03d}", title="Absurdly long words " * 60, statement="More " * 400
        )
        for n in range(count)
    )
    others = tuple(
        dataclasses.replace(one, id=uuid(900 + n), type="ofi", grade="") for n, one in enumerate(many)
    )
    conclusion = dataclasses.replace(report.conclusion, effectiveness_except="everything " * 500)
    long = dataclasses.replace(report, findings=(*many, *others), conclusion=conclusion)
    found = pages(dataclasses.replace(handout(), report=long))

    assert len(found) == 2
    told = sum(f"F-{n:03d}" in found[0] for n in range(count))
    left = count - told
    assert (f"and {left} more, told in the report" in found[0]) == bool(left)
    assert told == count or told >= 4


def test_nothing_found_is_said_and_no_date_is_promised() -> None:
    report = dataclasses.replace(sample_document(), findings=())
    text = read_text(render_handout(HandoutDocument(report, CLOSING)))
    assert text.count("None identified.") == 3
    assert "corrected by" not in text


def test_the_handout_survives_the_way_to_the_worker() -> None:
    document = handout()
    assert canonical.decode(canonical.encode(document), HandoutDocument) == document
    assert render_handout(document) == render_handout(document)


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def test_days_that_count_from_the_report_have_no_date_yet() -> None:
    _first, second = (packed(page) for page in pages(dataclasses.replace(handout(), from_issue=True)))
    due = "corrected within 7 days, answered with cause and plan within 14 days after the report is issued."
    assert packed(f"Major nonconformity: {due}") in second
    assert "2026" not in second.split(packed("What follows"))[1].split(packed("Aresponse"))[0]


def test_the_dates_are_counted_from_the_closing_meeting(audited: Audited) -> None:
    with audited.workspace.read() as unit:
        document = build_handout(unit, audited.audit_id, audited.workspace.seat.device_id)
        held = next(row.held for row in document.report.meetings if row.kind == "closing")
    assert held is not None
    assert document.closing_on == held.date()
    (major,) = document.due
    assert (major.grade, major.correction_days, major.response_days) == ("major", 7, 14)
    assert not document.from_issue


def test_the_handout_is_written_as_a_file(audited: Audited, tmp_path: Path, worker: Worker) -> None:
    target = tmp_path / handout_name("IA-2026-03")
    export_handout(audited.workspace, audited.audit_id, target, worker)
    assert target.name == "IA-2026-03 closing meeting DRAFT.pdf"
    assert "Closing meeting: findings in short" in read_text(target.read_bytes())
    with pytest.raises(UserError, match="inside the workspace"):
        export_handout(audited.workspace, audited.audit_id, audited.workspace.path / "x.pdf", worker)
