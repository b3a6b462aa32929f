"""Grades and types in words: the programme's own names everywhere, the usual ones where it has none."""

from datetime import UTC, datetime

from app.findings.counts import FindingCounts
from app.findings.terms import FindingState, FindingType, Grade, Severity, Stop
from app.follow_up.trends import AuditTrend
from app.reporting.grade_labels import GradeLabels
from app.sessions.item_reads import EarlierFinding, LastAudit
from models.checklist import Result
from ui.closing.slide import totals_text
from ui.finding_words import explanation, full_word, short_word, totals_of, word_within
from ui.follow_up.trend_chart import said
from ui.sessions.item_words import last_audit_text

OWN = GradeLabels(major="Cat 1", ofi=" Tip {n} ")
USUAL = GradeLabels()
COUNTS = FindingCounts(major=1, minor=2, ofi=1, candidates=1)


def test_without_own_names_the_trade_speaks() -> None:
    assert [one.text for one in totals_of(COUNTS, USUAL)] == [
        *("1 major", "2 minor", "1 OFI", "0 observations", "0 strengths", "1 candidate")
    ]
    assert (short_word(Severity.MAJOR, USUAL), full_word(Severity.OFI, USUAL)) == (
        *("Major", "Opportunity for improvement"),
    )
    assert word_within(Severity.MINOR, USUAL) == "minor"
    assert explanation(Stop.NO_REQUIREMENT, USUAL) == (
        "No requirement applies: opportunity for improvement or strength."
    )


def test_an_own_name_has_no_plural_and_keeps_its_colour() -> None:
    totals = {one.code: one for one in totals_of(COUNTS, OWN)}
    assert [totals[code].text for code in ("major", "minor", "ofi")] == ["Cat 1: 1", "2 minor", "Tip {n}: 1"]
    assert totals["major"].tone == "major"


def test_the_figure_stays_behind_a_name_that_reads_from_the_right() -> None:
    texts = [one.text for one in totals_of(COUNTS, GradeLabels(minor="חריגה"))]
    assert texts[:2] == ["1 major", "\N{FIRST STRONG ISOLATE}חריגה\N{POP DIRECTIONAL ISOLATE}: 2"]


def test_the_meeting_the_trends_and_the_last_audit_use_the_own_names() -> None:
    assert totals_text(COUNTS, OWN) == "Cat 1: 1, 2 minor nonconformities, Tip {n}: 1"
    trend = AuditTrend("", "IA-2025-01", None, COUNTS, 3, 0, 0, None, OWN)
    assert said(trend) == "Cat 1: 1, 2 minor, Tip {n}: 1, 1 without a grade"
    kind, closed = FindingType.NONCONFORMITY, datetime(2026, 3, 2, tzinfo=UTC)
    found = EarlierFinding("", "F-05", kind, Grade.MAJOR, FindingState.CLOSED, closed, OWN)
    last = LastAudit("IA-2025-01", None, Result.NONCONFORMING, None, None, None, (found,))
    assert last_audit_text(last, None)[1] == "nonconforming: F-05 Cat 1, closed Mar 2026"
