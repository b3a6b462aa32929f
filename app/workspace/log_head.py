"""Where the log stood when the workspace was open last, kept outside the database that it is about.

A database that somebody put back to an earlier state is whole in itself; only what lies beside it can tell.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from app.workspace.files import write_durably

FORMAT = 1
_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log by its number, and its hash."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogHead:
    """The last entry of every device and the time, as the workspace was last open.

    `restored_from` is the time of the backup that the workspace was restored from and not opened since.
    """

    at: datetime
    entries: Mapping[str, Entry] = field(default_factory=dict)
    restored_from: datetime | None = None


def write_head(path: Path, key: bytes, head: LogHead) -> None:
    """Raises OSError."""
    body = {
        "format": FORMAT,
        "at": head.at.isoformat(),
        "entries": {device: [entry.sequence, entry.hash] for device, entry in head.entries.items()},
        "restored_from": head.restored_from.isoformat() if head.restored_from else None,
    }
    write_durably(path, json.dumps({**body, "check": _check(body, key)}, indent=1).encode())


def read_head(path: Path, key: bytes) -> LogHead | None:
    """None when it was changed by anybody without the key. Raises OSError, FileNotFoundError for none."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES)
    try:
        body = json.loads(content)
        if body.pop("check") != _check(body, key) or body["format"] != FORMAT:
            return None
        restored = body["restored_from"]
        return LogHead(
            datetime.fromisoformat(body["at"]),
            {device: Entry(*entry) for device, entry in body["entries"].items()},
            datetime.fromisoformat(restored) if restored else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _check(body: object, key: bytes) -> str:
    content = json.dumps(body, sort_keys=True).encode()
    return hashlib.blake2b(content, key=key, digest_size=32, person=b"assay log head").hexdigest()


def newest_entries(connection: Connection) -> dict[str, Entry]:
    """The last entry of each device."""
    devices = connection.execute(text("SELECT id FROM device ORDER BY id")).scalars().all()
    query = text(
        "SELECT sequence, hash FROM log_entry WHERE device_id = :device ORDER BY sequence DESC LIMIT 1"
    )
    found = {device: connection.execute(query, {"device": device}).first() for device in devices}
    return {device: Entry(*row) for device, row in found.items() if row is not None}
