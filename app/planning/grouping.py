"""The checklist in groups: by requirement, by the people it is put to, or by process.

One person is asked once, so a day is planned by people or by process rather than in the order of the standard
(section 9).
"""

import enum
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from app.resource_files import resource_path
from app.unit_of_work import ReadUnit
from app.words import N_, Message
from models.checklist import ChecklistItem
from models.framework import Requirement

_NAMES: Mapping[str, str] = {
    "top_management": N_("Top management"),
    "isms": N_("ISMS, risk and audit"),
    "human_resources": N_("Human resources and training"),
    "law": N_("Law, privacy and records"),
    "suppliers": N_("Suppliers and services"),
    "finance": N_("Finance and sales"),
    "buildings": N_("Buildings, reception and guards"),
    "development": N_("Development and testing"),
    "access": N_("Identity and access"),
    "security": N_("Incidents and monitoring"),
    "systems": N_("Systems, networks and backup"),
    "service_desk": N_("Service desk and operations"),
    "owners": N_("Owners and managers"),
    "staff": N_("Staff at their work"),
    "nobody": N_("Nobody named yet"),
}
_OTHERS, _NOBODY = "staff", "nobody"
_NEXT_PERSON = re.compile(r"[;,]| then ")
_NO_PROCESS = N_("Without a process")


class GroupBy(enum.Enum):
    """What the items are grouped by."""

    REQUIREMENT = "requirement"
    PERSON = "person"
    PROCESS = "process"


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together, with how long they take. `name` is empty where nothing is grouped."""

    name: Message
    item_ids: tuple[str, ...]
    minutes: int


def grouped(unit: ReadUnit, item_ids: Sequence[str], by: GroupBy) -> tuple[Group, ...]:
    """These items in groups; inside a group they keep their order."""
    query = (
        select(ChecklistItem.id, ChecklistItem.interviewee_role, ChecklistItem.minutes, Requirement.process)
        .join(Requirement, Requirement.id == ChecklistItem.requirement_id)
        .where(ChecklistItem.id.in_(item_ids))
    )
    rows = {row.id: row for row in unit.session.execute(query)}
    known = [rows[item_id] for item_id in item_ids if item_id in rows]
    groups: dict[str, list[tuple[str, int]]] = {}
    for row in known:
        name = {
            GroupBy.REQUIREMENT: "",
            GroupBy.PERSON: _NAMES[role_group(row.interviewee_role)],
            GroupBy.PROCESS: row.process or _NO_PROCESS,
        }[by]
        groups.setdefault(name, []).append((row.id, row.minutes))
    return tuple(
        Group(Message(name), tuple(item_id for item_id, _minutes in items), sum(m for _id, m in items))
        for name, items in sorted(groups.items(), key=_place if by is GroupBy.PERSON else _as_found)
    )


def _place(group: tuple[str, object]) -> int:
    return list(_NAMES.values()).index(group[0])


def _as_found(_group: tuple[str, object]) -> int:
    return 0


def role_group(role: str) -> str:
    """The key of the group that a role belongs to, such as `top_management` for "Managing director"."""
    if not role.strip():
        return _NOBODY
    first = _NEXT_PERSON.split(role.casefold(), maxsplit=1)[0]
    return next((key for key, words in _words() if words.search(first)), _OTHERS)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    content = tomllib.loads(resource_path("frameworks", "roles.toml").read_text("utf-8"))
    return tuple(
        (group["key"], re.compile("|".join(rf"\b{re.escape(word)}" for word in group["words"])))
        for group in content["group"]
    )
