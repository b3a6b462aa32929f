"""A programme's own names for grades stand wherever a grade is written; the stored grade stays what it is."""

import dataclasses
from datetime import date

from app.findings.reads import finding_rows
from app.findings.repeats import repeat_candidates
from app.follow_up.due_list import DueFilter, due_ids
from app.follow_up.due_rows import due_rows
from app.follow_up.trends import trends
from app.programme import organizations
from app.reporting import document as documents
from app.reporting import wording
from app.reporting.grade_labels import GradeLabels
from app.reporting.pdf.report import render_pdf
from app.reporting.reports import build_draft
from app.workspace.workspace import Workspace
from models.finding import Grade
from tests.app.findings.story import begin
from tests.app.reporting.audited import Audited
from tests.app.reporting.reading import packed, read_text
from tests.app.reporting.sample import sample_document
from tests.conftest import FixedClock

OWN = GradeLabels(major="Cat 1", minor="Nebenabweichung {n} <b>")


def test_the_report_writes_the_own_names_and_keeps_the_usual_ones_for_the_rest() -> None:
    document = dataclasses.replace(sample_document(), labels=OWN)
    text = packed(read_text(render_pdf(document)))
    assert packed("Cat 1") in text
    assert packed(OWN.minor) in text
    assert packed("Major nonconformity") not in text
    assert packed("Minor nonconformity") not in text
    assert packed("Strength") in text


def test_totals_and_indicator_name_the_grades_as_the_programme_does() -> None:
    document = dataclasses.replace(sample_document(), labels=OWN)
    counts, words = document.finding_counts(), document.words()
    said = wording.nonconformities(counts, words)
    assert f"{counts.minor} × {OWN.minor}" in said
    assert "minor" not in said


def test_an_issued_document_keeps_its_names_and_an_older_one_has_none() -> None:
    document = dataclasses.replace(sample_document(), labels=OWN)
    content = documents.to_json(document)
    assert documents.from_json(content).labels == OWN
    older = documents.to_json(sample_document()).replace(
        b'"labels":{"major":"","minor":"","observation":"","ofi":"","strength":""},', b""
    )
    assert b'"labels"' not in older
    assert documents.from_json(older).labels == GradeLabels()


def test_a_finding_is_listed_by_its_own_name_and_keeps_its_grade(workspace: Workspace) -> None:
    story = begin(workspace)
    finding_id = story.confirmed()
    story.do(organizations.edit_programme, story.programme_id, label_minor="Cat 2", label_ofi="Tip")
    (row,) = story.see(finding_rows, [finding_id])
    assert (row.label, row.grade) == ("Cat 2", Grade.MINOR)


def test_what_is_read_of_other_audits_names_grades_as_their_programme_does(
    workspace: Workspace, clock: FixedClock
) -> None:
    story = begin(workspace)
    earlier_id = story.issued()
    story.do(organizations.edit_programme, story.programme_id, label_minor="Cat 2", label_major="Cat 1")
    clock.advance(days=364)
    finding_id = story.another_audit(date(2027, 7, 5), "IA-2027-01").raised().id

    (candidate,) = story.see(repeat_candidates, finding_id).found
    assert (candidate.id, candidate.own.name("minor")) == (earlier_id, "Cat 2")
    first, *_rest = story.see(trends)
    assert (first.audit_id, first.own.major, first.counts.minor) == (story.audit_id, "Cat 1", 1)
    (due,) = story.see(lambda unit: due_rows(unit, due_ids(unit, DueFilter())))
    assert due.own.name(due.severity.value) == "Cat 2"


def test_the_report_is_drawn_up_with_the_names_of_the_programme(audited: Audited) -> None:
    with audited.workspace.write("Edit audit programme") as uow:
        programme_id = organizations.organizations(uow)[0].programme_id
        organizations.edit_programme(uow, programme_id, label_minor=" Cat 2 ")
    with audited.workspace.read() as unit:
        document = build_draft(unit, audited.audit_id, audited.workspace.seat.device_id)
    assert document.words().own == {"minor": "Cat 2"}
