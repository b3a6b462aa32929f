"""The head and the rows of a list of findings, before they become cells of a file."""

from collections.abc import Iterator

from app.reporting.finding_list.columns import COLUMNS, FindingColumn, Told
from app.reporting.finding_list.document import FindingAnswer, FindingList
from app.reporting.finding_list.profile import ColumnProfile
from app.words import Words


def chosen_columns(profile: ColumnProfile) -> tuple[FindingColumn, ...]:
    """The columns of a profile in its order."""
    return tuple(COLUMNS[column.key] for column in profile.columns)


def headings(profile: ColumnProfile, words: Words) -> tuple[str, ...]:
    """What stands above the columns: the office's own words, or Assay's."""
    return tuple(column.heading or words.text(COLUMNS[column.key].title) for column in profile.columns)


def told_findings(document: FindingList, words: Words) -> Iterator[Told]:
    """Every finding by number with what was answered to it."""
    answers = {answer.finding_id: answer for answer in document.answers}
    for card in document.report.findings:
        yield Told(card, answers.get(card.id, FindingAnswer(card.id)), document.report, words)
