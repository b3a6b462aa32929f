"""What a package says of itself, as its first part: what is in it, with sizes and hashes, and where from."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypeVar

from app.errors import UserError
from app.evidence.names import is_portable
from app.words import N_

NAME = "manifest.json"
FORMAT = 1
MOST_BYTES = 32 * 1024 * 1024
LONGEST_NAME = 100
_MOST_PIECES = 200_000
_MOST_SIZE = 2**50
_IF_ANY = ("left_out", "as_taken_in")
_SHA256 = re.compile("[0-9a-f]{64}")
_Told = TypeVar("_Told", "Piece", "Manifest")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the package. Of evidence `number`, `title` and `original_name` say what it is in the audit.

    `name` is where it lies in the package, at most `LONGEST_NAME` bytes. `taken_in_as` is the SHA-256 by
    which the audit knows a photo that left without what its camera wrote; else "".
    """

    name: str
    size: int
    sha256: str
    number: str = ""
    title: str = ""
    original_name: str = ""
    taken_in_as: str = ""

    @property
    def is_evidence(self) -> bool:
        return bool(self.number)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`revision` is that of the report, 0 for a draft; `log_head` the last hash of the activity log.

    `destroyed` has the numbers of the evidence that was destroyed at its date, `left_out` of what could not
    leave without what its camera wrote: they are named, and not in there. `as_taken_in` has the numbers of
    what left with what its camera wrote.
    """

    made_at: datetime
    made_with: str
    made_by: str
    handed_to: str
    organisation: str
    audit: str
    title: str
    revision: int
    log_head: str
    destroyed: tuple[str, ...]
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...] = ()
    as_taken_in: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Of all pieces together, in bytes."""
        return sum(piece.size for piece in self.pieces)

    @property
    def evidence(self) -> int:
        """How many pieces of evidence there are."""
        return sum(piece.is_evidence for piece in self.pieces)


def to_json(manifest: Manifest) -> bytes:
    """A key of `_IF_ANY` is in it only when there is something to say: earlier versions do not know it."""
    body = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.astimezone(UTC).isoformat()}
    for key in _IF_ANY:
        if not body[key]:
            del body[key]
    return json.dumps(body, ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> Manifest:
    """Raises UserError for one of a newer version, and for one that Assay never wrote."""
    try:
        body = json.loads(content)
        version = body.pop("format")
        if type(version) is int and version > FORMAT:
            raise _newer()
        if version != FORMAT:
            raise unlike_ours()
        return _sound(_manifest(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise unlike_ours() from error


def _manifest(body: dict[str, Any]) -> Manifest:
    pieces = tuple(_told(Piece, piece) for piece in _listed(body["pieces"]))
    destroyed = _numbers(body["destroyed"])
    if_any = {key: _numbers(body.get(key, [])) for key in _IF_ANY}
    made_at = datetime.fromisoformat(body["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("not of its kind")
    return _told(Manifest, {**body, **if_any, "destroyed": destroyed, "made_at": made_at, "pieces": pieces})


def _numbers(value: object) -> tuple[str, ...]:
    numbers = tuple(_listed(value))
    if not all(type(number) is str for number in numbers):
        raise ValueError("no numbers")
    return numbers


def _listed(value: object) -> list[Any]:
    if type(value) is not list or len(value) > _MOST_PIECES:
        raise ValueError("no list, or too long")
    return value


def _told(kind: type[_Told], values: Mapping[str, Any]) -> _Told:
    """Texts and numbers of the right kinds, and nothing else. Raises TypeError and ValueError."""
    told = kind(**values)
    for one in fields(kind):
        value = getattr(told, one.name)
        if one.type in (str, int) and type(value) is not one.type:
            raise TypeError(one.name)
        if isinstance(value, int) and not 0 <= value <= _MOST_SIZE:
            raise ValueError(one.name)
    return told


def _sound(manifest: Manifest) -> Manifest:
    """Names that are no path out of the folder, each only once whatever a system takes for the same."""
    names = [piece.name for piece in manifest.pieces]
    same = Counter(unicodedata.normalize("NFC", name).casefold() for name in (NAME, *names))
    are_names = all(is_safe(name) for name in names) and same.most_common(1)[0][1] == 1
    if not are_names or not all(_SHA256.fullmatch(piece.sha256) for piece in manifest.pieces):
        raise unlike_ours()
    return manifest


def is_safe(name: str) -> bool:
    """Whether it is a file in the package's folder, or in one folder in that."""
    parts = name.split("/")
    return len(parts) <= 2 and all(is_portable(part) for part in parts) and len(name.encode()) <= LONGEST_NAME


def unlike_ours() -> UserError:
    """What to say of a package that is well sealed, and filled in a way of its own."""
    return UserError(
        N_("This package is filled in a way that Assay never does. It may be made to do harm."),
        N_("Nothing of it was kept."),
        N_("Ask the sender whether they made it with Assay."),
    )


def _newer() -> UserError:
    return UserError(
        N_("This package was made by a newer version of Assay."),
        N_("Nothing of it was kept."),
        N_("Open it with that version."),
    )
