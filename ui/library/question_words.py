"""A question of the bank in words: what it is about in short, and everything beside it."""

from app.library.pack_data import Depth, Place, QuestionData, RequirementData
from app.reporting import labels
from ui.terms import word
from ui.words import _


def question_about(one: QuestionData) -> str:
    """`core · 8 min · on site`."""
    parts = [depth_word(one.depth), _("{n} min").format(n=one.minutes)]
    if one.place is not Place.EITHER:
        parts.append(_("on site") if one.place is Place.ON_SITE else _("remote"))
    return " · ".join(parts)


def depth_word(depth: Depth) -> str:
    return _("core") if depth is Depth.CORE else _("deep")


def question_parts(one: QuestionData) -> list[tuple[str, str]]:
    """The fields of a question that say something, each with its name."""
    methods = "; ".join(word(labels.METHODS, method) for method in one.methods)
    parts = [
        (_("Why it matters"), one.why),
        (_("Look for"), "; ".join(one.look_for)),
        (_("Evidence to see"), "; ".join(one.evidence)),
        (_("Sample"), one.sampling),
        (_("Whom to ask"), one.interviewee),
        (_("How"), methods),
        (_("Red flags"), "; ".join(one.red_flags)),
        (_("Follow up"), " ".join(one.follow_up)),
        (_("See also"), ", ".join(one.cross)),
    ]
    return [(name, text) for name, text in parts if text]


def requirement_parts(one: RequirementData) -> list[tuple[str, str]]:
    """What a pack says of a requirement beside its title."""
    parts = [
        (_("Wording"), one.text),
        (_("In writing"), one.documented_information),
        (_("Process"), one.process),
    ]
    return [(name, text) for name, text in parts if text]
