"""The names of all commands that have keys, for the table where keys are changed."""

from app.words import N_
from ui.words import _

_TEXTS = {
    "window.palette": N_("Search or run a command"),
    "window.search": N_("Search what was written and taken in"),
    "window.shortcuts": N_("Show the keyboard shortcuts"),
    "window.undo": N_("Undo"),
    "window.redo": N_("Redo"),
    "window.larger": N_("Larger text"),
    "window.smaller": N_("Smaller text"),
    "window.usual_size": N_("Text in its usual size"),
    "window.back": N_("Go back"),
    "window.next_region": N_("Go to the next part of the window"),
    "window.previous_region": N_("Go to the previous part of the window"),
    "window.page_1": N_("First page of the rail"),
    "window.page_2": N_("Second page of the rail"),
    "window.page_3": N_("Third page of the rail"),
    "window.page_4": N_("Fourth page of the rail"),
    "window.page_5": N_("Fifth page of the rail"),
    "window.page_6": N_("Sixth page of the rail"),
    "window.page_7": N_("Seventh page of the rail"),
    "window.page_8": N_("Eighth page of the rail"),
    "window.page_9": N_("Ninth page of the rail"),
    "window.settings": N_("Open the settings"),
    "window.turn_theme": N_("Change between light and dark"),
    "window.new_workspace": N_("New workspace…"),
    "window.open_workspace": N_("Open workspace…"),
    "window.close_workspace": N_("Close this workspace"),
    "window.lock": N_("Lock this workspace"),
    "window.index_anew": N_("Make the search index anew"),
    "window.quit": N_("Close Assay"),
    "session.conforms": N_("Conforms"),
    "session.nonconforms": N_("Nonconforms"),
    "session.unable_to_verify": N_("Unable to verify"),
    "session.not_examined": N_("Not examined"),
    "session.open_again": N_("Open the item again"),
    "session.next_item": N_("Next item"),
    "session.previous_item": N_("Previous item"),
    "session.next_open_item": N_("Next item without a result"),
    "session.more_questions": N_("More questions on this item"),
    "session.next_speaker": N_("Next speaker"),
    "session.attach": N_("Attach evidence"),
    "session.seen_not_taken": N_("Seen, not taken"),
    "session.owes_me": N_("Owes me"),
    "session.raise_finding": N_("Raise finding"),
    "session.paste_image": N_("Paste the image"),
    "session.hide_results": N_("Hide results and findings"),
    "audits.new": N_("Plan a new audit"),
    "plan.new": N_("Plan a session"),
    "plan.new_meeting": N_("Plan a meeting"),
    "plan.next_section": N_("Next section of the plan"),
    "plan.previous_section": N_("Previous section of the plan"),
    "evidence.attach": N_("Attach evidence"),
    "findings.new": N_("Raise finding"),
}


def command_text(command_id: str) -> str:
    """What a command is called; its id where the table has no name for it."""
    return _(_TEXTS[command_id]) if command_id in _TEXTS else command_id
