"""Where the auditor is and was: for Alt+Left, for `go there` after an undo, and for the next start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.settings import Settings, state_of

_SETTING = "places"
_MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A page of an audit, and what is shown on it (ids only)."""

    page_id: str
    audit_id: str | None = None
    where: Mapping[str, str] = field(default_factory=dict)


class Trail:
    """The places that were left, newest last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def leave(self, place: Place) -> None:
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        del self._places[:-_MOST]

    def back(self) -> Place | None:
        return self._places.pop() if self._places else None

    @property
    def is_empty(self) -> bool:
        return not self._places


def remember_place(settings: Settings, workspace: Path, place: Place) -> None:
    """Keep where the auditor left off in a workspace."""
    values = {"page": place.page_id, "audit": place.audit_id, "where": dict(place.where)}
    settings.set(_SETTING, {**state_of(settings, _SETTING), str(workspace): values})


def remembered_place(settings: Settings, workspace: Path) -> Place | None:
    values = state_of(settings, _SETTING).get(str(workspace))
    if not isinstance(values, dict) or not isinstance(values.get("page"), str):
        return None
    audit, where = values.get("audit"), values.get("where")
    known = where.items() if isinstance(where, dict) else ()
    texts = {name: value for name, value in known if isinstance(value, str)}
    return Place(values["page"], audit if isinstance(audit, str) else None, texts)
