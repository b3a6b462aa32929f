"""A workspace that is open: the way in for every read and write."""

import hmac
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from os.path import samestat
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from app import activity_log, database, undo
from app.clock import Clock, SystemClock
from app.errors import UserError
from app.evidence.object_store import ObjectStore
from app.progress import Progress, no_progress
from app.retention.erasing import Erased
from app.search import indexing
from app.undo import UndoList, UndoStep
from app.unit_of_work import Change, ReadSession, ReadUnit, UnitOfWork, WriteSession, announcements
from app.words import N_, Message
from app.workspace import refusals
from app.workspace.arrival import Arrival
from app.workspace.backups.cleaning import Cleaned, clean_shelf
from app.workspace.backups.database_copy import NamedObject, objects_in
from app.workspace.backups.key_files import close_backups
from app.workspace.backups.making import back_up
from app.workspace.backups.restoring import Restored, restore_with_key
from app.workspace.header import KeyHeader, Secret, keep_up_to_date
from app.workspace.layout import Layout
from app.workspace.lock import WorkspaceLock
from app.workspace.log_head import LogHead, newest_entries, write_head
from models.activity import Device

Listener = Callable[[frozenset[Change]], None]
_LOOK_EVERY_SECONDS = 0.1
_MENDED = N_("The key file {name} was damaged or missing. It was written anew from the other copy.")


@dataclass(frozen=True, slots=True)
class Seat:
    """Who opens a workspace: the program, the laptop (an id that stays), and its clock."""

    program: str
    device_id: str
    device_name: str = ""
    clock: Clock = SystemClock()  # noqa: RUF009 - it has no state


