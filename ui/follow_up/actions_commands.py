"""What can be done on the page of what is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.words import _

if TYPE_CHECKING:
    from ui.follow_up.page import ActionsPage


def actions_commands(page: ActionsPage) -> Sequence[Command]:
    """The commands of the page, those that show something first."""
    return (*_views(page), *_of_entry(page), *_letters(page))


def _views(page: ActionsPage) -> Sequence[Command]:
    group = _("Actions")
    return (
        Command("actions.list", _("Show the list"), page.to_list, group=group),
        Command("actions.calendar", _("Show the calendar"), page.to_calendar, group=group),
        Command("actions.trends", _("Show the trends over audits"), page.to_trends, group=group),
        Command("actions.filter", _("Filter the actions"), page.go_to_filter, group=group),
        Command("actions.plan", _("Plan a follow-up audit…"), page.plan_follow_up, group=group),
    )


def _of_entry(page: ActionsPage) -> Sequence[Command]:
    group, panel = _("Actions"), page.panel
    running = _("Choose an action that is under way first.")
    dated = _("Choose an entry with a due date first.")
    put_off, done = _("Put off the due date…"), _("Mark the action as done today")
    hint = _("Choose an entry first.")
    return (
        Command("actions.open", _("Open the finding"), page.open_shown, "", group, page.has_row, hint),
        Command("actions.done", done, panel.mark_done, "", group, panel.can_mark_done, running),
        Command("actions.put_off", put_off, panel.begin_extension, "", group, panel.can_extend, dated),
    )


def _letters(page: ActionsPage) -> Sequence[Command]:
    group, letters = _("Actions"), page.letters
    hint, enabled = _("Choose an entry with an owner first."), letters.has_owner
    letter, mail = _("Save a status letter to the owner…"), _("Save a mail draft to the owner…")
    return (
        Command("actions.letter", letter, letters.save_letter, "", group, enabled, hint),
        Command("actions.mail", mail, letters.save_mail, "", group, enabled, hint),
        Command("actions.letters", _("Save letters to every owner…"), letters.save_all, group=group),
    )
