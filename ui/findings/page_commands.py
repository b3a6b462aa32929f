"""What can be done on the findings page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.words import _

if TYPE_CHECKING:
    from ui.findings.page import FindingsPage


def findings_commands(page: FindingsPage) -> Sequence[Command]:
    """The commands of the list and of the finding that is chosen in it."""
    return (*_of_list(page), *_of_finding(page), *_files(page))


def _of_list(page: FindingsPage) -> Sequence[Command]:
    group = _("Findings")
    return (
        Command("findings.new", _("New finding"), page.new_finding, group=group),
        Command("findings.next", _("Next finding"), page.next_finding, group=group),
        Command("findings.previous", _("Previous finding"), page.previous_finding, group=group),
        Command("findings.filter", _("Filter the findings"), page.go_to_filter, group=group),
        Command("findings.read_out", _("Read the findings out…"), page.read_out, group=group),
    )


def _of_finding(page: FindingsPage) -> Sequence[Command]:
    group, chosen, hint = _("Findings"), page.has_finding, _("Choose a finding first.")
    position, evidence = _("Record the auditee's position"), _("Add evidence to the finding")
    takes, minors = page.takes_evidence, page.list.aggregation
    one_major = _("Make one finding of several on one requirement")
    too_few = _("Nothing is asked about, or what is asked about is not confirmed yet.")
    return (
        Command("findings.review", _("Send to review"), page.send_to_review, "", group, chosen, hint),
        Command("findings.confirm", _("Confirm the finding"), page.confirm, "", group, chosen, hint),
        Command("findings.position", position, page.record_position, "", group, chosen, hint),
        Command("findings.evidence", evidence, page.add_evidence, "", group, takes, hint),
        Command("findings.one_major", one_major, minors.take, "", group, minors.can_take, too_few),
    )


def _files(page: FindingsPage) -> Sequence[Command]:
    group, own = _("Findings"), _("Export the findings in your own columns")
    earlier, by_hand = _("Take over earlier findings from a list"), _("Enter an earlier finding by hand")
    return (
        Command("findings.export", _("Export the findings to Excel"), page.export, group=group),
        Command("findings.columns", own, page.export_columns, group=group),
        Command("findings.earlier", earlier, page.take_over, group=group),
        Command("findings.enter_earlier", by_hand, page.enter_earlier, group=group),
        Command("findings.workbook", _("Make a workbook for responses"), page.hand_out, group=group),
        Command("findings.take_in", _("Take in a returned workbook"), page.take_in, group=group),
    )
