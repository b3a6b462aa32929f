"""In which order the items of a session are gone through."""

from collections.abc import Sequence

from app.sessions.reads import AgendaItem
from app.sessions.results import Result


def waiting_after(items: Sequence[AgendaItem], current_id: str | None) -> list[AgendaItem]:
    """The items without a result as they come behind the present one, and on from the first."""
    ids = [item.id for item in items]
    start = ids.index(current_id) + 1 if current_id in ids else 0
    order = [*items[start:], *items[:start]]
    return [item for item in order if item.result is Result.OPEN and item.id != current_id]
