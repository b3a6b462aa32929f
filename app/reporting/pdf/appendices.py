"""Appendices A to G."""

from collections.abc import Iterator

from app.reporting import labels
from app.reporting.colours import TEXT
from app.reporting.formats import clock, day, moment, size
from app.reporting.grading_rules import ABBREVIATIONS, GRADING_RULES
from app.reporting.parts import Meeting, PlannedSession
from app.reporting.pdf.strips import Strip, paragraph
from app.reporting.pdf.styles import HASH, HEAD, SMALL, SMALL_MUTED, TINY
from app.reporting.pdf.tables import Cell, Column, facts, register
from app.reporting.pdf.writer import Writer
from app.reporting.registers import EvidenceRow, RequirementRow
from app.words import N_

STRONG = SMALL.but(font=HEAD.font)


def evidence_index(writer: Writer, title: str) -> Iterator[Strip]:
    """A: every piece of evidence with its circumstances and the SHA-256 of its bytes."""
    t, rows = writer.t, writer.document.evidence
    yield from writer.section("appendix-a", title, new_page=True)
    if not rows:
        yield from writer.none()
        return
    columns = [
        Column(t(N_("Number")), 42),
        Column(t(N_("Evidence, file and SHA-256")), 263),
        Column(t(N_("Obtained")), 116),
        Column(t(N_("Used for")), 50),
    ]
    yield from register(columns, (_evidence(writer, row) for row in rows))


def requirement_list(writer: Writer, title: str) -> Iterator[Strip]:
    """B: every requirement, how and by whom it was examined, its result and its evidence."""
    t, rows = writer.t, writer.document.requirements
    yield from writer.section("appendix-b", title, new_page=True)
    if not rows:
        yield from writer.none()
        return
    columns = [
        Column(t(N_("Requirement")), 148),
        Column(t(N_("How examined, by whom")), 134),
        Column(t(N_("Result")), 105),
        Column(t(N_("Evidence and findings")), 84),
    ]
    yield from register(columns, (_requirement(writer, row) for row in rows))


def attendance(writer: Writer, title: str) -> Iterator[Strip]:
    """C."""
    yield from writer.section("appendix-c", title)
    if not writer.document.meetings:
        yield from writer.none()
    for meeting in writer.document.meetings:
        yield from _meeting(writer, meeting)


def plan(writer: Writer, title: str) -> Iterator[Strip]:
    """D."""
    t, sessions = writer.t, writer.document.sessions
    yield from writer.section("appendix-d", title)
    if not sessions:
        yield from writer.none()
        return
    columns = [
        Column(t(N_("When")), 78),
        Column(t(N_("Session")), 170),
        Column(t(N_("Auditors")), 78),
        Column(t(N_("Auditee")), 85),
        Column(t(N_("State")), 60),
    ]
    yield from register(columns, (_session(writer, session) for session in sessions))


def left_out(writer: Writer, title: str) -> Iterator[Strip]:
    """E."""
    t, rows = writer.t, writer.document.not_examined()
    yield from writer.section("appendix-e", title)
    if not rows:
        yield from writer.none()
        return
    yield from paragraph(
        t(
            N_(
                "These requirements are in scope and were not examined this time. "
                "They are proposed for a next audit."
            )
        )
    )
    columns = [Column(t(N_("Requirement")), 230), Column(t(N_("Reason")), 241)]
    yield from register(
        columns,
        ((f"{row.reference} {row.title}", row.reason or t(N_("No reason recorded"))) for row in rows),
    )


def grading(writer: Writer, title: str) -> Iterator[Strip]:
    """F."""
    yield from writer.section("appendix-f", title)
    own = writer.words.own
    yield from facts(
        (own.get(code) or writer.t(term), writer.t(meaning)) for code, term, meaning in GRADING_RULES
    )


def abbreviations(writer: Writer, title: str) -> Iterator[Strip]:
    """G, with what identifies this document."""
    document, t = writer.document, writer.t
    yield from writer.section("appendix-g", title)
    own = [(each.short, each.meaning) for each in document.abbreviations]
    yield from facts([*((short, t(meaning)) for short, meaning in ABBREVIATIONS), *own])
    yield from writer.topic(t(N_("This document")))
    yield from facts(
        [
            (t(N_("Drawn up")), moment(document.drawn_up, writer.words)),
            (t(N_("Program")), f"Assay {document.program_version}".strip()),
            (t(N_("Activity log")), document.log_head),
        ]
    )


