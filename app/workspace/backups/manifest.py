"""What a backup says of itself. Nothing of an audit is in it: it can be read without the key."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.workspace.files import write_durably

FILE_NAME = "backup.json"
FORMAT = 1
BY_HAND = "by-hand"
OPENED = "opened"
HOURLY = "hourly"
BEFORE_MIGRATION = "before-migration"
BEFORE_TAKING_IN = "before-taking-in"
DESTROYED = "destroyed"
_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """When and why a backup was made, and what is in it.

    `workspace` is the same for all backups of a workspace and its restored copies, `mark` for all that hold
    the same state of it. `missing` counts stored files that the workspace itself no longer had, `disposals`
    the records of destruction of which nothing is left in the backup.
    """

    at: datetime
    reason: str
    workspace: str
    mark: str
    log_entries: int
    database_bytes: int
    database_sha256: str
    objects: int
    object_bytes: int
    missing: int
    disposals: int = 0


def workspace_id(key: bytes) -> str:
    """Eight letters that tell workspaces apart; the key cannot be found from them."""
    return hashlib.blake2b(key, digest_size=4, person=b"assay backups").hexdigest()


def is_backup(folder: Path) -> bool:
    """Whether this folder is a backup, by its manifest."""
    return (folder / FILE_NAME).is_file()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Raises OSError."""
    body = {"format": FORMAT, **asdict(manifest), "at": manifest.at.astimezone(UTC).isoformat()}
    text = json.dumps({**body, "check": _check(body)}, indent=1)
    write_durably(folder / FILE_NAME, text.encode())


def read_manifest(folder: Path) -> Manifest | None:
    """None where there is none, or where it is damaged. Raises OSError for a drive that cannot be read."""
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES)
    try:
        body = json.loads(content)
        if body.pop("check") != _check(body) or body.pop("format") != FORMAT:
            return None
        return _sound(Manifest(**{**body, "at": datetime.fromisoformat(body["at"])}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _sound(manifest: Manifest) -> Manifest | None:
    """None for one whose values are not of their kinds: whoever writes one can compute its checksum, too."""
    values = {field: getattr(manifest, field.name) for field in fields(manifest)}
    are_kinds = all(type(value) is field.type for field, value in values.items())
    if not are_kinds or manifest.at.tzinfo is None:
        return None
    return manifest if all(value >= 0 for value in values.values() if isinstance(value, int)) else None


def _check(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
