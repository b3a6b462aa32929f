"""A list of findings as CSV that a spreadsheet opens by a double click."""

import csv
from collections.abc import Sequence
from datetime import date
from io import StringIO

from app.errors import UserError
from app.progress import Progress, no_progress
from app.reporting.clean import marked
from app.reporting.finding_list.columns import Value
from app.reporting.finding_list.document import FindingList
from app.reporting.finding_list.table import chosen_columns, headings, told_findings
from app.words import N_

# A spreadsheet runs a field that begins so, also behind blanks and in the wide letters of East Asia.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def render_csv(document: FindingList, progress: Progress = no_progress) -> bytes:
    """UTF-8 with its mark, days as 2026-11-24, no field a formula; read back field by field before it is
    given away. Raises UserError where something was lost."""
    words = document.report.words()
    columns = chosen_columns(document.profile)
    rows = [[field_text(heading) for heading in headings(document.profile, words)]]
    for done, told in enumerate(told_findings(document, words)):
        progress(done, len(document.report.findings), N_("Writing the findings"))
        rows.append([field_text(column.value(told)) for column in columns])
    text = StringIO(newline="")
    csv.writer(text, delimiter=document.profile.separator).writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    _read_back(content, rows, document.profile.separator)
    return content


def field_text(value: Value) -> str:
    """A value as a field: a text that would be a formula gets an apostrophe before it, as in a cell."""
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else marked(str(value))
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _read_back(content: bytes, rows: Sequence[Sequence[str]], separator: str) -> None:
    found = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
    if found != rows:
        raise UserError(
            N_("The file lost findings: it has {found} rows instead of {expected}, or other words in them."),
            N_("The audit is unchanged; no file was written."),
            N_("Try again; if it happens again, report it with the program's version."),
            found=len(found) - 1,
            expected=len(rows) - 1,
        )
