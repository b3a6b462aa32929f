"""What the page says of each kind of thing that was left open."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.sessions.tonight import Left
from app.words import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """What is the matter, what is to be typed, and the name of the step in the undo list."""

    said: str
    asked: str
    step: str


KINDS: Mapping[Left, Kind] = MappingProxyType(
    {
        Left.UNFILED: Kind(
            N_("Not filed"), N_("Number of the item it belongs to, such as 8.13, and Enter"), N_("File note")
        ),
        Left.CANDIDATE: Kind(
            N_("Candidate"),
            N_("In one sentence, in which way the requirement is not met, and Enter"),
            N_("Edit finding"),
        ),
        Left.OWED: Kind(
            N_("Promised, not received"),
            N_("What was answered, if it will not come, and Enter; evidence is attached there"),
            N_("Note an answer"),
        ),
        Left.BARE: Kind(
            N_("Conforms, nothing to show"),
            N_("A note on what you saw or heard, and Enter"),
            N_("Write note"),
        ),
        Left.NOT_REACHED: Kind(
            N_("Not reached"),
            N_("Why it is not examined this time, and Enter"),
            N_("Set result"),
        ),
    }
)
OPENS = N_("It still lacks evidence: Enter opens the finding")
