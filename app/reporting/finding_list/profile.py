"""A column profile: which columns of the list of findings, in which order, under which headings."""

from dataclasses import dataclass

COMMA, SEMICOLON = ",", ";"
SEPARATORS = (COMMA, SEMICOLON)
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """A column by its key; a heading of "" is Assay's own, in the language of the report."""

    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A layout with its name. `separator` stands between the fields of a CSV file."""

    name: str
    columns: tuple[ProfileColumn, ...] = ()
    separator: str = COMMA


def moved(profile: ColumnProfile, key: str, steps: int) -> ColumnProfile:
    """The profile with a column so many places further down; at either end it stays."""
    columns = list(profile.columns)
    at = [one.key for one in columns].index(key)
    column = columns.pop(at)
    columns.insert(min(max(at + steps, 0), len(columns)), column)
    return ColumnProfile(profile.name, tuple(columns), profile.separator)
