"""The cells of a finding's rows by column key: the same for who writes them and for who compares them."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.exchange.columns import COLUMNS, Column
from app.exchange.document import ActionLine, AskedFinding

Value = str | int | date | None


def rows_of(finding: AskedFinding) -> Iterator[tuple[ActionLine, Mapping[str, Value]]]:
    """Each row of a finding: its action, and the values by key; a key that is missing is an empty cell."""
    for step, action in enumerate(finding.actions, start=1):
        said = {**_of_finding(finding), **_of_action(step, action)}
        yield action, {column.key: said[column.key] for column in COLUMNS if _is_said(column, step)}


def takes_text(column: Column, step: int) -> bool:
    """Whether a cell of this column is to be filled in, in the row of the `step`th action of a finding."""
    return column.is_open and (column.of_action or step == 1)


def as_text(value: Value) -> str:
    """A value as it is compared: dates as 2026-11-24."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_said(column: Column, step: int) -> bool:
    return step == 1 or column.of_action or column.is_repeated


def _of_finding(finding: AskedFinding) -> dict[str, Value]:
    named: dict[str, Value] = {
        column.key: getattr(finding, column.key) for column in COLUMNS if not column.of_action
    }
    return named


def _of_action(step: int, action: ActionLine) -> dict[str, Value]:
    return {"step": step, "action": action.what, "owner": action.owner, "due": action.due}
