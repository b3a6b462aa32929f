"""Cells of a list that holds a Statement of Applicability, as people write them, in several languages.

Each reader returns what a cell says, and raises `UnreadableError` where it says nothing that can be taken.
"""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.exchange.dates import readings
from app.words import N_
from models.soa import ImplementationStatus, InclusionReason, OperatedBy

NEITHER_YES_NOR_NO = N_("“{value}” says neither yes nor no")
UNKNOWN_STATUS = N_("“{value}” is no status such as implemented, partly, planned or not")
UNKNOWN_REASON = N_("“{value}” names no reason such as risk, law, contract, business need or baseline")
UNKNOWN_OPERATOR = N_("“{value}” is neither ourselves nor supplier nor shared")
NO_DATE = N_("“{value}” is no date")
TWO_DATES = N_("“{value}” can be read as two different days")

_NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a", "tbd", "k.a", "k. a"})
_LEFT_OPEN = _NOTHING | {"open", "offen", "to be decided", "unclear"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_YES = _words(
    "yes|y|x|✓|✔|☑|true|wahr|vrai|1|applicable|is applicable|included|in|in scope|ja|j|anwendbar|zutreffend"
    "|oui|si|sí|aplicable|sim|tak|ano|evet"
)
_NO = _words(
    "no|n|✗|✘|☐|false|falsch|faux|0|not applicable|is not applicable|inapplicable|excluded|not included|out"
    "|out of scope|n/a|na|n.a|nein|nicht anwendbar|nicht zutreffend|n. z|entfällt|none|non|non applicable"
    "|non-applicable|no aplicable|nie|não|ne|hayır"
)
_STATUSES: Mapping[ImplementationStatus, str] = MappingProxyType(
    {
        ImplementationStatus.NOT_IMPLEMENTED: r"\bnot\b|\bno\b|\bnon\b|nicht|nein|\bopen\b|offen|missing",
        ImplementationStatus.PARTLY: r"part|teil|in progress|ongoing|in arbeit|in umsetzung|en cours",
        ImplementationStatus.PLANNED: r"plan|geplant|prévu|scheduled|to do",
        ImplementationStatus.IMPLEMENTED: r"implement|umgesetzt|yes|\bja\b|done|in place|complete|full"
        r"|effective|mis en|operational|existing",
    }
)
_REASONS: Mapping[InclusionReason, str] = MappingProxyType(
    {
        InclusionReason.RISK: r"risk|risik|risque|riesgo|\brra\b|\brt\b",
        InclusionReason.LEGAL: r"\blaw|legal|regulat|statut|gesetz|rechtlich|\blr\b|\bloi\b|ley|gdpr|dsgvo",
        InclusionReason.CONTRACTUAL: r"contract|vertrag|contrat|customer|kunde|\bco\b|\bcr\b",
        InclusionReason.BUSINESS: r"business|geschäft|betrieblich|métier|negocio|best practice|\bbr\b|\bbp\b",
        InclusionReason.BASELINE: r"baseline|basis|grundschutz|minimum|standard",
    }
)
_OPERATORS: Mapping[OperatedBy, str] = MappingProxyType(
    {
        OperatedBy.SHARED: r"shared|both|gemeinsam|geteilt|partagé|compart",
        OperatedBy.SUPPLIER: r"supplier|vendor|provider|extern|outsourc|dienstleister|lieferant|third",
        OperatedBy.SELF: r"self|ourselves|intern|own|eigen|selbst|we\b",
    }
)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)? ?%")
_ALL = 100
_LONGEST_DATE = 60


class UnreadableError(ValueError):
    """A cell that cannot be taken; `reason` says why, with a place for the `{value}`."""

    def __init__(self, reason: str, value: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.value = value


def applicability(text: str) -> bool | None:
    """Whether a control applies; None where the cell leaves it open."""
    plain = _plain(text)
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    if plain in _LEFT_OPEN:
        return None
    raise UnreadableError(NEITHER_YES_NOR_NO, text)


def status(text: str) -> ImplementationStatus:
    """How far a control is in place; percentages are read too."""
    plain = _plain(text)
    if plain in _NOTHING:
        return ImplementationStatus.UNKNOWN
    if percent := _PERCENT.fullmatch(plain):
        return _by_share(int(percent[1]))
    found = next((one for one, words in _STATUSES.items() if re.search(words, plain)), None)
    if found is None:
        raise UnreadableError(UNKNOWN_STATUS, text)
    return found


def _by_share(percent: int) -> ImplementationStatus:
    if percent <= 0:
        return ImplementationStatus.NOT_IMPLEMENTED
    return ImplementationStatus.IMPLEMENTED if percent >= _ALL else ImplementationStatus.PARTLY


def reasons(text: str) -> tuple[InclusionReason, ...]:
    """Every reason for an inclusion that the cell names."""
    plain = _plain(text)
    if plain in _NOTHING:
        return ()
    found = tuple(one for one, words in _REASONS.items() if re.search(words, plain))
    if not found:
        raise UnreadableError(UNKNOWN_REASON, text)
    return found


def operated_by(text: str) -> OperatedBy:
    """Who operates a control."""
    plain = _plain(text)
    if plain in _NOTHING:
        return OperatedBy.UNKNOWN
    found = next((one for one, words in _OPERATORS.items() if re.search(words, plain)), None)
    if found is None:
        raise UnreadableError(UNKNOWN_OPERATOR, text)
    return found


def day(text: str) -> date | None:
    """A date however it is written; one that can be read in two ways is not guessed."""
    if _plain(text) in _NOTHING:
        return None
    found = readings(text) if len(text) <= _LONGEST_DATE else ()
    if len(found) == 1:
        return found[0]
    raise UnreadableError(TWO_DATES if found else NO_DATE, text)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").split()).rstrip(".!")
