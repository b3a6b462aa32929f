"""Which controls the checks of a Statement of Applicability look at, and by which words (section 11)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.words import N_
from models.isms import Practice

LEAST_CHARACTERS = 20
SAME_TEXT = 3
_NEXT_WORD = 12


def _all(theme: int, numbers: str) -> tuple[str, ...]:
    """`5, "1-4 9"` stands for A.5.1 to A.5.4 and A.5.9."""
    found: list[str] = []
    for part in numbers.split():
        first, _, last = part.partition("-")
        found += [f"A.{theme}.{number}" for number in range(int(first), int(last or first) + 1)]
    return tuple(found)


HARDLY_EXCLUDABLE = (
    *_all(5, "1-4 9-10 15-18 24-28 31 36"),
    *_all(6, "3 8"),
    *_all(8, "2 5 7 8 13 15"),
)
PHYSICAL = _all(7, "1-14")
NEEDED_BY: Mapping[Practice, tuple[str, ...]] = MappingProxyType(
    {
        Practice.DEVELOPMENT: _all(8, "25-31 33"),
        Practice.CONTRACT_DEVELOPERS: _all(8, "30"),
        Practice.REMOTE_WORK: _all(6, "7"),
        Practice.CLOUD: _all(5, "23"),
        Practice.OFFICES: PHYSICAL,
        Practice.REMOVABLE_MEDIA: (*_all(7, "10"), *_all(8, "12")),
        Practice.INTERNET: _all(8, "23"),
        Practice.PERSONAL_DATA: _all(5, "34"),
        Practice.CONTINUITY: _all(5, "30"),
    }
)
PRACTICE_NAMES: Mapping[Practice, str] = MappingProxyType(
    {
        Practice.DEVELOPMENT: N_("software is developed, or scripts are written in house"),
        Practice.CONTRACT_DEVELOPERS: N_("developers work under contract"),
        Practice.REMOTE_WORK: N_("people work from elsewhere, or through a VPN"),
        Practice.CLOUD: N_("cloud services are in use"),
        Practice.OFFICES: N_("there are offices"),
        Practice.REMOVABLE_MEDIA: N_("removable media are allowed"),
        Practice.INTERNET: N_("people have access to the internet"),
        Practice.PERSONAL_DATA: N_("personal data are processed, if only of the staff"),
        Practice.CONTINUITY: N_("there are objectives for continuity"),
    }
)
# In the languages that an SoA of a European organisation is mostly written in.
_OUTSOURCED = re.compile(
    r"out-?sourc|sub-?contract|managed service|service provider"
    r"|\b(?:by|to|with|at) (?:an?|the|our|its|their|another) (?:external |cloud |hosting |it )*"
    r"(?:provider|supplier|vendor|third party)"
    r"|ausgelagert|auslagerung|fremdvergab|fremdvergeben|dienstleister"
    r"|externalis|sous-trait|subcontrat|externaliz|tercerizad|esternalizz",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|none|nothing|never|without|neither|nor|nobody|kein\w*|nicht\w*|nie|ohne|aucun\w*|pas|rien|sans"
    r"|ning[uú]n\w*|nada|sin|non|nessun\w*|niente|senza)\b|n['’]t\b",
    re.IGNORECASE,
)
_ALL_IN_THE_CLOUD = re.compile(r"cloud|virtual|hosted|hosting|\bsaas\b|gehostet|nube|nuage", re.IGNORECASE)


def names_outsourcing(text: str) -> bool:
    """Whether somebody else is the reason; “nothing is outsourced” says the contrary."""
    return any(_says_so(sentence) for sentence in re.split(r"[.;:!?\n]+", text))


def _says_so(sentence: str) -> bool:
    found = _OUTSOURCED.search(sentence)
    return found is not None and not _DENIED.search(sentence[: found.end() + _NEXT_WORD])


def names_the_cloud(text: str) -> bool:
    """Whether the reason is that everything is elsewhere, in the cloud."""
    return _ALL_IN_THE_CLOUD.search(text) is not None
