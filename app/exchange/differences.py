"""What a returned workbook says otherwise than the workspace, cell by cell, for the auditor to decide on."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from app.exchange.returned import Returned
from app.exchange.seal import Sealed
from app.words import Message


class Difference(enum.Enum):
    """How a cell differs. Only `NEW` and `BOTH` can be taken in."""

    NEW = "new"
    BOTH = "both"
    INVALID = "invalid"
    LOCKED = "locked"
    UNKNOWN = "unknown"
    MISSING = "missing"


ACCEPTABLE = frozenset({Difference.NEW, Difference.BOTH})
# What "all" means: where both sides changed a cell, nobody decides for the auditor.
CERTAIN = frozenset({Difference.NEW})


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell, or for `UNKNOWN` and `MISSING` a row, where `key` is empty.

    `place` such as `Responses!H7`; `step` counts the actions of a finding and is 0 for what concerns all of
    it. `ours` and `theirs` are for reading, `before` is what was handed out; `value` is what would be kept,
    `kept` what is kept now. `reason` says why it cannot be taken in, or what to look at.
    """

    kind: Difference
    row_id: str = ""
    finding_id: str = ""
    number: str = ""
    step: int = 0
    key: str = ""
    title: str = ""
    place: str = ""
    before: str = ""
    ours: str = ""
    theirs: str = ""
    kept: str = ""
    value: str = ""
    reason: Message | None = None

    @property
    def id(self) -> str:
        """The same in every comparison of the same file."""
        return f"{self.row_id or self.place}:{self.key}"

    @property
    def is_acceptable(self) -> bool:
        return self.kind in ACCEPTABLE


@dataclass(frozen=True, slots=True)
class Comparison:
    """A returned workbook beside the workspace. `notices` concern all of it, such as moved columns."""

    audit_id: str
    audit_number: str
    owner: str
    made_at: datetime
    revision: int
    notices: tuple[Message, ...]
    differences: tuple[CellDifference, ...]
    sealed: Sealed
    returned: Returned

    def of_kind(self, *kinds: Difference) -> tuple[CellDifference, ...]:
        return tuple(one for one in self.differences if one.kind in kinds)

    def ids(self, kinds: Collection[Difference] = CERTAIN) -> frozenset[str]:
        """The ids of the differences of some kinds, of all that is new unless they are given."""
        return frozenset(one.id for one in self.differences if one.kind in kinds)
