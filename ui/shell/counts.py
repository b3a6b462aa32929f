"""The texts at the right of the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.words import N_
from ui.words import _

if TYPE_CHECKING:
    from ui.shell.desk import Summary

_REPORT = {
    "draft": N_("draft"),
    "in_review": N_("in review"),
    "approved": N_("approved"),
    "issued": N_("issued"),
    "superseded": N_("superseded"),
}


def rail_texts(summary: Summary) -> dict[str, str]:
    """Counts by page id: `7/11` sessions, `37` pieces of evidence, what is due, where the report stands."""
    texts = {"audits": str(len(summary.audits)), "retention": str(summary.due) if summary.due else ""}
    counts = summary.counts
    if counts is None:
        return texts
    report = _(_REPORT[counts.report_state.value]) if counts.report_state else ""
    return {
        **texts,
        "sessions": f"{counts.sessions_held}/{counts.sessions}" if counts.sessions else "",
        "evidence": str(counts.evidence),
        "findings": str(counts.findings),
        "actions": str(summary.actions),
        "report": report,
    }
