"""Every table of a workspace, so that one import completes the metadata."""

from models import (
    activity,
    audit,
    checklist,
    context,
    evidence,
    finding,
    follow_up,
    framework,
    isms,
    meeting,
    organization,
    own_word,
    phrase,
    programme,
    report,
    retention,
    sample,
    session,
    soa,
)
from models.base import Row

METADATA = Row.metadata

__all__ = [
    "METADATA",
    "activity",
    "audit",
    "checklist",
    "context",
    "evidence",
    "finding",
    "follow_up",
    "framework",
    "isms",
    "meeting",
    "organization",
    "own_word",
    "phrase",
    "programme",
    "report",
    "retention",
    "sample",
    "session",
    "soa",
]
