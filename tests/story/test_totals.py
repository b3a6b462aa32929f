"""The same figures in the report, in the workbook, in the window and on the command line (R-41)."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.planning.audit_list import audit_rows
from app.reporting.exports import export_findings, export_report
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from tests.ui.conftest import OpenWindow
from ui.findings.page import FindingsPage
from ui.overview.page import OverviewPage
from ui.pages import page_entries
from ui.window import Window

THIS, LAST = "IA-2026-03", "IA-2025-02"
PARTS = (
    "1 Executive summary",
    "2 Audit details",
    "3 Methodology",
    "4 Findings",
    "4.1 Strengths",
    "4.2 Weaknesses",
    "4.3 Nonconformities",
    "4.4 Opportunities for improvement",
    "4.5 Observations",
    "4.6 Risks identified",
    "4.7 Incidents and breaches learnt of",
    "4.8 Conformity by clause and theme",
    "4.9 Withdrawn and merged numbers",
    "5 Follow-up of earlier findings",
    "6 Significant changes",
    "7 Conclusion",
    "8 Open points",
    "9 Actions",
    "Statements",
    "Sign-off",
    "Appendix A Evidence index",
    "Appendix B Requirements and how they were examined",
    "Appendix C Attendance of meetings",
    "Appendix D Audit plan",
    "Appendix E Not examined this time",
    "Appendix F Grading rules and definitions",
    "Appendix G Abbreviations",
)
KINDS = ("major", "minor", "ofi", "observation", "strength", "withdrawn", "merged")
RESULTS = ("examined", "conforming", "nonconforming", "unable_to_verify", "left_out", "excluded")
Figures = dict[str, int]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What leaves of one audit: the text of the report behind its contents, and the workbook's summary."""

    report: str
    summary: dict[str, Any]
    rows: dict[str, int]


@pytest.fixture(scope="module")
def handed_over(sample: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, HandedOver]:
    folder, worker = tmp_path_factory.mktemp("handed over"), Worker()
    with sample.read() as unit:
        ids = {row.number: row.id for row in audit_rows(unit)}
    found = {}
    for number in (THIS, LAST):
        pdf, workbook = folder / f"{number}.pdf", folder / f"{number}.xlsx"
        export_report(sample, ids[number], pdf, worker)
        export_findings(sample, ids[number], workbook, worker)
        found[number] = HandedOver(_text(pdf), *_figures_of(workbook))
    worker.stop()
    return found


def _text(pdf: Path) -> str:
    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    end = next(
        at for at, page in enumerate(pages) if re.search(r"^1  Executive summary$", page, re.MULTILINE)
    )
    return re.sub(r"[^\S\n]+", " ", "\n".join(pages[end:]))


def _figures_of(workbook: Path) -> tuple[dict[str, Any], dict[str, int]]:
    book = load_workbook(workbook)
    summary = {str(item): value for _part, item, value in book["Summary"].values}
    return summary, {page.title: page.max_row - 1 for page in book.worksheets}


