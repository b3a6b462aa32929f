"""What can be done on the evidence page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.commands import Command
from ui.words import _

if TYPE_CHECKING:
    from ui.evidence.page import EvidencePage


def evidence_commands(page: EvidencePage) -> Sequence[Command]:
    """The commands of the lists and of the piece that is chosen."""
    return (*_of_lists(page), *_of_piece(page))


def _of_lists(page: EvidencePage) -> Sequence[Command]:
    group, table_or_gallery = _("Evidence"), _("Evidence as a table or a gallery")
    draw, none_begun = _("Draw the sample, or record it"), _("Begin a new sample first.")
    begun = page.has_sample_form
    return (
        Command("evidence.attach", _("Attach files"), page.choose_files, group=group),
        Command("evidence.paste", _("Paste files or a picture"), page.paste, "Ctrl+V", group),
        Command("evidence.seen_not_taken", _("Seen, not taken"), page.seen_not_taken, "Ctrl+R", group),
        Command("evidence.new_request", _("Note what is owed"), page.new_request, "Ctrl+O", group),
        Command("evidence.save_owed", _("Save the list of what is owed…"), page.save_owed, group=group),
        Command("evidence.new_sample", _("New sample"), page.new_sample, "Ctrl+N", group),
        Command("evidence.draw_sample", draw, page.draw_sample, "Ctrl+Return", group, begun, none_begun),
        Command("evidence.gallery", table_or_gallery, page.turn_gallery, group=group),
        Command("evidence.find", _("Find in the list"), page.find_field.setFocus, "Ctrl+F", group),
    )


def _of_piece(page: EvidencePage) -> Sequence[Command]:
    group, chosen, detail = _("Evidence"), _("Choose a piece of evidence first."), page.evidence.detail
    one, photo, marked = page.has_evidence, page.is_photo, page.can_mark
    original, no_photo = (
        _("Export a photo or recording as taken in"),
        _("Choose a photo or a recording first."),
    )
    mark, no_page = _("Redact or mark up"), _("Choose a picture or a PDF first.")
    as_taken_in = detail.file.choose_folder_for_original
    return (
        Command("evidence.verify", _("Verify hash now"), page.verify, "", group, one, chosen),
        Command("evidence.export", _("Export a copy"), page.export, "", group, one, chosen),
        Command("evidence.export_as_taken_in", original, as_taken_in, "", group, photo, no_photo),
        Command("evidence.mark", mark, detail.mark, "", group, marked, no_page),
        Command("evidence.remove", _("Remove evidence"), page.remove, "", group, one, chosen),
    )