def _evidence(writer: Writer, row: EvidenceRow) -> tuple[Cell, ...]:
    t, words = writer.t, writer.words
    kind = labels.label(words, labels.EVIDENCE_KINDS, row.kind)
    marks = [kind, row.classification, t(N_("personal data")) if row.personal_data else "", row.period]
    file = " · ".join(part for part in (row.file_name, size(row.size)) if part)
    derived = t(N_("derived from {number}"), number=row.derived_from) if row.derived_from else ""
    method = labels.label(words, labels.METHODS, row.method)
    return (
        row.number,
        [
            (row.title, STRONG),
            (" · ".join(mark for mark in marks if mark), SMALL_MUTED),
            (file, SMALL),
            (row.sha256 or t(N_("Nothing was taken, so there is no hash.")), HASH if row.sha256 else TINY),
            (derived, SMALL_MUTED),
            (row.note, SMALL_MUTED),
            (row.disposal, SMALL_MUTED),
        ],
        [
            (moment(row.obtained, words), SMALL),
            (", ".join(part for part in (row.source, row.obtained_at) if part), SMALL_MUTED),
            (", ".join(part for part in (method, row.obtained_by) if part), SMALL_MUTED),
        ],
        [(", ".join(row.items), SMALL), (", ".join(row.findings), SMALL)],
    )


def _requirement(writer: Writer, row: RequirementRow) -> tuple[Cell, ...]:
    words = writer.words
    result = row.result if row.applicable else "excluded"
    strong = STRONG.but(colour=TEXT)
    how = labels.labels(words, labels.METHODS, row.methods)
    left = words.plural("{n} item open", "{n} items open", row.open_items) if row.open_items else ""
    said = labels.three_answers(words, row.designed, row.implemented, row.operating)
    return (
        [(f"{row.reference} {row.title}", SMALL), (said, TINY)],
        [(how or "–", SMALL), (", ".join(row.auditors), SMALL_MUTED)],
        [
            (labels.label(words, labels.RESULTS, result), strong),
            (row.reason, SMALL_MUTED),
            (left, SMALL_MUTED),
        ],
        [(", ".join(row.evidence) or "–", SMALL), (", ".join(row.findings), STRONG)],
    )


def _meeting(writer: Writer, meeting: Meeting) -> Iterator[Strip]:
    t, words = writer.t, writer.words
    about = " · ".join(part for part in (moment(meeting.held, words), meeting.place) if part)
    yield from writer.topic(labels.label(words, labels.MEETINGS, meeting.kind), about)
    if not meeting.attendees:
        yield from paragraph(t(N_("No attendance recorded.")), SMALL_MUTED)
    else:
        columns = [Column(t(N_("Name")), 190), Column(t(N_("Role")), 200), Column(t(N_("Present")), 81)]
        present = {True: t(N_("present")), False: t(N_("absent"))}
        yield from register(
            columns, ((who.name, who.role, present[who.present]) for who in meeting.attendees)
        )
    if meeting.minutes:
        yield from paragraph(meeting.minutes, SMALL)


def _session(writer: Writer, session: PlannedSession) -> tuple[Cell, ...]:
    words = writer.words
    hours = "–".join(clock(when) for when in (session.starts, session.ends) if when)
    kind = labels.label(words, labels.METHODS, session.kind)
    mode = labels.label(words, labels.MODES, session.mode)
    return (
        [(day(session.starts, words), SMALL), (hours, SMALL_MUTED)],
        [
            (session.title, SMALL),
            (" · ".join(part for part in (kind, session.place, mode) if part), SMALL_MUTED),
            (", ".join(session.items), TINY),
        ],
        ", ".join(session.auditors),
        ", ".join(session.auditees),
        [
            (labels.label(words, labels.SESSION_STATES, session.state), SMALL),
            (writer.t(N_("notes confirmed")) if session.confirmed else "", SMALL_MUTED),
        ],
    )
