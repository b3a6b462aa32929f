"""How the page says what is waited for, and how urgent it is."""

from collections.abc import Sequence

from app.follow_up.ageing import AgeBand
from app.follow_up.due_list import DueKind, Show
from app.follow_up.due_rows import DueCounts, DueRow, Urgency, waited_for
from app.reporting import formats, labels
from app.words import N_, Words
from ui.finding_words import short_word, tone_of
from ui.terms import term
from ui.words import _, ngettext

_SHOWN = {
    Show.OPEN: N_("Open"),
    Show.OVERDUE: N_("Overdue"),
    Show.SOON: N_("Due soon"),
    Show.FINISHED: N_("Done or cancelled"),
    Show.ALL: N_("All"),
}


def what_text(row: DueRow) -> str:
    """The action, or what the finding waits for."""
    if row.kind is DueKind.ACTION:
        return row.what or _("Action without words")
    return _(labels.WAITED_FOR[waited_for(row)])


def finding_text(row: DueRow) -> str:
    """`IA-2026-03 F-07 Restore tests missed`."""
    return f"{row.reference} {row.title}".strip()


def owner_text(row: DueRow) -> str:
    return row.owner or _("nobody named")


def due_text(row: DueRow, words: Words) -> str:
    """The date, or that there is none."""
    return formats.day(row.due_on, words) or _("no date")


def urgency_text(row: DueRow) -> str:
    """`3 days overdue`, `due today`, `in 5 days`; what is finished has no urgency."""
    if not row.is_open or row.days is None:
        return ""
    if row.days < 0:
        return ngettext("{n} day overdue", "{n} days overdue", -row.days)
    if row.days == 0:
        return _("due today")
    return ngettext("in {n} day", "in {n} days", row.days)


def state_text(row: DueRow, words: Words) -> str:
    """Where the finding stands; of a finished action, what became of it."""
    if row.done_on is not None:
        return _("Done {date}").format(date=formats.day(row.done_on, words))
    if row.cancelled_reason:
        return _("Cancelled")
    text = term(labels.FINDING_STATES, row.state)
    return text[:1].upper() + text[1:]


def age_text(row: DueRow) -> str:
    """How long ago the finding was raised."""
    return ngettext("{n} day", "{n} days", row.age)


def ages_text(bands: Sequence[AgeBand]) -> str:
    """`Open nonconformities by age: 3 up to 30 days, 0 up to 90 days, …`; zeros are said too (R-42)."""
    told = []
    for band in bands:
        if band.most is None:
            told.append(_("{n} older").format(n=band.total))
        else:
            told.append(_("{n} up to {days} days").format(n=band.total, days=band.most))
    return _("Open nonconformities by age: {what}.").format(what=", ".join(told))


def grade_badge(row: DueRow) -> tuple[str, str]:
    """Word and tone; a nonconformity without a grade has a dash."""
    return short_word(row.severity, row.own), tone_of(row.severity)


def show_text(show: Show) -> str:
    return _(_SHOWN[show])


def counts_text(counts: DueCounts) -> str:
    """`2 overdue, 3 due soon`; "" where neither is."""
    told = []
    if counts.overdue:
        told.append(ngettext("{n} overdue", "{n} overdue", counts.overdue))
    if counts.soon:
        told.append(ngettext("{n} due soon", "{n} due soon", counts.soon))
    return ", ".join(told)


def is_overdue(row: DueRow) -> bool:
    return row.is_open and row.urgency is Urgency.OVERDUE
