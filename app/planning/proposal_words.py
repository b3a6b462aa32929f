"""What a proposal says: the items with what happens to each, and the reasons in an auditor's words."""

import enum
from dataclasses import dataclass

from app.activity_log import label_message, label_text
from app.words import N_, Message
from models.checklist import AskedDepth

EACH = N_("One question for each requirement")
CLAUSE = N_("Every clause is audited each year")
NEVER = N_("Not audited so far")
LEFT_LAST_TIME = N_("Not examined in {audit}")
CONFORMED = N_("Conformed in {audit}")
EXAMINED = N_("Examined in {audit}")
UNVERIFIED = N_("Could not be verified in {audit}")
AFTER_MAJOR = N_("Major nonconformity {number} in {audit}")
AFTER_MINOR = N_("Minor nonconformity {number} in {audit}")
AFTER_OWN = N_("{grade} {number} in {audit}")
AFTER_REMARK = N_("Remark {number} in {audit}")
EMPHASISED = N_("Risk emphasis")
PARTLY = N_("By the SoA only partly implemented")
PLANNED = N_("By the SoA only planned")
NOT_IMPLEMENTED = N_("By the SoA not implemented")
EXCLUDED = N_("The SoA leaves the control out: verify that")
CHOSEN = N_("Chosen for this audit")
BEGUN = N_("Taken up already")
MUST = N_("Must be asked")
OWN = N_("Your own question")
STAGE_1 = N_("Stage 1 looks at documents and readiness")
OTHER_STAGE = N_("Not for this stage")
ON_SITE_ONLY = N_("Can only be seen on site, and this audit is remote")
FOLLOW_UP = N_("A follow-up looks at earlier findings")
NO_TIME = N_("No time for it in the agenda")
TIME_LEFT = N_("The agenda has time for it")


class Change(enum.Enum):
    """What the proposal does with a question."""

    ADD = "add"
    KEEP = "keep"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """A question with what happens to it and why.

    `item_id` where it is on the checklist already; `opens` when it stands for its requirement.
    """

    requirement_id: str
    reference: str
    title: str
    theme: str
    process: str
    code: str
    question: str
    minutes: int
    interviewee: str
    change: Change
    reasons: tuple[Message, ...]
    is_emphasised: bool
    chosen: AskedDepth | None
    item_id: str
    opens: bool


def kept(reasons: tuple[Message, ...]) -> tuple[str, ...]:
    """Reasons as a checklist item keeps them."""
    return tuple(label_text(reason) for reason in reasons)


def reason_messages(reasons: tuple[str, ...] | None) -> tuple[Message, ...]:
    """What `kept` made, as messages again."""
    return tuple(label_message(reason) for reason in reasons or ())