@pytest.fixture(scope="module")
def told(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `assay-cli audits --json` says, by the number of the audit."""
    settings = str(tmp_path_factory.mktemp("settings"))
    # Opened by the clock of today, the template would warn whoever opens a copy by that of the sample's day.
    folder = shutil.copytree(sample_template, tmp_path_factory.mktemp("told") / "sample.assay")
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "audits", str(folder), "--json"],
        env={**os.environ, "XDG_CONFIG_HOME": settings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {one["number"]: one for one in json.loads(done.stdout)["audits"]}


@pytest.mark.parametrize("number", [THIS, LAST])
def test_the_report_has_every_part_in_order(handed_over: dict[str, HandedOver], number: str) -> None:
    report = handed_over[number].report
    places = [_place(report, part) for part in PARTS]
    assert all(before < after for before, after in pairwise(places)), dict(zip(PARTS, places, strict=True))


def _place(report: str, part: str) -> int:
    found = re.search(rf"^{re.escape(part)}\b.*$", report, re.MULTILINE)
    assert found, f"{part} is missing"
    return found.start()


@pytest.mark.parametrize("number", [THIS, LAST])
def test_a_part_without_content_says_so_and_zeros_are_counted(
    handed_over: dict[str, HandedOver], number: str
) -> None:
    report = handed_over[number].report
    assert re.search(r"^4\.5 Observations 0 ?\nNone identified\.", report, re.MULTILINE)
    assert re.search(r"^4\.9 Withdrawn and merged numbers ?\nNone identified\.", report, re.MULTILINE)
    assert "0 observations · 0 withdrawn · 0 merged" in report
    bounds = [*(_place(report, part) for part in PARTS), len(report)]
    empty = [part for part, (start, end) in zip(PARTS, pairwise(bounds), strict=True) if end - start < 25]
    assert empty == ["4 Findings"]


@pytest.mark.parametrize("number", [THIS, LAST])
def test_the_findings_are_counted_alike_everywhere(
    handed_over: dict[str, HandedOver],
    told: dict[str, Any],
    open_window: OpenWindow,
    sample_folder: Path,
    number: str,
) -> None:
    line = {kind: told[number]["findings"][kind] for kind in KINDS}
    shown = handed_over[number]
    assert _findings_of_report(shown.report) == line
    assert _findings_of_workbook(shown.summary) == line
    assert shown.rows["Findings"] == sum(told[number]["findings"].values())
    window = open_window(sample_folder, page_entries())
    on_page = _badges(window, told[number]["id"])
    said = {kind: on_page.get(kind, 0) for kind in KINDS if kind not in ("withdrawn", "merged")}
    assert said == {kind: line[kind] for kind in said}
    assert on_page.get("candidate", 0) == told[number]["findings"]["candidates"]


def _findings_of_report(report: str) -> Figures:
    large = re.search(
        r"^(\d+) (\d+) (\d+) \d+ ?major minor (?:opportunity|opportunities)", report, re.MULTILINE
    )
    rest = re.search(r"(\d+) strengths? · (\d+) observations? · (\d+) withdrawn · (\d+) merged", report)
    assert large
    assert rest
    strength, observation, withdrawn, merged = (int(one) for one in rest.groups())
    major, minor, ofi = (int(one) for one in large.groups())
    return dict(zip(KINDS, (major, minor, ofi, observation, strength, withdrawn, merged), strict=True))


def _findings_of_workbook(summary: dict[str, Any]) -> Figures:
    names = (
        "Major nonconformities",
        "Minor nonconformities",
        "Opportunities for improvement",
        "Observations",
        "Strengths",
        "Withdrawn findings",
        "Merged findings",
    )
    return {kind: summary[name] for kind, name in zip(KINDS, names, strict=True)}


def _badges(window: Window, audit_id: str) -> Figures:
    window.navigate("findings", {"audit_id": audit_id})
    page = window.current_page()
    assert isinstance(page, FindingsPage)
    pairs = [text.split(" ", 1) for text in page.list.badge_texts()]
    return {_singular(name): int(count) for count, name in pairs}


def _singular(name: str) -> str:
    return name.lower().removesuffix("s")


@pytest.mark.parametrize("number", [THIS, LAST])
def test_the_requirements_are_counted_alike_everywhere(
    handed_over: dict[str, HandedOver], told: dict[str, Any], number: str
) -> None:
    shown, line = handed_over[number], told[number]["requirements"]
    in_report, in_workbook = _results_of_report(shown.report), _results_of_workbook(shown.summary)
    assert in_report == in_workbook
    assert in_report == {kind: line[kind] for kind in RESULTS if kind != "left_out"} | {
        "left_out": line["not_examined"] + line["open"]
    }
    assert shown.summary["Requirements in scope"] == line["in_scope"]
    assert shown.rows["Coverage"] == line["total"]


def _results_of_report(report: str) -> Figures:
    total = re.search(r"^Total (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) ?$", report, re.MULTILINE)
    large = re.search(r"(\d+) ?major minor \S+ of (\d+) requirements ?\n?examined conform", report)
    assert total
    assert large
    found = dict(zip(RESULTS, (int(one) for one in total.groups()), strict=True))
    assert (found["conforming"], found["examined"]) == tuple(int(one) for one in large.groups())
    return found


def _results_of_workbook(summary: dict[str, Any]) -> Figures:
    names = (
        "Requirements examined",
        "Requirements conforming",
        "Requirements nonconforming",
        "Requirements unable to verify",
        "Requirements not examined this time",
        "Controls excluded by the SoA",
    )
    return {kind: summary[name] for kind, name in zip(RESULTS, names, strict=True)}


@pytest.mark.parametrize("number", [THIS, LAST])
def test_the_overview_shows_the_figures_that_leave(
    handed_over: dict[str, HandedOver],
    told: dict[str, Any],
    open_window: OpenWindow,
    sample_folder: Path,
    number: str,
) -> None:
    shown, line = handed_over[number], told[number]
    window = open_window(sample_folder, page_entries())
    window.navigate("overview", {"audit_id": line["id"]})
    page = window.current_page()
    assert isinstance(page, OverviewPage)
    items, sessions, evidence, findings = ([int(n) for n in _leading(text)] for text in page.standing.texts())
    assert items == [line["items"]["examined"], line["items"]["total"]]
    assert sessions == [line["sessions"]["held"], line["sessions"]["total"]]
    assert evidence == [line["evidence"]] == [shown.summary["Pieces of evidence"]] == [shown.rows["Evidence"]]
    counts = line["findings"]
    graded, candidates = counts["major"] + counts["minor"], counts["candidates"]
    assert findings == ([graded, candidates] if candidates else [graded])


def test_the_index_of_an_issued_report_stays_what_it_was_and_that_of_a_draft_grows(
    handed_over: dict[str, HandedOver], told: dict[str, Any]
) -> None:
    assert _indexed(handed_over[THIS].report) == told[THIS]["evidence"]
    assert 0 < _indexed(handed_over[LAST].report) < told[LAST]["evidence"]


def _indexed(report: str) -> int:
    """How many pieces stand in the evidence index."""
    return len(set(re.findall(r"^E-\d+ ", report[_place(report, "Appendix A") :], re.MULTILINE)))


def _leading(text: str) -> list[str]:
    """`41 of 123 items`: 41 and 123; `4 + 1 nonconformities`: 4 and 1."""
    found = re.match(r"(\d+)(?: (?:of|\+) (\d+))?", text)
    assert found
    return [one for one in found.groups() if one is not None]
