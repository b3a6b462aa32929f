"""The report as a value: totals, and the canonical bytes that are frozen at issue."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.reporting.document import ReportDocument, digest, from_json, to_json
from app.reporting.finding_card import FindingCard
from app.reporting.parts import Revision
from tests.app.reporting.sample import cover, sample_document, uuid


def test_a_report_comes_back_from_its_bytes_as_it_was(document: ReportDocument) -> None:
    assert from_json(to_json(document)) == document


def test_the_same_report_has_the_same_digest_and_another_word_another_one(document: ReportDocument) -> None:
    again = sample_document()
    changed = dataclasses.replace(again, weaknesses=("Another weakness.",))
    assert digest(to_json(document)) == digest(to_json(again))
    assert digest(to_json(document)) != digest(to_json(changed))
    assert len(digest(b"")) == 64


def test_the_bytes_have_sorted_keys_and_carry_a_broken_file_name(document: ReportDocument) -> None:
    data = to_json(document)
    keys = list(json.loads(data))
    assert keys == sorted(keys)
    assert b"\\ud800lone.bin" in data
    assert "バックアップ試験記録".encode() in data


@given(st.text(), st.text(), st.sampled_from(["draft", "issued"]))
def test_any_text_survives_the_round_trip(title: str, reason: str, state: str) -> None:
    written = ReportDocument(
        cover=dataclasses.replace(cover(), title=title),
        revision=Revision(2, state, None, 1, reason, (title,)),
    )
    assert from_json(to_json(written)) == written


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"cover": 1}', b"\xff", b'{"cover": {}, "new": 1}'])
def test_bytes_that_are_no_report_are_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(UserError, match="not the content of a report"):
        from_json(data)


def test_withdrawn_and_merged_findings_keep_their_number_but_do_not_count() -> None:
    cards = tuple(
        FindingCard(uuid(number), f"F-{number:02}", "nonconformity", "Title", "minor", state=state)
        for number, state in enumerate(("confirmed", "withdrawn", "merged"), start=1)
    )
    counted = ReportDocument(cover=cover(), findings=cards)
    assert counted.finding_counts().minor == 1
    assert counted.finding_counts().withdrawn == 1
    assert counted.finding_counts().merged == 1
    assert [card.number for card in counted.left_out()] == ["F-02", "F-03"]


def test_majors_stand_before_minors(document: ReportDocument) -> None:
    assert [card.grade for card in document.standing("nonconformity")] == ["major", "minor", "minor", "minor"]


def test_the_results_of_all_groups_add_up_to_the_total(document: ReportDocument) -> None:
    total = document.result_counts()
    for groups in (document.results_by_theme(), document.results_by_clause()):
        assert sum(group.counts.examined for group in groups) == total.examined
        assert sum(group.counts.left_out for group in groups) == total.left_out
        assert sum(group.counts.excluded for group in groups) == total.excluded
    assert total.in_scope + total.excluded == len(document.requirements) == 123


def test_a_conforming_answer_without_note_or_evidence_is_counted(document: ReportDocument) -> None:
    bare = [row for row in document.checklist if not row.notes and not row.evidence]
    assert document.bare_conforming() == sum(row.result == "conforming" for row in bare) > 0
