"""The sentences of a status letter, the same on paper and in the mail."""

from app.reporting import labels
from app.reporting.formats import day
from app.reporting.letter_document import LetterDocument, LetterEntry
from app.words import N_, Words


def subject(document: LetterDocument, words: Words) -> str:
    """Findings and actions: state on 17 Dec 2026."""
    return words.text(N_("Findings and actions: state on {date}"), date=day(document.on, words))


def opening(document: LetterDocument, words: Words) -> str:
    """How much is waited for, and how much of it is overdue; zero is said too (R-42)."""
    count = words.plural("{n} entry waits for you", "{n} entries wait for you", len(document.waiting))
    overdue = words.plural("{n} is overdue", "{n} are overdue", document.overdue)
    return words.text(
        N_("From the audits of {organisation}, {count}; {overdue}."),
        organisation=document.organisation,
        count=count,
        overdue=overdue,
    )


def request(document: LetterDocument, words: Words) -> str:
    """What the owner is asked for."""
    return words.text(
        N_(
            "Please send what was done, with evidence of it, to {sender}. A date is put off only when it was "
            "agreed beforehand: say by whom, until when and why."
        ),
        sender=document.sender or words.text(N_("the audit team")),
    )


def note(words: Words) -> str:
    """What the letter is not."""
    text = N_(
        "For findings and grades the issued report of each audit counts; this letter changes nothing in it."
    )
    return words.text(text)


def what(entry: LetterEntry, words: Words) -> str:
    """The action, or what is waited for."""
    return entry.what or labels.label(words, labels.WAITED_FOR, entry.waited_for)


def due(entry: LetterEntry, words: Words) -> str:
    """The day until which it is waited for."""
    return day(entry.due, words) or words.text(N_("no date"))


def late(entry: LetterEntry, words: Words) -> str:
    """`8 days overdue`; "" for what is not."""
    if entry.days is None or entry.days >= 0:
        return ""
    return words.plural("{n} day overdue", "{n} days overdue", -entry.days)


def state(entry: LetterEntry, words: Words) -> str:
    return labels.label(words, labels.FINDING_STATES, entry.state)


def done(entry: LetterEntry, words: Words) -> str:
    """The day, or that it was cancelled."""
    return day(entry.done, words) or words.text(N_("cancelled"))
