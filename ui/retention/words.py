"""What the retention page says: days, rules, holds, and how far a destruction got."""

from collections.abc import Sequence
from pathlib import Path

from app.evidence.names import display_name
from app.reporting import formats
from app.retention.disposals import rule_text
from app.retention.due import DueRow, RetentionRule, SubjectKind
from app.retention.holds import Hold
from app.retention.mentions import Mentions
from app.retention.thorough import Outcome
from app.words import NN_, Words
from app.workspace.backups.keeping import SecondCopy
from ui.words import _, message, ngettext


def name_text(row: DueRow) -> str:
    """`E-031 Leaver list`, or the name of a person."""
    name = display_name(row.name)
    return f"{row.number} {name}" if row.number else name


def about_text(row: DueRow) -> str:
    """The audit and the size of a piece; that it is a person."""
    if row.kind is SubjectKind.PERSON:
        return _("Name, role, department and address of a person")
    parts = (row.audit, formats.size(row.size) if row.size is not None else _("without a file"))
    return " · ".join(part for part in parts if part)


def short_rule_text(row: DueRow) -> str:
    """The rule in a few words."""
    texts = {
        RetentionRule.OWN_DATE: _("a date of its own"),
        RetentionRule.EVIDENCE_YEARS: _("evidence"),
        RetentionRule.PERSONAL_YEARS: _("personal data"),
        RetentionRule.TRASH: _("trash"),
    }
    return texts[row.rule]


def years_text(row: DueRow) -> str:
    """How long by the rule; "" for a date of its own."""
    if row.rule_years is None:
        return ""
    return ngettext("{n} year after closing", "{n} years after closing", row.rule_years)


def state_badge(row: DueRow) -> tuple[str, str]:
    """Word and tone: due, on hold, or nothing yet."""
    if row.hold is not None:
        return _("on hold"), "outline"
    return (_("due"), "accent") if row.is_due else ("", "neutral")


def whole_rule_text(words: Words, row: DueRow) -> str:
    """The rule as a sentence."""
    return rule_text(words, row.rule, row.rule_years)


def hold_text(hold: Hold) -> str:
    """`On hold since 24 Nov 2026 by L. Ferreira: Court case.`"""
    day = f"{hold.placed_at:%d %b %Y}"
    if hold.placed_by:
        text = _("On hold since {day} by {who}: {reason}")
        return text.format(day=day, who=hold.placed_by, reason=hold.reason)
    return _("On hold since {day}: {reason}").format(day=day, reason=hold.reason)


def mentions_text(mentions: Mentions) -> str:
    """Where a name stands in text, and that it stays there; "" where it stands nowhere."""
    counted = (
        (mentions.notes, NN_("{n} line of notes", "{n} lines of notes")),
        (mentions.findings, NN_("{n} finding", "{n} findings")),
        (mentions.evidence, NN_("{n} piece of evidence", "{n} pieces of evidence")),
        (mentions.reports, NN_("{n} issued report", "{n} issued reports")),
        (mentions.others, NN_("{n} other record", "{n} other records")),
    )
    parts = [ngettext(one, many, count) for count, (one, many) in counted if count]
    if not parts:
        return ""
    text = _("The name also stands in what was written: {places}. That stays as it is.")
    return text.format(places=", ".join(parts))


def outcome_sentences(outcome: Outcome, place: Path | None) -> Sequence[str]:
    """What was destroyed, and what is still to be done about it, one sentence each."""
    numbers = ", ".join(outcome.destroyed.numbers)
    return [
        _("Destroyed: {numbers}.").format(numbers=numbers),
        *_files_left(outcome.destroyed.files_left),
        *_backups(outcome),
        *_away(outcome, place),
    ]


def _files_left(count: int) -> list[str]:
    if not count:
        return []
    return [
        ngettext(
            "{n} file could not be removed yet; the next opening of the workspace removes it.",
            "{n} files could not be removed yet; the next opening of the workspace removes them.",
            count,
        )
    ]


def _backups(outcome: Outcome) -> list[str]:
    kept = outcome.kept
    if kept is None:
        why = message(outcome.error.what) if outcome.error else ""
        later = _("The earlier backups still hold it: the next backup cleans them.")
        return [part for part in (why, later) if part]
    rewritten = sum(one.rewritten for one in kept.cleaned)
    removed = sum(one.removed for one in kept.cleaned)
    left = sum(one.left for one in kept.cleaned)
    reason = next((one.reason for one in kept.cleaned if one.reason), "")
    said = [ngettext("{n} earlier backup was cleaned.", "{n} earlier backups were cleaned.", rewritten)]
    if removed:
        said.append(
            ngettext(
                "{n} damaged backup, which nobody could clean, was removed.",
                "{n} damaged backups, which nobody could clean, were removed.",
                removed,
            )
        )
    if left:
        said.append(
            ngettext(
                "{n} backup could not be cleaned ({reason}): the next one tries again.",
                "{n} backups could not be cleaned ({reason}): the next one tries again.",
                left,
                reason=reason,
            )
        )
    return said


def _away(outcome: Outcome, place: Path | None) -> list[str]:
    is_away = outcome.kept is None or outcome.kept.second is SecondCopy.AWAY
    return [away_text(place)] if place is not None and is_away else []


def away_text(place: Path) -> str:
    """That a drive which is not there may hold backups with what was destroyed."""
    text = _("The backups in {place} may still hold it: connect the drive, and the next backup cleans them.")
    return text.format(place=place)
