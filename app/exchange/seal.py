"""What must not change in a workbook, sealed by a key that only the workspace has.

The sealed part is kept in a hidden sheet: which row is which finding's and action's, what the open cells held
when the workbook was handed out, and a digest of each locked cell.
"""

import base64
import hashlib
import hmac
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.errors import UserError
from app.exchange.columns import BY_KEY, Column
from app.reporting import canonical
from app.words import N_
from app.workspace.workspace import Workspace

PURPOSE = "workbook for responses"
_ANY_VERSION = "Assay workbook for responses"
_MAGIC = f"{_ANY_VERSION} 2"
_KNOWN = frozenset({f"{_ANY_VERSION} 1", _MAGIC})
# What version 1 has, which does not name its columns itself.
_FIRST_KEYS = (
    *("number", "title", "grade", "criterion", "requirement", "evidence", "statement", "respond_by"),
    *("correction", "extent", "cause", "step", "action", "owner", "due", "comment"),
)
_CHUNK = 30_000
_HEAD = 4


@dataclass(frozen=True, slots=True)
class SealedPerson:
    """Who is meant by a name in the list of owners."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class SealedRow:
    """A row: whose it is, what its open cells held (`before`), and digests of its locked cells.

    Both are in the order of the columns that were handed out (`Sealed.keys`). `step` counts the rows of a
    finding from 1, `round` is the round of the response that was asked for.
    """

    id: str
    finding_id: str
    number: str
    step: int
    round: int
    locked: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A workbook as it was handed out; `revision` is that of the report then, 0 before the first.

    `keys` are those of its columns, in the order of their `titles`.
    """

    audit_id: str
    audit_number: str
    owner_id: str
    made_at: datetime
    revision: int
    language: str
    titles: tuple[str, ...]
    people: tuple[SealedPerson, ...]
    rows: tuple[SealedRow, ...]
    keys: tuple[str, ...] = _FIRST_KEYS

    @property
    def titles_by_key(self) -> Mapping[str, str]:
        return dict(zip(self.keys, self.titles, strict=True))

    def locked_cells(self, row: SealedRow) -> Iterator[tuple[Column, str]]:
        """Its locked columns with the digests of a row."""
        return zip((one for one in self._columns() if not one.is_open), row.locked, strict=True)

    def open_cells(self, row: SealedRow) -> Iterator[tuple[Column, str]]:
        """Its open columns with what a row held in them."""
        return zip((one for one in self._columns() if one.is_open), row.before, strict=True)

    def _columns(self) -> Iterator[Column]:
        return (BY_KEY[key] for key in self.keys)


def seal_key(workspace: Workspace) -> bytes:
    """The key that seals the workbooks of a workspace."""
    return workspace.key_for(PURPOSE)


def seal(sealed: Sealed, key: bytes) -> tuple[str, ...]:
    """The lines of the hidden sheet, each short enough for a cell."""
    packed = base64.b64encode(zlib.compress(canonical.encode(sealed), 9)).decode()
    # The colon keeps a spreadsheet from taking a chunk for a formula.
    chunks = [f":{packed[at : at + _CHUNK]}" for at in range(0, len(packed), _CHUNK)]
    head = [_MAGIC, _workspace_id(key), sealed.audit_number]
    return (*head, _code([*head, *chunks], key), *chunks)


def is_sealed(lines: Sequence[str]) -> bool:
    """Whether these are the lines of a hidden sheet of ours, whole or not."""
    return bool(lines) and lines[0].startswith(_ANY_VERSION)


def opened(lines: Sequence[str], key: bytes) -> Sealed:
    """What was sealed. Raises UserError for the workbook of another workspace, or for a broken seal."""
    if len(lines) <= _HEAD or lines[0] not in _KNOWN:
        raise _broken()
    head, code, chunks = lines[: _HEAD - 1], lines[_HEAD - 1], lines[_HEAD:]
    if lines[1] != _workspace_id(key):
        raise _of_another_workspace(lines[2])
    if not hmac.compare_digest(code.encode(), _code([*head, *chunks], key).encode()):
        raise _broken()
    packed = base64.b64decode("".join(chunk.removeprefix(":") for chunk in chunks))
    return canonical.decode(zlib.decompress(packed), Sealed)


def _code(parts: Sequence[str], key: bytes) -> str:
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _workspace_id(key: bytes) -> str:
    return hashlib.blake2b(key, digest_size=4, person=b"assay workbook").hexdigest()


def _broken() -> UserError:
    return UserError(
        N_("The seal of this workbook is broken: its hidden part was changed or is cut short."),
        N_("Nothing was taken in: it cannot be told any more which answer belongs to which finding."),
        N_("Ask for the workbook as it was first returned, or hand out a new one."),
    )


def _of_another_workspace(audit_number: str) -> UserError:
    return UserError(
        N_("This workbook, of audit {audit}, was handed out from another workspace."),
        N_("Nothing was taken in."),
        N_("Open the workspace that it came from, and take it in there."),
        audit=audit_number[:60],
    )
