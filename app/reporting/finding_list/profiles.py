"""The column profiles of the person at this laptop, the same for every workspace."""

from collections.abc import Sequence
from typing import Any

from app.errors import UserError
from app.reporting.finding_list.columns import COLUMNS, FINDING_COLUMNS
from app.reporting.finding_list.profile import (
    COMMA,
    LONGEST_NAME,
    SEPARATORS,
    ColumnProfile,
    ProfileColumn,
)
from app.settings import Settings
from app.words import N_

_KEY = "findings.column_profiles"
_STANDARD = frozenset({"id", "site"})


def standard_profile(name: str) -> ColumnProfile:
    """What a new profile begins with: the columns of the workbook that say something to a reader."""
    keys = (column.key for column in FINDING_COLUMNS if column.key not in _STANDARD)
    return ColumnProfile(name, tuple(map(ProfileColumn, keys)))


def column_profiles(settings: Settings) -> tuple[ColumnProfile, ...]:
    """The saved profiles by name; what is none in the file of settings is left out."""
    kept = settings.get(_KEY)
    found = [_profile(one) for one in kept] if isinstance(kept, list) else []
    named = {one.name.casefold(): one for one in found if one is not None}
    return tuple(named[name] for name in sorted(named))


def profile_called(settings: Settings, name: str) -> ColumnProfile:
    """The profile of this name, however it is spelt in capitals. Raises UserError that lists the known."""
    profiles = column_profiles(settings)
    for profile in profiles:
        if profile.name.casefold() == name.strip().casefold():
            return profile
    known = ", ".join(profile.name for profile in profiles)
    raise UserError(
        N_("There is no column profile {name} on this laptop."),
        N_("Nothing was written."),
        N_("Known are: {known}.") if known else N_("Make one on the findings page, under Export."),
        name=name,
        known=known,
    )


def save_profile(settings: Settings, profile: ColumnProfile, instead_of: str = "") -> None:
    """Keep a profile, in the place of the one called `instead_of`. Raises UserError for one without a name
    or without columns, and for a name that another one has."""
    _refuse(profile)
    others = [one for one in column_profiles(settings) if one.name.casefold() != instead_of.casefold()]
    if any(one.name.casefold() == profile.name.casefold() for one in others):
        raise UserError(
            N_("There is a column profile {name} already."),
            todo=N_("Give it another name."),
            name=profile.name,
        )
    _keep(settings, [*others, profile])


def remove_profile(settings: Settings, name: str) -> None:
    """Forget a profile; files written by it stay as they are."""
    _keep(settings, [one for one in column_profiles(settings) if one.name != name])


def _refuse(profile: ColumnProfile) -> None:
    if not profile.name.strip():
        raise UserError(
            N_("The column profile has no name."), todo=N_("Give it one, such as that of the office.")
        )
    if not profile.columns:
        raise UserError(N_("The column profile has no columns."), todo=N_("Tick at least one."))


def _keep(settings: Settings, profiles: Sequence[ColumnProfile]) -> None:
    kept = [
        {
            "name": profile.name,
            "columns": [[column.key, column.heading] for column in profile.columns],
            "separator": profile.separator,
        }
        for profile in profiles
    ]
    settings.set(_KEY, kept or None)


def _profile(kept: Any) -> ColumnProfile | None:
    """A profile as the file of settings has it, without columns that this version does not know."""
    if not isinstance(kept, dict) or not isinstance(kept.get("name"), str):
        return None
    name, columns = kept["name"].strip()[:LONGEST_NAME], _columns(kept.get("columns"))
    separator = kept.get("separator")
    if not name or not columns:
        return None
    return ColumnProfile(name, columns, separator if separator in SEPARATORS else COMMA)


def _columns(kept: Any) -> tuple[ProfileColumn, ...]:
    found: dict[str, ProfileColumn] = {}
    for one in kept if isinstance(kept, list) else ():
        match one:
            case [str(key), str(heading)] if key in COLUMNS:
                found.setdefault(key, ProfileColumn(key, heading))
    return tuple(found.values())
