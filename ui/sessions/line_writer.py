"""Writes lines of notes to the workspace, where the auditor is at the moment."""

from collections.abc import Callable

from app.sessions import notes
from app.sessions.item_reads import reference_of
from app.sessions.line_reads import NoteRow, note_line
from app.sessions.sessions import LineKind
from app.words import N_
from ui.page import Context
from ui.sessions.note_line import Speaker


class LineWriter:
    """`where()` tells `session_id` and, on an item, `item_id`. Raises UserError when it cannot write."""

    def __init__(self, context: Context, origin: str, where: Callable[[], dict[str, str]]) -> None:
        self._context = context
        self._origin = origin
        self._where = where

    def add_line(self, text: str, kind: LineKind, speaker_id: str | None) -> NoteRow:
        where = self._where()
        with self._context.workspace.write(N_("Write note"), origin=self._origin) as uow:
            line_id = notes.add_line(
                uow,
                where["session_id"],
                text,
                item_id=where.get("item_id"),
                kind=kind,
                speaker_id=speaker_id,
            )
            return note_line(uow, line_id)

    def edit_line(self, line_id: str, text: str) -> None:
        key = f"note_line:{line_id}"
        with self._context.workspace.write(N_("Edit note"), origin=self._origin, merge_key=key) as uow:
            notes.edit_line(uow, line_id, text)

    def end_line(self, line_id: str) -> str:
        with self._context.workspace.write(N_("File note"), origin=self._origin) as uow:
            item_id = notes.end_line(uow, line_id)
            return reference_of(uow, item_id) if item_id else ""

    def remove_line(self, line_id: str) -> None:
        with self._context.workspace.write(N_("Remove note"), origin=self._origin) as uow:
            notes.remove_line(uow, line_id)

    def set_speaker(self, line_id: str, speaker: Speaker) -> None:
        with self._context.workspace.write(N_("Change speaker"), origin=self._origin) as uow:
            notes.set_speaker(uow, line_id, speaker.kind, speaker.person_id)