class Workspace:
    """An open workspace. One unit of work is one transaction; changes are announced after the commit."""

    def __init__(
        self,
        layout: Layout,
        engine: Engine,
        unlocked: tuple[KeyHeader, bytes],
        lock: WorkspaceLock,
        seat: Seat,
        arrival: Arrival,
    ) -> None:
        self.layout = layout
        self.objects = ObjectStore(layout.objects)
        self.seat = seat
        self.undo_list = UndoList()
        self.header, self._key = unlocked
        self.last_saved_at: datetime | None = None
        self.last_backed_up_at: datetime | None = None
        self.recovered: tuple[Message, ...] = tuple(arrival.recovered)
        self.warnings: tuple[Message, ...] = tuple(arrival.warnings)
        self._identity = layout.database.stat()
        self._engine = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._lock = lock
        self._turn = threading.RLock()
        self._backing_up = threading.Lock()
        self._is_writing = False
        self._is_closed = False
        self._listeners: list[Listener] = []
        self._acting_person_id: str | None = None
        self._arrive(arrival)

    @property
    def path(self) -> Path:
        return self.layout.root

    @property
    def is_encrypted(self) -> bool:
        """Whether it has a passphrase."""
        return self.header.needs_passphrase

    def subscribe(self, listener: Listener) -> None:
        """`listener` is called after each commit, on the thread that made it."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[ReadUnit]:
        """A consistent view; nothing in it can be changed. Raises UserError when the disk cannot be read."""
        self._refuse_closed()
        with refusals.reading(), ReadSession(self._engine, autoflush=False) as session:
            yield ReadUnit(session, self.seat.clock)

    @contextmanager
    def write(
        self,
        label: str,
        *,
        origin: str = "",
        merge_key: str = "",
        undoable: bool = True,
        final: bool = False,
        **args: object,
    ) -> Iterator[UnitOfWork]:
        """A unit of work named `label` (a message id, with `args`) in the log and the undo list.

        `origin` lets a page ignore its own echo; steps with the same `merge_key` that follow one another are
        undone as one. What records an event, such as a custody entry, is not `undoable`; after a `final` step
        nothing before it is undone either. An error rolls everything back. Raises UserError when the disk
        refuses, or when something would be removed that is used elsewhere.
        """
        message = Message(label, args)
        with self._one_at_a_time():
            with self._transaction(message) as unit:
                yield unit
            if final:
                self.undo_list.forget()
            elif undoable:
                self.undo_list.add(UndoStep(message, tuple(unit.changes), merge_key))
        self._announce(unit, origin)

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Threads take turns here: SQLite's own waiting is neither fair nor in order of arrival."""
        if not self._turn.acquire(timeout=database.BUSY_TIMEOUT_MS / 1000):
            raise _busy()
        try:
            self._refuse_closed()
            if self._is_writing:
                raise RuntimeError("a unit of work inside another one")
            self._is_writing = True
            try:
                yield
            finally:
                self._is_writing = False
        finally:
            self._turn.release()

    @contextmanager
    def _transaction(self, label: Message) -> Iterator[UnitOfWork]:
        clock = self.seat.clock
        step = activity_log.new_step(self.seat.device_id, self._acting_person_id, clock.now(), label)
        with refusals.writing(), WriteSession(self._writing, clock, step) as session:
            yield session.unit
            self._refuse_vanished()
            _commit(session.unit)
        # What the program keeps for itself, such as the search index, is nothing that somebody saved.
        if session.unit.changes:
            self.last_saved_at = clock.now()

    def _announce(self, unit: UnitOfWork, origin: str = "") -> None:
        changes = announcements(unit.changes, origin)
        if changes:
            for listener in self._listeners:
                listener(changes)

    def undo(self) -> UndoStep | None:
        """Take the last named step back and say which it was; None when there is none.

        Raises UserError, with nothing changed, when something else changed or uses the same rows since; the
        next call then takes back the step before it.
        """
        with self._one_at_a_time():
            step = self.undo_list.next_undo
            if step is None:
                return None
            label = Message(N_("Undo: {step}"), {"step": step.label})
            with self._dropping(step), undo.conflicts(), self._transaction(label) as unit:
                undo.revert(unit, step.changes)
            self.undo_list.undone(step)
        self._announce(unit)
        return step

    def redo(self) -> UndoStep | None:
        """Make the step again that was taken back last; None when there is none."""
        with self._one_at_a_time():
            step = self.undo_list.next_redo
            if step is None:
                return None
            label = Message(N_("Redo: {step}"), {"step": step.label})
            with self._dropping(step), undo.conflicts(), self._transaction(label) as unit:
                undo.repeat(unit, step.changes)
            self.undo_list.redone(step)
        self._announce(unit)
        return step

    @contextmanager
    def _dropping(self, step: UndoStep) -> Iterator[None]:
        """A step that is refused leaves the list, so that those before it can still be taken back."""
        try:
            yield
        except undo.StepRefusedError:
            self.undo_list.discard(step)
            raise

    @property
    def acting_person_id(self) -> str | None:
        """The person at the screen ("You are ...")."""
        return self._acting_person_id

    def act_as(self, person_id: str) -> None:
        """From now on everything is done in the name of this person; this is not a step to be undone."""
        with self._one_at_a_time():
            with self._transaction(Message(N_("Change the acting person"))) as unit:
                unit.session.get_one(Device, self.seat.device_id).acting_person_id = person_id
            self._acting_person_id = person_id
        self._announce(unit)

    def back_up(self, reason: str, progress: Progress = no_progress) -> Path:
        """Make a backup and return its folder; see `app.workspace.backups.making`."""
        with self._alone_with_backups(progress):
            now = self.seat.clock.now()
            folder = back_up(self.layout, self._key, now, reason, progress)
            self.last_backed_up_at = now
        return folder

    @contextmanager
    def _alone_with_backups(self, progress: Progress) -> Iterator[None]:
        while not self._backing_up.acquire(timeout=_LOOK_EVERY_SECONDS):
            progress(0, 0, "")
        try:
            yield
        finally:
            self._backing_up.release()

    def key_for(self, purpose: str) -> bytes:
        """A key of its own for each purpose, derived from that of the workspace."""
        return hmac.digest(self._key, purpose.encode(), "sha256")

    def compact(self) -> None:
        """Write the database anew if something was destroyed since the last time. Raises UserError."""
        with self.read() as unit:
            owed = database.is_compaction_owed(unit.session.connection())
        if owed:
            with self._one_at_a_time(), refusals.compacting():
                with self._writing.begin() as connection:
                    indexing.forget_removed(connection)
                database.compact_live(self._engine)

    def clean_backups(self, shelf: Path, erased: Sequence[Erased], progress: Progress) -> Cleaned:
        """Take out of the backups in a folder what was destroyed; see `clean_shelf`."""
        with self._alone_with_backups(progress):
            return clean_shelf(shelf, self._key, erased, progress)

    def objects_of_backup(self, backup: Path) -> tuple[NamedObject, ...]:
        """The stored files that a backup of this workspace holds. Raises database.Error."""
        return objects_in(Layout(backup).database, self._key)

    def restore_backup(
        self,
        backup: Path,
        target: Path,
        progress: Progress = no_progress,
        fresh: tuple[KeyHeader, bytes] | None = None,
    ) -> Restored:
        """Make a new workspace at `target` from a backup of this one; see `restore`."""
        return restore_with_key(backup, target, self._key, progress, fresh)

    def keep_key_files(self, secret: Secret | None) -> None:
        """See `keep_up_to_date`, once `secret` has opened the workspace."""
        unlocked = self.header, self._key
        self.header, damaged = keep_up_to_date(self.layout.headers, unlocked, secret)
        self.recovered += tuple(Message(_MENDED, {"name": path.name}) for path in damaged)
        if self.is_encrypted:
            # A power cut may have come between the passphrase and the last of the backups.
            with suppress(OSError):
                close_backups(self.path, self._key, self.header)

    def check_database(self) -> list[str]:
        """What SQLCipher's and SQLite's own checks say; empty when the database is whole.

        The first check that complains is the last: after it SQLCipher refuses to read on.
        """
        for check in ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            complaints = self._complaints(check)
            if complaints:
                return complaints
        return []

    def _complaints(self, check: str) -> list[str]:
        try:
            with self._engine.connect() as connection:
                connection.detach()
                rows = connection.execute(text(check)).all()
        except DatabaseError as error:
            return [str(error.orig)]
        return [": ".join(str(value) for value in row) for row in rows if tuple(row) != ("ok",)]

    def close(self) -> None:
        """Let go of the workspace. The journal is folded into the database, so that one file holds it all.

        A unit of work that is going on is finished first; later ones are refused.
        """
        with self._turn:
            if self._is_closed:
                return
            self._is_closed = True
            self._keep_head()
            with suppress(DatabaseError), self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            self._engine.dispose()
            self._lock.release()

    def _refuse_vanished(self) -> None:
        """SQLite would go on writing into a database that was removed or replaced while it is open."""
        with refusals.vanishing(self.path):
            if not samestat(self.layout.database.stat(), self._identity):
                raise FileNotFoundError

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise UserError(N_("The workspace is closed."), todo=N_("Open it again to go on."))

    def _arrive(self, arrival: Arrival) -> None:
        with self.read() as unit:
            device = unit.session.get(Device, self.seat.device_id)
            self._acting_person_id = device.acting_person_id if device else None
        if device is None:
            with self.write(N_("First use on this laptop"), final=True) as work:
                work.session.add(Device(id=self.seat.device_id, name=self.seat.device_name))
        for label in arrival.to_log:
            with self._one_at_a_time(), self._transaction(label) as work:
                work.note()
        self._keep_head()

    def _keep_head(self) -> None:
        # Where it cannot be written, the head that was kept before still tells as much as it did.
        with suppress(OSError, DatabaseError), self._engine.connect() as connection:
            head = LogHead(self.seat.clock.now(), newest_entries(connection))
            write_head(self.layout.log_head, self._key, head)


def _commit(unit: UnitOfWork) -> None:
    try:
        unit.session.flush()
        indexing.follow(unit.session.connection(), unit.changes)
        unit.session.commit()
    except IntegrityError as error:
        if database.is_broken_reference(error) and unit.removes_rows:
            raise refusals.still_in_use() from error
        raise


def _busy() -> UserError:
    return UserError(
        N_("Another change is still being saved."),
        N_("Yours is still on the screen."),
        N_("Try again in a moment."),
    )
