"""The words of the plan page for the program's values."""

import enum
from collections.abc import Mapping
from datetime import date, datetime

from app.planning.audits import AuditState
from app.reporting import labels
from app.words import N_
from ui.terms import term

SESSION_KINDS = {
    "interview": N_("Interview"),
    "document_review": N_("Document review"),
    "observation": N_("Observation"),
    "technical_test": N_("Technical test"),
}
CONSENTS = {
    "not_asked": N_("Not asked yet"),
    "given": N_("Given"),
    "refused": N_("Refused"),
}
CONTEXT_KINDS = {
    "risk": N_("Risk"),
    "incident": N_("Incident"),
    "change": N_("Significant change"),
    "obstacle": N_("Obstacle to the audit"),
}
CRITERION_KINDS = {
    "framework": N_("Framework"),
    "org_requirement": N_("Own policy or procedure"),
    "legal": N_("Law or regulation"),
    "contractual": N_("Contract"),
}
STANDS = {
    "planned": N_("Planned"),
    "initiated": N_("Initiated"),
    "prepared": N_("Prepared"),
    "in_progress": N_("Opened"),
    "fieldwork": N_("Fieldwork"),
    "fieldwork_complete": N_("Fieldwork complete"),
    "reported": N_("Reported"),
    "completed": N_("Completed"),
    "closed": N_("Closed"),
    "suspended": N_("Suspended"),
    "cancelled": N_("Cancelled"),
}
STEPS = {
    AuditState.PLANNED: N_("Initiate the audit"),
    AuditState.INITIATED: N_("Finish the preparation"),
    AuditState.PREPARED: N_("Open the audit"),
    AuditState.IN_PROGRESS: N_("Conclude the fieldwork"),
    AuditState.FIELDWORK: N_("Conclude the fieldwork"),
    AuditState.REPORTED: N_("Complete the audit"),
    AuditState.COMPLETED: N_("Close the audit"),
}


def capital(table: Mapping[str, str], value: enum.Enum) -> str:
    """The word for a value with a capital letter, as the entry of a field."""
    word = term(table, value)
    return word[:1].upper() + word[1:]


def arrangement(value: enum.Enum) -> str:
    return capital(labels.ARRANGEMENTS, value)


def date_text(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def times_text(start: datetime, end: datetime | None) -> str:
    """`09:45–11:00`."""
    return f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}"
