"""What is found when a workspace is opened: is it the one that was closed, and was anything left undone."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from app.activity_log import GENESIS, is_as_written
from app.dates import moment_text
from app.errors import OlderWorkspaceError
from app.evidence.object_store import ObjectStore
from app.words import N_, Message
from app.workspace.backups.shelf import sweep
from app.workspace.layout import Layout
from app.workspace.lock import Holder
from app.workspace.log_head import Entry, LogHead, newest_entries, read_head
from models.base import instant_from_text

# A clock that sets itself right by seconds did not jump.
_TOLERANCE = timedelta(minutes=2)
_OPEN_AS_IT_IS = N_(
    "If you put an earlier copy there yourself, open it as it is. Otherwise restore the newest backup."
)


@dataclass(slots=True)
class Arrival:
    """What there is to say of an opened workspace, once.

    `recovered` tells what was put in order, `warnings` what does not look right, and `to_log` are the labels
    of entries that the log is to have of it.
    """

    recovered: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    to_log: list[Message] = field(default_factory=list)
    is_older: bool = False

    def warn(self, message: Message) -> None:
        self.warnings.append(message)
        self.log(message)

    def log(self, message: Message) -> None:
        """Have the log say it, with moments as they read: it keeps plain values only."""
        args = {name: _in_words(value) for name, value in message.args.items()}
        self.to_log.append(Message(message.msgid, args))


def look_at_log(
    connection: Connection, layout: Layout, key: bytes, device_id: str, now: datetime, *, accept_older: bool
) -> Arrival:
    """Compare the log with what was kept beside the database, and the clock with the last known time.

    Changes nothing. Raises OlderWorkspaceError for a database that is not the one that was open last, unless
    that is accepted; OSError and DBAPIError when it cannot be read.
    """
    arrival = Arrival()
    newest = newest_entries(connection)
    head = _known_head(arrival, layout, key, now, is_new=not newest)
    if head is not None:
        _compare(arrival, connection, head, newest, now, accept_older=accept_older)
    for device, entry in newest.items():
        _check_entry(arrival, connection, device, entry)
    if head is None or newest != head.entries:
        _check_clock(arrival, head, _time_of_last(connection, device_id), now)
    else:
        _check_clock(arrival, head, None, now)
    return arrival


def _known_head(
    arrival: Arrival, layout: Layout, key: bytes, now: datetime, *, is_new: bool
) -> LogHead | None:
    try:
        head = read_head(layout.log_head, key)
    except FileNotFoundError:
        if not is_new:
            arrival.warn(Message(_NOTHING_KEPT))
        return None
    if head is None:
        arrival.warn(Message(_HEAD_CHANGED))
    elif head.restored_from is not None:
        restored = Message(_RESTORED, {"at": _minute(head.restored_from, now)})
        arrival.recovered.append(restored)
        arrival.log(restored)
    return head


_NOTHING_KEPT = N_(
    "Nothing tells where the log stood when this workspace was open last, so an earlier state of it would "
    "not show. It is kept from now on."
)
_HEAD_CHANGED = N_(
    "The file that tells where the log stood when this workspace was open last was changed or is damaged, so "
    "an earlier state of the workspace would not show. It was written anew."
)
_RESTORED = N_("This workspace was restored from the backup of {at}.")


def _compare(
    arrival: Arrival,
    connection: Connection,
    head: LogHead,
    newest: Mapping[str, Entry],
    now: datetime,
    *,
    accept_older: bool,
) -> None:
    for device, known in head.entries.items():
        found = newest.get(device, Entry(0, GENESIS))
        what = _difference(connection, device, known, found)
        if what is not None:
            said = Message(
                what, {"then": known.sequence, "now": found.sequence, "last_open": _minute(head.at, now)}
            )
            if not accept_older:
                raise OlderWorkspaceError(
                    said.msgid, N_("Nothing was changed."), _OPEN_AS_IT_IS, **dict(said.args)
                )
            arrival.is_older = True
            arrival.warn(said)
            return


def _difference(connection: Connection, device: str, known: Entry, found: Entry) -> str | None:
    if found.sequence < known.sequence:
        return N_(
            "The database of this workspace is older than the last time it was open here: its log had "
            "reached entry {then} on {last_open}, and now it ends at entry {now}."
        )
    query = text("SELECT hash FROM log_entry WHERE device_id = :device AND sequence = :sequence")
    row = connection.execute(query, {"device": device, "sequence": known.sequence}).first()
    if row is None or row[0] != known.hash:
        return N_(
            "The database of this workspace is not the one that was open here on {last_open}: entry {then} "
            "of its log is another one."
        )
    return None


def _check_entry(arrival: Arrival, connection: Connection, device: str, entry: Entry) -> None:
    query = text(
        "SELECT * FROM log_entry WHERE device_id = :device AND sequence >= :before ORDER BY sequence DESC"
    )
    rows = connection.execute(query, {"device": device, "before": entry.sequence - 1}).mappings().all()
    last: Mapping[str, Any] = dict(rows[0])
    before = rows[1]["hash"] if len(rows) > 1 else GENESIS
    if not is_as_written(dict(last)) or last["previous_hash"] != before:
        arrival.warnings.append(
            Message(
                N_("The last entry of the log, {sequence}, was altered. Verify the workspace to see more."),
                {"sequence": entry.sequence},
            )
        )


def _check_clock(arrival: Arrival, head: LogHead | None, last_entry: datetime | None, now: datetime) -> None:
    known = [head.at if head else None, last_entry]
    last = max((at for at in known if at is not None), default=now)
    if last - now > _TOLERANCE:
        arrival.warn(
            Message(
                N_("The clock of this laptop went back: it is {now}, and the last known time was {last}."),
                {"now": _minute(now, now), "last": _minute(last, now)},
            )
        )


def _time_of_last(connection: Connection, device: str) -> datetime | None:
    query = text("SELECT at FROM log_entry WHERE device_id = :device ORDER BY sequence DESC LIMIT 1")
    stored = connection.execute(query, {"device": device}).scalar()
    with suppress(ValueError, TypeError, IndexError, AttributeError):
        return instant_from_text(stored or "")
    return None


def _in_words(value: object) -> object:
    return moment_text(value, "en") if isinstance(value, datetime) else value


def _minute(at: datetime, now: datetime) -> datetime:
    """The moment in the zone of the person at the screen."""
    return at.astimezone(now.tzinfo)


def put_in_order(arrival: Arrival, connection: Connection, layout: Layout, left: Holder | None) -> None:
    """Take away what a program that died had begun and never acknowledged, and say so.

    Nothing goes from beside an older database: it does not know what belongs to it. What a failing drive
    does not let go waits for the next time.
    """
    if left is not None:
        arrival.recovered.append(
            Message(
                N_(
                    "Assay ended without closing this workspace (open since {since}). All that was saved "
                    "is here."
                ),
                {"since": left.opened_at},
            )
        )
    if not arrival.is_older:
        with suppress(OSError):
            arrival.recovered += _without_strays(connection, layout)
    with suppress(OSError):
        arrival.recovered += _without_half_backups(layout)
        for path in (*layout.headers, layout.log_head, layout.holder):
            path.with_name(f"{path.name}.new").unlink(missing_ok=True)


def _without_strays(connection: Connection, layout: Layout) -> list[Message]:
    objects = ObjectStore(layout.objects)
    pending = objects.pending()
    if not pending:
        return []
    # One without a key was destroyed, and its file was still to go.
    query = text("SELECT file_name FROM stored_object WHERE key IS NOT NULL")
    known = set(connection.execute(query).scalars().all())
    for name in pending & known:
        objects.settle(name)
    gone = text("SELECT file_name FROM stored_object WHERE key IS NULL")
    destroyed = set(connection.execute(gone).scalars().all())
    strays = pending - known
    removed = [name for name in strays - destroyed if objects.is_begun(name)]
    for name in strays:
        objects.remove(name)
    return [
        *_counted(
            N_("What had not been attached to its end was removed, the originals are untouched. Files: {n}."),
            len(removed),
        ),
        *_counted(
            N_("What was destroyed before Assay ended was removed to its end. Files: {n}."),
            len(strays & destroyed),
        ),
    ]


def _without_half_backups(layout: Layout) -> list[Message]:
    return _counted(N_("Backups that were not finished were removed: {n}."), sweep(layout.backups))


def _counted(msgid: str, n: int) -> list[Message]:
    return [Message(msgid, {"n": n})] if n else []
