"""The retention page: what is to be destroyed, what lies in the trash, what was destroyed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.retention.disposals import disposal_count
from app.retention.places import note_copies, places_behind
from app.retention.thorough import Outcome
from app.unit_of_work import Change
from app.workspace.backups.place import is_there, second_place
from ui.commands import Command
from ui.evidence.writing import Writing
from ui.page import Context, Page
from ui.retention.destroy_dialog import DestroyDialog, Question
from ui.retention.due_part import DuePart
from ui.retention.record_part import RecordPart
from ui.retention.trash_part import TrashPart
from ui.retention.words import away_text, name_text, outcome_sentences
from ui.retention.work import Destroy
from ui.theme import current_look
from ui.widgets.buttons import primary_button
from ui.widgets.card import Panel
from ui.widgets.labels import muted, title
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import Segmented
from ui.widgets.splitter import Splitter
from ui.words import _, ngettext

_KEYS = _DUE, _TRASH, _RECORD = "due", "trash", "record"
_LEFT_WIDTH, _RIGHT_WIDTH = 740, 420
_CONCERNED = frozenset(
    {"evidence", "trashed_evidence", "disposal", "legal_hold", "person", "programme", "audit"}
    | {"session_participant", "team_assignment", "stored_object"}
)
Part = DuePart | TrashPart | RecordPart


class RetentionPage(Page):
    """A list at the left, what is chosen at the right; destroying is asked for in a dialog of its own."""

    page_id = "retention"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._writing = Writing(context, self.origin)
        self.due = DuePart(context, self._writing, self)
        self.trash = TrashPart(context, self._writing, self)
        self.record = RecordPart(context, self)
        self._parts: dict[str, Part] = {_DUE: self.due, _TRASH: self.trash, _RECORD: self.record}
        self._current = _DUE
        self._asked: tuple[tuple[str, ...], bool] = ((), False)
        self._sum = muted("", 1)
        self.notice = MessageBar()
        self.choice = Segmented(
            [(_DUE, _("To be destroyed")), (_TRASH, _("Trash")), (_RECORD, _("Destroyed"))]
        )
        self.main_button = primary_button("")
        self._lists = QStackedWidget()
        self._sides = QStackedWidget()
        self._build()
        self._connect()

    def _build(self) -> None:
        px = current_look().px
        self.choice.setAccessibleName(_("To be destroyed, trash or destroyed"))
        for part in self._parts.values():
            self._lists.addWidget(part.list)
            self._sides.addWidget(part.side)
        panel = Panel("left")
        panel.body.setContentsMargins(px(18), px(14), px(10), px(10))
        panel.body.addWidget(self._sides)
        splitter = Splitter(Qt.Orientation.Horizontal, "retention.sides", self.context.settings)
        splitter.addWidget(self._left())
        splitter.addWidget(panel)
        splitter.setSizes([px(_LEFT_WIDTH), px(_RIGHT_WIDTH)])
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(splitter, 1)

    def _left(self) -> QWidget:
        px = current_look().px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(title(_("Retention")))
        head.addWidget(self._sum, 1)
        head.addWidget(self.main_button)
        row = QHBoxLayout()
        row.addWidget(self.choice)
        row.addStretch(1)
        row.addWidget(self.due.narrow)
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(px(18), px(14), px(18), px(14))
        layout.setSpacing(px(10))
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self._lists, 1)
        return left

    def _connect(self) -> None:
        self.choice.chosen.connect(self._show_part)
        self.main_button.clicked.connect(self.destroy_all)
        self.due.destroy_requested.connect(self._ask_about_due)
        self.due.rules_requested.connect(self._open_rules)
        self.due.counts_changed.connect(self._show_counts)
        self.trash.destroy_requested.connect(self._ask_about_trash)
        self.trash.counts_changed.connect(self._show_counts)

    def title(self) -> str:
        return _("Retention")

    def load(self) -> None:
        for part in self._parts.values():
            part.load()
        self._show_part(self._current)
        self._tell_of_places()

    def refresh(self, changes: frozenset[Change]) -> None:
        if any(change.kind in _CONCERNED for change in changes):
            for part in self._parts.values():
                part.load()
            self._show_counts()

    def _show_part(self, key: str) -> None:
        self._current = key
        self.choice.choose(key)
        part = self._parts[key]
        self._lists.setCurrentWidget(part.list)
        self._sides.setCurrentWidget(part.side)
        self.due.narrow.setVisible(key == _DUE)
        self._show_counts()
        self.commands_changed.emit()

    def _show_counts(self) -> None:
        due, trashed = len(self.due.due_ids()), len(self.trash.rows)
        for key, text, count in (
            (_DUE, _("To be destroyed"), len(self.due.rows)),
            (_TRASH, _("Trash"), trashed),
            (_RECORD, _("Destroyed"), len(self.record.rows)),
        ):
            self.choice.set_text(key, f"{text} {count}" if count else text)
        self._sum.setText(ngettext("{n} is due", "{n} are due", due) if due else "")
        count = trashed if self._current == _TRASH else due
        text = _("Empty the trash…") if self._current == _TRASH else _("Destroy what is due…")
        self.main_button.set_label(text)
        self.main_button.setEnabled(bool(count) and not self._is_busy())
        self.main_button.setVisible(self._current != _RECORD)

    def _is_busy(self) -> bool:
        return bool(self._asked[0])

    def open(self, **where: Any) -> None:
        for key, part in self._parts.items():
            if isinstance(where.get(part.place), str):
                self._show_part(key)
                part.open(where[part.place])
                return
        if where.get("part") in _KEYS:
            self._show_part(where["part"])

    def where(self) -> dict[str, str]:
        return dict(self._parts[self._current].where()) or {"part": self._current}

    def first_focus(self) -> QWidget:
        return self._parts[self._current].first_focus()

    def commands(self) -> Sequence[Command]:
        group = _("Retention")
        return (
            Command(
                "retention.destroy_due",
                _("Destroy what is due…"),
                self._ask_about_all_due,
                group=group,
                enabled=self._has_due,
                hint=_("Nothing is due, or all of it is on hold."),
            ),
            Command(
                "retention.empty_trash",
                _("Empty the trash…"),
                self._ask_about_all_trash,
                group=group,
                enabled=self._has_trash,
                hint=_("The trash is empty."),
            ),
        )

    def _has_due(self) -> bool:
        return bool(self.due.due_ids()) and not self._is_busy()

    def _has_trash(self) -> bool:
        return bool(self.trash.rows) and not self._is_busy()

    def destroy_all(self) -> None:
        """Ask about everything that is due, or that lies in the trash, whichever list is in front."""
        if self._current == _TRASH:
            self._ask_about_all_trash()
        else:
            self._ask_about_all_due()

    def _ask_about_all_due(self) -> None:
        self._ask_about_due(self.due.due_ids())

    def _ask_about_all_trash(self) -> None:
        self._ask_about_trash(tuple(self.trash.rows))

    def _ask_about_due(self, ids: tuple[str, ...]) -> None:
        rows = [self.due.rows[row_id] for row_id in ids]
        heading = ngettext("Destroy {n} thing that is due", "Destroy {n} things that are due", len(rows))
        lines = tuple(f"{row.audit} {name_text(row)}".strip() for row in rows)
        self._ask(heading, ids, lines, from_trash=False)

    def _ask_about_trash(self, ids: tuple[str, ...]) -> None:
        rows = [self.trash.rows[row_id] for row_id in ids]
        heading = ngettext("Destroy {n} piece in the trash", "Destroy {n} pieces in the trash", len(rows))
        lines = tuple(f"{row.audit} {row.number} {row.title or row.name}" for row in rows)
        self._ask(heading, ids, lines, from_trash=True)

    def _ask(self, heading: str, ids: tuple[str, ...], lines: tuple[str, ...], *, from_trash: bool) -> None:
        if not ids or self._is_busy():
            return
        self._asked = ids, from_trash
        place = second_place(self.context.settings)
        away = (away_text(place),) if place is not None and not is_there(place) else ()
        dialog = DestroyDialog(Question(heading, lines, away), self)
        dialog.agreed.connect(self._destroy)
        dialog.rejected.connect(self._leave)
        dialog.open()

    def _destroy(self, reason: str) -> None:
        ids, from_trash = self._asked
        place = second_place(self.context.settings)
        work = Destroy(self.context.workspace, ids, reason, place, from_trash)
        self._show_counts()
        self.context.jobs.start(_("Destroying"), work, self._on_destroyed, self._on_failed, self._on_stopped)

    def _leave(self) -> None:
        self._asked = (), False
        self._show_counts()

    def _on_stopped(self) -> None:
        self._leave()
        self.context.say(_("Destroying was stopped. What was destroyed by then stays destroyed."))

    def _on_failed(self, error: UserError) -> None:
        self._leave()
        self.context.report_error(error)

    def _on_destroyed(self, outcome: Outcome) -> None:
        self._leave()
        place = second_place(self.context.settings)
        if outcome.kept is not None:
            note_copies(self.context.settings, self.context.workspace.path, place, outcome.kept)
        is_whole = outcome.kept is not None and outcome.kept.is_clean
        said = " ".join(outcome_sentences(outcome, place))
        self.notice.show_message(said, "info" if is_whole else "warning")

    def _tell_of_places(self) -> None:
        """Name the drives that were not there when something was destroyed."""
        workspace = self.context.workspace
        with workspace.read() as unit:
            disposals = disposal_count(unit)
        behind = places_behind(self.context.settings, workspace.path, disposals) if disposals else ()
        if behind:
            self.notice.show_message(_behind_text(", ".join(str(place) for place in behind)), "warning")

    def _open_rules(self) -> None:
        self.context.navigate("settings", {"tab": "programme"})


def _behind_text(places: str) -> str:
    text = _(
        "The backups in {places} may still hold what was destroyed since they were made: connect the drive, "
        "and the next backup cleans them."
    )
    return text.format(places=places)
