"""A question of the bank in words: what it is about in short, and everything beside it."""

from collections.abc import Sequence

from app.library.pack_data import Depth, Place, QuestionData, RequirementData
from app.reporting import labels
from ui.terms import word
from ui.words import _

# The name of a field, and what stands in it: one text, or one for each entry of a list.
Part = tuple[str, Sequence[str]]


def question_about(one: QuestionData) -> str:
    """`core · 8 min · on site`."""
    parts = [depth_word(one.depth), _("{n} min").format(n=one.minutes)]
    if one.place is not Place.EITHER:
        parts.append(_("on site") if one.place is Place.ON_SITE else _("remote"))
    return " · ".join(parts)


def stage_word(one: QuestionData) -> str:
    """Whether it belongs to the readiness check too; every question of an audit proper is for Stage 2."""
    return _("also at Stage 1") if "stage1" in one.stages else ""


def depth_word(depth: Depth) -> str:
    return _("core") if depth is Depth.CORE else _("deep")


def question_parts(one: QuestionData) -> list[Part]:
    """The fields of a question that say something."""
    methods = "; ".join(word(labels.METHODS, method) for method in one.methods)
    parts: list[Part] = [
        (_("Why it matters"), [one.why]),
        (_("Look for"), one.look_for),
        (_("Evidence to see"), one.evidence),
        (_("Sample"), [one.sampling]),
        (_("Whom to ask"), [one.interviewee]),
        (_("How"), [methods]),
        (_("Red flags"), one.red_flags),
        (_("Follow up"), one.follow_up),
        (_("See also"), [", ".join(one.cross)]),
    ]
    return _said(parts)


def requirement_parts(one: RequirementData) -> list[Part]:
    """What a pack says of a requirement beside its title."""
    parts: list[Part] = [
        (_("Wording"), one.text.splitlines()),
        (_("In writing"), [one.documented_information]),
        (_("Process"), [one.process]),
    ]
    return _said(parts)


def _said(parts: Sequence[Part]) -> list[Part]:
    return [(name, entries) for name, entries in parts if any(entries)]
