"""What can be done on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.command_texts import command_text
from ui.commands import Command
from ui.shell.entries import AUDIT_GROUP, WORKSPACE_GROUP, PageEntry
from ui.words import _

if TYPE_CHECKING:
    from ui.window import Window


@dataclass(frozen=True)
class _PageKey:
    """Shows one page."""

    window: Window
    page_id: str

    def go(self) -> None:
        self.window.navigate(self.page_id, {})

    def can(self) -> bool:
        return self.window.navigator.has_page(self.page_id)


def window_commands(window: Window, entries: Sequence[PageEntry]) -> list[Command]:
    """The commands of the window, those of the pages first."""
    return [
        *_page_commands(window, entries),
        *_of_audit(window),
        *_general(window),
        *_text_size(window),
        *_of_workspace(window),
    ]


def _page_commands(window: Window, entries: Sequence[PageEntry]) -> list[Command]:
    """One for each page that the rail lists; the table has keys for the first nine."""
    group = _("Pages")
    hints = {WORKSPACE_GROUP: _("Open a workspace first."), AUDIT_GROUP: _("Choose an audit first.")}
    commands = []
    for number, entry in enumerate((one for one in entries if one.group in hints), start=1):
        key, hint = _PageKey(window, entry.page_id), hints[entry.group]
        commands.append(
            Command(f"window.page_{number}", entry.text, key.go, group=group, enabled=key.can, hint=hint)
        )
    return commands


@dataclass(frozen=True)
class _Stop:
    """Suspends, cancels or resumes the audit in hand, on its overview."""

    window: Window
    wish: str

    def go(self) -> None:
        self.window.navigate("overview", {"to": self.wish})

    def can(self) -> bool:
        audit = self.window.figures.current_audit()
        if audit is None or not self.window.navigator.has_page("overview"):
            return False
        from app.planning.states import can_stop, is_stopped

        return is_stopped(audit.state) if self.wish == "resumed" else can_stop(audit.state)


def _of_audit(window: Window) -> list[Command]:
    reading = _PageKey(window, "closing")
    text, hint = _("Read the findings out (closing meeting)"), _("Choose an audit first.")
    read_out = Command("window.read_out", text, reading.go, group=_("Audit"), enabled=reading.can, hint=hint)
    evening = _PageKey(window, "tonight")
    text = command_text("window.tonight")
    tonight = Command("window.tonight", text, evening.go, group=_("Audit"), enabled=evening.can, hint=hint)
    return [read_out, tonight, *_stops(window)]


def _stops(window: Window) -> list[Command]:
    texts = {
        "suspended": _("Suspend this audit…"),
        "cancelled": _("Cancel this audit…"),
        "resumed": _("Resume this audit"),
    }
    commands = []
    for wish, text in texts.items():
        stop = _Stop(window, wish)
        commands.append(Command(f"window.audit_{wish}", text, stop.go, group=_("Audit"), enabled=stop.can))
    return commands


def _general(window: Window) -> list[Command]:
    group = _("Window")
    is_open, hint = window.has_workspace, _("Open a workspace first.")
    off = _("Choose a dictionary in the settings first.")
    return [
        _command("window.palette", window.open_palette, group, is_open, hint),
        _command("window.search", window.search.open_with_selected, group, is_open, hint),
        _command("window.shortcuts", window.show_shortcuts, group),
        _command("window.undo", window.undo, group, is_open, hint),
        _command("window.redo", window.redo, group, is_open, hint),
        _command("window.spelling", window.spelling.correct, group, window.spelling.is_on, off),
        _command("window.back", window.navigator.go_back, group, window.navigator.can_go_back),
        _command("window.next_region", window.regions.next, group),
        _command("window.previous_region", window.regions.previous, group),
        _command("window.quit", window.quit, group),
    ]


def _text_size(window: Window) -> list[Command]:
    group, looks = _("Appearance"), window.appearance
    return [
        _command("window.larger", looks.larger, group),
        _command("window.smaller", looks.smaller, group),
        _command("window.usual_size", looks.usual_size, group),
        _command("window.turn_theme", looks.turn, group),
    ]


def _of_workspace(window: Window) -> list[Command]:
    group, is_open = _("Workspace"), window.has_workspace
    return [
        _command("window.settings", _PageKey(window, "settings").go, group, is_open),
        _command("window.lock", window.lock, group, is_open, _("Open a workspace first.")),
        _command("window.index_anew", window.search.keeper.make_anew, group, is_open),
        _command("window.new_workspace", window.new_workspace, group),
        _command("window.open_workspace", window.open_workspace, group),
        _command("window.close_workspace", window.close_workspace, group, is_open),
        _command("window.unpack", window.unpacker.ask, group),
    ]


def _command(
    command_id: str,
    handler: Callable[[], None],
    group: str,
    enabled: Callable[[], bool] | None = None,
    hint: str = "",
) -> Command:
    return Command(command_id, command_text(command_id), handler, "", group, enabled, hint)
